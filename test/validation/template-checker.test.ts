import * as fc from 'fast-check';
import { TemplateChecker, TemplateCheckOptions } from '../../src/validation';

type Template = { [key: string]: any };

const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111122223333:orders';

/** A template of one mapping on a standard queue, with other properties and other sections. */
function templateOf(properties: Template, sections: Template = {}, resources: Template = {}): Template {
  return {
    ...sections,
    Resources: {
      Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'fulfil', EventSourceArn: QUEUE_ARN, ...properties } },
      ...resources,
    },
  };
}

/** Severity and rule of each finding. */
function found(template: Template, options?: TemplateCheckOptions): string[] {
  return TemplateChecker.check(template, options).findings.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}

const TOO_LARGE = ['error batching-window'];
const parameter = (value?: unknown, type = 'Number') => ({ Parameters: { Size: { Type: type, Default: value } } });
const SIZE = { Ref: 'Size' };

describe('what an intrinsic function is worth', () => {
  test.each<[string, Template, Template, string[]]>([
    ['a literal beyond the bound', { MaximumBatchingWindowInSeconds: 20000 }, {}, TOO_LARGE],
    ['the same as text', { MaximumBatchingWindowInSeconds: '20000' }, {}, TOO_LARGE],
    ['a parameter without a default', { MaximumBatchingWindowInSeconds: SIZE }, parameter(undefined), []],
    ['a parameter with a default within the bound', { MaximumBatchingWindowInSeconds: SIZE }, parameter(10), []],
    ['a parameter with a default beyond the bound', { MaximumBatchingWindowInSeconds: SIZE }, parameter(20000), ['warning batching-window']],
    ['the same as text', { MaximumBatchingWindowInSeconds: SIZE }, parameter('20000'), ['warning batching-window']],
    ['a parameter that reads its value elsewhere', { MaximumBatchingWindowInSeconds: SIZE }, parameter('20000', 'AWS::SSM::Parameter::Value<String>'), []],
    ['a parameter that nobody declared', { MaximumBatchingWindowInSeconds: { Ref: 'Nothing' } }, {}, []],
    ['a name that every object has', { MaximumBatchingWindowInSeconds: { Ref: 'constructor' } }, { Parameters: {} }, []],
    ['no value at all', { MaximumBatchingWindowInSeconds: { Ref: 'AWS::NoValue' } }, {}, []],
    ['a pseudo parameter', { FunctionName: { Ref: 'AWS::StackName' } }, {}, []],
    ['an import', { MaximumBatchingWindowInSeconds: { 'Fn::ImportValue': 'size' } }, {}, []],
    ['an import of a composed name', { EventSourceArn: { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-queue' } } }, {}, []],
    ['a map that has the value', { MaximumBatchingWindowInSeconds: { 'Fn::FindInMap': ['Sizes', 'prod', 'batch'] } }, { Mappings: { Sizes: { prod: { batch: 20000 } } } }, TOO_LARGE],
    ['a map that lacks it', { MaximumBatchingWindowInSeconds: { 'Fn::FindInMap': ['Sizes', 'dev', 'batch'] } }, { Mappings: { Sizes: { prod: { batch: 20000 } } } }, []],
    ['a map asked by Region', { MaximumBatchingWindowInSeconds: { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'batch'] } }, { Mappings: { Sizes: { x: { batch: 0 } } } }, []],
    ['a map asked by a name that every object has', { MaximumBatchingWindowInSeconds: { 'Fn::FindInMap': ['Sizes', '__proto__', 'batch'] } }, { Mappings: { Sizes: {} } }, []],
    ['an item of a list', { MaximumBatchingWindowInSeconds: { 'Fn::Select': [1, ['10', '20000']] } }, {}, TOO_LARGE],
    ['an item of split text', { MaximumBatchingWindowInSeconds: { 'Fn::Select': ['1', { 'Fn::Split': [',', '10,20000'] }] } }, {}, TOO_LARGE],
    ['an item beyond the list', { MaximumBatchingWindowInSeconds: { 'Fn::Select': [2, ['10', '20000']] } }, {}, []],
    ['an item of a list parameter', { MaximumBatchingWindowInSeconds: { 'Fn::Select': [1, SIZE] } }, parameter('10, 20000', 'CommaDelimitedList'), ['warning batching-window']],
    ['joined text', { MaximumBatchingWindowInSeconds: { 'Fn::Join': ['', ['200', '00']] } }, {}, TOO_LARGE],
    ['joined text with a hole', { MaximumBatchingWindowInSeconds: { 'Fn::Join': ['', ['200', SIZE]] } }, {}, []],
    ['text without variables', { MaximumBatchingWindowInSeconds: { 'Fn::Sub': '20000' } }, {}, TOO_LARGE],
    ['text with a variable of its own', { MaximumBatchingWindowInSeconds: { 'Fn::Sub': ['${Thousands}000', { Thousands: 20 }] } }, {}, TOO_LARGE],
    ['text with a parameter', { MaximumBatchingWindowInSeconds: { 'Fn::Sub': '${Size}' } }, parameter(20000), ['warning batching-window']],
    ['an escaped variable', { FunctionName: { 'Fn::Sub': '${!Literal}' } }, {}, ['error function-name']],
    ['a number as text that is no whole number in itself', { MaximumBatchingWindowInSeconds: '300.0', BatchSize: ' 10' }, {}, []],
    ['a number that is looked up at deployment', { MaximumBatchingWindowInSeconds: '{{resolve:ssm:/orders/window}}' }, {}, []],
    ['a name with a part that is looked up', { FunctionName: { 'Fn::Sub': 'orders {{resolve:ssm:/${Stage}/name}}' } }, {}, []],
    ['a looked up value of a map', { MaximumBatchingWindowInSeconds: { 'Fn::FindInMap': ['A', 'b', 'c'] } }, { Mappings: { A: { b: { c: '{{resolve:ssm:/orders/window}}' } } } }, []],
    ['a function of CloudFormation that is not known here', { MaximumBatchingWindowInSeconds: { 'Fn::Length': [1, 2] } }, {}, []],
    ['a transform', { MaximumBatchingWindowInSeconds: { 'Fn::Transform': { Name: 'Sizes' } } }, {}, []],
    ['a function that is called wrongly', { MaximumBatchingWindowInSeconds: { 'Fn::Join': 'x' }, Tags: { 'Fn::Select': {} }, KmsKeyArn: { 'Fn::If': 'x' }, Queues: { 'Fn::Split': 1 } }, {}, ['error queues-unsupported']],
  ])('%s', (_, properties, sections, expected) => {
    expect(found(templateOf(properties, sections))).toEqual(expected);
  });

  test('all properties made by a transform stay open', () => {
    const template = templateOf({});
    template.Resources.Mapping.Properties = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://x' } } };
    expect(found(template)).toEqual([]);
  });

  test('properties beside a transform are judged, and those left out may come from it', () => {
    const template = templateOf({});
    template.Resources.Mapping.Properties = { 'Fn::Transform': { Name: 'AWS::Include' }, 'EventSourceArn': 'arn:aws:kinesis:eu-west-1:111122223333:stream/s', 'BatchSize': 0 };
    expect(found(template)).toEqual(['error batch-size']);
  });
});

describe('ARNs in pieces', () => {
  const FIFO = ['error sqs-fifo-batch-size'];
  test.each<[string, unknown, string[]]>([
    ['Sub with a FIFO name', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders.fifo' }, FIFO],
    ['Join with a FIFO name', { 'Fn::Join': [':', ['arn:aws:sqs', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }, 'orders.fifo']] }, FIFO],
    ['Sub with a standard name', { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders' }, ['error sqs-batch-window-missing']],
    ['Sub with a name known at deployment', { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Name}' }, []],
    ['an ARN whose account is looked up', 'arn:aws:sqs:eu-west-1:{{resolve:ssm:/shop/account}}:orders.fifo', FIFO],
    ['an ARN that is looked up', '{{resolve:ssm:/shop/queue}}', []],
    ['Sub that refers to a queue of the template', { 'Fn::Sub': '${Queue.Arn}' }, FIFO],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, FIFO],
    ['GetAtt as text', { 'Fn::GetAtt': 'Queue.Arn' }, FIFO],
    ['GetAtt of no resource', { 'Fn::GetAtt': ['Nowhere', 'Arn'] }, []],
    ['If that takes the same queue either way', { 'Fn::If': ['Unknown', { 'Fn::GetAtt': ['Queue', 'Arn'] }, { 'Fn::GetAtt': ['Queue', 'Arn'] }] }, []],
  ])('%s', (_, arn, expected) => {
    const queue = { Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true, RedrivePolicy: { maxReceiveCount: 5 }, VisibilityTimeout: 60 } } };
    expect(found(templateOf({ EventSourceArn: arn, BatchSize: 11 }, {}, queue))).toEqual(expected);
  });
});

describe('conditions', () => {
  const isProd = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
  const isTest = { 'Fn::Equals': ['test', { Ref: 'Stage' }] };
  const either = (condition: string, yes: unknown, no: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': [condition, yes, no] });

  test.each<[string, Template, Template, string[]]>([
    ['one branch wrong', { MaximumBatchingWindowInSeconds: either('Prod', 20000) }, { Prod: isProd }, TOO_LARGE],
    ['the other branch wrong', { MaximumBatchingWindowInSeconds: either('Prod', 10, 20000) }, { Prod: isProd }, TOO_LARGE],
    ['both wrong, each is told', { MaximumBatchingWindowInSeconds: either('Prod', 20000, 30000) }, { Prod: isProd }, [...TOO_LARGE, ...TOO_LARGE]],
    ['neither wrong', { MaximumBatchingWindowInSeconds: either('Prod', 10, 9) }, { Prod: isProd }, []],
    ['one property depends on the other by the same condition', { BatchSize: either('Prod', 100, 10), MaximumBatchingWindowInSeconds: either('Prod', 5) }, { Prod: isProd }, []],
    ['one property depends on the other by the opposite', { BatchSize: either('Prod', 100, 10), MaximumBatchingWindowInSeconds: either('NotProd', 5) },
      { Prod: isProd, NotProd: { 'Fn::Not': [{ Condition: 'Prod' }] } }, ['error sqs-batch-window-missing']],
    ['two comparisons that exclude each other', { BatchSize: either('Prod', 100, 10), MaximumBatchingWindowInSeconds: either('Test', 0, 5) },
      { Prod: isProd, Test: isTest }, []],
    ['two comparisons that do not', { BatchSize: either('Prod', 100, 10), MaximumBatchingWindowInSeconds: either('Busy', 0, 5) },
      { Prod: isProd, Busy: { 'Fn::Equals': [{ Ref: 'Load' }, 'busy'] } }, ['warning sqs-batch-window-missing']],
    ['a value that is neither of those that are allowed', { MaximumBatchingWindowInSeconds: either('Small', 1, either('Large', 2, 20000)) },
      { Small: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] }, Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] } }, []],
    ['a value that is not allowed', { MaximumBatchingWindowInSeconds: either('Huge', 20000, 10) }, { Huge: { 'Fn::Equals': [{ Ref: 'Size' }, 'huge'] } }, []],
    ['one of two values that are allowed', { MaximumBatchingWindowInSeconds: either('Small', 1, 20000) },
      { Small: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] } }, TOO_LARGE],
    ['one value that decides whatever the other', { BatchSize: either('Prod', 100, 50), MaximumBatchingWindowInSeconds: either('Busy', 0, 5) },
      { Prod: isProd, Busy: { 'Fn::Equals': [{ Ref: 'Load' }, 'busy'] } }, ['error sqs-batch-window-missing']],
    ['two comparisons of one value', { BatchSize: either('Prod', 10, 100), MaximumBatchingWindowInSeconds: either('Test', 5, 0) },
      { Prod: isProd, Test: isTest }, ['error sqs-batch-window-missing']],
    ['a condition of conditions that never holds', { MaximumBatchingWindowInSeconds: either('Both', 20000, 10) },
      { Prod: isProd, Test: isTest, Both: { 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'Test' }] } }, []],
    ['a condition of conditions that can hold', { MaximumBatchingWindowInSeconds: either('Any', 20000, 10) },
      { Prod: isProd, Test: isTest, Any: { 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'Test' }] } }, TOO_LARGE],
    ['a comparison of literals that fails', { MaximumBatchingWindowInSeconds: either('Never', 20000, 10) }, { Never: { 'Fn::Equals': ['a', 'b'] } }, []],
    ['a comparison of literals that holds', { MaximumBatchingWindowInSeconds: either('Always', 20000, 10) }, { Always: { 'Fn::Equals': [1, '1'] } }, TOO_LARGE],
    ['nested branches', { MaximumBatchingWindowInSeconds: either('Prod', either('Busy', 20000, 10), 10) }, { Prod: isProd, Busy: { 'Fn::Equals': [{ Ref: 'Load' }, 'busy'] } }, TOO_LARGE],
    ['a condition that nobody declared', { MaximumBatchingWindowInSeconds: either('Nowhere', 20000, 10) }, {}, []],
    ['a condition that refers to itself', { MaximumBatchingWindowInSeconds: either('Circle', 20000, 10) }, { Circle: { 'Fn::Not': [{ Condition: 'Circle' }] } }, []],
    ['a condition of nonsense', { MaximumBatchingWindowInSeconds: either('Odd', 20000, 10) }, { Odd: { 'Fn::Equals': 'prod' } }, []],
    ['a condition that is no object', { MaximumBatchingWindowInSeconds: either('Odd', 20000, 10) }, { Odd: true }, []],
    ['a whole list in branches', { FilterCriteria: either('Prod', { Filters: [] }, { Filters: [{ Pattern: '{"body":["a"]}' }] }) }, { Prod: isProd }, ['error filters-count']],
    ['an item of a list that may go', { FilterCriteria: { Filters: [either('Prod', { Pattern: '{"body":["a"]}' })] } }, { Prod: isProd }, ['error filters-count']],
    ['a source that differs by branch', { EventSourceArn: either('Prod', QUEUE_ARN, `${QUEUE_ARN}.fifo`), BatchSize: 11, MaximumBatchingWindowInSeconds: either('Prod', 1) },
      { Prod: isProd }, ['error sqs-fifo-batch-size']],
  ])('%s', (_, properties, conditions, expected) => {
    const parameters = { Stage: { Type: 'String' }, Load: { Type: 'String' }, Size: { Type: 'String', AllowedValues: ['small', 'large'] } };
    expect(found(templateOf(properties, { Conditions: conditions, Parameters: parameters }))).toEqual(expected);
  });

  test('more conditions than can be tried stay undecided', () => {
    const ids = Array.from({ length: 12 }, (_, i) => `C${i}`);
    const conditions = Object.fromEntries(ids.map(id => [id, { 'Fn::Equals': [{ Ref: id }, 'yes'] }]));
    const tags = ids.map(id => ({ Key: id, Value: either(id, 'a', 'b') }));
    const result = TemplateChecker.check(templateOf({ Tags: tags, MaximumBatchingWindowInSeconds: either('C11', 20000, 10) }, { Conditions: conditions }));
    expect(result.findings.filter(({ ruleId }) => ruleId !== 'batching-window')).toEqual([]);
    expect(result.undecided).toBeGreaterThan(0);
  });

  test('a mapping that is never deployed is not judged', () => {
    const template = templateOf({ BatchSize: 0 }, { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } });
    template.Resources.Mapping.Condition = 'Never';
    expect(found(template)).toEqual([]);
  });

  test('a mapping that is deployed in production only is judged as it is there', () => {
    const template = templateOf({ MaximumBatchingWindowInSeconds: either('Prod', 10, 20000) }, { Conditions: { Prod: isProd }, Parameters: { Stage: { Type: 'String' } } });
    template.Resources.Mapping.Condition = 'Prod';
    expect(found(template)).toEqual([]);
  });

  test('two mappings of one pair under conditions need not meet', () => {
    const template = templateOf({}, { Conditions: { Prod: isProd, NotProd: { 'Fn::Not': [isProd] } } });
    template.Resources.Again = { ...template.Resources.Mapping, Condition: 'Prod' };
    template.Resources.Mapping.Condition = 'NotProd';
    expect(found(template)).toEqual([]);
  });

  test('a default decides no condition: both branches are judged as errors', () => {
    const template = templateOf({ MaximumBatchingWindowInSeconds: either('Prod', 20000, 10) }, { Conditions: { Prod: isProd }, Parameters: { Stage: { Type: 'String', Default: 'dev' } } });
    expect(found(template)).toEqual(TOO_LARGE);
  });
});

describe('what is said of a finding', () => {
  test('one that rests on defaults says so', () => {
    const [{ statement, why }] = TemplateChecker.check(templateOf({ MaximumBatchingWindowInSeconds: SIZE }, parameter(20000))).findings;
    expect(statement).toMatch(/^MaximumBatchingWindowInSeconds is 20000 seconds, /);
    expect(why).toMatch(/\. \(This is with the defaults of the template's parameters\.\)$/);
  });

  test('one that needs no default is not told again with it', () => {
    expect(found(templateOf({ BatchSize: 20000, MaximumBatchingWindowInSeconds: SIZE }, parameter(500)))).toEqual(['error sqs-batch-size', 'warning batching-window']);
  });

  test('one that takes conditions about different values says so', () => {
    const [{ severity, ruleId, why }] = TemplateChecker.check(templateOf(
      { BatchSize: { 'Fn::If': ['Prod', 100, 10] }, MaximumBatchingWindowInSeconds: { 'Fn::If': ['Busy', 0, 5] } },
      { Parameters: { Stage: { Type: 'String' }, Load: { Type: 'String' } }, Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, Busy: { 'Fn::Equals': [{ Ref: 'Load' }, 'busy'] } } },
    )).findings;
    expect(severity).toBe('warning');
    expect(ruleId).toBe('sqs-batch-window-missing');
    expect(why).toMatch(/\. \(This is where conditions of the template meet that are about different values\.\)$/);
  });

  test('the path is the logical id', () => {
    expect(TemplateChecker.check(templateOf({ BatchSize: 0 })).findings.map(({ path, property }) => [path, property])).toEqual([['Mapping', 'BatchSize']]);
  });
});

describe('acknowledgement', () => {
  const wrong = () => templateOf({ MaximumBatchingWindowInSeconds: 20000 });
  const acknowledging = (acknowledge: unknown) => {
    const template = wrong();
    template.Resources.Mapping.Metadata = { EventSources: { acknowledge } };
    return template;
  };

  test.each<[string, unknown, string[]]>([
    ['by id and reason', { 'batching-window': 'raised for this account' }, []],
    ['with the namespace', { 'EventSources::batching-window': 'raised' }, []],
    ['as a list', ['batching-window'], []],
    ['of another rule', { 'sqs-fifo-batch-size': 'no' }, TOO_LARGE],
    ['as text', 'batching-window', TOO_LARGE],
    ['as nothing', null, TOO_LARGE],
  ])('in the metadata of the resource, %s', (_, acknowledge, expected) => {
    expect(found(acknowledging(acknowledge))).toEqual(expected);
  });

  test.each([['batching-window'], ['EventSources::batching-window']])('by the option %s', (id) => {
    expect(found(wrong(), { acknowledge: [id] })).toEqual([]);
    expect(found(wrong(), { acknowledge: ['batch-size'] })).toEqual(TOO_LARGE);
  });

  test('metadata of another resource does not count', () => {
    const template = acknowledging(['batching-window']);
    template.Resources.Other = { ...wrong().Resources.Mapping, Properties: { ...wrong().Resources.Mapping.Properties, FunctionName: 'other' } };
    expect(found(template)).toContain('error batching-window');
  });
});

describe('Region and account', () => {
  const elsewhere = templateOf({ EventSourceArn: 'arn:aws:sqs:us-east-1:111122223333:orders' });

  test('a source of another Region is found where the Region is known', () => {
    expect(found(elsewhere, { region: 'eu-west-1' })).toEqual(['error source-region']);
    expect(found(elsewhere, { region: 'us-east-1' })).toEqual([]);
    expect(found(elsewhere)).toEqual([]);
  });

  test('a queue of another account is no mistake', () => {
    expect(found(elsewhere, { region: 'us-east-1', account: '999999999999' })).toEqual([]);
  });
});

describe('what cannot be judged is counted and told', () => {
  const serverless = (properties: unknown) => ({ Transform: 'AWS::Serverless-2016-10-31', Resources: { Fulfil: { Type: 'AWS::Serverless::Function', Properties: properties } } });

  test('events of an untranslated function', () => {
    const result = TemplateChecker.check(serverless({ Events: { Orders: { Type: 'SQS' }, Clicks: { Type: 'Kinesis' }, Web: { Type: 'HttpApi' }, Odd: null, Uploads: { Type: 'S3' }, News: { Type: 'SNS' }, Own: { Type: 'toString' } } }));
    expect(result.notJudged).toEqual([
      'Fulfil: its SQS event Orders is a mapping only after the AWS::Serverless transform',
      'Fulfil: its Kinesis event Clicks is a mapping only after the AWS::Serverless transform',
      'Fulfil: its S3 event Uploads is a notification only after the AWS::Serverless transform',
      'Fulfil: its SNS event News is a subscription only after the AWS::Serverless transform',
    ]);
    expect(result).toMatchObject({ findings: [], mappings: 0, invokeConfigs: 0, undecided: 4 });
  });

  test('an asynchronous configuration of its own, and one for all functions', () => {
    const own = serverless({ EventInvokeConfig: { MaximumRetryAttempts: 1 } });
    const forAll = { ...serverless({}), Globals: { Function: { EventInvokeConfig: { MaximumRetryAttempts: 1 } } } };
    expect(TemplateChecker.check(own).notJudged).toEqual(['Fulfil: its EventInvokeConfig is a resource only after the AWS::Serverless transform']);
    expect(TemplateChecker.check(forAll).notJudged).toEqual(TemplateChecker.check(own).notJudged);
  });

  test.each([[{ Events: null }], [{}], [undefined], ['odd'], [{ Events: 'odd' }], [{ EventInvokeConfig: 'odd' }]])('nothing in %j', (properties) => {
    expect(TemplateChecker.check(serverless(properties)).notJudged).toEqual([]);
  });

  test('resources that a loop or a transform makes', () => {
    const result = TemplateChecker.check({ Resources: { 'Fn::ForEach::Queues': ['Name', ['A', 'B'], {}], 'Fn::Transform': { Name: 'AWS::Include' } } });
    expect(result.notJudged).toEqual([
      'Fn::ForEach::Queues: its resources exist only after the transform',
      'Fn::Transform: its resources exist only after the transform',
    ]);
  });

  test('nested stacks', () => {
    const nested = (type: string) => TemplateChecker.check({ Resources: { Inner: { Type: type } } });
    expect(nested('AWS::CloudFormation::Stack')).toMatchObject({ notJudged: ['Inner: its template is in another file'], undecided: 1 });
    expect(nested('AWS::Serverless::Application').notJudged).toEqual(['Inner: its template is in another file']);
  });

  test.each([
    ['Shared::Macro', ['the template: what its transform Shared::Macro changes is not known']],
    [['AWS::LanguageExtensions', 'One', { Name: 'Two' }], ['One', 'Two'].map(name => `the template: what its transform ${name} changes is not known`)],
    ['AWS::Serverless-2016-10-31', []],
    [{ Name: 'AWS::Include' }, []],
    [null, []],
  ])('what the transform %j does to the template', (transform, expected) => {
    expect(TemplateChecker.check({ Transform: transform, Resources: {} }).notJudged).toEqual(expected);
  });

  test('checks that a token leaves open', () => {
    expect(TemplateChecker.check(templateOf({ MaximumBatchingWindowInSeconds: 10 })).undecided).toBeLessThan(TemplateChecker.check(templateOf({ MaximumBatchingWindowInSeconds: { Ref: 'Size' } })).undecided);
  });
});

describe('names that objects have of their own', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a mapping called %s is judged', (id) => {
    const json = JSON.stringify(templateOf({ BatchSize: 0 })).replace('"Mapping"', `"${id}"`);
    expect(TemplateChecker.check(JSON.parse(json)).findings.map(({ ruleId, path }) => [ruleId, path])).toEqual([['sqs-batch-size', id]]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('a property called %s is none of AWS', (name) => {
    const json = JSON.stringify(templateOf({ Odd: 1 })).replace('"Odd":1', `"${name}":{"MaximumBatchingWindowInSeconds":0}`);
    expect(found(JSON.parse(json))).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'MaximumBatchingWindowInSeconds')).toBe(false);
  });
});

describe('circles', () => {
  test('an alias of itself, and two of each other', () => {
    const alias = (of: string) => ({ Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: of } } });
    expect(found(templateOf({ FunctionName: { Ref: 'Live' } }, {}, { Live: alias('Live') }))).toEqual([]);
    expect(found(templateOf({ FunctionName: { Ref: 'Live' } }, {}, { Live: alias('Next'), Next: alias('Live') }))).toEqual([]);
  });

  test('a queue that is its own dead-letter queue', () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60, RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } } };
    expect(found(templateOf({ EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }, {}, { Queue: queue }))).toEqual([]);
  });

  test('a consumer of itself', () => {
    const consumer = { Type: 'AWS::Kinesis::StreamConsumer', Properties: { StreamARN: { Ref: 'Consumer' } } };
    expect(found(templateOf({ EventSourceArn: { Ref: 'Consumer' }, StartingPosition: 'LATEST', MaximumRetryAttempts: 1 }, {}, { Consumer: consumer }))).toEqual([]);
  });

  test('an object that contains itself', () => {
    const tags: Template = {};
    tags.again = tags;
    expect(() => TemplateChecker.check(templateOf({ Tags: tags }))).toThrow('The template is nested more than 500 levels deep, which no template needs. Does it contain itself?');
  });
});

describe('odd input', () => {
  const NO_TEMPLATE = 'The template has no Resources, so it is no CloudFormation template. Give the parsed template itself.';

  test.each([[{}], [{ Resources: null }], [{ Resources: [] }], [{ Resources: 'x' }], [[]], [{ Properties: {} }]])('%j is no template', (input) => {
    expect(() => TemplateChecker.check(input)).toThrow(NO_TEMPLATE);
  });

  test.each([[null], [undefined], ['text'], [1]])('%j is no template, whatever its type promised', (input) => {
    expect(() => TemplateChecker.check(input as any)).toThrow(NO_TEMPLATE);
  });

  test('an empty template is clean', () => {
    expect(TemplateChecker.check({ Resources: {} })).toEqual({
      findings: [], mappings: 0, invokeConfigs: 0, notifications: 0, subscriptions: 0, undecided: 0, notJudged: [],
    });
  });

  test.each([[null], ['text'], [1], [[]], [{}], [{ Type: 5 }], [{ Type: 'AWS::SQS::Queue', Properties: null }]])('a resource that is %j', (odd) => {
    expect(found(templateOf({ EventSourceArn: { 'Fn::GetAtt': ['Odd', 'Arn'] }, FunctionName: { Ref: 'Odd' } }, {}, { Odd: odd }))).toEqual(
      odd instanceof Object && (odd as Template).Type === 'AWS::SQS::Queue' ? ['warning sqs-redrive-policy-missing'] : []);
  });

  test.each([[null], ['text'], [[]], [5]])('a mapping whose properties are %j', (properties) => {
    expect(() => TemplateChecker.check({ Resources: { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: properties } } })).not.toThrow();
  });

  test('what is checked is not changed', () => {
    const template = templateOf({ MaximumBatchingWindowInSeconds: SIZE, FilterCriteria: { Filters: [] } }, parameter(20000));
    const before = JSON.stringify(template);
    TemplateChecker.check(template);
    expect(JSON.stringify(template)).toBe(before);
  });

  const NAMES = ['BatchSize', 'EventSourceArn', 'FunctionName', 'FilterCriteria', 'Filters', 'Pattern', 'Topics', 'Queues', 'Tags', 'Key', 'Value', 'StartingPosition',
    'SourceAccessConfigurations', 'Type', 'URI', 'DestinationConfig', 'OnFailure', 'OnSuccess', 'Destination', 'ScalingConfig', 'MaximumConcurrency', 'ProvisionedPollerConfig',
    'MinimumPollers', 'Enabled', 'Ref', 'Fn::If', 'Fn::Sub', 'Fn::GetAtt', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap', 'Fn::Transform', 'Condition', '__proto__', 'Qualifier',
    'NotificationConfiguration', 'LambdaConfigurations', 'LambdaFunctionConfigurations', 'Event', 'Events', 'Function', 'Filter', 'S3Key', 'Rules', 'Name', 'BucketName',
    'Protocol', 'TopicArn', 'Endpoint', 'FilterPolicy', 'RedrivePolicy', 'deadLetterTargetArn', 'KmsMasterKeyId', 'Role', 'Roles', 'PolicyDocument', 'Statement', 'Resource'];
  const VALUES = ['Mapping', 'Other', 'Mapping.Arn', 'AWS::NoValue', 'AWS::Region', 'P', 'C', QUEUE_ARN, '${Mapping.Arn}', '${P}', '${', 'arn:aws:kafka:::', 'arn:', '', '0', 'AT_TIMESTAMP', 'BASIC_AUTH', 'kafka://t',
    'lambda', 's3:ObjectCreated:*', 'prefix'];
  const value = fc.letrec(tie => ({
    any: fc.oneof({ depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom<unknown>(...VALUES), fc.constantFrom<unknown>(0, -1, 1.5, 1e300, true, false, null), fc.array(tie('any'), { maxLength: 4 }), tie('object')),
    object: fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { maxKeys: 5, noNullPrototype: true }),
  }));
  const resource = fc.record({
    Type: fc.constantFrom<unknown>('AWS::Lambda::EventSourceMapping', 'AWS::Lambda::EventInvokeConfig', 'AWS::SQS::Queue', 'AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Serverless::Function', null,
      'AWS::S3::Bucket', 'Custom::S3BucketNotifications', 'AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::KMS::Key'),
    Properties: value.object,
    Metadata: fc.oneof(fc.constant(undefined), value.any),
    Condition: fc.constantFrom<unknown>(undefined, 'C', 'D', 7),
  });

  test('whatever stands in a template, it is judged without a crash', () => {
    fc.assert(fc.property(
      fc.record({
        Parameters: fc.oneof(value.any, fc.constant({ P: { Type: 'String', Default: 'x' } })),
        Conditions: fc.oneof(value.any, fc.constant({ C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, D: { 'Fn::Not': [{ Condition: 'C' }] } })),
        Mappings: value.any,
        Resources: fc.record({ Mapping: resource, Other: resource, Third: fc.oneof(resource, value.any) }),
      }),
      (template) => {
        const result = TemplateChecker.check(template);
        result.findings.forEach(({ message }) => expect(message).not.toMatch(/undefined|Symbol|\[object|\uE000/));
      },
    ), { numRuns: 1500 });
  });
});
