import { Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { compareTemplates, FLAGS, synthesise } from './compare';
import { arn, functionIn, importedFunction, importedRole } from './shop';
import * as ours from '../../src';

type Props = Omit<lambda.EventInvokeConfigProps, 'function'>;

interface Classes {
  readonly EventInvokeConfig: typeof lambda.EventInvokeConfig | typeof ours.EventInvokeConfig;
  readonly to: {
    queue(queue: sqs.IQueue): lambda.IDestination;
    topic(topic: sns.ITopic): lambda.IDestination;
    bucket(bucket: s3.IBucket): lambda.IDestination;
    function(fn: lambda.IFunction, options?: destinations.LambdaDestinationOptions): lambda.IDestination;
    eventBus(bus?: events.IEventBus): lambda.IDestination;
  };
}

const UPSTREAM: Classes = {
  EventInvokeConfig: lambda.EventInvokeConfig,
  to: {
    queue: queue => new destinations.SqsDestination(queue),
    topic: topic => new destinations.SnsDestination(topic),
    bucket: bucket => new destinations.S3Destination(bucket),
    function: (fn, options) => new destinations.LambdaDestination(fn, options),
    eventBus: bus => new destinations.EventBridgeDestination(bus),
  },
};
const OURS: Classes = { EventInvokeConfig: ours.EventInvokeConfig, to: ours.InvokeDestination };
/** What a user has who exchanges only the configuration. */
const OURS_WITH_UPSTREAMS_DESTINATIONS: Classes = { ...OURS, to: UPSTREAM.to };

const POLICY = 'AWS::IAM::Policy.Properties.PolicyDocument';
/** The pages of Lambda name one action for a destination of each kind; upstream's grants are for any use of it. */
const lessOf = (...actions: string[]) => actions.map(action => `tightening: ${POLICY} no longer allows ${action}`);
const narrower = (what: string) => `tightening: ${POLICY} allows ${what}`;

type Case = [title: string, props: (stack: Stack, to: Classes['to']) => Props, differences?: string[]];

const CASES: Case[] = [
  ['retryAttempts 0', () => ({ retryAttempts: 0 })],
  ['retryAttempts 2', () => ({ retryAttempts: 2 })],
  ['maxEventAge of a minute', () => ({ maxEventAge: Duration.minutes(1) })],
  ['maxEventAge of 6 hours', () => ({ maxEventAge: Duration.hours(6) })],
  ['qualifier', () => ({ qualifier: 'live', retryAttempts: 1 })],
  ['onSuccess and onFailure', (stack, to) => ({
    onSuccess: to.queue(new sqs.Queue(stack, 'Done')), onFailure: to.topic(new sns.Topic(stack, 'Failed')),
  }), lessOf('sqs:GetQueueAttributes', 'sqs:GetQueueUrl')],
  ['an encrypted queue', (stack, to) => ({ onFailure: to.queue(new sqs.Queue(stack, 'Failed', { encryptionMasterKey: new kms.Key(stack, 'Key') })) }),
    [narrower('kms:GenerateDataKey instead of kms:GenerateDataKey*'), ...lessOf('kms:Encrypt', 'kms:ReEncrypt*', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl')]],
  ['a bucket', (stack, to) => ({ onFailure: to.bucket(new s3.Bucket(stack, 'Failed')) }), [
    narrower('s3:ListBucket instead of s3:List* and only with StringEquals s3:ResourceAccount'),
    narrower('s3:PutObject only with StringEquals s3:ResourceAccount'),
    ...lessOf(
      's3:Abort*', 's3:GetBucket*', 's3:GetObject*', 's3:List*',
      's3:PutObjectLegalHold', 's3:PutObjectRetention', 's3:PutObjectTagging', 's3:PutObjectVersionTagging',
    ),
  ]],
  // Upstream's is for all versions and aliases as well.
  ['a function', (stack, to) => ({ onSuccess: to.function(functionIn(stack, 'Next')) }), lessOf('lambda:InvokeFunction')],
  ['the answer to a function', (stack, to) => ({ onSuccess: to.function(functionIn(stack, 'Next'), { responseOnly: true }) })],
  ['an event bus', (stack, to) => ({ onSuccess: to.eventBus(new events.EventBus(stack, 'Bus')) })],
  ['the default event bus', (_, to) => ({ onSuccess: to.eventBus() })],
];

function differences(mine: Classes, context: Record<string, unknown>, functionOf: (stack: Stack) => lambda.IFunction, props: Case[1]): string[] {
  const of = (classes: Classes) => synthesise<Classes>((stack, { EventInvokeConfig, to }) => {
    new EventInvokeConfig(stack, 'Config', { function: functionOf(stack), ...props(stack, to) });
  }, classes, context);
  return compareTemplates(of(UPSTREAM), of(mine)).map(({ kind, text }) => `${kind}: ${text}`);
}

describe.each(Object.entries(FLAGS))('EventInvokeConfig with %s', (_, context) => {
  beforeAll(() => { jest.spyOn(console, 'error').mockImplementation(); });
  afterAll(() => jest.restoreAllMocks());

  test.each(CASES)('%s gives upstream\'s template, with upstream\'s destinations', (__, props) => {
    expect(differences(OURS_WITH_UPSTREAMS_DESTINATIONS, context(), functionIn, props)).toEqual([]);
  });

  test.each(CASES)('%s gives upstream\'s template but for permissions that are not needed', (__, props, less = []) => {
    expect(differences(OURS, context(), functionIn, props)).toEqual(less);
  });

  test.each<[string, (stack: Stack) => lambda.IFunction]>([
    ['an imported function', stack => importedFunction(stack)],
    ['a function imported by name', stack => lambda.Function.fromFunctionName(stack, 'F', 'fulfil')],
    ['a function with an imported role', stack => functionIn(stack, 'F', { role: importedRole(stack) })],
  ])('%s gives upstream\'s template', (__, functionOf) => {
    expect(differences(OURS, context(), functionOf, () => ({ retryAttempts: 1 }))).toEqual([]);
  });

  test.each<[string, (stack: Stack) => lambda.IFunction]>([
    ['an alias', stack => functionIn(stack).addAlias('live')],
    ['a version', stack => functionIn(stack).currentVersion],
    ['a function imported by a qualified ARN', stack => lambda.Function.fromFunctionArn(stack, 'F', arn('lambda', 'function:fulfil:live'))],
  ])('%s does not, because Lambda refuses upstream\'s or takes it for another', (__, functionOf) => {
    expect(differences(OURS, context(), functionOf, () => ({ retryAttempts: 1 })).join()).toContain('.Qualifier is ');
  });
});
