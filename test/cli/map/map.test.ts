import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Run, run as runCommand } from '../../fuzz/run';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const FN = { Type: 'AWS::Lambda::Function', Metadata: { 'aws:cdk:path': 'Shop/Fulfil/Resource' }, Properties: {} };

let folder: string;

/** Runs the command line within this process, in the folder of the test. */
async function run(args: readonly string[]): Promise<Run> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await runCommand(...args);
  } finally {
    process.chdir(before);
  }
}

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'map-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return name;
}

/** The lines of the flowchart, without its first. */
async function mapOf(resources: object, ...args: string[]): Promise<string[]> {
  const { status, stdout, stderr } = (await run(['map', write('template.json', { Resources: resources }), ...args]));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [first, ...lines] = stdout.trimEnd().split('\n');
  expect(first).toBe('flowchart LR');
  return lines.map(line => line.trim());
}

describe('as Mermaid', () => {
  test('a mapping stands between its source and its function, with batch, concurrency and filters', async () => {
    expect(await mapOf({
      Orders: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'Shop/Orders/Resource' }, Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } } },
      Dead: { Type: 'AWS::SQS::Queue' },
      Fulfil: { ...FN, Properties: { Timeout: 3 } },
      Mapping: {
        Type: MAPPING,
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Orders', 'Arn'] },
          FunctionName: { Ref: 'Fulfil' },
          BatchSize: 100,
          MaximumBatchingWindowInSeconds: 5,
          ScalingConfig: { MaximumConcurrency: 20 },
          FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order-placed"]}}' }] },
        },
      },
    })).toEqual([
      'n1["event source mapping<br/>batch of 100, window of 5 s<br/>at most 20 at once<br/>filter {#34;body#34;:{#34;type#34;:[#34;order-placed#34;]}}"]',
      'n2[["SQS queue<br/>Shop/Orders"]]',
      'n3(["function<br/>Shop/Fulfil"])',
      'n4[["SQS queue<br/>Dead"]]',
      'n2 --> n1',
      'n1 --> n3',
      'n1 -. "after 5 receives" .-> n4',
    ]);
  });

  test.each<[unknown, string]>([[false, '<br/>disabled'], ['False', '<br/>disabled'], [true, ''], ['true', '']])('with Enabled %j a mapping is told to be disabled or not', async (Enabled, told) => {
    const [mapping] = await mapOf({ Mapping: { Type: MAPPING, Properties: { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', FunctionName: 'fulfil', Enabled } } });
    expect(mapping).toBe(`n1["event source mapping${told}"]`);
  });

  test('an alias is named after its function, and several mappings share what they have in common', async () => {
    const lines = await mapOf({
      Fulfil: FN,
      Live: { Type: 'AWS::Lambda::Alias', Properties: { Name: 'live', FunctionName: { Ref: 'Fulfil' } } },
      First: { Type: MAPPING, Properties: { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', FunctionName: { Ref: 'Live' } } },
      Second: { Type: MAPPING, Properties: { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:claims', FunctionName: { Ref: 'Live' } } },
    });
    expect(lines.filter(line => line.includes('function'))).toEqual(['n3(["function<br/>Shop/Fulfil:live"])']);
    expect(lines.filter(line => line.endsWith('--> n3'))).toEqual(['n1 --> n3', 'n4 --> n3']);
  });

  test.each([
    ['a topic of a self-managed cluster', {
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['b1.example.com:9092'] } }, Topics: ['orders'], StartingPosition: 'LATEST',
    }, 'n2[/"Kafka cluster<br/>b1.example.com:9092 orders"/]'],
    ['a queue of a broker', { EventSourceArn: 'arn:aws:mq:eu-west-1:111122223333:broker:tills:b-1', Queues: ['orders'] }, 'n2["MQ broker<br/>tills:b-1 orders"]'],
    ['a collection', {
      EventSourceArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:shop', DocumentDBEventSourceConfig: { DatabaseName: 'db', CollectionName: 'articles' },
    }, 'n2[("DocumentDB cluster<br/>shop db.articles")]'],
    ['the stream of a table', { EventSourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000' }, 'n2[("DynamoDB table<br/>orders")]'],
    ['a parameter', { EventSourceArn: { Ref: 'SourceArn' } }, 'n2["event source<br/>${SourceArn}"]'],
    ['an export of somebody else', { EventSourceArn: { 'Fn::ImportValue': 'orders-arn' } }, 'n2["event source<br/>orders-arn"]'],
    ['an ARN that is partly known', { EventSourceArn: { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:111122223333:orders' } }, 'n2[["SQS queue<br/>orders"]]'],
    ['something that nobody can name', { EventSourceArn: { 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'List' }] }] } }, 'n2["event source<br/>known at deployment"]'],
  ])('%s has a name', async (_, properties, expected) => {
    expect(await mapOf({ M: { Type: MAPPING, Properties: { FunctionName: 'fulfil', ...properties } } })).toContain(expected);
  });

  test('what fails goes to the destination of the mapping', async () => {
    const lines = await mapOf({
      M: {
        Type: MAPPING,
        Properties: {
          EventSourceArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
          FunctionName: 'fulfil',
          StartingPosition: 'LATEST',
          DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failed' } },
        },
      },
    });
    expect(lines).toContain('n4[("S3 bucket<br/>failed")]');
    expect(lines).toContain('n1 -. "on failure" .-> n4');
  });

  test('asynchronous invocation goes on from the function to both destinations', async () => {
    expect(await mapOf({
      Fulfil: FN,
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Fulfil' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 0,
          MaximumEventAgeInSeconds: 60,
          DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sns:eu-west-1:111122223333:done' }, OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } },
        },
      },
    })).toEqual([
      'n1(["function<br/>Shop/Fulfil"])',
      'n2["asynchronous invocation<br/>retries 0<br/>event age up to 60 s"]',
      'n3>"SNS topic<br/>done"]',
      'n4[["SQS queue<br/>failed"]]',
      'n1 --> n2',
      'n2 -. "on success" .-> n3',
      'n2 -. "on failure" .-> n4',
    ]);
  });

  test('notifications of buckets and subscriptions of functions are drawn, other subscriptions are not', async () => {
    const toFn = { 'Fn::GetAtt': ['Fulfil', 'Arn'] };
    const lines = await mapOf({
      Fulfil: FN,
      Uploads: {
        Type: 'AWS::S3::Bucket',
        Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: toFn, Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'in/' }] } } }] } },
      },
      Archive: { Type: 'AWS::S3::Bucket' },
      Custom: {
        Type: 'Custom::S3BucketNotifications',
        Properties: { BucketName: { Ref: 'Archive' }, NotificationConfiguration: { LambdaFunctionConfigurations: [{ Events: ['s3:ObjectRemoved:*'], LambdaFunctionArn: toFn }] } },
      },
      News: { Type: 'AWS::SNS::Topic' },
      ToFunction: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'News' }, Protocol: 'lambda', Endpoint: toFn } },
      ToPeople: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'News' }, Protocol: 'email', Endpoint: 'shop@example.com' } },
    });
    expect(lines.filter(line => !line.includes('-->'))).toEqual([
      'n1["notification<br/>s3:ObjectCreated:*<br/>prefix in/"]',
      'n2[("S3 bucket<br/>Uploads")]',
      'n3(["function<br/>Shop/Fulfil"])',
      'n4["notification<br/>s3:ObjectRemoved:*"]',
      'n5[("S3 bucket<br/>Archive")]',
      'n6["subscription"]',
      'n7>"SNS topic<br/>News"]',
    ]);
  });

  test('what has errors and warnings is coloured and says which, and acknowledged rules are left out', async () => {
    const resources = {
      Wrong: { Type: MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders.fifo', BatchSize: 11 } },
      Doubtful: { Type: MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' } },
    };
    const lines = await mapOf(resources);
    expect(lines).toContain('n1["event source mapping<br/>batch of 11<br/>error: sqs-fifo-batch-size"]');
    expect(lines).toContain('class n1 error');
    expect(lines).toContain('n4["event source mapping<br/>warning: filter-encryption-without-filters"]');
    expect(lines).toContain('class n4 warning');
    expect((await mapOf(resources, '--acknowledge', 'sqs-fifo-batch-size')).join()).not.toContain('error');
  });

  test('values that only the deployment knows are shown as such', async () => {
    expect(await mapOf({ M: { Type: MAPPING, Properties: { FunctionName: { Ref: 'Fn' }, EventSourceArn: { Ref: 'Arn' }, BatchSize: { Ref: 'Size' }, FilterCriteria: { Ref: 'Filters' } } } }))
      .toEqual(expect.arrayContaining(['n1["event source mapping<br/>batch of …"]', 'n3(["function<br/>${Fn}"])']));
  });

  test('no character of a name gets out of its quotes, and long lines lose their middle', async () => {
    const [, source] = await mapOf({ M: { Type: MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: `arn:aws:sqs:eu-west-1:111122223333:"]; <b>\`#1;${'x'.repeat(60)}` } } });
    expect(source).toBe(`n2[["SQS queue<br/>#34;]#59; #60;b#62;#96;#35;1#59;${'x'.repeat(19)}…${'x'.repeat(29)}"]]`);
  });

  test('a flowchart of more edges than hosts draw is printed with a caution, and one of as many without', async () => {
    const notifications = (number: number) => ({
      Uploads: { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: { LambdaConfigurations: Array(number).fill({ Event: 's3:ObjectCreated:*', Function: 'fulfil' }) } } },
    });
    await mapOf(notifications(250));
    const { status, stderr } = (await run(['map', write('large.json', { Resources: notifications(251) })]));
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^The flowchart has 502 edges .* at most 500 .* Use --format html/) });
  });

  test('what only a transform will make is named as not drawn', async () => {
    expect(await mapOf({ Fn: { Type: 'AWS::Serverless::Function', Properties: { Events: { Orders: { Type: 'SQS', Properties: {} } } } } }))
      .toEqual(['%% not drawn: template.json: Fn: its SQS event Orders is a mapping only after the AWS::Serverless transform']);
  });

  test('references are followed into the other templates of the call', async () => {
    const exporting = write('queues.json', {
      Resources: { Orders: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'Queues/Orders/Resource' } } },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Orders', 'Arn'] }, Export: { Name: 'Queues:OrdersArn' } } },
    });
    const importing = write('fns.json', { Resources: { M: { Type: MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: { 'Fn::ImportValue': 'Queues:OrdersArn' } } } } });
    expect((await run(['map', exporting, importing])).stdout).toContain('[["SQS queue<br/>Queues/Orders"]]');
  });

  test('an export that two files have leads nowhere, and the import is called by its name', async () => {
    const exporting = ['a.json', 'b.json'].map(name => write(name, {
      Resources: { Orders: { Type: 'AWS::SQS::Queue' } },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Orders', 'Arn'] }, Export: { Name: 'orders-arn' } } },
    }));
    const importing = write('fns.json', { Resources: { M: { Type: MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: { 'Fn::ImportValue': 'orders-arn' } } } } });
    expect((await run(['map', ...exporting, importing])).stdout).toContain('["event source<br/>orders-arn"]');
  });

  test('a parameter of a nested stack leads to the resource of the stack around it, with its dead-letter queue', async () => {
    write('inner.json', { Parameters: { Source: { Type: 'String' } }, Resources: { M: { Type: MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: { Ref: 'Source' } } } } });
    const outer = write('outer.json', {
      Resources: {
        Orders: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } } },
        Dead: { Type: 'AWS::SQS::Queue' },
        Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './inner.json', Parameters: { Source: { 'Fn::GetAtt': ['Orders', 'Arn'] } } } },
      },
    });
    const { stdout } = await run(['map', outer]);
    expect(stdout).toContain('n2[["SQS queue<br/>Orders"]]');
    expect(stdout).toContain('n1 -. "after 5 receives" .-> n4');
    expect(stdout).toContain('n4[["SQS queue<br/>Dead"]]');
  });

  test('a name that is put together of a function and its alias leads to the alias', async () => {
    expect(await mapOf({
      Fulfil: FN,
      Live: { Type: 'AWS::Lambda::Alias', Properties: { Name: 'live', FunctionName: { Ref: 'Fulfil' } } },
      M: { Type: MAPPING, Properties: { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', FunctionName: { 'Fn::Join': ['', [{ Ref: 'Fulfil' }, ':', { 'Fn::GetAtt': ['Live', 'Name'] }]] } } },
    })).toContain('n3(["function<br/>Shop/Fulfil:live"])');
  });

  test('aliases of one another end', async () => {
    const alias = (of: string) => ({ Type: 'AWS::Lambda::Alias', Properties: { Name: 'live', FunctionName: { Ref: of } } });
    expect(await mapOf({ A: alias('B'), B: alias('A'), M: { Type: MAPPING, Properties: { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', FunctionName: { Ref: 'A' } } } }))
      .toContain('n3(["function<br/>A:live:live"])');
  });

  test('a stack name and an output lead to the other stack of an app', async () => {
    write('manifest.json', {
      artifacts: {
        queues: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile: 'q.json', stackName: 'shop-queues' } },
        fns: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile: 'f.json' } },
      },
    });
    write('q.json', { Resources: { Orders: { Type: 'AWS::SQS::Queue' } }, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Orders', 'Arn'] } } } });
    write('f.json', { Resources: { M: { Type: MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: { 'Fn::GetStackOutput': { StackName: 'shop-queues', OutputName: 'Arn' } } } } } });
    expect((await run(['map', '.'])).stdout).toContain('[["SQS queue<br/>Orders"]]');
  });
});

describe('as HTML', () => {
  test('everything is in the one page: no scripts, and nothing to fetch', async () => {
    const file = write('template.json', { Resources: { M: { Type: MAPPING, Properties: { FunctionName: '<script>alert(1)</script>', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders.fifo', BatchSize: 11 } } } });
    const { status, stdout } = (await run(['map', file, '--format', 'html']));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>\n/);
    expect(stdout).toContain('1 delivery to 1 function; 2 errors, 0 warnings.');
    expect(stdout).toContain('<li class="error">error: sqs-fifo-batch-size: BatchSize is 11 messages');
    expect(stdout).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(stdout).not.toMatch(/<script|<link|<img|src=|@import|url\((?!#)/);
  });
});

describe('bad input', () => {
  test('no file, an unknown format and a missing file end with status 2 and say why', async () => {
    expect((await run(['map']))).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^map takes the template files/) });
    expect((await run(['map', 'x.json', '--format', 'sarif']))).toMatchObject({ status: 2, stderr: expect.stringMatching(/^--format is sarif, but it must be one of mermaid, html/) });
    expect((await run(['map', 'missing.json']))).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/missing\.json.*does not exist/) });
  });
});
