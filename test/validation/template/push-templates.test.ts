import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { rules } from '../../../src';
import { TemplateResource } from '../../../src/readers/template/template-resource';
import { findingsOfOthers } from '../../../src/validation/app/validate-app';
import { functionIn, stackOf } from '../../model/shop';

const { TemplateChecker } = rules;

/** The rules that a plain template breaks, with where. */
function findings(Resources: Record<string, unknown>, others: Record<string, unknown> = {}, region?: string): string[] {
  return TemplateChecker.check({ Resources, ...others }, { region, account: '111122223333' }).findings
    .map(({ ruleId, severity, path }) => `${severity} ${ruleId} of ${path}`);
}

const FUNCTION = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } };
const FUNCTION_ARN = { 'Fn::GetAtt': ['F', 'Arn'] };
const rule = (Name: string, Value: unknown) => ({ Filter: { S3Key: { Rules: [{ Name, Value }] } } });
const bucket = (lambdas: object[], others: object = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: 'uploads', NotificationConfiguration: { LambdaConfigurations: lambdas.map(one => ({ Function: FUNCTION_ARN, ...one })), ...others } },
});
const PUT = 's3:ObjectCreated:Put';
const CREATED = 's3:ObjectCreated:*';

describe('the bucket of a template', () => {
  test.each<[string, object, string[]]>([
    ['one notification', bucket([{ Event: CREATED }]), []],
    ['two of all keys', bucket([{ Event: CREATED }, { Event: PUT }]), ['error s3-overlapping-notifications of B']],
    ['two of two prefixes', bucket([{ Event: CREATED, ...rule('prefix', 'in/') }, { Event: CREATED, ...rule('Prefix', 'out/') }]), []],
    ['a function and a queue', bucket([{ Event: CREATED }], { QueueConfigurations: [{ Event: PUT, Queue: 'arn:aws:sqs:eu-west-1:111122223333:q' }] }), [
      'error s3-overlapping-notifications of B',
    ]],
    ['two queues, which are none of our matter', bucket([], { QueueConfigurations: [1, 2].map(n => ({ Event: PUT, Queue: `arn:aws:sqs:eu-west-1:111122223333:q${n}` })) }), []],
    ['a prefix by a parameter', bucket([{ Event: CREATED, ...rule('prefix', { Ref: 'P' }) }, { Event: CREATED, ...rule('prefix', 'in/') }]), []],
    ['an asterisk', bucket([{ Event: CREATED, ...rule('suffix', '*.jpg') }]), ['warning s3-suffix-asterisk of B']],
    ['a function of another Region', bucket([{ Event: CREATED, Function: 'arn:aws:lambda:us-east-1:111122223333:function:f' }]), ['error s3-region of B']],
    ['no notification', { Type: 'AWS::S3::Bucket' }, []],
  ])('%s', (_, B, expected) => {
    expect(findings({ B, F: FUNCTION }, { Parameters: { P: { Type: 'String' } } }, 'eu-west-1')).toEqual(expected);
  });

  test('a condition of a prefix is judged both ways', () => {
    const B = bucket([{ Event: CREATED, ...rule('prefix', { 'Fn::If': ['Beta', 'in/beta/', 'out/'] }) }, { Event: CREATED, ...rule('prefix', 'in/') }]);
    expect(findings({ B, F: FUNCTION }, { Parameters: { P: { Type: 'String' } }, Conditions: { Beta: { 'Fn::Equals': [{ Ref: 'P' }, 'beta'] } } }))
      .toEqual(['error s3-overlapping-notifications of B']);
  });

  test('a condition of all notifications is judged both ways', () => {
    const B = {
      Type: 'AWS::S3::Bucket',
      Properties: {
        NotificationConfiguration: {
          LambdaConfigurations: { 'Fn::If': ['Beta', [CREATED, PUT].map(Event => ({ Event, Function: FUNCTION_ARN })), { Ref: 'AWS::NoValue' }] },
        },
      },
    };
    expect(findings({ B, F: FUNCTION }, { Parameters: { P: { Type: 'String' } }, Conditions: { Beta: { 'Fn::Equals': [{ Ref: 'P' }, 'beta'] } } }))
      .toEqual(['error s3-overlapping-notifications of B']);
  });

  test('a bucket that a condition may leave out still meets itself', () => {
    const B = { ...bucket([{ Event: CREATED }, { Event: PUT }]), Condition: 'Beta' };
    expect(findings({ B, F: FUNCTION }, { Parameters: { P: { Type: 'String' } }, Conditions: { Beta: { 'Fn::Equals': [{ Ref: 'P' }, 'beta'] } } }))
      .toEqual(['error s3-overlapping-notifications of B']);
  });

  describe('and of the CDK\'s resource', () => {
    const resource = (properties: object) => ({
      Type: 'Custom::S3BucketNotifications',
      Properties: {
        NotificationConfiguration: { LambdaFunctionConfigurations: [{ Events: [CREATED], LambdaFunctionArn: FUNCTION_ARN }] },
        ...properties,
      },
    });

    test.each<[string, boolean | string, string[]]>([
      ['which replaces them before they meet', true, ['warning s3-notifications-replaced of N']],
      ['which adds to them', false, ['error s3-overlapping-notifications of N']],
      ['which adds to them, in text', 'false', ['error s3-overlapping-notifications of N']],
    ])('%s', (_, Managed, expected) => {
      expect(findings({ B: bucket([{ Event: CREATED }]), F: FUNCTION, N: resource({ Managed, BucketName: { Ref: 'B' } }) })).toEqual(expected);
    });

    test('two that add to a bucket are told of the later one', () => {
      const [A, N] = [1, 2].map(() => resource({ Managed: false, BucketName: 'uploads' }));
      expect(findings({ A, N, F: FUNCTION })).toEqual(['error s3-overlapping-notifications of N']);
    });

    test('two of buckets that are known only at deployment do not meet, but each meets itself', () => {
      const both = [CREATED, PUT].map(event => ({ Events: [event], LambdaFunctionArn: FUNCTION_ARN }));
      const A = resource({ Managed: false, BucketName: { Ref: 'P' } });
      const N = resource({ Managed: false, BucketName: { Ref: 'P' }, NotificationConfiguration: { LambdaFunctionConfigurations: both } });
      expect(findings({ A, N, F: FUNCTION }, { Parameters: { P: { Type: 'String' } } })).toEqual(['error s3-overlapping-notifications of N']);
    });
  });

  test('takes no more reading for the other buckets and policies of the template', () => {
    const readsOf = (buckets: number) => {
      const views = jest.spyOn(TemplateResource.prototype, 'values');
      const prefix = rule('prefix', { 'Fn::If': ['Beta', 'in/', 'out/'] });
      const Statement = Array.from({ length: buckets }, (_, i) => ({ Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::b${i}/done/*` }));
      findings({
        ...Object.fromEntries(Statement.map((_, i) => [`B${i}`, bucket([{ Event: CREATED, ...prefix }])])),
        F: FUNCTION,
        Role: { Type: 'AWS::IAM::Role' },
        Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement } } },
      }, { Parameters: { P: { Type: 'String' } }, Conditions: { Beta: { 'Fn::Equals': [{ Ref: 'P' }, 'beta'] } } });
      const reads = views.mock.calls.length;
      views.mockRestore();
      return reads;
    };
    expect(readsOf(40) / readsOf(20)).toBeLessThan(2.1);
  });

  test('notifications of functions are counted, and no others', () => {
    const queue = { Event: PUT, Queue: 'arn:aws:sqs:eu-west-1:111122223333:q' };
    const Resources = { B: bucket([{ Event: CREATED, ...rule('prefix', 'in/') }, { Event: CREATED, ...rule('prefix', 'out/') }], { QueueConfigurations: [queue] }), F: FUNCTION };
    expect(TemplateChecker.check({ Resources })).toMatchObject({ mappings: 0, invokeConfigs: 0, notifications: 2, subscriptions: 0 });
  });

  test.each<[string, unknown, string[]]>([
    ['joined', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['B', 'Arn'] }, '/*']] }, ['warning s3-recursion of B']],
    ['substituted', { 'Fn::Sub': '${B.Arn}/in/*' }, ['warning s3-recursion of B']],
    ['written out', 'arn:aws:s3:::uploads/*', ['warning s3-recursion of B']],
    ['everything', '*', ['warning s3-recursion of B']],
    ['another bucket', 'arn:aws:s3:::uploads-done/*', []],
    ['another prefix', 'arn:aws:s3:::uploads/out/*', []],
    ['the bucket itself', { 'Fn::GetAtt': ['B', 'Arn'] }, []],
  ])('a function that may write: %s', (_, Resource, expected) => {
    const Policy = {
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['s3:Put*'], Resource }] } },
    };
    expect(findings({ B: bucket([{ Event: CREATED, ...rule('prefix', 'in/') }]), F: FUNCTION, Policy, Role: { Type: 'AWS::IAM::Role' } })).toEqual(expected);
  });

  test('a policy inside the role counts as well', () => {
    const Role = {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } }] },
    };
    expect(findings({ B: bucket([{ Event: CREATED }]), F: FUNCTION, Role })).toEqual(['warning s3-recursion of B']);
  });
});

describe('the subscription of a template', () => {
  const subscription = (properties: object) => ({
    Type: 'AWS::SNS::Subscription',
    Properties: { Protocol: 'lambda', TopicArn: { Ref: 'T' }, Endpoint: FUNCTION_ARN, ...properties },
  });

  test.each<[string, object, object, string[]]>([
    ['nothing special', {}, {}, []],
    ['a FIFO topic', {}, { FifoTopic: true }, ['error sns-fifo-topic of S']],
    ['a queue on a FIFO topic, which is none of our matter', { Protocol: 'sqs' }, { FifoTopic: true }, []],
    ['a delivery policy', { DeliveryPolicy: { healthyRetryPolicy: { numRetries: 1 } } }, {}, ['error sns-delivery-policy of S']],
    ['raw messages', { RawMessageDelivery: true }, {}, ['error sns-raw-message-delivery of S']],
    ['no raw messages', { RawMessageDelivery: false }, {}, []],
    ['keys inside an attribute', { FilterPolicy: { order: { type: ['a'] } } }, {}, ['error sns-filter-policy-nested of S']],
    ['keys inside a key of the body', { FilterPolicy: { order: { type: ['a'] } }, FilterPolicyScope: 'MessageBody' }, {}, []],
    ['alternatives of attributes', { FilterPolicy: { $or: [{ a: ['x'] }, { b: ['y'] }] } }, {}, []],
    ['a condition that is known at deployment', { FilterPolicy: { type: [{ Ref: 'P' }] } }, {}, []],
    ['6 keys', { FilterPolicy: Object.fromEntries('abcdef'.split('').map(key => [key, ['x']])) }, {}, ['error sns-filter-policy-keys of S']],
    ['a policy of 256 KB and a byte', { FilterPolicy: { a: ['x'.repeat(262_145 - '{"a":[""]}'.length)] } }, {}, ['error sns-filter-policy-size of S']],
    ['a policy of 256 KB', { FilterPolicy: { a: ['x'.repeat(262_144 - '{"a":[""]}'.length)] } }, {}, []],
    ['a FIFO dead-letter queue', { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:dead.fifo' } }, {}, ['error sns-dead-letter-fifo of S']],
    ['a dead-letter queue elsewhere', { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead' } }, {}, ['error sns-dead-letter-region of S']],
  ])('%s', (_, properties, topic, expected) => {
    expect(findings({ S: subscription(properties), T: { Type: 'AWS::SNS::Topic', Properties: topic }, F: FUNCTION }, { Parameters: { P: { Type: 'String' } } }, 'eu-west-1'))
      .toEqual(expected);
  });

  test.each<[string, unknown, string[]]>([
    ['Amazon SNS', { Service: 'sns.amazonaws.com' }, []],
    ['Amazon SNS of a Region that has to be enabled', { Service: ['lambda.amazonaws.com', 'sns.af-south-1.amazonaws.com'] }, []],
    ['Amazon SNS in China', { Service: 'sns.amazonaws.com.cn' }, []],
    ['Amazon SNS of a Region that is known at deployment', { Service: { 'Fn::Sub': 'sns.${AWS::Region}.amazonaws.com' } }, []],
    ['everybody', { AWS: '*' }, []],
    ['another service', { Service: 'sqs.amazonaws.com' }, ['warning sns-dead-letter-key of S']],
    ['a service that is only called like it', { Service: 'sns.example.com' }, ['warning sns-dead-letter-key of S']],
    ['the account', { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, ['warning sns-dead-letter-key of S']],
  ])('a dead-letter queue under a key that lets in %s', (_, Principal, expected) => {
    const Statement = [{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*', Principal }];
    expect(findings({
      S: subscription({ RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } }),
      Dead: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { Ref: 'Key' } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement } } },
    })).toEqual(expected);
  });

  test('two of one topic and function that differ', () => {
    const resources = { A: subscription({}), B: subscription({ FilterPolicy: { a: ['x'] } }), T: { Type: 'AWS::SNS::Topic' }, F: FUNCTION };
    expect(findings(resources)).toEqual(['error sns-same-topic-and-function of B']);
  });

  test.each<[string, object, object]>([
    ['in the order of keys', { FilterPolicy: { a: ['x'], b: ['y'] } }, { FilterPolicy: { b: ['y'], a: ['x'] } }],
    ['perhaps, by a parameter', { FilterPolicy: { a: [{ Ref: 'P' }] } }, { FilterPolicy: { a: ['x'] } }],
    ['perhaps, in a value that may be none', { FilterPolicy: { Ref: 'P' } }, {}],
    ['in saying the default', { FilterPolicy: { a: ['x'] }, FilterPolicyScope: 'MessageAttributes' }, { FilterPolicy: { a: ['x'] } }],
    ['in a policy that lets everything through', { FilterPolicy: {} }, {}],
  ])('two that differ %s', (_, one, other) => {
    expect(findings({ A: subscription(one), B: subscription(other), T: { Type: 'AWS::SNS::Topic' }, F: FUNCTION }, { Parameters: { P: { Type: 'String' } } })).toEqual([]);
  });

  test('subscriptions of functions are counted, and no others', () => {
    const Resources = { A: subscription({}), B: subscription({ Protocol: 'https' }), T: { Type: 'AWS::SNS::Topic' }, F: FUNCTION };
    expect(TemplateChecker.check({ Resources })).toMatchObject({ mappings: 0, invokeConfigs: 0, notifications: 0, subscriptions: 1 });
  });

  test('a dead-letter queue of a topic of another Region is not judged', () => {
    const RedrivePolicy = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead' };
    expect(findings({ S: subscription({ Region: 'us-east-1', RedrivePolicy }), F: FUNCTION, T: { Type: 'AWS::SNS::Topic' } }, {}, 'eu-west-1')).toEqual([]);
  });

  test('two that do not differ', () => {
    expect(findings({ A: subscription({}), B: subscription({}), T: { Type: 'AWS::SNS::Topic' }, F: FUNCTION })).toEqual([]);
  });
});

describe('the asynchronous configuration of a template', () => {
  const config = (properties: object) => ({ Type: 'AWS::Lambda::EventInvokeConfig', Properties: { MaximumRetryAttempts: 1, Qualifier: '$LATEST', ...properties } });

  test.each<[string, object, string[]]>([
    ['a name', { FunctionName: { Ref: 'F' } }, []],
    ['a name with the qualifier', { FunctionName: 'f:live', Qualifier: 'live' }, []],
    ['a name with another qualifier', { FunctionName: 'f:live' }, ['error invoke-qualifier-mismatch of C']],
    ['an ARN with another qualifier', { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:f:live', Qualifier: '2' }, ['error invoke-qualifier-mismatch of C']],
    ['a name with the qualifier, and an odd one', { FunctionName: 'f:live', Qualifier: [{}] }, ['error invoke-qualifier-mismatch of C']],
    ['an ARN without', { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:f', Qualifier: '2' }, []],
    ['an alias with its qualifier', { FunctionName: { Ref: 'A' }, Qualifier: 'live' }, []],
    ['an alias with another', { FunctionName: { Ref: 'A' } }, ['error invoke-qualifier-mismatch of C']],
    ['a version and $LATEST', { FunctionName: { Ref: 'V' } }, ['error invoke-qualifier-mismatch of C']],
    ['a name cut from an alias', { FunctionName: { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'A' }] }] } }, []],
    ['a name cut from a version', { FunctionName: { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'V' }] }] } }, []],
    ['a name cut from an alias, with its name', {
      FunctionName: { 'Fn::Join': [':', [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'A' }] }] }, 'live']] },
    }, ['error invoke-qualifier-mismatch of C']],
    ['a destination that is empty', { FunctionName: { Ref: 'F' }, DestinationConfig: { OnFailure: { Destination: '' } } }, []],
    ['a version and its number', { FunctionName: { Ref: 'V' }, Qualifier: { 'Fn::GetAtt': ['V', 'Version'] } }, []],
  ])('FunctionName and Qualifier: %s', (_, properties, expected) => {
    const A = { Type: 'AWS::Lambda::Alias', Properties: { Name: 'live', FunctionName: { Ref: 'F' } } };
    const V = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'F' } } };
    expect(findings({ C: config(properties), F: FUNCTION, A, V })).toEqual(expected);
  });
});

describe('what aws-cdk-lib\'s own classes make', () => {
  const idsOf = (stack: Stack) => findingsOfOthers(stack.node.root).map(({ finding, l1 }) => `${finding.ruleId} at ${l1.node.path}`);

  test('overlapping notifications are told of the resource that holds them', () => {
    const stack = stackOf();
    const uploads = new s3.Bucket(stack, 'Uploads');
    [1, 2].forEach(n => uploads.addObjectCreatedNotification(new notifications.LambdaDestination(functionIn(stack, `F${n}`))));
    expect(idsOf(stack)).toEqual(['s3-overlapping-notifications at Shop/Uploads/Notifications/Resource']);
  });

  test('a subscription to a FIFO topic is told', () => {
    const stack = stackOf();
    new sns.Topic(stack, 'Orders', { fifo: true }).addSubscription(new subscriptions.LambdaSubscription(functionIn(stack)));
    expect(idsOf(stack)).toEqual(['sns-fifo-topic at Shop/Fulfil/Orders/Resource']);
  });

  test('an EventInvokeConfig of an alias has a name and a qualifier that do not match', () => {
    const stack = stackOf();
    new lambda.EventInvokeConfig(stack, 'Config', { function: functionIn(stack).addAlias('live'), retryAttempts: 1 });
    expect(idsOf(stack)).toEqual(['invoke-qualifier-mismatch at Shop/Config/Resource']);
  });

  test('the synthesised template tells the same', () => {
    const stack = stackOf(new App());
    const uploads = new s3.Bucket(stack, 'Uploads');
    [1, 2].forEach(n => uploads.addObjectCreatedNotification(new notifications.LambdaDestination(functionIn(stack, `F${n}`))));
    new lambda.EventInvokeConfig(stack, 'Config', { function: functionIn(stack).addAlias('live'), retryAttempts: 1 });
    expect(TemplateChecker.check(Template.fromStack(stack).toJSON()).findings.map(({ ruleId }) => ruleId))
      .toEqual(['invoke-qualifier-mismatch', 's3-overlapping-notifications']);
  });
});
