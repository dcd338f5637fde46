import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DynamoEventSource, FailureDestination, KinesisEventSource, PollingEventSource, SqsEventSource, testing } from '../../src';
import { newQueue } from '../builders';
import { CALM, newFunction, newTable, statementsIn } from '../stream-builders';

/** By the service, what is encrypted with a key, and the permission on it that its source asks for. */
const ENCRYPTED: { readonly [service: string]: [(stack: Stack, key: kms.IKey) => PollingEventSource, string | string[]] } = {
  'sqs': [(stack, key) => new SqsEventSource(newQueue(stack, 'Orders', { encryptionMasterKey: key })), 'kms:Decrypt'],
  'kinesis': [(stack, key) => new KinesisEventSource(new kinesis.Stream(stack, 'Orders', { encryptionKey: key }), CALM), 'kms:Decrypt'],
  'dynamodb': [(stack, key) => new DynamoEventSource(newTable(stack, 'Orders', { encryptionKey: key }), CALM), 'kms:Decrypt'],
  'sqs for failures': [
    (stack, key) => failingTo(stack, FailureDestination.queue(new sqs.Queue(stack, 'Failed', { encryptionMasterKey: key }))),
    ['kms:Decrypt', 'kms:GenerateDataKey'],
  ],
  'sns for failures': [
    (stack, key) => failingTo(stack, FailureDestination.topic(new sns.Topic(stack, 'Failed', { masterKey: key }))), ['kms:Decrypt', 'kms:GenerateDataKey'],
  ],
  's3 for failures': [
    (stack, key) => failingTo(stack, FailureDestination.bucket(new s3.Bucket(stack, 'Failed', { encryptionKey: key }))), 'kms:GenerateDataKey',
  ],
};

function failingTo(stack: Stack, onFailure: FailureDestination): PollingEventSource {
  return new KinesisEventSource(new kinesis.Stream(stack, 'Orders', { encryption: kinesis.StreamEncryption.UNENCRYPTED }), { ...CALM, onFailure });
}

const FLAG = '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal';

/** The statements on keys of a role, which are those that the source says it needs, without any finding. */
function onKeys(service: string, key: (stack: Stack) => kms.IKey, context: Record<string, unknown> = {}): unknown[] {
  const stack = new Stack(new App({ context }), 'Shop');
  const source = ENCRYPTED[service][0](stack, key(stack));
  newFunction(stack).addEventSource(source);
  testing.Findings.of(stack).assertNone();
  const required = source.requiredPermissions().map(statement => stack.resolve(statement.toStatementJson()));
  expect(statementsIn(stack)).toEqual(required);
  return required.filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
}

const here = (resource: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}`]] });

describe.each(Object.keys(ENCRYPTED))('%s, encrypted with', service => {
  const [, Action] = ENCRYPTED[service];

  test('the key of AWS by its alias: nobody needs a permission, and nobody warns', () => {
    const ofAws = (stack: Stack) => kms.Alias.fromAliasName(stack, 'Key', `alias/aws/${service.split(' ')[0]}`);
    expect(onKeys(service, ofAws)).toEqual([]);
    expect(onKeys(service, ofAws, { [FLAG]: true })).toEqual([]);
  });

  test('a key of the stack by its alias: the permission is on the key', () => {
    const granted = onKeys(service, stack => new kms.Key(stack, 'Key').addAlias('orders'));
    expect(granted).toEqual([{ Effect: 'Allow', Action, Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } }]);
  });

  test('an imported key by its alias: the permission is on the key', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const granted = onKeys(service, stack => kms.Alias.fromAliasAttributes(stack, 'Alias', {
      aliasName: 'alias/orders', aliasTargetKey: kms.Key.fromKeyArn(stack, 'Key', keyArn),
    }));
    expect(granted).toEqual([{ Effect: 'Allow', Action, Resource: keyArn }]);
  });

  test.each<[string, (stack: Stack) => string, unknown]>([
    ['that is written', () => 'alias/orders', 'alias/orders'],
    ['that is a parameter', stack => new CfnParameter(stack, 'Name').valueAsString, { Ref: 'Name' }],
  ])('a key that is known by an alias only, %s: the permission is on the key that has the alias', (_, name, aliasName) => {
    const byName = (stack: Stack) => kms.Alias.fromAliasName(stack, 'Key', name(stack));
    const statement = {
      Effect: 'Allow', Action, Resource: here('key/*'), Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } },
    };
    expect(onKeys(service, byName)).toEqual([statement]);
    expect(onKeys(service, byName, { [FLAG]: true })).toEqual([statement]);
  });
});

test('tables and streams with a key of AWS need no permission on it', () => {
  const stack = new Stack(new App(), 'Shop');
  const fn = newFunction(stack);
  fn.addEventSource(new DynamoEventSource(newTable(stack, 'Orders', { encryption: dynamodb.TableEncryption.AWS_MANAGED }), CALM));
  fn.addEventSource(new KinesisEventSource(new kinesis.Stream(stack, 'Returns', { encryption: kinesis.StreamEncryption.MANAGED }), CALM));
  expect(JSON.stringify(statementsIn(stack))).not.toContain('kms:');
});
