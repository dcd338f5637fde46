import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { parityOf, PropsCase, Scenario } from './parity-suite';
import { arn, functionIn, importedFunction, importedRole, roleIn, SHOP, stackIn } from './shop';
import * as ours from '../../src';

type Props = upstream.S3EventSourceProps;
type Member = 'S3EventSource' | 'S3EventSourceV2';

/** Our classes take every bucket, so that upstream's more demanding parameter is no matter. */
type Classes = { readonly [name in Member]: new (bucket: any, props: Props) => lambda.IEventSource };

const { OBJECT_CREATED, OBJECT_REMOVED, OBJECT_TAGGING_PUT } = s3.EventType;
const uploads = (stack: Stack) => new s3.Bucket(stack, 'Uploads');

/** The function may read and write the bucket in many examples, which only warns. */
function notifying(
  member: Member,
  bucketOf: (stack: Stack) => s3.IBucket,
  { target = stack => functionIn(stack), props = () => ({ events: [OBJECT_CREATED] }) }: {
    readonly target?: (stack: Stack) => lambda.IFunction;
    readonly props?: (stack: Stack) => Props;
  } = {},
): Scenario<Classes> {
  return {
    deviations: [],
    build: (stack, classes) => target(stack).addEventSource(new classes[member](bucketOf(stack), props(stack))),
  };
}

const filtered = (title: string, ...filters: s3.NotificationKeyFilter[]): PropsCase<Props> =>
  ({ title, props: () => ({ events: [OBJECT_CREATED], filters }) });

const invoking = (member: Member, target: (stack: Stack) => lambda.IFunction) => notifying(member, uploads, { target });

function tableOf(member: Member) {
  parityOf<Classes, Props>({
    className: member,
    propsName: 'S3EventSourceProps',
    upstream,
    ours,
    instance: stack => new ours[member](uploads(stack), { events: [OBJECT_CREATED] }),
    withProps: props => notifying(member, uploads, { props }),
    props: {
      events: [
        { title: 'one', props: () => ({ events: [OBJECT_CREATED] }) },
        { title: 'several', props: () => ({ events: [OBJECT_CREATED, OBJECT_REMOVED, OBJECT_TAGGING_PUT] }) },
        { title: 'none', props: () => ({ events: [] }), acknowledge: ['s3-no-events'] },
      ],
      filters: [
        filtered('none'),
        filtered('a prefix', { prefix: 'in/' }),
        filtered('a suffix', { suffix: '.jpg' }),
        filtered('both in one', { prefix: 'in/', suffix: '.jpg' }),
        filtered('both in two', { suffix: '.jpg' }, { prefix: 'in/' }),
        { title: 'of a parameter', props: stack => ({ events: [OBJECT_CREATED], filters: [{ prefix: new CfnParameter(stack, 'Prefix').valueAsString }] }) },
      ],
    },
    scenarios: {
      'two sources of one bucket': {
        deviations: [],
        build: (stack, classes) => {
          const bucket = uploads(stack);
          const fn = functionIn(stack);
          ['in/', 'out/'].forEach(prefix => fn.addEventSource(new classes[member](bucket, { events: [OBJECT_CREATED], filters: [{ prefix }] })));
        },
      },
      'two functions of one bucket': {
        deviations: [],
        build: (stack, classes) => {
          const bucket = uploads(stack);
          ['A', 'B'].forEach(id => functionIn(stack, id).addEventSource(new classes[member](bucket, { events: [OBJECT_CREATED], filters: [{ prefix: `${id}/` }] })));
        },
      },
      'a bucket with EventBridge': notifying(member, stack => new s3.Bucket(stack, 'Uploads', { eventBridgeEnabled: true })),
      'a bucket that skips the validation of destinations': notifying(member, stack =>
        new s3.Bucket(stack, 'Uploads', { notificationsSkipDestinationValidation: true })),
      'a bucket of another stack': notifying(member, stack => uploads(stackIn(stack, 'Buckets'))),
      'an alias': invoking(member, stack => functionIn(stack).addAlias('live')),
      'the current version': invoking(member, stack => functionIn(stack).currentVersion),
      'an imported function': invoking(member, stack => importedFunction(stack)),
      'an imported function of the same account': invoking(member, stack =>
        lambda.Function.fromFunctionAttributes(stack, 'F', { functionArn: arn('lambda', 'function:fulfil'), sameEnvironment: true })),
      'a function with an imported role': invoking(member, stack => functionIn(stack, 'Fulfil', { role: importedRole(stack) })),
      'a function with a role of the stack': invoking(member, stack => functionIn(stack, 'Fulfil', { role: roleIn(stack) })),
      'a known environment': {
        deviations: [],
        build: (stack, classes) => {
          const known = stackIn(stack, 'Known', SHOP);
          functionIn(known).addEventSource(new classes[member](uploads(known), { events: [OBJECT_CREATED] }));
        },
      },
      ...member === 'S3EventSourceV2' ? {
        'a bucket imported by name': notifying(member, stack => s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads')),
        'a bucket imported by ARN': notifying(member, stack => s3.Bucket.fromBucketArn(stack, 'Uploads', 'arn:aws:s3:::uploads')),
      } : {},
    },
    surroundings: { fn: stack => functionIn(stack) },
    exampleDeviations: [],
  });
}

tableOf('S3EventSource');
tableOf('S3EventSourceV2');
