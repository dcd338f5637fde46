import { App, Aspects, CfnOutput, CfnParameter, CfnResource, Duration, NestedStack, Stack, Tags, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Deviation, parityOf, PropsCase, Scenario } from './parity-suite';
import { arn, functionIn, importedFunction, importedRole, OTHER_ACCOUNT, roleIn, SHOP, stackIn } from './shop';
import * as ours from '../../src';

type Props = upstream.SqsEventSourceProps;

/** What a caller of upstream's class may rely on. That ours is one is for the compiler to see; only, its queue may be an L1. */
interface Classes {
  readonly SqsEventSource: new (queue: sqs.IQueue, props?: Props) => Pick<upstream.SqsEventSource, keyof upstream.SqsEventSource>;
}

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';
const POLICY = 'AWS::IAM::Policy.Properties.PolicyDocument';
const QUEUE_POLICY = 'AWS::SQS::QueuePolicy.Properties.PolicyDocument';
const KEY_POLICY = 'AWS::KMS::Key.Properties.KeyPolicy';

const NOT_NEEDED = `the pollers of Lambda do not call it: ${GUIDE}/services-sqs-configure.html names three actions`;

const fewerActions = (document: string): Deviation[] => ['sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl'].map(action =>
  ({ text: `${document} no longer allows ${action}`, because: NOT_NEEDED }));

const ROLE: readonly Deviation[] = fewerActions(POLICY);

const FILTER_KEY: Deviation = {
  text: `${KEY_POLICY} allows kms:Decrypt only with ArnLike aws:SourceArn, StringEquals aws:SourceAccount`,
  because: `Lambda decrypts filters on behalf of a mapping, and names it: ${GUIDE}/invocation-eventfiltering.html`,
};

/** The CDK lets an imported role in by the queue's policy as well, where it cannot compare the accounts. */
const IMPORTED_ROLE: readonly Deviation[] = [...ROLE, ...fewerActions(QUEUE_POLICY)];

/** The CDK makes an owned function wait for the policies of its role, but nobody waits for those of an imported one. */
const MAPPING_WAITS: Deviation = {
  text: 'AWS::Lambda::EventSourceMapping waits for AWS::IAM::Policy',
  because: 'CloudFormation might create the mapping before the permission',
  recorded: 'The provided execution role does not have permissions to call ReceiveMessage on SQS',
};

/** A queue that is read by a function: what most scenarios vary one thing of. */
function reading(
  queueOf: (stack: Stack) => sqs.IQueue,
  { target = stack => functionIn(stack), props, deviations = ROLE }: {
    readonly target?: (stack: Stack) => lambda.IFunction;
    readonly props?: (stack: Stack) => Props;
    readonly deviations?: readonly Deviation[];
  } = {},
): Scenario<Classes> {
  return {
    deviations,
    build: (stack, { SqsEventSource }) => target(stack).addEventSource(new SqsEventSource(queueOf(stack), props?.(stack))),
  };
}

const orders = (stack: Stack) => new sqs.Queue(stack, 'Orders');

/** The same function, but reached or made in another way. */
function invoking(target: (stack: Stack) => lambda.IFunction, deviations: readonly Deviation[] = ROLE): Scenario<Classes> {
  return reading(orders, { target, deviations });
}

const numberParameter = (stack: Stack) => Token.asNumber(new CfnParameter(stack, 'Number', { type: 'Number' }).value);

function values<V>(make: (value: V) => Props, ...given: V[]): PropsCase<Props>[] {
  return given.map(value => ({ title: `${value}`, props: () => make(value) }));
}

function unknownNumber(make: (value: number) => Props): PropsCase<Props> {
  return { title: 'of a parameter', props: stack => make(numberParameter(stack)) };
}

const FILTERS = [lambda.FilterCriteria.filter({ body: { type: lambda.FilterRule.isEqual('order'), amount: lambda.FilterRule.between(1, 9) } })];
const QUEUE_ARN = arn('sqs', 'orders');
const KEY_ARN = arn('kms', 'key/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10');

parityOf<Classes, Props>({
  className: 'SqsEventSource',
  upstream,
  ours,
  instance: stack => {
    const source = new ours.SqsEventSource(orders(stack));
    functionIn(stack).addEventSource(source);
    return source;
  },

  withProps: props => reading(orders, { props }),
  props: {
    'batchSize': [
      ...values(batchSize => ({ batchSize }), 1, 10),
      ...values(batchSize => ({ batchSize, maxBatchingWindow: Duration.seconds(1) }), 11, 10_000),
      unknownNumber(batchSize => ({ batchSize })),
    ],
    'maxBatchingWindow': [
      ...values(minutes => ({ maxBatchingWindow: Duration.minutes(minutes) }), 0, 1, 5),
      unknownNumber(seconds => ({ maxBatchingWindow: Duration.seconds(seconds) })),
    ],
    'reportBatchItemFailures': values(reportBatchItemFailures => ({ reportBatchItemFailures }), true, false),
    'enabled': values(enabled => ({ enabled }), true, false),
    'filters': [
      { title: 'made by FilterCriteria', props: () => ({ filters: FILTERS }) },
      {
        title: 'written as text with spaces',
        props: () => ({ filters: [{ pattern: '{ "body": { "b": [1], "a": [2] } }' }, { pattern: '{"attributes":{"x":["y"]}}' }] }),
      },
      {
        title: 'of a parameter',
        props: stack => ({ filters: [{ pattern: new CfnParameter(stack, 'Pattern').valueAsString }] }),
      },
    ],
    'filterEncryption': [
      {
        title: 'with a key of the stack',
        props: stack => ({ filters: FILTERS, filterEncryption: new kms.Key(stack, 'Key') }),
        deviations: [...ROLE, FILTER_KEY],
      },
      {
        title: 'with an imported key',
        props: stack => ({ filters: FILTERS, filterEncryption: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }),
      },
    ],
    'maxConcurrency': [
      ...values(maxConcurrency => ({ maxConcurrency }), 2, 1000),
      unknownNumber(maxConcurrency => ({ maxConcurrency })),
    ],
    'metricsConfig.metrics': [
      { title: 'of event counts', props: () => ({ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }) },
    ],
    'provisionedPollerConfig.minimumPollers': [
      ...values(minimumPollers => ({ provisionedPollerConfig: { minimumPollers } }), 2, 200),
      unknownNumber(minimumPollers => ({ provisionedPollerConfig: { minimumPollers } })),
    ],
    'provisionedPollerConfig.maximumPollers': [
      ...values(maximumPollers => ({ provisionedPollerConfig: { maximumPollers } }), 2, 2000),
      ...values(maximumPollers => ({ provisionedPollerConfig: { minimumPollers: 5, maximumPollers } }), 5),
    ],
    'provisionedPollerConfig.pollerGroupName': [
      {
        title: 'that the service refuses for queues',
        props: () => ({ provisionedPollerConfig: { pollerGroupName: 'orders' } }),
        acknowledge: ['sqs-poller-group'],
      },
    ],
  },

  scenarios: {
    'a queue without props': reading(orders),
    'a queue with a dead-letter queue': reading(stack =>
      new sqs.Queue(stack, 'Orders', { deadLetterQueue: { queue: new sqs.Queue(stack, 'Dead'), maxReceiveCount: 5 } })),
    'a FIFO queue': reading(stack => new sqs.Queue(stack, 'Orders', { fifo: true }), { props: () => ({ batchSize: 10 }) }),
    'a queue of the stack inside another construct': reading(stack => new sqs.Queue(new Construct(stack, 'Shop'), 'Orders')),
    'a queue encrypted with a key of the stack': reading(stack =>
      new sqs.Queue(stack, 'Orders', { encryptionMasterKey: new kms.Key(stack, 'Key') })),
    'a queue that makes its own key': reading(stack => new sqs.Queue(stack, 'Orders', { encryption: sqs.QueueEncryption.KMS })),
    'a queue encrypted with an imported key': reading(stack =>
      new sqs.Queue(stack, 'Orders', { encryptionMasterKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) })),
    'a queue encrypted with the key of AWS': reading(stack => new sqs.Queue(stack, 'Orders', { encryption: sqs.QueueEncryption.KMS_MANAGED })),
    'a queue that enforces SSL': reading(stack => new sqs.Queue(stack, 'Orders', { enforceSSL: true })),
    'an encrypted queue with encrypted filters': reading(
      stack => new sqs.Queue(stack, 'Orders', { encryptionMasterKey: new kms.Key(stack, 'Key') }),
      { props: stack => ({ filters: FILTERS, filterEncryption: stack.node.findChild('Key') as kms.Key }), deviations: [...ROLE, FILTER_KEY] },
    ),

    'a queue imported by ARN': reading(stack => sqs.Queue.fromQueueArn(stack, 'Orders', QUEUE_ARN)),
    'a FIFO queue imported by ARN': reading(stack => sqs.Queue.fromQueueArn(stack, 'Orders', `${QUEUE_ARN}.fifo`)),
    'a queue imported by attributes': reading(stack =>
      sqs.Queue.fromQueueAttributes(stack, 'Orders', { queueArn: QUEUE_ARN, keyArn: KEY_ARN })),
    'a FIFO queue imported by attributes': reading(stack =>
      sqs.Queue.fromQueueAttributes(stack, 'Orders', { queueArn: new CfnParameter(stack, 'Arn').valueAsString, fifo: true })),
    'a queue whose ARN is a parameter': reading(stack =>
      sqs.Queue.fromQueueArn(stack, 'Orders', new CfnParameter(stack, 'Arn').valueAsString)),
    'a queue of another stack': reading(stack => new sqs.Queue(stackIn(stack, 'Queues'), 'Orders')),
    'an encrypted queue of another stack': reading(stack =>
      new sqs.Queue(stackIn(stack, 'Queues'), 'Orders', { encryption: sqs.QueueEncryption.KMS })),
    'a queue of another account': {
      deviations: [...ROLE, ...fewerActions(QUEUE_POLICY)],
      build: (stack, { SqsEventSource }) => {
        const queue = new sqs.Queue(stackIn(stack, 'Queues', { ...SHOP, account: OTHER_ACCOUNT }), 'Orders', { queueName: 'orders' });
        const functions = stackIn(stack, 'Functions', SHOP);
        functionIn(functions, 'Fulfil', { role: roleIn(functions, 'fulfil') }).addEventSource(new SqsEventSource(queue));
      },
    },
    'an imported queue of another account': reading(
      stack => sqs.Queue.fromQueueArn(stack, 'Orders', arn('sqs', 'orders', OTHER_ACCOUNT)),
      { target: stack => functionIn(stackIn(stack, 'Functions', SHOP)) },
    ),
    'a queue of another account with a key': {
      deviations: [...ROLE, ...fewerActions(QUEUE_POLICY)],
      build: (stack, { SqsEventSource }) => {
        const queues = stackIn(stack, 'Queues', { ...SHOP, account: OTHER_ACCOUNT });
        const queue = new sqs.Queue(queues, 'Orders', {
          queueName: 'orders',
          encryptionMasterKey: new kms.Key(queues, 'Key', { alias: 'orders' }),
        });
        const functions = stackIn(stack, 'Functions', SHOP);
        functionIn(functions, 'Fulfil', { role: roleIn(functions, 'fulfil') }).addEventSource(new SqsEventSource(queue));
      },
    },
    'a queue of the parent of a nested stack': invoking(stack => functionIn(new NestedStack(stack, 'Nested'))),

    'an alias': invoking(stack => functionIn(stack).addAlias('live')),
    'an alias with a name of its own': invoking(stack =>
      new lambda.Alias(stack, 'Live', { aliasName: 'live', version: functionIn(stack).currentVersion })),
    'the current version': invoking(stack => functionIn(stack).currentVersion),
    'a version': invoking(stack => new lambda.Version(stack, 'Version', { lambda: functionIn(stack) })),
    'the latest version': invoking(stack => functionIn(stack).latestVersion),
    'an imported function without a role': invoking(stack => importedFunction(stack), []),
    'a function imported by name': invoking(stack => lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil'), []),
    'an imported function with a role': invoking(
      stack => importedFunction(stack, importedRole(stack)),
      [...IMPORTED_ROLE, MAPPING_WAITS],
    ),
    'an imported function with a role of the stack': invoking(
      stack => importedFunction(stack, roleIn(stack)),
      [...ROLE, MAPPING_WAITS],
    ),
    'an imported function with a role that must not change': invoking(
      stack => importedFunction(stack, importedRole(stack, { mutable: false })),
      fewerActions(QUEUE_POLICY),
    ),
    'an imported alias': invoking(
      stack => lambda.Alias.fromAliasAttributes(stack, 'Live', {
        aliasName: 'live',
        aliasVersion: lambda.Version.fromVersionArn(stack, 'Version', arn('lambda', 'function:fulfil:1')),
      }),
      [],
    ),
    'an imported version': invoking(stack => lambda.Version.fromVersionArn(stack, 'Version', arn('lambda', 'function:fulfil:1')), []),
    'a function with an imported role': invoking(stack => functionIn(stack, 'Fulfil', { role: importedRole(stack) }), IMPORTED_ROLE),
    'a function with an imported role in an environment that is known': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const known = stackIn(stack, 'Known', SHOP);
        functionIn(known, 'Fulfil', { role: importedRole(known) }).addEventSource(new SqsEventSource(orders(known)));
      },
    },
    'a function with an imported role of another account': {
      deviations: fewerActions(QUEUE_POLICY),
      build: (stack, { SqsEventSource }) => {
        const known = stackIn(stack, 'Known', { ...SHOP, account: OTHER_ACCOUNT });
        functionIn(known, 'Fulfil', { role: importedRole(known) }).addEventSource(new SqsEventSource(orders(known)));
      },
    },
    'an encrypted queue of a function with an imported role': reading(
      stack => new sqs.Queue(stack, 'Orders', { encryption: sqs.QueueEncryption.KMS }),
      { target: stack => functionIn(stack, 'Fulfil', { role: importedRole(stack) }), deviations: IMPORTED_ROLE },
    ),
    'a function with a role imported by name': invoking(stack =>
      functionIn(stack, 'Fulfil', { role: iam.Role.fromRoleName(stack, 'Role', 'fulfil') })),
    'an imported function with a role of another stack': invoking(stack => importedFunction(stack, roleIn(stackIn(stack, 'Roles')))),
    'a function with a role that was made beforehand': invoking(stack => {
      iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Shop/Fulfil/ServiceRole': 'fulfil' } });
      return functionIn(stack);
    }, []),
    'a function with an imported role that must not change': invoking(
      stack => functionIn(stack, 'Fulfil', { role: importedRole(stack, { mutable: false }) }),
      fewerActions(QUEUE_POLICY),
    ),
    'a function with a role whose policies are managed elsewhere': invoking(stack => {
      const role = roleIn(stack);
      return functionIn(stack, 'Fulfil', { role: role.withoutPolicyUpdates() });
    }, []),
    'a singleton function': invoking(stack => new lambda.SingletonFunction(stack, 'Fulfil', {
      uuid: '6a1f3f0e-4e0f-4f5e-8f0b-6d9a2c1b7e55',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
    })),

    'two queues of one function': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const fn = functionIn(stack);
        ['Orders', 'Returns'].forEach(id => fn.addEventSource(new SqsEventSource(new sqs.Queue(stack, id))));
      },
    },
    'one queue of two functions': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const queue = orders(stack);
        ['Fulfil', 'Report'].forEach(id => functionIn(stack, id).addEventSource(new SqsEventSource(queue)));
      },
    },
    'one queue of a function and its alias': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const queue = orders(stack);
        const fn = functionIn(stack);
        [fn, fn.addAlias('live')].forEach(target => target.addEventSource(new SqsEventSource(queue)));
      },
    },
    'one source of two functions': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const source = new SqsEventSource(orders(stack));
        ['Fulfil', 'Report'].forEach(id => functionIn(stack, id).addEventSource(source));
      },
    },
    'two functions with one role': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const role = roleIn(stack);
        ['Orders', 'Returns'].forEach(id =>
          functionIn(stack, `Read${id}`, { role }).addEventSource(new SqsEventSource(new sqs.Queue(stack, id))));
      },
    },
    'two mappings with one key for their filters': {
      deviations: [...ROLE, FILTER_KEY],
      build: (stack, { SqsEventSource }) => {
        const filterEncryption = new kms.Key(stack, 'Key');
        const fn = functionIn(stack);
        ['Orders', 'Returns'].forEach(id =>
          fn.addEventSource(new SqsEventSource(new sqs.Queue(stack, id), { filters: FILTERS, filterEncryption })));
      },
    },
    'a function that may send to the queue as well': {
      deviations: ROLE.filter(({ text }) => !text.endsWith('sqs:GetQueueUrl')), // senders need it
      build: (stack, { SqsEventSource }) => {
        const queue = orders(stack);
        const fn = functionIn(stack);
        queue.grantSendMessages(fn);
        fn.addEventSource(new SqsEventSource(queue));
        fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::parcels/*'] }));
      },
    },
    'a function that may consume the queue anyway': {
      deviations: [],
      build: (stack, { SqsEventSource }) => {
        const queue = orders(stack);
        const fn = functionIn(stack);
        queue.grantConsumeMessages(fn);
        fn.addEventSource(new SqsEventSource(queue));
      },
    },
    'id and ARN of the mapping as outputs': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const source = new SqsEventSource(orders(stack));
        functionIn(stack).addEventSource(source);
        new CfnOutput(stack, 'Id', { value: source.eventSourceMappingId });
        new CfnOutput(stack, 'Arn', { value: source.eventSourceMappingArn });
        new CfnOutput(stack, 'Queue', { value: source.queue.queueUrl });
      },
    },
    'tags of the whole app': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        functionIn(stack).addEventSource(new SqsEventSource(orders(stack)));
        Tags.of(App.of(stack) as App).add('team', 'shop');
      },
    },
    'an escape hatch by the construct ids of the mapping': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        const fn = functionIn(stack);
        const queue = orders(stack);
        fn.addEventSource(new SqsEventSource(queue));
        const mapping = fn.node.children.find(({ node }) => node.id.startsWith('SqsEventSource:'));
        (mapping?.node.defaultChild as lambda.CfnEventSourceMapping).addPropertyOverride('BatchSize', 7);
      },
    },
    'an aspect that changes every mapping': {
      deviations: ROLE,
      build: (stack, { SqsEventSource }) => {
        functionIn(stack).addEventSource(new SqsEventSource(orders(stack)));
        Aspects.of(stack).add({
          visit: node => {
            if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::EventSourceMapping') {
              (node as lambda.CfnEventSourceMapping).enabled = false;
            }
          },
        });
      },
    },
  },

  surroundings: { fn: stack => functionIn(stack), sqs: () => sqs, lambda: () => lambda, Duration: () => Duration },
  exampleDeviations: ROLE,
});
