import { App, CfnParameter, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EventInvokeConfig, EventInvokeConfigProps, InvokeDestination, SqsEventSource, testing } from '../../src';
import { ACCOUNT, newFunction, newQueue, newStack, REGION } from '../builders';

const TYPE = 'AWS::Lambda::EventInvokeConfig';
const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:fulfil`;

function configIn(stack: Stack): { readonly FunctionName: unknown; readonly Qualifier: unknown; readonly [property: string]: any } {
  const configs = Object.values(Template.fromStack(stack).findResources(TYPE));
  expect(configs).toHaveLength(1);
  return configs[0].Properties;
}

function configured(functionOf: (stack: Stack) => lambda.IFunctionRef, props: Partial<EventInvokeConfigProps> = { retryAttempts: 1 }): Stack {
  const stack = newStack();
  new EventInvokeConfig(stack, 'Config', { function: functionOf(stack), ...props });
  return stack;
}

const aliasOf = (stack: Stack) => newFunction(stack).addAlias('live');

describe('FunctionName and Qualifier', () => {
  const FUNCTION = { Ref: expect.stringMatching(/^Fulfil/) };

  test('a function is configured for invocations without qualifier', () => {
    expect(configIn(configured(stack => newFunction(stack)))).toEqual({ FunctionName: FUNCTION, Qualifier: '$LATEST', MaximumRetryAttempts: 1 });
  });

  test('an alias has the name of its function, and is waited for', () => {
    const { FunctionName, Qualifier } = configIn(configured(aliasOf));
    expect(FunctionName).toEqual(FUNCTION);
    // The name of the alias is cut from its ARN, so that CloudFormation makes the alias first.
    expect(Qualifier).toEqual({ 'Fn::Select': [7, { 'Fn::Split': [':', { Ref: expect.stringMatching(/^FulfilAliaslive/) }] }] });
  });

  test('a version has the name of its function, and its number', () => {
    expect(configIn(configured(stack => newFunction(stack).currentVersion))).toMatchObject({
      FunctionName: FUNCTION, Qualifier: { 'Fn::GetAtt': [expect.stringMatching(/^FulfilCurrentVersion/), 'Version'] },
    });
  });

  test('the latest version is $LATEST', () => {
    expect(configIn(configured(stack => newFunction(stack).latestVersion))).toMatchObject({ FunctionName: FUNCTION, Qualifier: '$LATEST' });
  });

  test.each<[string, (stack: Stack) => lambda.IFunction, string]>([
    ['ARN', stack => lambda.Function.fromFunctionArn(stack, 'F', FUNCTION_ARN), '$LATEST'],
    ['ARN with an alias', stack => lambda.Function.fromFunctionArn(stack, 'F', `${FUNCTION_ARN}:live`), 'live'],
    ['version', stack => lambda.Version.fromVersionArn(stack, 'F', `${FUNCTION_ARN}:7`), '7'],
    ['alias', stack => lambda.Alias.fromAliasAttributes(stack, 'F', {
      aliasName: 'live', aliasVersion: lambda.Version.fromVersionArn(stack, 'V', `${FUNCTION_ARN}:7`),
    }), 'live'],
  ])('a function imported by %s', (_, functionOf, qualifier) => {
    expect(configIn(configured(functionOf))).toMatchObject({ FunctionName: 'fulfil', Qualifier: qualifier });
  });

  test.each([['fulfil', '$LATEST'], ['fulfil:live', 'live']])('a function imported by the name %s has the qualifier %s', (name, qualifier) => {
    const config = configIn(configured(stack => lambda.Function.fromFunctionName(stack, 'F', name)));
    // The CDK cuts the name from the ARN, without what follows it.
    expect(config).toMatchObject({ FunctionName: { 'Fn::Select': [6, expect.anything()] }, Qualifier: qualifier });
  });

  test('an L1 has its own name', () => {
    const l1 = (stack: Stack) => new lambda.CfnFunction(stack, 'Fulfil', { code: { zipFile: 'x' }, role: 'arn:aws:iam::111122223333:role/fulfil' });
    expect(configIn(configured(l1))).toMatchObject({ FunctionName: { Ref: 'Fulfil' }, Qualifier: '$LATEST' });
  });

  test('qualifier says which for a function', () => {
    expect(configIn(configured(stack => newFunction(stack), { qualifier: 'live', retryAttempts: 1 })).Qualifier).toBe('live');
  });

  test('qualifier may repeat what the alias says', () => {
    testing.Findings.of(configured(aliasOf, { qualifier: 'live', retryAttempts: 1 })).assertNone();
  });

  test('a qualifier other than that of the alias is an error', () => {
    testing.Findings.of(configured(aliasOf, { qualifier: '2', retryAttempts: 1 })).assertOnly('invoke-qualifier-contradicts');
  });

  test.each<[string, (fn: lambda.Function) => lambda.FunctionBase]>([
    ['function', fn => fn],
    ['alias', fn => fn.addAlias('live') as lambda.Alias],
    ['version', fn => fn.currentVersion as unknown as lambda.Version],
  ])('a config with the id of configureAsyncInvoke on a %s has its template', (_, of) => {
    const template = (configure: (fn: lambda.FunctionBase) => void) => {
      const stack = newStack();
      configure(of(newFunction(stack)));
      return Template.fromStack(stack).toJSON();
    };
    expect(template(fn => new EventInvokeConfig(fn, 'EventInvokeConfig', { function: fn, retryAttempts: 0, maxEventAge: Duration.minutes(5) })))
      .toEqual(template(fn => fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) })));
  });
});

describe('settings', () => {
  test('0 retries are written', () => {
    expect(configIn(configured(stack => newFunction(stack), { retryAttempts: 0 })).MaximumRetryAttempts).toBe(0);
  });

  test.each<[string, Partial<EventInvokeConfigProps>, string[]]>([
    ['nothing', {}, ['invoke-nothing-set']],
    ['59 seconds', { maxEventAge: Duration.seconds(59) }, ['invoke-maximum-event-age']],
    ['60 seconds', { maxEventAge: Duration.seconds(60) }, []],
    ['6 hours', { maxEventAge: Duration.hours(6) }, []],
    ['6 hours and a second', { maxEventAge: Duration.seconds(21_601) }, ['invoke-maximum-event-age']],
    ['-1 retries', { retryAttempts: -1 }, ['invoke-maximum-retry-attempts']],
    ['2 retries', { retryAttempts: 2 }, []],
    ['3 retries', { retryAttempts: 3 }, ['invoke-maximum-retry-attempts']],
  ])('%s', (_, props, findings) => {
    testing.Findings.of(configured(stack => newFunction(stack), props)).assertOnly(...findings);
  });

  test('tokens are written and not judged', () => {
    const stack = newStack();
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    new EventInvokeConfig(stack, 'Config', { function: newFunction(stack), maxEventAge: Duration.seconds(number), retryAttempts: number });
    testing.Findings.of(stack).assertNone();
    expect(configIn(stack)).toMatchObject({ MaximumEventAgeInSeconds: { Ref: 'Number' }, MaximumRetryAttempts: { Ref: 'Number' } });
  });

  test('a token of minutes cannot be converted', () => {
    const stack = newStack();
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    new EventInvokeConfig(stack, 'Config', { function: newFunction(stack), maxEventAge: Duration.minutes(number), retryAttempts: 1 });
    testing.Findings.of(stack).assertOnly('invoke-duration-token');
  });
});

describe('validation', () => {
  test('errors come in one throw with those of mappings', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.addEventSource(new SqsEventSource(newQueue(stack), { batchSize: 0 }));
    new EventInvokeConfig(stack, 'Config', { function: fn, retryAttempts: 3 });
    expect(() => Template.fromStack(stack)).toThrow(/sqs-batch-size[\s\S]*invoke-maximum-retry-attempts|invoke-maximum-retry-attempts[\s\S]*sqs-batch-size/);
  });

  test('an error is acknowledged on the config and above it', () => {
    const stack = configured(newFunction, { retryAttempts: 3 });
    Validations.of(stack).acknowledge({ id: 'EventSources::invoke-maximum-retry-attempts', reason: 'raised for us' });
    expect(configIn(stack).MaximumRetryAttempts).toBe(3);
    testing.Findings.of(stack).assertNone();
  });

  test('a warning is an annotation of the config', () => {
    const stack = newStack();
    new EventInvokeConfig(stack, 'Config', { function: newFunction(stack, 'Fulfil', { reservedConcurrentExecutions: 0 }), retryAttempts: 1 });
    Template.fromStack(stack);
    Annotations.fromStack(stack).hasWarning('/Shop/Config', Match.stringLikeRegexp('invoke-function-switched-off'));
  });

  test('two configs of one alias in two stacks are an error of the second', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    const alias = aliasOf(stack);
    alias.configureAsyncInvoke({ retryAttempts: 1 });
    new EventInvokeConfig(new Stack(app, 'Other'), 'Config', { function: alias, retryAttempts: 1 });
    testing.Findings.of(app).assertOnly('invoke-same-function-and-qualifier');
  });

  test('the alias by name and as such are the same', () => {
    const stack = newStack();
    const alias = aliasOf(stack);
    alias.configureAsyncInvoke({ retryAttempts: 1 });
    new EventInvokeConfig(stack, 'Config', { function: alias.lambda, qualifier: 'live', retryAttempts: 1 });
    testing.Findings.of(stack).assertOnly('invoke-same-function-and-qualifier');
  });

  test('a function and its alias are not', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    new EventInvokeConfig(stack, 'Config', { function: fn.addAlias('live'), retryAttempts: 1 });
    testing.Findings.of(stack).assertNone();
  });

  test('a dead-letter queue beside a destination for failures is warned about', () => {
    const stack = newStack();
    const fn = newFunction(stack, 'Fulfil', { deadLetterQueue: newQueue(stack, 'Dead') });
    new EventInvokeConfig(stack, 'Config', { function: fn, onFailure: InvokeDestination.queue(newQueue(stack)) });
    testing.Findings.of(stack).assertOnly('invoke-two-failure-targets');
  });
});

describe('destinations', () => {
  function sentTo(onFailure: (stack: Stack, fn: lambda.Function) => lambda.IDestination, side: 'onFailure' | 'onSuccess' = 'onFailure'): Stack {
    const stack = newStack();
    const fn = newFunction(stack);
    new EventInvokeConfig(stack, 'Config', { function: fn, [side]: onFailure(stack, fn) });
    return stack;
  }

  test.each<[string, (stack: Stack) => lambda.IDestination]>([
    ['queue', stack => InvokeDestination.queue(new sqs.Queue(stack, 'Q', { fifo: true }))],
    ['queue of aws-cdk-lib', stack => new destinations.SqsDestination(new sqs.Queue(stack, 'Q', { fifo: true }))],
    ['topic', stack => InvokeDestination.topic(new sns.Topic(stack, 'T', { fifo: true }))],
    ['topic of aws-cdk-lib', stack => new destinations.SnsDestination(new sns.Topic(stack, 'T', { fifo: true }))],
  ])('a FIFO %s is an error', (_, onFailure) => {
    testing.Findings.of(sentTo(onFailure)).assertOnly('invoke-on-failure-fifo');
  });

  test('the function itself is an error, as aws-cdk-lib says it as well', () => {
    testing.Findings.of(sentTo((_, fn) => InvokeDestination.function(fn))).assertOnly('invoke-on-failure-itself');
    testing.Findings.of(sentTo((_, fn) => new destinations.LambdaDestination(fn))).assertOnly('invoke-on-failure-itself');
  });

  test('two functions that hand over to each other are warned about, each', () => {
    const stack = newStack();
    const [ship, bill] = ['Ship', 'Bill'].map(id => newFunction(stack, id));
    const live = ship.addAlias('live');
    new EventInvokeConfig(stack, 'A', { function: live, onSuccess: InvokeDestination.function(bill) });
    new EventInvokeConfig(stack, 'B', { function: bill, onFailure: InvokeDestination.function(live) });
    testing.Findings.of(stack).assertOnly('invoke-cycle', 'invoke-cycle');
  });

  test('two functions of which one hands over to an alias that hands over to nobody are not', () => {
    const stack = newStack();
    const [ship, bill] = ['Ship', 'Bill'].map(id => newFunction(stack, id));
    new EventInvokeConfig(stack, 'A', { function: ship, onSuccess: InvokeDestination.function(bill) });
    new EventInvokeConfig(stack, 'B', { function: bill, onSuccess: InvokeDestination.function(ship.addAlias('live')) });
    testing.Findings.of(stack).assertNone();
  });

  test.each<[string, (fn: lambda.Function) => [lambda.IFunction, lambda.IFunction], string]>([
    ['an alias to itself', fn => { const live = fn.addAlias('live'); return [live, live]; }, 'invoke-on-success-itself'],
    ['a version to itself', fn => [fn.currentVersion, fn.currentVersion], 'invoke-on-success-itself'],
    ['an alias to its function', fn => [fn.addAlias('live'), fn], 'invoke-on-success-other-version'],
    ['a function to its alias', fn => [fn, fn.addAlias('live')], 'invoke-on-success-other-version'],
    ['an alias to another', fn => [fn.addAlias('live'), fn.addAlias('next')], 'invoke-on-success-other-version'],
  ])('%s', (_, pairOf, finding) => {
    const stack = newStack();
    const [fn, next] = pairOf(newFunction(stack));
    new EventInvokeConfig(stack, 'Config', { function: fn, onSuccess: InvokeDestination.function(next) });
    testing.Findings.of(stack).assertOnly(finding);
  });

  test('a chain without return is none', () => {
    const stack = newStack();
    const [ship, bill] = ['Ship', 'Bill'].map(id => newFunction(stack, id));
    new EventInvokeConfig(stack, 'A', { function: ship, onSuccess: InvokeDestination.function(bill) });
    testing.Findings.of(stack).assertNone();
  });

  test('a queue of another Region is an error', () => {
    const queue = (stack: Stack) => InvokeDestination.queue(sqs.Queue.fromQueueArn(stack, 'Q', `arn:aws:sqs:us-east-1:${ACCOUNT}:failed`));
    const stack = newStack({ env: { region: REGION, account: ACCOUNT } });
    new EventInvokeConfig(stack, 'Config', { function: newFunction(stack), onFailure: queue(stack) });
    testing.Findings.of(stack).assertOnly('invoke-on-failure-region');
  });

  test('the role of an imported function is told what it lacks', () => {
    const stack = newStack();
    const fn = lambda.Function.fromFunctionAttributes(stack, 'F', { functionArn: FUNCTION_ARN });
    new EventInvokeConfig(stack, 'Config', { function: fn, onFailure: InvokeDestination.queue(newQueue(stack)) });
    expect(testing.Findings.of(stack).assertHas('invoke-permissions-missing').message).toContain('sqs:SendMessage');
  });

  test('a config of an imported role waits for its policy', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/fulfil`);
    const fn = lambda.Function.fromFunctionAttributes(stack, 'F', { functionArn: FUNCTION_ARN, role });
    new EventInvokeConfig(stack, 'Config', { function: fn, onFailure: InvokeDestination.queue(newQueue(stack)) });
    const [config] = Object.values(Template.fromStack(stack).findResources(TYPE));
    expect(config.DependsOn).toEqual([expect.stringMatching(/^RolePolicy/)]);
  });

  test('the role of an L1 gets the permission', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { path: '/shop/', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const l1 = new lambda.CfnFunction(stack, 'Fulfil', { code: { zipFile: 'x' }, role: role.roleArn });
    new EventInvokeConfig(stack, 'Config', { function: l1, onFailure: InvokeDestination.queue(newQueue(stack)) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: stack.getLogicalId(role.node.defaultChild as iam.CfnRole) }],
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'sqs:SendMessage' })] },
    });
    testing.Findings.of(stack).assertNone();
  });
});
