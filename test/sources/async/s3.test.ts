import { App, Aws, CfnParameter, Duration, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { InvokeDestination, S3EventSource, S3EventSourceProps, S3EventSourceV2, SqsEventSource, testing } from '../../../src';
import { ACCOUNT, newFunction, newQueue, newStack, REGION } from '../../builders';
import { oneLine } from '../../one-line';

const { OBJECT_CREATED, OBJECT_CREATED_PUT, OBJECT_CREATED_COPY, OBJECT_REMOVED } = s3.EventType;

function notificationsIn(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('Custom::S3BucketNotifications'))
    .flatMap(({ Properties }) => Properties.NotificationConfiguration.LambdaFunctionConfigurations);
}

/** A bucket with the event sources, each of a function of its own. */
function notified(...sources: S3EventSourceProps[]): Stack {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Uploads');
  sources.forEach((props, i) => newFunction(stack, `F${i}`).addEventSource(new S3EventSource(bucket, props)));
  return stack;
}

const created = (...filters: s3.NotificationKeyFilter[]): S3EventSourceProps => ({ events: [OBJECT_CREATED], filters });

describe('notification', () => {
  test('each event has one, with prefix and suffix', () => {
    expect(notificationsIn(notified({ events: [OBJECT_CREATED, OBJECT_REMOVED], filters: [{ prefix: 'in/' }, { suffix: '.jpg' }] }))).toEqual([
      OBJECT_CREATED, OBJECT_REMOVED,
    ].map(event => ({
      Events: [event],
      Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }, { Name: 'suffix', Value: '.jpg' }] } },
      LambdaFunctionArn: { 'Fn::GetAtt': [expect.stringMatching(/^F0/), 'Arn'] },
    })));
  });

  test('the function admits the bucket of this account, and nobody else', () => {
    Template.fromStack(notified(created())).hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Uploads'), 'Arn'] },
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['an imported bucket', stack => s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads')],
    ['an L1 bucket', stack => new s3.CfnBucket(stack, 'Uploads', { bucketName: 'uploads' })],
  ])('%s notifies as well', (_, bucketOf) => {
    const stack = newStack();
    newFunction(stack).addEventSource(new S3EventSource(bucketOf(stack), { events: [OBJECT_CREATED] }));
    expect(notificationsIn(stack)).toHaveLength(1);
    testing.Findings.of(stack).assertNone();
  });

  test('an alias is notified by its own ARN', () => {
    const stack = newStack();
    newFunction(stack).addAlias('live').addEventSource(new S3EventSource(new s3.Bucket(stack, 'Uploads'), created()));
    expect(notificationsIn(stack)[0].LambdaFunctionArn).toEqual({ Ref: expect.stringMatching(/^F.*Aliaslive/) });
  });

  test('S3EventSourceV2 does the same', () => {
    const stack = newStack();
    newFunction(stack, 'F0').addEventSource(new S3EventSourceV2(new s3.Bucket(stack, 'Uploads'), created()));
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(notified(created())).toJSON());
  });
});

describe('what Amazon S3 refuses', () => {
  const OVERLAP = ['s3-overlapping-notifications'];

  test.each<[string, S3EventSourceProps[], string[]]>([
    ['one event of all keys', [created()], []],
    ['no event', [{ events: [] }], ['s3-no-events']],
    ['an event twice', [{ events: [OBJECT_CREATED, OBJECT_CREATED] }], OVERLAP],
    ['an event and its group', [{ events: [OBJECT_CREATED, OBJECT_CREATED_PUT] }], OVERLAP],
    ['two events of a group', [{ events: [OBJECT_CREATED_PUT, OBJECT_CREATED_COPY] }], []],
    ['two groups', [{ events: [OBJECT_CREATED, OBJECT_REMOVED] }], []],
    ['two functions for all keys', [created(), created()], OVERLAP],
    ['two functions for two prefixes', [created({ prefix: 'in/' }), created({ prefix: 'out/' })], []],
    ['a prefix that begins another', [created({ prefix: 'in/' }), created({ prefix: 'in/new/' })], OVERLAP],
    ['a prefix that begins another, the other way round', [created({ prefix: 'in/new/' }), created({ prefix: 'in/' })], OVERLAP],
    ['a prefix and all keys', [created({ prefix: 'in/' }), created()], OVERLAP],
    ['two suffixes', [created({ suffix: '.jpg' }), created({ suffix: '.png' })], []],
    ['a suffix that ends another', [created({ suffix: '.gz' }), created({ suffix: '.tar.gz' })], OVERLAP],
    ['a prefix and a suffix', [created({ prefix: 'in/' }), created({ suffix: '.jpg' })], OVERLAP],
    ['one prefix with two suffixes', [created({ prefix: 'in/', suffix: '.jpg' }), created({ prefix: 'in/', suffix: '.png' })], []],
    ['two prefixes with one suffix', [created({ prefix: 'in/', suffix: '.jpg' }), created({ prefix: 'out/', suffix: '.jpg' })], []],
    ['overlapping keys of other events', [created(), { events: [OBJECT_REMOVED] }], []],
    ['three functions for all keys', [created(), created(), created()], [...OVERLAP, ...OVERLAP]],
    ['several prefixes', [created({ prefix: 'in/' }, { prefix: 'new/' })], ['s3-several-prefixes']],
    ['several suffixes', [created({ suffix: '.jpg' }, { suffix: '.png' })], ['s3-several-suffixes']],
    ['a filter without either', [created({})], []],
    ['an empty prefix', [created({ prefix: '' })], []],
    ['a prefix of 1,024 characters', [created({ prefix: 'p'.repeat(1024) })], []],
    ['a prefix of 1,025 characters', [created({ prefix: 'p'.repeat(1025) })], ['s3-prefix-length']],
    ['a suffix of 1,025 characters', [created({ suffix: 's'.repeat(1025) })], ['s3-suffix-length']],
    ['an asterisk in a prefix', [created({ prefix: 'in/*' })], ['s3-prefix-asterisk']],
    ['an asterisk in a suffix', [created({ suffix: '*.jpg' })], ['s3-suffix-asterisk']],
    ['a suffix of 1,024 characters', [created({ suffix: 's'.repeat(1024) })], []],
    ['a space in a suffix', [created({ suffix: ' (copy).jpg' })], ['s3-suffix-space']],
    ['a space', [created({ prefix: 'new orders/' })], ['s3-prefix-space']],
  ])('%s', (_, sources, findings) => {
    testing.Findings.of(notified(...sources)).assertOnly(...findings);
  });

  test('one source added twice to a function', () => {
    const stack = newStack();
    const source = new S3EventSource(new s3.Bucket(stack, 'Uploads'), created());
    const fn = newFunction(stack);
    fn.addEventSource(source);
    fn.addEventSource(source);
    testing.Findings.of(stack).assertOnly(...OVERLAP);
  });

  test('two sources of one function, of two prefixes, are accepted', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    const fn = newFunction(stack);
    ['in/', 'out/'].forEach(prefix => fn.addEventSource(new S3EventSource(bucket, created({ prefix }))));
    testing.Findings.of(stack).assertNone();
    expect(notificationsIn(stack)).toHaveLength(2);
  });

  test('a notification of a queue, before or after', () => {
    for (const queueFirst of [true, false]) {
      const stack = newStack();
      const bucket = new s3.Bucket(stack, 'Uploads');
      const steps = [
        () => bucket.addEventNotification(OBJECT_CREATED_PUT, new notifications.SqsDestination(new sqs.Queue(stack, 'Q')), { prefix: 'in/' }),
        () => newFunction(stack).addEventSource(new S3EventSource(bucket, created())),
      ];
      (queueFirst ? steps : steps.reverse()).forEach(step => step());
      const { message } = testing.Findings.of(stack).assertHas('s3-overlapping-notifications');
      expect(oneLine(message)).toContain('s3:ObjectCreated:* of all keys meets s3:ObjectCreated:Put of keys that begin with in/ of Shop/Uploads/Notifications');
    }
  });

  test('two imports of one bucket in two stacks', () => {
    const app = new App();
    for (const id of ['One', 'Two']) {
      const stack = new Stack(app, id);
      newFunction(stack).addEventSource(new S3EventSource(s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads'), created()));
    }
    testing.Findings.of(app).assertOnly(...OVERLAP);
  });

  test('two buckets are no overlap', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    ['A', 'B'].forEach(id => fn.addEventSource(new S3EventSource(new s3.Bucket(stack, id), created())));
    testing.Findings.of(stack).assertNone();
  });

  test('a prefix that is known only at deployment is not judged', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    newFunction(stack, 'A').addEventSource(new S3EventSource(bucket, created({ prefix })));
    newFunction(stack, 'B').addEventSource(new S3EventSource(bucket, created({ prefix: 'in/' })));
    testing.Findings.of(stack).assertNone();
  });

  test.each([['eu-west-1', []], ['us-east-1', ['s3-region']]])('a function in eu-west-1 and an imported bucket in %s', (region, findings) => {
    const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Uploads', { bucketName: 'uploads', region });
    newFunction(stack).addEventSource(new S3EventSource(bucket, created()));
    testing.Findings.of(stack).assertOnly(...findings);
  });

  test('the mistakes of S3, SQS and the function come in one throw, and are acknowledged on the function', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.addEventSource(new SqsEventSource(newQueue(stack), { batchSize: 0 }));
    fn.addEventSource(new S3EventSource(new s3.Bucket(stack, 'Uploads'), { events: [], asyncInvoke: { retryAttempts: 3 } }));
    const synthesise = () => Template.fromStack(stack);
    for (const id of ['sqs-batch-size', 's3-no-events', 'invoke-maximum-retry-attempts']) { expect(synthesise).toThrow(id); }
    Validations.of(fn).acknowledge({ id: 'EventSources::s3-no-events', reason: 'later' });
    testing.Findings.of(stack).assertOnly('sqs-batch-size', 'invoke-maximum-retry-attempts');
  });

  test('errors of another Stage are told as well', () => {
    const app = new App();
    for (const id of ['Alpha', 'Beta']) {
      const stack = new Stack(new Stage(app, id), 'Shop');
      newFunction(stack).addEventSource(new S3EventSource(new s3.Bucket(stack, 'Uploads'), { events: [] }));
    }
    expect(() => app.synth()).toThrow(/Alpha\/Shop[\s\S]*Beta\/Shop/);
  });
});

describe('recursion', () => {
  function writing(grant: (bucket: s3.Bucket, fn: lambda.Function) => unknown, props: S3EventSourceProps = created({ prefix: 'in/' })): Stack {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    const fn = newFunction(stack);
    grant(bucket, fn);
    fn.addEventSource(new S3EventSource(bucket, props));
    return stack;
  }

  test.each<[string, (bucket: s3.Bucket, fn: lambda.Function) => unknown, S3EventSourceProps | undefined, string[]]>([
    ['reads', (bucket, fn) => bucket.grantRead(fn), undefined, []],
    ['writes everywhere', (bucket, fn) => bucket.grantWrite(fn), undefined, ['s3-recursion']],
    ['puts everywhere', (bucket, fn) => bucket.grantPut(fn), undefined, ['s3-recursion']],
    ['writes under the same prefix', (bucket, fn) => bucket.grantWrite(fn, 'in/*'), undefined, ['s3-recursion']],
    ['writes deeper under the prefix', (bucket, fn) => bucket.grantWrite(fn, 'in/done/*'), undefined, ['s3-recursion']],
    ['writes under another prefix', (bucket, fn) => bucket.grantWrite(fn, 'out/*'), undefined, []],
    ['deletes everywhere', (bucket, fn) => bucket.grantDelete(fn), undefined, []],
    ['writes another suffix', (bucket, fn) => bucket.grantWrite(fn, '*.png'), created({ suffix: '.jpg' }), []],
    ['writes everywhere and hears of removals', (bucket, fn) => bucket.grantWrite(fn), { events: [OBJECT_REMOVED] }, []],
    ['writes another bucket', (bucket, fn) => new s3.Bucket(Stack.of(bucket), 'Out').grantWrite(fn), undefined, []],
  ])('a function that %s', (_, grant, props, findings) => {
    testing.Findings.of(writing(grant, props)).assertOnly(...findings);
  });

  test.each<[string, S3EventSourceProps, string[]]>([
    ['of all keys', created(), ['s3-recursion']],
    ['of the prefix of such records', created({ prefix: 'aws/' }), ['s3-recursion']],
    ['of some of such records', created({ prefix: 'aws/lambda/async/Fulfil/' }), ['s3-recursion']],
    ['of another prefix', created({ prefix: 'in/' }), []],
    ['of a suffix, which their random end has not', created({ suffix: '.jpg' }), []],
  ])('a bucket that gets what failed notifies the function %s', (_, props, findings) => {
    const stack = writing((bucket, fn) => fn.configureAsyncInvoke({ onFailure: InvokeDestination.bucket(bucket) }), props);
    testing.Findings.of(stack).assertOnly(...findings);
  });

  test.each<[string, object, string[]]>([
    ['of the owner of the bucket', { StringEquals: { 's3:ResourceAccount': Aws.ACCOUNT_ID } }, ['s3-recursion']],
    ['of the object', { StringEquals: { 's3:RequestObjectTag/state': 'done' } }, []],
    ['of both', { StringEquals: { 's3:ResourceAccount': Aws.ACCOUNT_ID, 's3:RequestObjectTag/state': 'done' } }, []],
  ])('a function that writes under the prefix on a condition %s', (_, conditions, findings) => {
    testing.Findings.of(writing((bucket, fn) => fn.addToRolePolicy(new iam.PolicyStatement({
      actions: ['s3:PutObject'], resources: [bucket.arnForObjects('in/*')], conditions: { ...conditions },
    })))).assertOnly(...findings);
  });

  test('an imported bucket is seen by its name', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads');
    const fn = newFunction(stack);
    bucket.grantWrite(fn);
    fn.addEventSource(new S3EventSource(bucket, created()));
    testing.Findings.of(stack).assertOnly('s3-recursion');
  });

  test('it is a warning of the event source', () => {
    const stack = writing((bucket, fn) => bucket.grantWrite(fn));
    Template.fromStack(stack);
    const [warning, ...others] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('s3-recursion'));
    expect(others).toEqual([]);
    expect(warning.id).toMatch(/^\/Shop\/Fulfil\/S3EventSource:ShopUploads\w+$/);
    expect(oneLine(`${warning.entry.data}`)).toContain('without end: Shop/Fulfil/ServiceRole/DefaultPolicy allows it');
  });
});

test('a bucket is given back as the same object; an import or L1, which has not the members that its type promises, is refused by name', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Uploads');
  const given: s3.Bucket = new S3EventSource(bucket, created()).bucket; // as of aws-cdk-lib
  expect(given).toBe(bucket);
  expect(() => new S3EventSource(s3.Bucket.fromBucketName(stack, 'Imported', 'uploads'), created()).bucket)
    .toThrow('The S3EventSource of Shop/Imported was made with a reference or an L1, which is no Bucket. Use the object that it was made with.');
  expect(() => new S3EventSource(new s3.CfnBucket(stack, 'L1'), created()).bucket).toThrow('which is no Bucket.');
});

describe('bucket and function in two stacks', () => {
  function stacks() {
    const app = new App();
    const bucket = new s3.Bucket(new Stack(app, 'Buckets'), 'Uploads');
    const fn = newFunction(new Stack(app, 'Functions'));
    fn.addEventSource(new S3EventSource(bucket, created()));
    return { app, bucket, fn };
  }

  test('are accepted while the function needs nothing of the bucket', () => {
    const { app, bucket } = stacks();
    testing.Findings.of(app).assertNone();
    expect(notificationsIn(Stack.of(bucket))[0].LambdaFunctionArn).toEqual({ 'Fn::ImportValue': expect.anything() });
  });

  test('that wait for each other are explained, with the way out', () => {
    const { app, bucket, fn } = stacks();
    bucket.grantRead(fn);
    expect(() => app.synth()).toThrow(
      /\[Functions\/Fulfil\/S3EventSource:.*\] error EventSources::s3-stacks-wait-for-each-other\n[^]*Functions\/Fulfil\/ServiceRole\/DefaultPolicy\/Resource\s+in the stack of the function\s[^]*import the bucket by its name/);
  });

  test('with a stack that was told to wait are explained as well', () => {
    const { app, bucket, fn } = stacks();
    fn.stack.addDependency(bucket.stack);
    expect(() => app.synth()).toThrow('s3-stacks-wait-for-each-other');
  });

  test('are accepted where one is nested in the other, so that only single resources wait', () => {
    const parent = newStack();
    const bucket = new s3.Bucket(parent, 'Uploads');
    const fn = newFunction(new NestedStack(parent, 'Functions'));
    bucket.grantRead(fn);
    fn.addEventSource(new S3EventSource(bucket, created()));
    testing.Findings.of(parent).assertNone();
    expect(() => Template.fromStack(parent)).not.toThrow(); // it refuses resources that wait for each other
    expect(notificationsIn(parent)[0].LambdaFunctionArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Functions/), expect.stringMatching(/^Outputs\./)] });
  });

  test('find the way out open', () => {
    const app = new App();
    new s3.Bucket(new Stack(app, 'Buckets'), 'Uploads', { bucketName: 'uploads' });
    const stack = new Stack(app, 'Functions');
    const fn = newFunction(stack);
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads');
    bucket.grantRead(fn);
    fn.addEventSource(new S3EventSource(bucket, created()));
    testing.Findings.of(app).assertNone();
  });
});

describe('asyncInvoke', () => {
  const configsIn = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => Properties);

  function asking(...asked: (S3EventSourceProps['asyncInvoke'] & object)[]): { stack: Stack; fn: lambda.Function } {
    const stack = newStack();
    const fn = newFunction(stack);
    asked.forEach((asyncInvoke, i) => fn.addEventSource(new S3EventSource(new s3.Bucket(stack, `B${i}`), { events: [OBJECT_CREATED], asyncInvoke })));
    return { stack, fn };
  }

  test('makes the configuration of the function', () => {
    expect(configsIn(asking({ retryAttempts: 0 }).stack)).toEqual([{ FunctionName: { Ref: expect.anything() }, Qualifier: '$LATEST', MaximumRetryAttempts: 0 }]);
  });

  test('of two sources is put together', () => {
    const { stack } = asking({ retryAttempts: 0 }, { maxEventAge: Duration.hours(1), retryAttempts: 0 });
    testing.Findings.of(stack).assertNone();
    expect(configsIn(stack)).toEqual([expect.objectContaining({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 3600 })]);
  });

  test('that contradicts is an error that names both', () => {
    const { stack } = asking({ retryAttempts: 0 }, { retryAttempts: 2 });
    const { message } = testing.Findings.of(stack).assertHas('invoke-settings-disagree');
    expect(message).toContain('retryAttempts is 0 for Shop/Fulfil/S3EventSource:ShopB0');
    expect(oneLine(message)).toContain('and 2 for Shop/Fulfil/S3EventSource:ShopB1');
  });

  test('that may contradict at deployment says which is known only then', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const unknown = new CfnParameter(stack, 'Retries', { type: 'Number' }).valueAsNumber;
    [unknown, 2].forEach((retryAttempts, i) => fn.addEventSource(new S3EventSource(new s3.Bucket(stack, `B${i}`), {
      events: [OBJECT_CREATED], asyncInvoke: { retryAttempts },
    })));
    expect(oneLine(testing.Findings.of(stack).assertHas('invoke-settings-disagree').message)).toContain('retryAttempts is known only at deployment for Shop/Fulfil/S3');
  });

  test('joins what configureAsyncInvoke says', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    fn.addEventSource(new S3EventSource(new s3.Bucket(stack, 'B'), { events: [OBJECT_CREATED], asyncInvoke: { maxEventAge: Duration.hours(1), retryAttempts: 1 } }));
    testing.Findings.of(stack).assertNone();
    expect(configsIn(stack)).toEqual([expect.objectContaining({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 3600 })]);
  });

  test('contradicts what configureAsyncInvoke says', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    fn.configureAsyncInvoke({ retryAttempts: 1 });
    fn.addEventSource(new S3EventSource(new s3.Bucket(stack, 'B'), { events: [OBJECT_CREATED], asyncInvoke: { retryAttempts: 2 } }));
    testing.Findings.of(stack).assertOnly('invoke-settings-disagree');
  });

  test.each<[string, (queue: sqs.Queue, other: sqs.Queue) => sqs.Queue[], string[]]>([
    ['one destination, made twice, agrees', queue => [queue, queue], []],
    ['two destinations disagree', (queue, other) => [queue, other], ['invoke-settings-disagree']],
  ])('%s', (_, choose, findings) => {
    const stack = newStack();
    const fn = newFunction(stack);
    choose(newQueue(stack, 'Q'), newQueue(stack, 'R')).forEach((queue, i) => fn.addEventSource(new S3EventSource(new s3.Bucket(stack, `B${i}`), {
      events: [OBJECT_CREATED], asyncInvoke: { onFailure: InvokeDestination.queue(queue) },
    })));
    testing.Findings.of(stack).assertOnly(...findings);
  });

  test('on an alias is of the alias', () => {
    const stack = newStack();
    newFunction(stack).addAlias('live').addEventSource(new S3EventSource(new s3.Bucket(stack, 'B'), { events: [OBJECT_CREATED], asyncInvoke: { retryAttempts: 0 } }));
    expect(configsIn(stack)[0].Qualifier).toHaveProperty(['Fn::Select']);
  });
});

describe('notifications that others made', () => {
  test('a bucket with notifications in its resource and in the CDK\'s is warned about', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    newFunction(stack).addEventSource(new S3EventSource(bucket, created()));
    testing.Findings.of(stack).assertOnly('s3-notifications-replaced');
  });
});
