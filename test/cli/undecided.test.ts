import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { check } from '../../src/cli/check';
import { RULES } from '../../src/rules';
import { run } from '../fuzz/run';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undecided-'));
  file = join(folder, 'shop.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The lines about undecided checks in a template with these resources, without its name. */
async function linesOf(resources: string): Promise<string[]> {
  writeFileSync(file, `Resources:\n${resources}`);
  const { stdout } = await run('check', file, '--undecided');
  return stdout.split('\n').filter(line => / checks? waits? for /.test(line)).map(line => line.replace(file, ''));
}

const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const mapping = (properties: string, id = 'Mapping') => `  ${id}:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties:\n${properties.replace(/^/gm, '      ')}\n`;

test('of a mapping whose source is unknown one line tells all', async () => {
  const lines = await linesOf(mapping('FunctionName: !Ref Fulfil\nEventSourceArn: !Ref Source') + '  Fulfil: { Type: AWS::Lambda::Function, Properties: { Timeout: !Ref T } }\n');
  expect(lines[0]).toMatch(/^:6 \[Mapping\] \d{3} checks wait for EventSourceArn: \{ Ref: Source \}, which only the deployment knows$/);
  expect(lines.slice(1)).toEqual([expect.stringContaining('wait for FunctionName: { Ref: Fulfil }, which')]);
});

test.each<[string, string, RegExp]>([
  ['a property of its own', `FunctionName: f\nEventSourceArn: ${QUEUE_ARN}\nBatchSize: !Ref Size`, /^:7 \[Mapping\] 2 checks wait for BatchSize: \{ Ref: Size \}, which only the deployment knows \(sqs-batch-size, sqs-batch-window-missing\)$/m],
  ['a property within another', `FunctionName: f\nEventSourceArn: ${QUEUE_ARN}\nScalingConfig:\n  MaximumConcurrency: !If [Live, 1, !Ref Most]`, /^:8 .* wait for ScalingConfig\.MaximumConcurrency: \{ Fn::If: \[Live, 1, \{ Ref: Most \}\] \}, which/m],
  ['what it is within', `FunctionName: f\nEventSourceArn: ${QUEUE_ARN}\nScalingConfig: !Ref Most`, /^:7 .* for ScalingConfig\.MaximumConcurrency: \{ Ref: Most \}, which/m],
  ['an item', `FunctionName: f\nEventSourceArn: ${QUEUE_ARN}\nFilterCriteria:\n  Filters:\n    - Pattern: !Ref Filter`, /^:9 .* for FilterCriteria\.Filters\[\]\.Pattern: \{ Ref: Filter \}, which/m],
  ['a list', `FunctionName: f\nEventSourceArn: ${QUEUE_ARN}\nFunctionResponseTypes: !Ref Types`, /^:7 .* FunctionResponseTypes: \{ Ref: Types \}, which/m],
  ['the kind of the queue', 'FunctionName: f\nEventSourceArn: !GetAtt Unclear.Arn', /^:2 \[Mapping\] \d+ checks wait for FifoQueue of Unclear: \{ Ref: Fifo \}, which only the deployment knows$/m],
  ['a property of the queue', 'FunctionName: !Ref Fulfil\nEventSourceArn: !GetAtt Slow.Arn', /^:2 .* for VisibilityTimeout of Slow: \{ Ref: T \}, which .* \(sqs-visibility-timeout, /m],
  ['the function', `FunctionName: !Ref Other\nEventSourceArn: ${QUEUE_ARN}`, /^:5 .* for FunctionName: \{ Ref: Other \}, which/m],
  ['what the ARN of no resource here names', `FunctionName: !Ref Fulfil\nEventSourceArn: ${QUEUE_ARN}`, /^:6 .* for the resource behind EventSourceArn: arn:aws:sqs:eu-west-1:111122223333:orders, which no template has \(sqs-/m],
  ['a name of no function here', 'FunctionName: f\nEventSourceArn: !GetAtt Slow.Arn', /^:5 .* for the resource behind FunctionName: f, which no template has$/m],
  ['a value that is looked up', `FunctionName: "{{resolve:ssm:/fn}}"\nEventSourceArn: ${QUEUE_ARN}`, /^:5 .* for FunctionName: \{\{resolve:ssm:\/fn\}\}, which only the deployment knows/m],
])('%s is named with what the template has there', async (_, properties, expected) => {
  const others = '  Unclear: { Type: AWS::SQS::Queue, Properties: { FifoQueue: !Ref Fifo } }\n  Slow: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: !Ref T } }\n'
    + '  Fulfil: { Type: AWS::Lambda::Function, Properties: { Timeout: 30 } }\n';
  expect((await linesOf(mapping(properties) + others)).join('\n')).toMatch(expected);
});

test('what all of a template wait for is told once', async () => {
  const one = `FunctionName: f\nEventSourceArn: ${QUEUE_ARN}`;
  const lines = await linesOf(mapping(one, 'First') + mapping(one, 'Second'));
  expect(lines.filter(line => line.includes('AWS::'))).toEqual([': 2 checks wait for AWS::Region, which only the deployment knows (source-region)']);
});

test('more than three rules are counted, and a long value is cut', async () => {
  const name = 'x'.repeat(500_000);
  const [line] = await linesOf(mapping(`FunctionName: f\nEventSourceArn: !Sub ["${name}", { A: 1 }]`));
  expect(line).toMatch(/^:6 \[Mapping\] \d+ checks wait for EventSourceArn: \{ Fn::Sub: \[x{60,}…, which only the deployment knows$/);
});

test('configurations, subscriptions and notifications are listed too', async () => {
  const lines = await linesOf(`
  Later: { Type: AWS::Lambda::EventInvokeConfig, Properties: { FunctionName: f, Qualifier: !Ref Q } }
  News: { Type: AWS::SNS::Subscription, Properties: { Protocol: lambda, TopicArn: !Ref Topic, Endpoint: !Ref Fn } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: !Ref Fn }] } } }
`);
  expect(lines.join('\n')).toMatch(/\[Later\] .* Qualifier: \{ Ref: Q \}[^]*\[News\] .* TopicArn: \{ Ref: Topic \}[^]*\[Bucket\]/);
});

describe('what is listed is what is counted', () => {
  const TEMPLATES = ['bad', 'good'].flatMap(kind => readdirSync(join(__dirname, '..', 'templates', kind)).filter(name => !name.endsWith('.expected')).map(name => join(kind, name)));
  const FACTS = /\b(source|mapping|deployment|construct|network|registry|access|kafka|deadLetter|onFailure|onSuccess|clock)\.|undefined|Symbol|object Object/;

  test.each(TEMPLATES)('%s', async name => {
    const template = join(__dirname, '..', 'templates', name);
    const { checked, unread, undecided = [] } = check([template], { acknowledge: [], undecided: true });
    expect(check([template], { acknowledge: [] }).checked).toEqual(checked);
    const ids = undecided.flatMap(({ ruleIds }) => ruleIds);
    expect(ids.length + unread.length).toBe(checked.undecided);
    expect(ids.filter(id => !RULES.some(rule => rule.id === id))).toEqual([]);
    const { stdout } = await run('check', template, '--undecided');
    expect(stdout.split('\n').filter(line => / waits? for /.test(line) && FACTS.test(line.replace(template, '').replace(/ \([\w, -]+\)$/, '')))).toEqual([]);
  });
});

describe('for programs', () => {
  const TEMPLATE = mapping(`FunctionName: f\nEventSourceArn: ${QUEUE_ARN}\nBatchSize: !Ref Size`) + '  Loop: { Type: AWS::Serverless::Function, Properties: { Events: { A: { Type: SQS } } } }\n';

  test('JSON has the property, its value and the rules', async () => {
    writeFileSync(file, `Resources:\n${TEMPLATE}`);
    const { undecided } = JSON.parse((await run('check', file, '--undecided', '--format=json')).stdout);
    expect(undecided).toContainEqual({
      template: file,
      logicalId: 'Mapping',
      resourceType: 'AWS::Lambda::EventSourceMapping',
      property: 'BatchSize',
      value: { Ref: 'Size' },
      ruleIds: ['sqs-batch-size', 'sqs-batch-window-missing'],
    });
  });

  test('JSON names another resource, and does not repeat what it has', async () => {
    writeFileSync(file, `Resources:\n${mapping('FunctionName: !Ref F\nEventSourceArn: !GetAtt Slow.Arn')}  F: { Type: AWS::Lambda::Function }\n  Slow: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: !Ref T } }\n`);
    const { undecided } = JSON.parse((await run('check', file, '--undecided', '--format=json')).stdout);
    const [found] = undecided.filter(({ of }: any) => of === 'Slow');
    expect(found).toEqual({
      template: file, logicalId: 'Mapping', resourceType: 'AWS::Lambda::EventSourceMapping', property: 'VisibilityTimeout', of: 'Slow', ruleIds: expect.any(Array),
    });
  });

  test('SARIF has a note for each line', async () => {
    writeFileSync(file, `Resources:\n${TEMPLATE}`);
    const [{ invocations: [{ toolExecutionNotifications: notes }] }] = JSON.parse((await run('check', file, '--undecided', '--format=sarif')).stdout).runs;
    expect(notes).toContainEqual({
      level: 'note', message: { text: `${file}:7 [Mapping] 2 checks wait for BatchSize: { Ref: Size }, which only the deployment knows (sqs-batch-size, sqs-batch-window-missing)` },
    });
  });

  test('nothing is listed where nobody asks', async () => {
    writeFileSync(file, `Resources:\n${TEMPLATE}`);
    expect(check([file], { acknowledge: [] }).undecided).toBeUndefined();
    for (const format of ['text', 'json', 'sarif']) { expect((await run('check', file, `--format=${format}`)).stdout).not.toMatch(/wait|"undecided": \[/); }
  });
});

test('the page shows what is printed', async () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'command-line.md'), 'utf8');
  writeFileSync(file, /```yaml\n(Parameters:[^]*?)```/.exec(page)![1]);
  const { stdout } = await run('check', file, '--undecided');
  const shown = /```text\n(shop\.yaml[^]*?)```/.exec(page)![1];
  expect(stdout.replaceAll(`${folder}/`, '').split('\n').filter(line => / waits? for /.test(line)).join('\n')).toBe(shown.trimEnd());
});
