import { App, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from '../../src';
import { ACCOUNT, mappingsIn, newFunction, newQueue, newStack, queueArn, REGION } from '../builders';
import { INLINE_LIMIT, MANAGED_COUNT, MANAGED_LIMIT, Policies } from '../policies';

const MINIMIZE = '@aws-cdk/aws-iam:minimizePolicies';

/** Imports whose ARNs are as long as real ones, written out or as tokens. */
const QUEUES: { readonly [kind: string]: (stack: Stack, i: number) => sqs.IQueue } = {
  literal: (stack, i) => sqs.Queue.fromQueueArn(stack, `Orders${i}`, queueArn(`production-order-processing-queue-${i}`)),
  token: (stack, i) => sqs.Queue.fromQueueArn(stack, `Orders${i}`,
    `arn:aws:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:production-order-processing-queue-${i}`),
};

function withSources(count: number, kind: string, minimize: boolean): Stack {
  const stack = newStack({ context: { [MINIMIZE]: minimize } });
  const fn = newFunction(stack);
  for (let i = 0; i < count; i++) { fn.addEventSource(new SqsEventSource(QUEUES[kind](stack, i))); }
  return stack;
}

const CASES = [50, 150, 400].flatMap(count => Object.keys(QUEUES).flatMap(kind => [true, false].map(minimize => ({ count, kind, minimize }))));

describe.each(CASES)('$count queues with $kind ARNs on one function, policies minimised: $minimize', ({ count, kind, minimize }) => {
  let stack: Stack;
  let policies: Policies;
  beforeAll(() => {
    stack = withSources(count, kind, minimize);
    policies = Policies.in(stack);
  });

  test('are granted once each', () => {
    const granted = policies.resourcesOf('sqs:ReceiveMessage').map(arn => JSON.stringify(arn));
    expect(granted).toHaveLength(count);
    expect(new Set(granted).size).toBe(count);
    expect(policies.resourcesOf('sqs:DeleteMessage')).toHaveLength(count);
    expect(policies.resourcesOf('sqs:GetQueueAttributes')).toHaveLength(count);
  });

  test('fit into the policies of a role, once the tokens are real ARNs', () => {
    const inline = policies.ids('AWS::IAM::Policy').map(id => policies.sizeOf(id));
    const managed = policies.ids('AWS::IAM::ManagedPolicy').map(id => policies.sizeOf(id));
    expect(inline).toHaveLength(1);
    expect(inline[0]).toBeLessThanOrEqual(INLINE_LIMIT);
    managed.forEach(size => expect(size).toBeLessThanOrEqual(MANAGED_LIMIT));
    // The policy for logs, which every function has, counts as well. For a token the CDK allows far more characters than an
    // ARN has, so that 400 of them need a policy more than a role takes before its quota is raised.
    expect(managed.length + 1).toBeLessThanOrEqual(count === 400 && kind === 'token' ? MANAGED_COUNT + 1 : MANAGED_COUNT);
  });

  test('have mappings that wait for every policy that grants', () => {
    const granting = [...policies.ids('AWS::IAM::Policy'), ...policies.ids('AWS::IAM::ManagedPolicy')];
    for (const mapping of Object.keys(mappingsIn(stack))) {
      expect([...policies.requiredBy(mapping)]).toEqual(expect.arrayContaining(granting));
    }
  });
});

test('400 queues of other stacks, granted through references, each stay within the limits of a policy', () => {
  const app = new App({ context: { [MINIMIZE]: true } });
  const stack = new Stack(app, 'Functions');
  const fn = newFunction(stack);
  for (let i = 0; i < 400; i++) {
    const owner = i % 2 === 0 ? 'Even' : 'Odd';
    const queues = app.node.tryFindChild(owner) as Stack ?? new Stack(app, owner);
    fn.addEventSource(new SqsEventSource(newQueue(queues, `Orders${i}`)));
  }
  const policies = Policies.in(stack);
  expect(new Set(policies.resourcesOf('sqs:ReceiveMessage').map(arn => JSON.stringify(arn))).size).toBe(400);
  policies.ids('AWS::IAM::Policy').forEach(id => expect(policies.sizeOf(id)).toBeLessThanOrEqual(INLINE_LIMIT));
  policies.ids('AWS::IAM::ManagedPolicy').forEach(id => expect(policies.sizeOf(id)).toBeLessThanOrEqual(MANAGED_LIMIT));
});

test.each([true, false])('150 queues with a key each are granted once each, policies minimised: %s', minimize => {
  const stack = newStack({ context: { [MINIMIZE]: minimize } });
  const fn = newFunction(stack);
  for (let i = 0; i < 150; i++) { fn.addEventSource(new SqsEventSource(newQueue(stack, `Orders${i}`, { encryption: sqs.QueueEncryption.KMS }))); }
  const policies = Policies.in(stack);
  expect(new Set(policies.resourcesOf('kms:Decrypt').map(arn => JSON.stringify(arn))).size).toBe(150);
  policies.ids('AWS::IAM::Policy').forEach(id => expect(policies.sizeOf(id)).toBeLessThanOrEqual(INLINE_LIMIT));
  policies.ids('AWS::IAM::ManagedPolicy').forEach(id => expect(policies.sizeOf(id)).toBeLessThanOrEqual(MANAGED_LIMIT));
});

describe('the mapping waits for every policy that grants', () => {
  const TARGETS: { readonly [title: string]: (stack: Stack) => lambda.IFunction } = {
    'function': stack => newFunction(stack),
    'function with a role of the app': stack => newFunction(stack, 'Fulfil', {
      role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    }),
    'function with an imported role': stack => newFunction(stack, 'Fulfil', {
      role: iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/fulfil`),
    }),
    'alias': stack => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: newFunction(stack).currentVersion }),
    'version': stack => newFunction(stack).currentVersion,
    'imported function with its role': stack => lambda.Function.fromFunctionAttributes(stack, 'Fulfil', {
      functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:fulfil`,
      role: iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/fulfil`),
    }),
    'imported function with a role of the app': stack => lambda.Function.fromFunctionAttributes(stack, 'Fulfil', {
      functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:fulfil`,
      role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    }),
    'singleton function': stack => new lambda.SingletonFunction(stack, 'Fulfil', {
      uuid: 'fulfil', runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'),
    }),
  };

  test.each(Object.keys(TARGETS))('%s', title => {
    const stack = newStack();
    const queue = newQueue(stack, 'Orders', { encryptionMasterKey: new kms.Key(stack, 'Key') });
    TARGETS[title](stack).addEventSource(new SqsEventSource(queue));
    const policies = Policies.in(stack);
    const [mapping] = Object.keys(mappingsIn(stack));
    const granting = policies.ids('AWS::IAM::Policy');
    expect(granting).toHaveLength(1);
    expect(policies.statements().map(({ Action }) => Action)).toEqual([expect.arrayContaining(['sqs:ReceiveMessage']), 'kms:Decrypt']);
    expect([...policies.requiredBy(mapping)]).toEqual(expect.arrayContaining(granting));
  });

  test('imported functions that share a role, and one queue that is granted already', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/fulfil`);
    const queue = newQueue(stack);
    for (const name of ['fulfil', 'report']) {
      const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
      lambda.Function.fromFunctionAttributes(stack, name, { functionArn, role }).addEventSource(new SqsEventSource(queue));
    }
    const policies = Policies.in(stack);
    const granting = policies.ids('AWS::IAM::Policy');
    expect(granting).toHaveLength(1);
    expect(policies.resourcesOf('sqs:ReceiveMessage')).toHaveLength(1);
    const mappings = Object.keys(mappingsIn(stack));
    expect(mappings).toHaveLength(2);
    mappings.forEach(mapping => expect([...policies.requiredBy(mapping)]).toEqual(expect.arrayContaining(granting)));
  });
});
