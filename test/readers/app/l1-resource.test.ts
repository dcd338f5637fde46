import { App, CfnDeletionPolicy, CfnParameter, CfnResource, Fn, IResolvable, Lazy, SecretValue, Stack, Tags, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { L1Resource } from '../../../src/readers/app/l1-resource';
import { PLACEHOLDER } from '../../../src/values/text';
import { ABSENT, UNKNOWN } from '../../../src/values/value';
import { functionIn, queueIn, stackOf } from '../../model/shop';

const ARN = 'arn:aws:sqs:eu-west-1:111122223333:orders';

function mappingIn(stack: Stack, props: Partial<lambda.CfnEventSourceMappingProps> = {}, id = 'Mapping'): lambda.CfnEventSourceMapping {
  return new lambda.CfnEventSourceMapping(stack, id, { functionName: 'fulfil', eventSourceArn: ARN, ...props });
}

const view = (l1: CfnResource, path: string) => new L1Resource(l1).value(path.split('.'));
const views = (l1: CfnResource, path: string) => new L1Resource(l1).values(path.split('.'));

describe('a property', () => {
  const stack = stackOf();

  test.each<[string, unknown, unknown]>([
    ['a number', 5, 5],
    ['zero', 0, 0],
    ['nothing', undefined, ABSENT],
    ['a parameter', new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber, UNKNOWN],
    ['an intrinsic as a number', Token.asNumber({ 'Fn::If': ['C', 1, 2] }), UNKNOWN],
    ['Lazy with a value', Lazy.number({ produce: () => 7 }), 7],
    ['AWS::NoValue', Token.asNumber({ Ref: 'AWS::NoValue' }), ABSENT],
    ['Lazy without one', Lazy.number({ produce: () => undefined as unknown as number }), ABSENT],
    ['Lazy of Lazy', Lazy.number({ produce: () => Lazy.number({ produce: () => 8 }) }), 8],
    ['Lazy of an intrinsic', Lazy.number({ produce: () => Token.asNumber(Fn.ref('P')) }), UNKNOWN],
  ])('that is %s', (name, batchSize, expected) => {
    expect(view(mappingIn(stack, { batchSize: batchSize as number }, name), 'BatchSize')).toBe(expected);
  });

  test.each<[string, unknown, unknown]>([
    ['true', true, true],
    ['false', false, false],
    ['an IResolvable with a value', Lazy.any({ produce: () => false }), false],
    ['an IResolvable of AWS::NoValue', Token.asAny({ Ref: 'AWS::NoValue' }), ABSENT],
    ['an IResolvable of an intrinsic', Fn.conditionIf('C', true, false), UNKNOWN],
  ])('that is %s', (name, enabled, expected) => {
    expect(view(mappingIn(stack, { enabled: enabled as boolean }, `enabled ${name}`), 'Enabled')).toBe(expected);
  });

  test('that is text is itself, resolved where a token has text, unknown where it has not', () => {
    const parameter = new CfnParameter(stack, 'Name');
    expect(view(mappingIn(stack, {}, 'text'), 'FunctionName')).toBe('fulfil');
    expect(view(mappingIn(stack, { functionName: Lazy.string({ produce: () => 'late' }) }, 'lazy'), 'FunctionName')).toBe('late');
    expect(view(mappingIn(stack, { functionName: `a-${Lazy.string({ produce: () => 'late' })}` }, 'mixed'), 'FunctionName')).toBe('a-late');
    expect(view(mappingIn(stack, { functionName: `a-${parameter.valueAsString}` }, 'part'), 'FunctionName')).toBe(UNKNOWN);
    expect(view(mappingIn(stack, { functionName: functionIn(stack).functionArn }, 'reference'), 'FunctionName')).toBe(UNKNOWN);
  });

  test('that CloudFormation looks up is unknown, and so is text with such a part', () => {
    const name = SecretValue.ssmSecure('/orders/name').unsafeUnwrap();
    expect(view(mappingIn(stack, { functionName: name }, 'looked up'), 'FunctionName')).toBe(UNKNOWN);
    expect(view(mappingIn(stack, { functionName: `a-${name}` }, 'looked up in part'), 'FunctionName')).toBe(UNKNOWN);
    expect(view(mappingIn(stack, { functionName: '{{resolve:ssm:/orders/name}}' }, 'looked up as text'), 'FunctionName')).toBe(UNKNOWN);
    const eventSourceArn = 'arn:aws:sqs:eu-west-1:{{resolve:ssm:/shop/account}}:orders.fifo';
    expect(new L1Resource(mappingIn(stack, { eventSourceArn }, 'looked up ARN')).text(['EventSourceArn'])).toBe(`arn:aws:sqs:eu-west-1:${PLACEHOLDER}:orders.fifo`);
  });
});

describe('an object', () => {
  const stack = stackOf();

  test('may be a token as a whole, with tokens inside', () => {
    const scalingConfig = Lazy.any({ produce: () => ({ maximumConcurrency: Lazy.number({ produce: () => 9 }) }) });
    expect(view(mappingIn(stack, { scalingConfig }, 'a'), 'ScalingConfig.MaximumConcurrency')).toBe(9);
  });

  test.each<[string, () => string[]]>([
    ['a parameter', () => new CfnParameter(stack, 'Topics', { type: 'CommaDelimitedList' }).valueAsList],
    ['split text', () => Fn.split(',', Fn.importValue('topics'))],
  ])('that is a list of %s is unknown in all its items', (name, topics) => {
    const l1 = mappingIn(stack, { topics: topics() }, name);
    expect(view(l1, 'Topics')).toBe(UNKNOWN);
    expect(view(l1, 'Topics.[]')).toBe(UNKNOWN);
  });

  test('that is a list may be told late', () => {
    expect(view(mappingIn(stack, { topics: Lazy.list({ produce: () => ['orders'] }) }, 'late list'), 'Topics.[]')).toBe('orders');
  });

  test('that is an intrinsic is unknown in all its parts', () => {
    const scalingConfig = Fn.conditionIf('C', { MaximumConcurrency: 2 }, { Ref: 'AWS::NoValue' }) as IResolvable;
    const l1 = mappingIn(stack, { scalingConfig }, 'b');
    expect(view(l1, 'ScalingConfig')).toBe(UNKNOWN);
    expect(view(l1, 'ScalingConfig.MaximumConcurrency')).toBe(UNKNOWN);
  });

  test('that is empty is empty, although the template leaves it out', () => {
    const l1 = mappingIn(stack, { provisionedPollerConfig: {}, filterCriteria: { filters: [] } }, 'c');
    expect(view(l1, 'ProvisionedPollerConfig')).toEqual({});
    expect(view(l1, 'FilterCriteria.Filters')).toEqual([]);
  });

  test('of which a part is unknown keeps the others', () => {
    const minimumPollers = new CfnParameter(stack, 'Pollers', { type: 'Number' }).valueAsNumber;
    expect(view(mappingIn(stack, { provisionedPollerConfig: { minimumPollers, maximumPollers: 7 } }, 'd'), 'ProvisionedPollerConfig'))
      .toEqual({ MinimumPollers: UNKNOWN, MaximumPollers: 7 });
  });
});

describe('a list', () => {
  const stack = stackOf();
  const filters = [{ pattern: '{}' }, Lazy.any({ produce: () => ({ pattern: 'late' }) }), Fn.conditionIf('C', 1, 2)];

  test('gives a view of each item, tokens among them', () => {
    const l1 = mappingIn(stack, { filterCriteria: { filters: filters as IResolvable[] } }, 'a');
    expect(views(l1, 'FilterCriteria.Filters.[].Pattern')).toEqual(['{}', 'late', UNKNOWN]);
    expect(view(l1, 'FilterCriteria.Filters')).toEqual([{ Pattern: '{}' }, { Pattern: 'late' }, UNKNOWN]);
  });

  test('that is a token as a whole is unknown', () => {
    const functionResponseTypes = Token.asList({ 'Fn::Split': [',', 'a,b'] });
    expect(view(mappingIn(stack, { functionResponseTypes }, 'b'), 'FunctionResponseTypes')).toBe(UNKNOWN);
  });

  test.each<[string, () => string[], unknown[]]>([
    ['known only at deployment', () => Fn.split(',', Fn.importValue('names')), [UNKNOWN]],
    ['known late', () => Lazy.list({ produce: () => ['a', 'b'] }), ['a', 'b']],
    ['known late, with an item that is not', () => Lazy.list({ produce: () => ['a', Fn.importValue('name')] }), ['a', UNKNOWN]],
  ])('that is %s looks like a list of one token, and is not taken for one', (name, queues, expected) => {
    expect(views(mappingIn(stack, { queues: queues() }, name), 'Queues.[]')).toEqual(expected);
  });
});

describe('what is changed after the L1 was made', () => {
  const changed = (change: (l1: lambda.CfnEventSourceMapping) => void) => {
    const l1 = mappingIn(stackOf(), { batchSize: 5, scalingConfig: { maximumConcurrency: 5 }, filterCriteria: { filters: [{ pattern: '{}' }] } });
    change(l1);
    return l1;
  };

  test('by an attribute is seen', () => {
    expect(view(changed(l1 => { l1.batchSize = 6; }), 'BatchSize')).toBe(6);
    expect(view(changed(l1 => { l1.batchSize = undefined; }), 'BatchSize')).toBe(ABSENT);
  });

  test('by a property override is seen, beside what it leaves', () => {
    const l1 = changed(each => each.addPropertyOverride('BatchSize', 7));
    expect(view(l1, 'BatchSize')).toBe(7);
    expect(view(l1, 'ScalingConfig.MaximumConcurrency')).toBe(5);
  });

  test('by an override inside of an object or a list is seen', () => {
    expect(view(changed(l1 => l1.addPropertyOverride('ScalingConfig.MaximumConcurrency', 8)), 'ScalingConfig')).toEqual({ MaximumConcurrency: 8 });
    expect(views(changed(l1 => l1.addPropertyOverride('FilterCriteria.Filters.0.Pattern', 'x')), 'FilterCriteria.Filters.[].Pattern')).toEqual(['x']);
  });

  test('by an override of a property that the L1 does not know is seen', () => {
    expect(view(changed(l1 => l1.addPropertyOverride('Newest.Thing', 1)), 'Newest.Thing')).toBe(1);
  });

  test('by a deletion override is seen', () => {
    expect(view(changed(l1 => l1.addPropertyDeletionOverride('BatchSize')), 'BatchSize')).toBe(ABSENT);
    expect(view(changed(l1 => l1.addDeletionOverride('Properties.ScalingConfig')), 'ScalingConfig.MaximumConcurrency')).toBe(ABSENT);
  });

  test('by an override with an intrinsic is unknown', () => {
    expect(view(changed(l1 => l1.addPropertyOverride('BatchSize', { Ref: 'Size' })), 'BatchSize')).toBe(UNKNOWN);
    expect(view(changed(l1 => l1.addPropertyOverride('BatchSize', Fn.ref('Size'))), 'BatchSize')).toBe(UNKNOWN);
  });

  test('by an override with a transform leaves unknown what it may add to', () => {
    const l1 = changed(one => one.addPropertyOverride('ScalingConfig', { 'Fn::Transform': { Name: 'Scaling' }, 'Known': 1 }));
    expect(view(l1, 'ScalingConfig.Known')).toBe(1);
    expect(view(l1, 'ScalingConfig.Other')).toBe(UNKNOWN);
    expect(view(l1, 'StartingPosition')).toBe(ABSENT);
    l1.addPropertyOverride('Fn::Transform', { Name: 'Positions' });
    expect(view(l1, 'StartingPosition')).toBe(UNKNOWN);
    expect(view(l1, 'BatchSize')).toBe(5);
  });

  test('by an override with AWS::NoValue is left out, but in a list keeps its place', () => {
    expect(view(changed(l1 => l1.addPropertyOverride('BatchSize', { Ref: 'AWS::NoValue' })), 'BatchSize')).toBe(ABSENT);
    expect(view(changed(l1 => l1.addPropertyOverride('Topics', [{ Ref: 'AWS::NoValue' }, 'orders'])), 'Topics')).toEqual([UNKNOWN, 'orders']);
  });

  test('outside of the properties changes none', () => {
    expect(view(changed(l1 => l1.addOverride('Metadata.Team', 'orders')), 'BatchSize')).toBe(5);
    expect(view(changed(l1 => { l1.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN; }), 'BatchSize')).toBe(5);
  });

  test('by tags is seen', () => {
    const app = new App();
    const stack = stackOf(app);
    const l1 = mappingIn(stack, { tags: [{ key: 'own', value: '1' }] });
    Tags.of(stack).add('team', 'orders');
    app.synth();
    expect(view(l1, 'Tags')).toEqual([{ Key: 'own', Value: '1' }, { Key: 'team', Value: 'orders' }]);
  });
});

describe('properties that are JSON', () => {
  const redrive = (redrivePolicy: unknown) => new sqs.CfnQueue(stackOf(), 'Queue', { redrivePolicy });

  test('are read as they are, token or not', () => {
    expect(view(redrive({ maxReceiveCount: 3 }), 'RedrivePolicy.maxReceiveCount')).toBe(3);
    expect(view(redrive(Lazy.any({ produce: () => ({ maxReceiveCount: 4 }) })), 'RedrivePolicy.maxReceiveCount')).toBe(4);
    expect(view(redrive(Fn.conditionIf('C', {}, {})), 'RedrivePolicy.maxReceiveCount')).toBe(UNKNOWN);
    expect(view(redrive({ maxReceiveCount: Fn.ref('N') }), 'RedrivePolicy.maxReceiveCount')).toBe(UNKNOWN);
  });
});

describe('partly known text', () => {
  const stack = stackOf();
  const textOf = (eventSourceArn: string | undefined, id: string) => new L1Resource(mappingIn(stack, { eventSourceArn }, id)).text(['EventSourceArn']);

  test('has a hole for each part that only the deployment knows', () => {
    expect(textOf(ARN, 'a')).toBe(ARN);
    expect(textOf(`arn:${stack.partition}:sqs:${stack.region}:${Lazy.string({ produce: () => '111122223333' })}:orders`, 'b'))
      .toBe(`arn:${PLACEHOLDER}:sqs:${PLACEHOLDER}:111122223333:orders`);
    expect(textOf(queueIn(stack).queueArn, 'c')).toBe(PLACEHOLDER);
  });

  test('is none where there is no text', () => {
    expect(textOf(undefined, 'd')).toBeUndefined();
    const l1 = mappingIn(stack, {}, 'e');
    l1.addPropertyOverride('EventSourceArn', { Ref: 'Arn' });
    expect(new L1Resource(l1).text(['EventSourceArn'])).toBeUndefined();
  });
});

describe('a reference', () => {
  const stack = stackOf();
  const queue = queueIn(stack);
  const l1OfQueue = queue.node.defaultChild as sqs.CfnQueue;
  const logicalId = stack.resolve(l1OfQueue.logicalId) as string;
  const followed = (change: (l1: lambda.CfnEventSourceMapping) => void, id: string) => {
    const l1 = mappingIn(stack, {}, id);
    change(l1);
    return new L1Resource(l1).target(['EventSourceArn'])?.l1;
  };

  test('of the CDK leads to its resource', () => {
    expect(followed(l1 => { l1.eventSourceArn = queue.queueArn; }, 'a')).toBe(l1OfQueue);
  });

  test.each([
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': [logicalId, 'Arn'] }],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': `${logicalId}.Arn` }],
    ['Ref', { Ref: logicalId }],
  ])('that an override writes as %s leads to the resource of its stack', (name, value) => {
    expect(followed(l1 => l1.addPropertyOverride('EventSourceArn', value), name)).toBe(l1OfQueue);
  });

  test.each<[string, unknown]>([
    ['to no resource', { Ref: 'AWS::NoValue' }],
    ['in Fn::Join', { 'Fn::Join': ['', [{ 'Fn::GetAtt': [logicalId, 'Arn'] }]] }],
    ['that is text', ARN],
  ])('%s leads nowhere', (name, value) => {
    expect(followed(l1 => l1.addPropertyOverride('EventSourceArn', value), name)).toBeUndefined();
  });

  test('followed twice is read once', () => {
    const resource = new L1Resource(mappingIn(stack, { eventSourceArn: queue.queueArn }, 'twice'));
    expect(resource.target(['EventSourceArn'])).toBe(resource.target(['EventSourceArn']));
  });
});

describe('the resource itself', () => {
  const stack = stackOf(new App(), 'Shop', { env: { region: 'eu-west-1' } });

  test('has the type, the id and the name that its user knows', () => {
    const resource = new L1Resource(queueIn(stack).node.defaultChild as CfnResource);
    expect([resource.type, resource.id, resource.name, resource.environment.region]).toEqual(['AWS::SQS::Queue', 'Shop/Orders/Resource', 'Shop/Orders', 'eu-west-1']);
    const mapping = new L1Resource(mappingIn(stack));
    expect([mapping.id, mapping.name]).toEqual(['Shop/Mapping', 'Shop/Mapping']);
  });

  test('has an unknown Region in a stack for any', () => {
    expect(new L1Resource(mappingIn(stackOf())).environment.region).toBe(UNKNOWN);
  });
});
