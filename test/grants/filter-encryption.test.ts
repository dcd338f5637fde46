import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { SqsEventSource, testing } from '../../src';
import { ACCOUNT, mappingIn, mappingsIn, newFunction, newQueue, newStack, REGION } from '../builders';
import { Policies } from '../policies';

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
const filters = [{ body: { type: ['order'] } }];

/** What Lambda needs of a key to decrypt the filters of the mappings of a stack. */
function lambdaMayDecrypt(region: unknown, account: unknown): unknown {
  return {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: {
        'aws:SourceArn': typeof region === 'string'
          ? { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:lambda:${region}:${account}:event-source-mapping:*`]] }
          : { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lambda:', region, ':', account, ':event-source-mapping:*']] },
      },
    },
  };
}

const HERE = lambdaMayDecrypt({ Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' });

function decryptStatements(stack: Stack): unknown[] {
  return Policies.resourcesIn(stack, 'AWS::KMS::Key')
    .flatMap(({ KeyPolicy }) => KeyPolicy.Statement)
    .filter(({ Principal }) => Principal.Service === 'lambda.amazonaws.com');
}

describe('filterEncryption', () => {
  test('with a key of the app names the key and lets Lambda decrypt, for mappings of this account and Region', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { filters, filterEncryption: new kms.Key(stack, 'Key') }));
    expect(mappingIn(stack).KmsKeyArn).toEqual({ 'Fn::GetAtt': ['Key961B73FD', 'Arn'] });
    expect(decryptStatements(stack)).toEqual([HERE]);
    testing.Findings.of(stack).assertNone();
  });

  test('with a key of the app writes out account and Region where the stack has them', () => {
    const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { filters, filterEncryption: new kms.Key(stack, 'Key') }));
    expect(decryptStatements(stack)).toEqual([lambdaMayDecrypt(REGION, ACCOUNT)]);
  });

  test('gives the role of the function nothing: it is Lambda that decrypts', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { filters, filterEncryption: new kms.Key(stack, 'Key') }));
    expect(Policies.in(stack).resourcesOf('kms:Decrypt')).toEqual([]);
  });

  test('makes key and mapping wait for each other in no way', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    newFunction(stack, 'Fulfil', { environmentEncryption: key })
      .addEventSource(new SqsEventSource(newQueue(stack, 'Orders', { encryptionMasterKey: key }), { filters, filterEncryption: key }));
    const policies = Policies.in(stack);
    for (const id of Object.keys(Template.fromStack(stack).toJSON().Resources)) {
      expect([...policies.requiredBy(id)]).not.toContain(id);
    }
    const [mapping] = Object.keys(mappingsIn(stack));
    expect([...policies.requiredBy(mapping)]).toContain('Key961B73FD');
  });

  test('with one key for several mappings extends its policy once', () => {
    const stack = newStack();
    const filterEncryption = new kms.Key(stack, 'Key');
    const fn = newFunction(stack);
    ['Orders', 'Returns'].forEach(id => fn.addEventSource(new SqsEventSource(newQueue(stack, id), { filters, filterEncryption })));
    expect(decryptStatements(stack)).toEqual([HERE]);
  });

  test('with an imported key names the key, and warns with the statement that its policy needs', () => {
    const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
    const filterEncryption = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { filters, filterEncryption }));
    expect(mappingIn(stack).KmsKeyArn).toBe(KEY_ARN);
    const findings = testing.Findings.of(stack);
    findings.assertOnly('filter-key-policy');
    const [, statement] = /Make sure that the policy of the key has (\{.*\})\.$/.exec(findings.assertHas('filter-key-policy').fix)!;
    expect(JSON.parse(statement)).toEqual(lambdaMayDecrypt(REGION, ACCOUNT));
  });

  test('with an imported key warns for each mapping', () => {
    const stack = newStack();
    const filterEncryption = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
    const fn = newFunction(stack);
    ['Orders', 'Returns'].forEach(id => fn.addEventSource(new SqsEventSource(newQueue(stack, id), { filters, filterEncryption })));
    testing.Findings.of(stack).assertOnly('filter-key-policy', 'filter-key-policy');
  });

  test('with a key of the app but without filters is a warning', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { filterEncryption: new kms.Key(stack, 'Key') }));
    testing.Findings.of(stack).assertOnly('filter-encryption-without-filters');
  });

  test('without filters leaves the policy of the key as it is', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { filterEncryption: new kms.Key(stack, 'Key') }));
    expect(mappingIn(stack).KmsKeyArn).toEqual({ 'Fn::GetAtt': ['Key961B73FD', 'Arn'] });
    expect(decryptStatements(stack)).toEqual([]);
  });

  test('with an imported key but without filters is that warning, and none of the policy of the key', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { filterEncryption: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }));
    testing.Findings.of(stack).assertOnly('filter-encryption-without-filters');
  });

  test('is admitted with grantPermissions: false as well, which is about the role', () => {
    const stack = newStack();
    newFunction(stack)
      .addEventSource(new SqsEventSource(newQueue(stack), { filters, filterEncryption: new kms.Key(stack, 'Key'), grantPermissions: false }));
    expect(decryptStatements(stack)).toEqual([HERE]);
  });
});
