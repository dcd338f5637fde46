import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { S3EventSource, S3EventSourceProps } from '../../../src';
import { newFunction } from '../../builders';
import { AppCase, OwnCases } from '../cases';

const { OBJECT_CREATED, OBJECT_REMOVED } = s3.EventType;
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:resize';

type Filter = s3.NotificationKeyFilter;
type Which = 'prefix' | 'suffix';

const unknown = (stack: Stack) => new CfnParameter(stack, 'Unknown').valueAsString;

/** A bucket with event sources, each of a function of its own. */
const notified = (...sources: S3EventSourceProps[]): AppCase => stack => {
  const bucket = new s3.Bucket(stack, 'Uploads');
  sources.forEach((props, i) => newFunction(stack, `F${i}`).addEventSource(new S3EventSource(bucket, props)));
};
const created = (...filters: Filter[]): S3EventSourceProps => ({ events: [OBJECT_CREATED], filters });
const keys = (...filters: Filter[]) => notified(created(...filters));

/** What is judged of a prefix is judged of a suffix. */
function keyFilterRows(which: Which): [string, OwnCases][] {
  const one = (value: string) => keys({ [which]: value });
  const unknownKey: AppCase = stack => one(unknown(stack))(stack);
  const several = `s3-several-${which}es`;
  return [
    [several, {
      template: 'only constructs show it',
      app: { at: keys({ prefix: 'in/' }, { suffix: '.jpg' }), beyond: keys({ [which]: 'in' }, { [which]: 'new' }), unknown: 'there is no value', absent: keys() },
    }],
    [`s3-${which}-length`, {
      app: { at: [one('k'), one('k'.repeat(1024))], beyond: one('k'.repeat(1025)), unknown: unknownKey, absent: keys() },
    }],
    [`s3-${which}-asterisk`, { app: { at: one('images'), beyond: [one('images*'), one('*')], unknown: unknownKey, absent: keys() } }],
    [`s3-${which}-space`, { app: { at: one('new+orders'), beyond: [one('new orders'), one(' ')], unknown: unknownKey, absent: keys() } }],
  ];
}

/** A bucket whose resource has a notification configuration beside what the CDK makes. */
const inTwoPlaces = (configuration: unknown): AppCase => stack => {
  const bucket = new s3.Bucket(stack, 'Uploads');
  (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('NotificationConfiguration', configuration);
  newFunction(stack).addEventSource(new S3EventSource(bucket, created()));
};

/** All by the CDK. */
const withEventBridge: AppCase = stack => {
  newFunction(stack).addEventSource(new S3EventSource(new s3.Bucket(stack, 'Uploads', { eventBridgeEnabled: true }), created()));
};

const withFunction = (arnOf: (stack: Stack) => string): AppCase => stack => {
  lambda.Function.fromFunctionArn(stack, 'Resize', arnOf(stack)).addEventSource(new S3EventSource(new s3.Bucket(stack, 'Uploads'), created()));
};

const writing = (grant: (bucket: s3.Bucket, fn: lambda.Function) => unknown): AppCase => stack => {
  const bucket = new s3.Bucket(stack, 'Uploads');
  const fn = newFunction(stack);
  grant(bucket, fn);
  fn.addEventSource(new S3EventSource(bucket, created({ prefix: 'in/' })));
};

const inTwoStacks = (uses: (bucket: s3.Bucket, fn: lambda.Function) => unknown): AppCase => stack => {
  const bucket = new s3.Bucket(new Stack(stack.node.root, 'Buckets', { env: stack.env as any }), 'Uploads');
  const fn = newFunction(stack);
  uses(bucket, fn);
  fn.addEventSource(new S3EventSource(bucket, created()));
};

/** Rules of the notifications of a bucket. */
export const NOTIFICATIONS: { readonly [rule: string]: OwnCases } = {
  ...Object.fromEntries([...keyFilterRows('prefix'), ...keyFilterRows('suffix')]),
  's3-no-events': {
    template: 'only constructs show it',
    app: { at: keys(), beyond: notified({ events: [] }), unknown: 'there is no value', absent: 'absence is the mistake' },
  },
  's3-overlapping-notifications': {
    app: {
      at: [notified(created({ prefix: 'in/' }), created({ prefix: 'out/' })), notified(created(), { events: [OBJECT_REMOVED] })],
      beyond: [notified(created({ prefix: 'in/' }), created({ prefix: 'in/new/' })), notified(created(), created())],
      unknown: stack => notified(created({ prefix: 'in/' }), created({ prefix: unknown(stack) }))(stack),
      absent: keys({ prefix: 'in/' }),
    },
  },
  's3-notifications-replaced': {
    app: {
      at: withEventBridge,
      beyond: inTwoPlaces({ EventBridgeConfiguration: { EventBridgeEnabled: true } }),
      unknown: stack => inTwoPlaces({ Ref: new CfnParameter(stack, 'Unknown').logicalId })(stack),
      absent: keys(),
    },
  },
  's3-region': {
    app: {
      at: withFunction(() => FUNCTION),
      beyond: withFunction(() => FUNCTION.replace('eu-west-1', 'us-east-1')),
      unknown: withFunction(unknown),
      absent: keys(),
    },
  },
  's3-recursion': {
    app: {
      at: writing((bucket, fn) => bucket.grantWrite(fn, 'out/*')),
      beyond: [writing((bucket, fn) => bucket.grantWrite(fn)), writing((bucket, fn) => bucket.grantWrite(fn, 'in/done/*'))],
      unknown: writing((bucket, fn) => bucket.grantWrite(fn, unknown(fn.stack))),
      absent: writing(() => undefined),
    },
  },
  's3-stacks-wait-for-each-other': {
    template: 'only constructs show it',
    app: {
      at: inTwoStacks(() => undefined),
      beyond: inTwoStacks((bucket, fn) => bucket.grantRead(fn)),
      unknown: 'there is no value',
      absent: writing((bucket, fn) => bucket.grantRead(fn)),
    },
  },
};
