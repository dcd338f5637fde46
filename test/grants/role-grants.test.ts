import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource, SqsEventSourceProps, testing } from '../../src';
import { ACCOUNT, newFunction, newQueue, newStack, queueArn, REGION } from '../builders';
import { oneLine } from '../one-line';
import { Policies, Statement } from '../policies';

const POLL = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/fulfil`;
const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:fulfil`;
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
const ORDERS = { 'Fn::GetAtt': ['OrdersA9B65338', 'Arn'] };

function allow(Action: string | string[], Resource: unknown): Statement {
  return { Action, Effect: 'Allow', Resource };
}

describe('what the role is allowed', () => {
  /** The statements that one source of a queue makes, which are also those that it says it requires. */
  function statementsOf(makeQueue: (stack: Stack) => sqs.IQueueRef): Statement[] {
    const stack = newStack();
    const source = new SqsEventSource(makeQueue(stack));
    newFunction(stack).addEventSource(source);
    const statements = Policies.in(stack).statements();
    expect(stack.resolve(source.requiredPermissions().map(statement => statement.toStatementJson()))).toEqual(statements);
    expect(testing.Findings.of(stack).all().map(({ ruleId }) => ruleId)).not.toContain('permissions-missing');
    return statements;
  }

  test('is to read the queue, to delete from it and to see its attributes, and nothing else', () => {
    expect(statementsOf(stack => newQueue(stack))).toEqual([allow(POLL, ORDERS)]);
  });

  test('is the same on an imported queue', () => {
    expect(statementsOf(stack => sqs.Queue.fromQueueArn(stack, 'Orders', queueArn()))).toEqual([allow(POLL, queueArn())]);
  });

  test('includes to decrypt with the key of a queue that has one of its own', () => {
    expect(statementsOf(stack => newQueue(stack, 'Orders', { encryption: sqs.QueueEncryption.KMS })))
      .toEqual([allow(POLL, ORDERS), allow('kms:Decrypt', { 'Fn::GetAtt': ['OrdersKey6C690DD2', 'Arn'] })]);
  });

  test('includes to decrypt with a key of the app', () => {
    expect(statementsOf(stack => newQueue(stack, 'Orders', { encryptionMasterKey: new kms.Key(stack, 'Key') })))
      .toEqual([allow(POLL, ORDERS), allow('kms:Decrypt', { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] })]);
  });

  test('includes to decrypt with an imported key, though its account may be another', () => {
    expect(statementsOf(stack => newQueue(stack, 'Orders', { encryptionMasterKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) })))
      .toEqual([allow(POLL, ORDERS), allow('kms:Decrypt', KEY_ARN)]);
  });

  test('includes to decrypt with the key that an imported queue is said to have', () => {
    expect(statementsOf(stack => sqs.Queue.fromQueueAttributes(stack, 'Orders', { queueArn: queueArn(), keyArn: KEY_ARN })))
      .toEqual([allow(POLL, queueArn()), allow('kms:Decrypt', KEY_ARN)]);
  });

  test.each([
    ['the key of AWS', { encryption: sqs.QueueEncryption.KMS_MANAGED }],
    ['keys of SQS', { encryption: sqs.QueueEncryption.SQS_MANAGED }],
    ['nothing', { encryption: sqs.QueueEncryption.UNENCRYPTED }],
  ])('does not include to decrypt when the queue is encrypted with %s', (_, props) => {
    expect(statementsOf(stack => newQueue(stack, 'Orders', props))).toEqual([allow(POLL, ORDERS)]);
  });

  describe('of an L1 queue', () => {
    const QUEUE = { 'Fn::GetAtt': ['Orders', 'Arn'] };
    const KEY = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };

    function withKey(kmsMasterKeyId?: (stack: Stack) => string): Statement[] {
      return statementsOf(stack => new sqs.CfnQueue(stack, 'Orders', { kmsMasterKeyId: kmsMasterKeyId?.(stack) }));
    }

    test('without a key is only to poll', () => {
      expect(withKey()).toEqual([allow(POLL, QUEUE)]);
    });

    test('includes to decrypt when the key is a reference by id', () => {
      expect(withKey(stack => new kms.Key(stack, 'Key').keyId)).toEqual([allow(POLL, QUEUE), allow('kms:Decrypt', KEY)]);
    });

    test('includes to decrypt when the key is a reference by ARN', () => {
      expect(withKey(stack => new kms.Key(stack, 'Key').keyArn)).toEqual([allow(POLL, QUEUE), allow('kms:Decrypt', KEY)]);
    });

    test('includes to decrypt when the key is an L1', () => {
      expect(withKey(stack => new kms.CfnKey(stack, 'Key').ref)).toEqual([allow(POLL, QUEUE), allow('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] })]);
    });

    test('includes to decrypt when the key is a literal ARN', () => {
      expect(withKey(() => KEY_ARN)).toEqual([allow(POLL, QUEUE), allow('kms:Decrypt', KEY_ARN)]);
    });

    test.each([
      ['the alias of AWS', () => 'alias/aws/sqs'],
      ['a parameter', (stack: Stack) => new CfnParameter(stack, 'KeyId').valueAsString],
    ])('is only to poll when the key is %s', (_, key) => {
      expect(withKey(key)).toEqual([allow(POLL, QUEUE)]);
    });
  });

  test('is nothing with grantPermissions: false, and nobody warns', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack, 'Orders', { encryption: sqs.QueueEncryption.KMS }), { grantPermissions: false }));
    expect(Policies.in(stack).statements()).toEqual([]);
    testing.Findings.of(stack).assertNone();
  });
});

describe('one role for several', () => {
  test('two aliases of a function share the statement, and a queue that both read stands in it once', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const [orders, returns] = ['Orders', 'Returns'].map(id => newQueue(stack, id));
    const [live, next] = ['live', 'next'].map(aliasName => new lambda.Alias(stack, aliasName, { aliasName, version: fn.currentVersion }));
    live.addEventSource(new SqsEventSource(orders));
    next.addEventSource(new SqsEventSource(orders));
    next.addEventSource(new SqsEventSource(returns));
    expect(Policies.in(stack).statements()).toEqual([allow(POLL, [ORDERS, stack.resolve(returns.queueArn)])]);
  });

  test('two functions with one role share the statement', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const queues = ['Orders', 'Returns'].map(id => newQueue(stack, id));
    queues.forEach(queue => newFunction(stack, `Fulfil${queue.node.id}`, { role }).addEventSource(new SqsEventSource(queue)));
    expect(Policies.in(stack).statements()).toEqual([allow(POLL, queues.map(queue => stack.resolve(queue.queueArn)))]);
  });

  test('two functions with roles of their own share nothing', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    ['Fulfil', 'Report'].forEach(id => newFunction(stack, id).addEventSource(new SqsEventSource(queue)));
    expect(Policies.in(stack).statements()).toEqual([allow(POLL, ORDERS), allow(POLL, ORDERS)]);
  });

  test('queues with one key have the key in the policy once', () => {
    const stack = newStack();
    const encryptionMasterKey = new kms.Key(stack, 'Key');
    const fn = newFunction(stack);
    ['Orders', 'Returns'].forEach(id => fn.addEventSource(new SqsEventSource(newQueue(stack, id, { encryptionMasterKey }))));
    expect(Policies.in(stack).resourcesOf('kms:Decrypt')).toHaveLength(1);
  });

  test('a source that is added after a synthesis, which freezes statements, is granted as well', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.addEventSource(new SqsEventSource(newQueue(stack)));
    testing.Findings.of(stack).assertNone();
    const returns = newQueue(stack, 'Returns');
    fn.addEventSource(new SqsEventSource(returns));
    expect(Policies.in(stack).resourcesOf('sqs:ReceiveMessage')).toEqual([ORDERS, stack.resolve(returns.queueArn)]);
  });
});

describe('a role that does not take the permissions', () => {
  const TARGETS: { readonly [title: string]: (stack: Stack) => lambda.IFunction } = {
    'a function imported by ARN': stack => lambda.Function.fromFunctionArn(stack, 'Fulfil', FUNCTION_ARN),
    'a function imported by name': stack => lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil'),
    'a function imported by attributes without a role': stack => lambda.Function.fromFunctionAttributes(stack, 'Fulfil', { functionArn: FUNCTION_ARN }),
    'an imported function with an immutable role': stack => lambda.Function.fromFunctionAttributes(stack, 'Fulfil', {
      functionArn: FUNCTION_ARN, role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false }),
    }),
    'a function with an immutable role': stack => newFunction(stack, 'Fulfil', { role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false }) }),
    'a function with a role of another account': stack => newFunction(stack, 'Fulfil', {
      role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::999988887777:role/fulfil'),
    }),
    'a function with a role withoutPolicyUpdates': stack => newFunction(stack, 'Fulfil', {
      role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }).withoutPolicyUpdates(),
    }),
    'an alias of a function with an immutable role': stack => new lambda.Alias(stack, 'Live', {
      aliasName: 'live',
      version: newFunction(stack, 'Fulfil', { role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false }) }).currentVersion,
    }),
  };

  function mapped(target: (stack: Stack) => lambda.IFunction, props?: SqsEventSourceProps): Stack {
    const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
    const queue = newQueue(stack, 'Orders', { encryptionMasterKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
    target(stack).addEventSource(new SqsEventSource(queue, props));
    return stack;
  }

  test.each(Object.keys(TARGETS))('is one warning with the statements: %s', title => {
    const stack = mapped(TARGETS[title]);
    const findings = testing.Findings.of(stack);
    findings.assertOnly('permissions-missing');
    expect(oneLine(findings.assertHas('permissions-missing').message)).toContain(
      `Make sure that the execution role has ${JSON.stringify(allow(POLL, ORDERS))} and ${JSON.stringify(allow('kms:Decrypt', KEY_ARN))}, see requiredPermissions()`);
    expect(Policies.in(stack).statements()).toEqual([]);
  });

  test.each(Object.keys(TARGETS))('is no finding with grantPermissions: false: %s', title => {
    testing.Findings.of(mapped(TARGETS[title], { grantPermissions: false })).assertNone();
  });

  test('is no finding when the imported role of the account takes them', () => {
    const stack = mapped(inStack => newFunction(inStack, 'Fulfil', { role: iam.Role.fromRoleArn(inStack, 'Role', ROLE_ARN) }));
    testing.Findings.of(stack).assertNone();
    expect(Policies.in(stack).statements()).toEqual([allow(POLL, ORDERS), allow('kms:Decrypt', KEY_ARN)]);
  });
});

describe('a queue of another account', () => {
  const OTHER_ACCOUNT = '444455556666';

  function stacks(): { stack: Stack; other: Stack; role: iam.Role } {
    const app = new App();
    const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
    const other = new Stack(app, 'Other', { env: { account: OTHER_ACCOUNT, region: REGION } });
    const role = new iam.Role(stack, 'Role', { roleName: 'fulfil', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    return { stack, other, role };
  }

  const ROLE = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:role/fulfil`]] };

  test('that belongs to the app has the role let in by its policy, with the same three actions', () => {
    const { stack, other, role } = stacks();
    newFunction(stack, 'Fulfil', { role }).addEventSource(new SqsEventSource(newQueue(other, 'Orders', { queueName: 'orders' })));
    expect(Policies.resourcesIn(other, 'AWS::SQS::QueuePolicy')).toEqual([{
      PolicyDocument: { Statement: [{ ...allow(POLL, ORDERS), Principal: { AWS: ROLE } }], Version: '2012-10-17' },
      Queues: [{ Ref: 'OrdersA9B65338' }],
    }]);
    expect(Policies.in(stack).resourcesOf('sqs:ReceiveMessage'))
      .toEqual([{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:sqs:${REGION}:${OTHER_ACCOUNT}:orders`]] }]);
    testing.Findings.of(stack).assertNone();
  });

  test('with a key of its own has the role let in by the key as well', () => {
    const { stack, other, role } = stacks();
    const queue = newQueue(other, 'Orders', { queueName: 'orders', encryption: sqs.QueueEncryption.KMS });
    newFunction(stack, 'Fulfil', { role }).addEventSource(new SqsEventSource(queue));
    const [{ KeyPolicy }] = Policies.resourcesIn(other, 'AWS::KMS::Key');
    expect(KeyPolicy.Statement).toContainEqual({ ...allow('kms:Decrypt', '*'), Principal: { AWS: ROLE } });
    // A key has no name to write its ARN with in another account.
    expect(Policies.in(stack).resourcesOf('kms:Decrypt')).toEqual(['*']);
    testing.Findings.of(stack).assertNone();
  });

  test('that is imported is a warning with the statement that its policy needs', () => {
    const { stack, role } = stacks();
    const imported = queueArn('orders', OTHER_ACCOUNT);
    newFunction(stack, 'Fulfil', { role }).addEventSource(new SqsEventSource(sqs.Queue.fromQueueArn(stack, 'Orders', imported)));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('source-policy');
    expect(oneLine(findings.assertHas('source-policy').message)).toContain(`Make sure that the policy of the event source has ${
      JSON.stringify({ Action: POLL, Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Role1ABCC5F0', 'Arn'] } }, Resource: imported })}.`);
    expect(Policies.in(stack).statements()).toEqual([allow(POLL, imported)]);
  });

  test('that is imported is no finding when the account of the function is known only at deployment', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(sqs.Queue.fromQueueArn(stack, 'Orders', queueArn('orders', OTHER_ACCOUNT))));
    testing.Findings.of(stack).assertNone();
  });

  test('that is imported from the account of the function is no finding, nor where its account is a token', () => {
    const { stack, role } = stacks();
    const fn = newFunction(stack, 'Fulfil', { role });
    [queueArn('same'), `arn:aws:sqs:${REGION}:${Aws.ACCOUNT_ID}:token`].forEach((arn, i) =>
      fn.addEventSource(new SqsEventSource(sqs.Queue.fromQueueArn(stack, `Queue${i}`, arn))));
    testing.Findings.of(stack).assertNone();
  });

  test('is nothing to let anybody into with grantPermissions: false', () => {
    const { stack, other, role } = stacks();
    newFunction(stack, 'Fulfil', { role }).addEventSource(new SqsEventSource(newQueue(other, 'Orders', { queueName: 'orders' }), { grantPermissions: false }));
    expect(Policies.resourcesIn(other, 'AWS::SQS::QueuePolicy')).toEqual([]);
    testing.Findings.of(stack).assertNone();
  });
});
