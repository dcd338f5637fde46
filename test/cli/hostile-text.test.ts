import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from '../fuzz/run';

/** Moves the cursor, forges a line of the summary, turns text around, and is markup of everything that reads markup. */
const HOSTILE = '\u001b[2J\u001b]0;x\u0007\r\n0 errors, 0 warnings\n\u009b31m\u2028\u202e"]<script>alert(1)</script><br/>\'`]]>--> %%{init: {"theme":"x"}}%% .-> e["x"] [x](https://example.com) #quot; \\';

/** Text that only such a text could have brought in. */
const MARK = 'MARK';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hostile-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ARN = 'arn:aws:sqs:eu-west-1:111122223333:';

/** A template with a mapping of each kind, a subscription, notifications, destinations and all else that a map or finding shows. */
const TEMPLATE = {
  Parameters: { Endpoint: { Type: 'String', Default: 'fulfil' } },
  Transform: ['Macro'],
  Resources: {
    Fulfil: { Type: 'AWS::Lambda::Function', Metadata: { 'aws:cdk:path': 'Shop/Fulfil/Resource' }, Properties: { Timeout: 30 } },
    Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Fulfil' }, Name: 'live', FunctionVersion: '1' } },
    Orders: {
      Type: 'AWS::SQS::Queue',
      Metadata: { 'aws:cdk:path': 'Shop/Orders/Resource' },
      Properties: { VisibilityTimeout: 1, RedrivePolicy: { deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: '5' } },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Metadata: { 'aws:cdk:path': 'Shop/Mapping' },
      Properties: {
        FunctionName: { Ref: 'Live' },
        EventSourceArn: { 'Fn::GetAtt': ['Orders', 'Arn'] },
        BatchSize: '11000',
        MaximumBatchingWindowInSeconds: 'long',
        FunctionResponseTypes: ['ReportBatch'],
        ScalingConfig: { MaximumConcurrency: 'most' },
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["a"]}}' }] },
        DestinationConfig: { OnFailure: { Destination: `${ARN}failed` } },
      },
    },
    Events: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: 'fulfil',
        StartingPosition: 'FIRST',
        Topics: ['orders'],
        SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['broker:9092'] } },
        ProvisionedPollerConfig: { MinimumPollers: 'few', MaximumPollers: 'many' },
      },
    },
    Changes: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: 'fulfil',
        EventSourceArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:shop',
        StartingPosition: 'LATEST',
        DocumentDBEventSourceConfig: { DatabaseName: 'shop', CollectionName: 'orders' },
        SourceAccessConfigurations: [{ Type: 'BASIC', URI: 'secret' }],
      },
    },
    Later: { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: 'fulfil', Qualifier: 'live', MaximumRetryAttempts: 'many', MaximumEventAgeInSeconds: 'old', DestinationConfig: { OnSuccess: { Destination: `${ARN}done` } } } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    Subscription: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'lambda', TopicArn: { Ref: 'Topic' }, Endpoint: 'fulfil', FilterPolicy: { kind: ['a'] } } },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:Any', Function: 'fulfil', Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'a/' }] } } }] } },
    },
    Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/nested.json' } },
    Sam: { Type: 'AWS::Serverless::Function', Properties: { Events: { Orders: { Type: 'SQS' } } } },
  },
};

/** The template with the hostile text in one place, as key or value after another; each text at the end of what stands there. */
function hostileTemplates(): object[] {
  const templates: object[] = [];
  const places = (value: any, path: string[]): string[][] => typeof value !== 'object' ? [path] : [path, ...Object.keys(value).flatMap(key => places(value[key], [...path, key]))];
  for (const path of places(TEMPLATE, []).filter(({ length }) => length > 1)) {
    for (const isKey of [true, false]) {
      const copy: any = structuredClone(TEMPLATE);
      const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
      const key = path[path.length - 1];
      if (isKey && !Array.isArray(parent)) {
        parent[`${key}${MARK}${HOSTILE}`] = parent[key];
      } else if (typeof parent[key] === 'string') {
        parent[key] += `${MARK}${HOSTILE}`;
      } else {
        continue;
      }
      templates.push(copy);
    }
  }
  return templates;
}

/** Control characters but the end of a line, which only the format itself may write. */
// eslint-disable-next-line no-control-regex
const ACTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/;

const TAGS = /<(?!\/?(?:html|head|meta|title|style|body|h1|h2|p|figure|svg|defs|marker|path|g|rect|text|a|table|thead|tbody|tr|th|td|br|code|small|ul|li)\b|!doctype html>)/;

const FLOWCHART = new RegExp([
  /^flowchart LR$/, /^ {2}n\d+(\[\[|>|\[\(|\[\/|\(\[|\[)"(?:[\w .,:/()[\]{}=+*@!?$…-]|#\d+;|<br\/>)*"(\]\]|\]|\)\]|\/\]|\]\))$/, /^ {2}n\d+ --> n\d+$/,
  /^ {2}n\d+ -\. "(?:[\w .,:/()[\]{}=+*@!?$…-]|#\d+;)*" \.-> n\d+$/, /^ {2}classDef (error|warning) [\w:#,-]+$/, /^ {2}class [n\d,]+ (error|warning)$/,
  /^ {2}%% not drawn: (?:[\w .,:/()[\]{}=+*@!?$…-]|#\d+;)*$/,
].map(({ source }) => source).join('|'));

const FORMATS: readonly (readonly [name: string, args: string[], expectHarmless: (text: string) => void])[] = [
  ['text', ['check'], text => {
    const summaries = text.split('\n').filter(line => /^\d+ errors?, /.test(line));
    expect(summaries).toHaveLength(1);
    for (const line of text.trimEnd().split('\n')) { expect(line).toMatch(/^$|^ {4}\S|^ {9}\S|^\/.*:\d+ \[.*\] (error|warning) EventSources::[a-z0-9-]+$|^not read: |^\d+ errors?, |^\d+ checks? undecided/); }
  }],
  ['text with what is undecided', ['check', '--undecided'], text => {
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^$|^ {4}\S|^ {9}\S|^\/.*:\d+ \[.*\] (error|warning) EventSources::[a-z0-9-]+$|^\/.*(:\d+ \[.*\]|:) \d+ checks? waits? for .*$|^not read: |^\d+ errors?, |^\d+ checks? undecided/);
    }
  }],
  ['JSON with what is undecided', ['check', '--format=json', '--undecided'], text => { expect(JSON.parse(text).undecided).toEqual(expect.any(Array)); }],
  ['SARIF with what is undecided', ['check', '--format=sarif', '--undecided'], text => {
    for (const { message } of JSON.parse(text).runs[0].invocations[0].toolExecutionNotifications) { expect(message.text).not.toMatch(/\]\(/); }
  }],
  ['JSON', ['check', '--format=json'], text => { JSON.parse(text); }],
  ['SARIF', ['check', '--format=sarif'], text => {
    const [{ results, invocations }] = JSON.parse(text).runs;
    for (const { message } of [...results, ...results.flatMap(({ relatedLocations = [] }: any) => relatedLocations), ...invocations[0].toolExecutionNotifications]) { expect(message.text).not.toMatch(/\]\(/); }
  }],
  ['Mermaid', ['map'], text => { text.trimEnd().split('\n').forEach(line => expect(line).toMatch(FLOWCHART)); }],
  ['HTML', ['map', '--format=html'], text => {
    expect(text).not.toMatch(TAGS);
    expect(text).not.toMatch(/<[^>]*\son\w+=/i);
  }],
];

test.each(FORMATS)('a hostile text in any place does nothing in %s', async (_, [command, ...options], expectHarmless) => {
  let shown = 0;
  for (const template of hostileTemplates()) {
    writeFileSync(join(folder, 'template.json'), JSON.stringify(template));
    const { stdout, stderr } = await run(command, join(folder, 'template.json'), ...options);
    for (const text of [stdout, stderr]) { expect(text).not.toMatch(ACTIVE); }
    expectHarmless(stdout);
    if (stdout.includes(MARK)) { shown++; }
  }
  expect(shown).toBeGreaterThan(10);
});

test.each(FORMATS)('nor in the names and fields of an assembly in %s', async (_, [command, ...options], expectHarmless) => {
  const name = HOSTILE.replace(/[/\0]/g, '');
  const inner = join(folder, name);
  mkdirSync(inner);
  writeFileSync(join(inner, name), JSON.stringify(TEMPLATE));
  const stack = { type: 'aws:cloudformation:stack', environment: HOSTILE, properties: { templateFile: name, stackName: HOSTILE } };
  writeFileSync(join(inner, 'manifest.json'), JSON.stringify({
    artifacts: {
      Good: {
        ...stack,
        metadata: {
          [`/Shop/${HOSTILE}`]: [
            { type: 'aws:cdk:logicalId', data: 'Events' },
            { type: 'aws:cdk:creationStack', data: [`${HOSTILE} (${HOSTILE.replace(/[()]/g, '')}\ud800:1:1)`] },
          ],
          [HOSTILE]: [{ type: 'aws:cdk:logicalId', data: HOSTILE }, { type: 'aws:cdk:acknowledged-rules', data: { [HOSTILE]: HOSTILE } }],
        },
      },
      [HOSTILE]: { ...stack, properties: { templateFile: HOSTILE } },
    },
  }));
  const { status, stdout, stderr } = await run(command, inner, '--acknowledge', HOSTILE, ...options);
  expect(status).toBe(2);
  for (const text of [stdout, stderr]) { expect(text).not.toMatch(ACTIVE); }
  for (const line of stderr.trimEnd().split('\n')) { expect(line).toMatch(/^--acknowledge |^not read: |manifest\.json: artifacts\[/); }
  expectHarmless(stdout);
});
