import { App, Aspects, CfnResource, Duration, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource, testing } from '../../../src';
import { ACCOUNT, l1MappingOf, mappingIn, mappingsIn, newFunction, newQueue, newStack, queueArn, REGION } from '../../builders';

const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:fulfil`;
const ORDERS = { 'Fn::GetAtt': ['OrdersA9B65338', 'Arn'] };

function liveAlias(fn: lambda.Function): lambda.Alias {
  return new lambda.Alias(fn.stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
}

describe('targets', () => {
  test('a function is mapped by its name', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack)));
    expect(mappingsIn(stack)).toEqual({
      FulfilSqsEventSourceShopOrdersA8B1F5093F874280: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: ORDERS, FunctionName: { Ref: 'Fulfil41551CE2' } },
      },
    });
  });

  test('an alias is mapped by function name and alias name', () => {
    const stack = newStack();
    liveAlias(newFunction(stack)).addEventSource(new SqsEventSource(newQueue(stack)));
    expect(mappingsIn(stack)).toEqual({
      LiveSqsEventSourceShopOrdersA8B1F509642E0AE5: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: ORDERS,
          FunctionName: { 'Fn::Join': ['', [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'Live848578DF' }] }] }, ':live']] },
        },
      },
    });
  });

  test('a version is mapped by function name and number', () => {
    const stack = newStack();
    new lambda.Version(stack, 'First', { lambda: newFunction(stack) }).addEventSource(new SqsEventSource(newQueue(stack)));
    const [first] = Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::Version'));
    expect(mappingIn(stack)).toEqual({
      EventSourceArn: ORDERS,
      FunctionName: { 'Fn::Join': ['', [{ Ref: 'Fulfil41551CE2' }, ':', { 'Fn::GetAtt': [first, 'Version'] }]] },
    });
  });

  test('a function imported by ARN is mapped by its name', () => {
    const stack = newStack();
    lambda.Function.fromFunctionArn(stack, 'Fulfil', FUNCTION_ARN).addEventSource(new SqsEventSource(newQueue(stack)));
    expect(mappingIn(stack)).toEqual({ EventSourceArn: ORDERS, FunctionName: 'fulfil' });
  });

  test('a function imported by name is mapped by its name', () => {
    const stack = newStack();
    lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil').addEventSource(new SqsEventSource(newQueue(stack)));
    expect(mappingIn(stack).FunctionName).toEqual(stack.resolve(lambda.Function.fromFunctionName(stack, 'Same', 'fulfil').functionName));
  });

  test('a function imported with its role is mapped by its name, and waits for the policy of the role', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/fulfil`);
    lambda.Function.fromFunctionAttributes(stack, 'Fulfil', { functionArn: FUNCTION_ARN, role })
      .addEventSource(new SqsEventSource(newQueue(stack)));
    expect(Object.values(mappingsIn(stack))).toEqual([{
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: ORDERS, FunctionName: 'fulfil' },
      DependsOn: ['RolePolicy72E7D967'],
    }]);
  });

  test('a function imported without its role is mapped by its name and waits for nothing', () => {
    const stack = newStack();
    lambda.Function.fromFunctionAttributes(stack, 'Fulfil', { functionArn: FUNCTION_ARN }).addEventSource(new SqsEventSource(newQueue(stack)));
    expect(Object.values(mappingsIn(stack))).toEqual([{
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: ORDERS, FunctionName: 'fulfil' },
    }]);
  });

  test('a function of another stack has the mapping in its own stack', () => {
    const app = new App();
    const queues = new Stack(app, 'Queues');
    const functions = new Stack(app, 'Functions');
    newFunction(functions).addEventSource(new SqsEventSource(newQueue(queues)));
    expect(mappingsIn(queues)).toEqual({});
    expect(mappingIn(functions)).toEqual({
      EventSourceArn: { 'Fn::ImportValue': 'Queues:ExportsOutputFnGetAttOrdersA9B65338Arn17F87B9C' },
      FunctionName: { Ref: 'Fulfil41551CE2' },
    });
  });

  test('a singleton function is mapped by the name of the function that it shares', () => {
    const stack = newStack();
    const singleton = new lambda.SingletonFunction(stack, 'Fulfil', {
      uuid: 'fulfil',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    singleton.addEventSource(new SqsEventSource(newQueue(stack)));
    const [shared] = Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
    expect(mappingIn(stack)).toEqual({ EventSourceArn: ORDERS, FunctionName: { Ref: shared } });
  });

  test('a function with tenant isolation is refused by addEventSource, as for every source but the API', () => {
    const stack = newStack();
    const fn = newFunction(stack, 'Fulfil', { tenancyConfig: lambda.TenancyConfig.PER_TENANT });
    expect(() => fn.addEventSource(new SqsEventSource(newQueue(stack))))
      .toThrow('Event source SqsEventSource is not supported for functions with tenant isolation mode');
  });
});

describe('what is changed after binding', () => {
  function bound(props = {}): { stack: Stack; mapping: lambda.CfnEventSourceMapping } {
    const stack = newStack();
    const source = new SqsEventSource(newQueue(stack), { batchSize: 5, ...props });
    newFunction(stack).addEventSource(source);
    return { stack, mapping: l1MappingOf(source.eventSourceMapping) };
  }

  test('a property override is emitted and judged', () => {
    const { stack, mapping } = bound();
    mapping.addPropertyOverride('ScalingConfig.MaximumConcurrency', 1);
    testing.Findings.of(stack).assertOnly('sqs-maximum-concurrency');
    mapping.addPropertyOverride('ScalingConfig.MaximumConcurrency', 2);
    testing.Findings.of(stack).assertNone();
    expect(mappingIn(stack)).toMatchObject({ BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } });
  });

  test('a property that an override deletes is neither emitted nor judged', () => {
    const { stack, mapping } = bound({ maxConcurrency: 1 });
    mapping.addPropertyDeletionOverride('ScalingConfig');
    testing.Findings.of(stack).assertNone();
    expect(mappingIn(stack)).not.toHaveProperty('ScalingConfig');
  });

  test('an assignment on the L1 is emitted and judged', () => {
    const { stack, mapping } = bound();
    mapping.batchSize = 0;
    testing.Findings.of(stack).assertOnly('sqs-batch-size');
    mapping.batchSize = 1;
    testing.Findings.of(stack).assertNone();
    expect(mappingIn(stack).BatchSize).toBe(1);
  });

  test('what an aspect changes is emitted and judged', () => {
    const { stack } = bound();
    Aspects.of(stack).add({
      visit: node => {
        if (node instanceof lambda.CfnEventSourceMapping) { node.maximumBatchingWindowInSeconds = 301; }
      },
    });
    testing.Findings.of(stack).assertOnly('batching-window');
    expect(() => mappingIn(stack)).toThrow(/EventSources::batching-window[^]* maxBatchingWindow is 301 seconds/);
  });

  test('an override of the timeout on the function is judged', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.addEventSource(new SqsEventSource(newQueue(stack, 'Orders', { visibilityTimeout: Duration.seconds(899) })));
    (fn.node.defaultChild as CfnResource).addPropertyOverride('Timeout', 900);
    testing.Findings.of(stack).assertOnly('sqs-visibility-timeout');
  });

  test('an assignment to the visibility timeout on the L1 of the queue is judged', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    newFunction(stack).addEventSource(new SqsEventSource(queue));
    (queue.node.defaultChild as sqs.CfnQueue).visibilityTimeout = 2;
    testing.Findings.of(stack).assertOnly('sqs-visibility-timeout');
  });

  test('tags of the stack join the tags of the source', () => {
    const { stack } = bound({ tags: { team: 'orders' } });
    Tags.of(stack).add('cost', '17');
    expect(mappingIn(stack).Tags).toEqual([{ Key: 'cost', Value: '17' }, { Key: 'team', Value: 'orders' }]);
  });

  test('tags of an aspect count for the limit', () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`own${i}`, 'x']));
    const { stack } = bound({ tags });
    testing.Findings.of(stack).assertNone();
    Tags.of(stack).add('one-more', 'x');
    testing.Findings.of(stack).assertOnly('tags-count');
  });

  test('another queue by override is the queue that is judged', () => {
    const { stack, mapping } = bound();
    mapping.addPropertyOverride('EventSourceArn', queueArn('elsewhere'));
    const hasty = new sqs.CfnQueue(stack, 'Hasty', { visibilityTimeout: 1 });
    testing.Findings.of(stack).assertNone();
    mapping.addPropertyOverride('EventSourceArn', { 'Fn::GetAtt': [stack.resolve(hasty.logicalId), 'Arn'] });
    testing.Findings.of(stack).assertHas('sqs-visibility-timeout');
  });
});
