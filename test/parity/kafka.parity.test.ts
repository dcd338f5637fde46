import { CfnOutput, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Deviation, parityOf, PropsCase, Scenario } from './parity-suite';
import { arn, functionIn, importedFunction, importedRole, roleIn } from './shop';
import * as ours from '../../src';

type MskProps = upstream.ManagedKafkaEventSourceProps;
type OwnProps = upstream.SelfManagedKafkaEventSourceProps;

/** What a caller of upstream's classes may rely on. */
interface Classes {
  readonly ManagedKafkaEventSource: new (props: MskProps) => Omit<upstream.ManagedKafkaEventSource, 'props' | 'enrichMappingOptions' | 'innerProps'> & lambda.IEventSource;
  readonly SelfManagedKafkaEventSource: new (props: OwnProps) => lambda.IEventSource;
  readonly KafkaDlq: new (topicName: string) => lambda.IEventSourceDlq;
  readonly GlueSchemaRegistry: new (props: upstream.GlueSchemaRegistryProps) => lambda.ISchemaRegistry;
  readonly ConfluentSchemaRegistry: new (props: upstream.ConfluentSchemaRegistryProps) => lambda.ISchemaRegistry;
}

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';
const POLICY = 'AWS::IAM::Policy.Properties.PolicyDocument';
const ROLE_POLICY = '{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":iam::aws:policy/service-role/AWSLambdaMSKExecutionRole"]]}';

function allows(action: string, on: string, because: string, recorded: string): Deviation {
  return { text: `${POLICY} allows ${action} on ${on} as well`, because, recorded };
}

function noLonger(action: string, because: string): Deviation {
  return { text: `${POLICY} no longer allows ${action}`, because };
}

function ec2Arn(resource: string, token = ''): string {
  return `{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":ec2:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":${resource}"${token}]]}`;
}

/** The network interfaces of the pollers, in any subnet or in those that are known. */
function network(because: string, recorded: string, subnets = [ec2Arn('subnet/*')], groups = [ec2Arn('security-group/*')]): Deviation[] {
  const interfaces = ec2Arn('network-interface/*');
  return [
    ...['NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Vpcs'].map(what => allows(`ec2:Describe${what}`, '*', because, recorded)),
    ...[...subnets, ...groups, interfaces].map(on => allows('ec2:CreateNetworkInterface', on, because, recorded)),
    allows('ec2:DeleteNetworkInterface', interfaces, because, recorded),
  ];
}

const MANAGED = `the managed policy that upstream attaches allows it on every resource: ${GUIDE}/with-msk-permissions.html`;
const SAME = 'AWSLambdaMSKExecutionRole allows ec2, kafka:DescribeClusterV2 and kafka:GetBootstrapBrokers on *';
const SECRET_ONCE = noLonger('secretsmanager:DescribeSecret', `the pollers get the value and nothing else: ${GUIDE}/with-msk-permissions.html`);

/** Statements for one cluster and its network in place of a managed policy for all. */
function scoped(cluster: string): Deviation[] {
  return [
    { text: `AWS::IAM::Role.Properties.ManagedPolicyArns.1 is absent instead of ${ROLE_POLICY}`, because: 'statements for this cluster take its place', recorded: SAME },
    allows('kafka:DescribeClusterV2', cluster, MANAGED, SAME),
    allows('kafka:GetBootstrapBrokers', '*', `${MANAGED}; IAM knows no resource for it, so that upstream's own statement allows nothing`, SAME),
    noLonger('kafka:DescribeCluster', `DescribeClusterV2 takes its place: ${GUIDE}/with-msk-permissions.html`),
    ...network(MANAGED, SAME),
  ];
}

const LIST = noLonger('kafka:ListScramSecrets', `only SASL/SCRAM needs it: ${GUIDE}/with-msk-permissions.html`);

const CLUSTER = arn('kafka', 'cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4');
const START = { startingPosition: lambda.StartingPosition.TRIM_HORIZON };
const PROVISIONED = { provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 3 } };
const FILTERS = [lambda.FilterCriteria.filter({ value: { type: lambda.FilterRule.isEqual('order') } })];
const KEY_ARN = arn('kms', 'key/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10');

function clusterIn(stack: Stack): msk.CfnCluster {
  return new msk.CfnCluster(stack, 'Cluster', {
    clusterName: 'orders',
    kafkaVersion: '3.9.x',
    numberOfBrokerNodes: 2,
    brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large' },
  });
}

function secretIn(stack: Stack): Secret {
  return new Secret(stack, 'Secret', { secretName: 'AmazonMSK_orders' });
}

/** The props that both classes have. */
function commonProps<P>(base: (stack: Stack) => P): { readonly [path: string]: PropsCase<P>[] } {
  const cases = (...given: [string, (stack: Stack) => object][]): PropsCase<P>[] =>
    given.map(([title, props]) => ({ title, props: stack => ({ ...base(stack), ...props(stack) }) }));
  return {
    'topic': cases(['of letters', () => ({ topic: 'orders' })], ['with dots', () => ({ topic: 'orders.v1-a_b' })]),
    'startingPosition': cases(
      ['LATEST', () => ({ startingPosition: lambda.StartingPosition.LATEST })],
      ['TRIM_HORIZON', () => ({ startingPosition: lambda.StartingPosition.TRIM_HORIZON })],
    ),
    'startingPositionTimestamp': cases(['in the past', () => ({ startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: 1640995200 })]),
    'consumerGroupId': cases(['with a path', () => ({ consumerGroupId: 'orders/v1' })]),
    'batchSize': cases(['of 1', () => ({ batchSize: 1 })], ['of 10000', () => ({ batchSize: 10000 })]),
    'maxBatchingWindow': cases(['of 0', () => ({ maxBatchingWindow: Duration.seconds(0) })], ['of 5 minutes', () => ({ maxBatchingWindow: Duration.minutes(5) })]),
    'enabled': cases(['true', () => ({ enabled: true })], ['false', () => ({ enabled: false })]),
    'filters': cases(['made by FilterCriteria', () => ({ filters: FILTERS })]),
    'filterEncryption': cases(['with an imported key', stack => ({ filters: FILTERS, filterEncryption: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) })]),
    'onFailure': cases(
      ['to a topic of the cluster', () => ({ ...PROVISIONED, onFailure: new upstream.KafkaDlq('failed') })],
      ['to a queue', stack => ({ onFailure: new upstream.SqsDlq(new sqs.Queue(stack, 'Failed')) })],
      ['to a topic', stack => ({ onFailure: new upstream.SnsDlq(new sns.Topic(stack, 'Failed')) })],
      ['to a bucket', stack => ({ onFailure: new upstream.S3OnFailureDestination(new s3.Bucket(stack, 'Failed')) })],
    ),
    'schemaRegistryConfig': cases(['of upstream', stack => ({
      ...PROVISIONED,
      schemaRegistryConfig: new upstream.GlueSchemaRegistry({
        schemaRegistry: new glue.CfnRegistry(stack, 'Registry', { name: 'orders' }),
        eventRecordFormat: lambda.EventRecordFormat.JSON,
        schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
      }),
    })]),
    'logLevel': cases(['INFO', () => ({ ...PROVISIONED, logLevel: lambda.EventSourceMappingLogLevel.INFO })]),
    'metricsConfig.metrics': cases(['of all groups', () => ({
      ...PROVISIONED,
      metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT, lambda.MetricType.ERROR_COUNT, lambda.MetricType.KAFKA_METRICS] },
    })]),
    'bisectBatchOnError': cases(['true', () => ({ ...PROVISIONED, bisectBatchOnError: true })], ['false', () => ({ bisectBatchOnError: false })]),
    'maxRecordAge': cases(['of a day', () => ({ ...PROVISIONED, maxRecordAge: Duration.days(1) })]),
    'retryAttempts': cases(['of 0', () => ({ ...PROVISIONED, retryAttempts: 0 })], ['without end', () => ({ ...PROVISIONED, retryAttempts: -1 })]),
    'reportBatchItemFailures': cases(['true', () => ({ ...PROVISIONED, reportBatchItemFailures: true })], ['false', () => ({ reportBatchItemFailures: false })]),
    'provisionedPollerConfig.minimumPollers': cases(['of 200', () => ({ provisionedPollerConfig: { minimumPollers: 200 } })]),
    'provisionedPollerConfig.maximumPollers': cases(['of 2000', () => ({ provisionedPollerConfig: { maximumPollers: 2000 } })]),
    'provisionedPollerConfig.pollerGroupName': cases(['of some', () => ({ provisionedPollerConfig: { maximumPollers: 2, pollerGroupName: 'shared' } })]),
  };
}

const managed = (): MskProps => ({ clusterArn: CLUSTER, topic: 'orders', ...START });
const MSK: readonly Deviation[] = [...scoped(CLUSTER), LIST];
const MSK_SCRAM: readonly Deviation[] = [...scoped(CLUSTER), SECRET_ONCE];
const PARAMETER = '{"Ref":"Arn"}';
const ofClusterParameter = (stack: Stack) => new CfnParameter(stack, 'Arn').valueAsString;

const MAPPING_WAITS: Deviation = {
  text: 'AWS::Lambda::EventSourceMapping waits for AWS::IAM::Policy',
  because: 'CloudFormation might create the mapping before the permission',
  recorded: 'The provided execution role does not have permissions to call ReceiveMessage on SQS',
};

/** The cluster, read by a function that is reached in some way. */
function readBy(target: (stack: Stack) => lambda.IFunction, deviations: readonly Deviation[] = MSK): Scenario<Classes> {
  return { deviations, build: (stack, { ManagedKafkaEventSource }) => target(stack).addEventSource(new ManagedKafkaEventSource(managed())) };
}

const README_CLUSTER = 'arn:aws:kafka:us-east-1:0123456789019:cluster/SalesCluster/abcd1234-abcd-cafe-abab-9876543210ab-4';
/** Upstream's README names an account of 13 digits, which AWS refuses, and filters by a key that no record has. */
const MISTAKES = ['event-source-arn', 'filter-unknown-key'];

/** The destinations for queues, topics and buckets are a matter of the streams' table. */
const OURS = { ...ours, S3OnFailureDestination: upstream.S3OnFailureDestination } as unknown as Classes;

const SURROUNDINGS = {
  myFunction: (stack: Stack) => functionIn(stack),
  ordersFunction: (stack: Stack) => functionIn(stack, 'Orders'),
  bucket: (stack: Stack) => new s3.Bucket(stack, 'Failed'),
  clusterArn: ofClusterParameter,
  secret: (stack: Stack) => new Secret(stack, 'Credentials'),
  lambda: () => lambda,
  Duration: () => Duration,
};

parityOf<Classes, MskProps>({
  className: 'ManagedKafkaEventSource',
  upstream,
  ours: OURS,
  instance: stack => {
    const source = new ours.ManagedKafkaEventSource(managed());
    functionIn(stack).addEventSource(source);
    return source;
  },

  withProps: props => ({
    deviations: MSK,
    build: (stack, { ManagedKafkaEventSource }) => functionIn(stack).addEventSource(new ManagedKafkaEventSource(props(stack))),
  }),
  props: {
    ...commonProps(managed),
    clusterArn: [
      { title: 'of a parameter', props: stack => ({ ...managed(), clusterArn: ofClusterParameter(stack) }), deviations: [...scoped(PARAMETER), LIST] },
      {
        title: 'of a cluster of the stack',
        props: stack => ({ ...managed(), clusterArn: clusterIn(stack).attrArn }),
        deviations: [...scoped('{"Fn::GetAtt":["Cluster","Arn"]}'), LIST],
      },
    ],
    secret: [
      { title: 'of the stack', props: stack => ({ ...managed(), secret: secretIn(stack) }), deviations: MSK_SCRAM },
      {
        title: 'with a key of the stack',
        props: stack => ({ ...managed(), secret: new Secret(stack, 'Secret', { secretName: 'AmazonMSK_orders', encryptionKey: new kms.Key(stack, 'Key') }) }),
        deviations: MSK_SCRAM,
      },
      {
        title: 'imported by name',
        props: stack => ({ ...managed(), secret: Secret.fromSecretNameV2(stack, 'Secret', 'AmazonMSK_orders') }),
        deviations: MSK_SCRAM,
      },
      {
        title: 'imported by ARN',
        props: stack => ({ ...managed(), secret: Secret.fromSecretCompleteArn(stack, 'Secret', arn('secretsmanager', 'secret:AmazonMSK_orders-AbCdEf')) }),
        deviations: MSK_SCRAM,
      },
    ],
  },

  scenarios: {
    'two topics of one cluster': {
      deviations: MSK,
      build: (stack, { ManagedKafkaEventSource }) => {
        const fn = functionIn(stack);
        ['orders', 'returns'].forEach(topic => fn.addEventSource(new ManagedKafkaEventSource({ ...managed(), topic })));
      },
    },
    'a failed record that goes to a topic of the cluster': {
      deviations: MSK,
      build: (stack, { ManagedKafkaEventSource, KafkaDlq }) => {
        const fn = functionIn(stack);
        fn.addEventSource(new ManagedKafkaEventSource({ ...managed(), ...PROVISIONED, onFailure: new KafkaDlq('failed') }));
        fn.addEventSource(new ManagedKafkaEventSource({ ...managed(), ...PROVISIONED, topic: 'returns', onFailure: new KafkaDlq('kafka://failed') }));
        fn.addEventSource(new ManagedKafkaEventSource({
          ...managed(), ...PROVISIONED, topic: 'claims', onFailure: new KafkaDlq(new CfnParameter(stack, 'Topic').valueAsString),
        }));
      },
    },
    'a Glue registry by ARN': {
      deviations: MSK,
      build: (stack, { ManagedKafkaEventSource, GlueSchemaRegistry }) => functionIn(stack).addEventSource(new ManagedKafkaEventSource({
        ...managed(),
        ...PROVISIONED,
        schemaRegistryConfig: new GlueSchemaRegistry({
          schemaRegistryArn: arn('glue', 'registry/orders'),
          eventRecordFormat: lambda.EventRecordFormat.SOURCE,
          schemaValidationConfigs: [
            { attribute: lambda.KafkaSchemaValidationAttribute.KEY },
            { attribute: lambda.KafkaSchemaValidationAttribute.VALUE },
          ],
        }),
      })),
    },
    'an empty consumer group and a batch size of zero, which upstream takes for nothing': {
      deviations: MSK,
      build: (stack, { ManagedKafkaEventSource }) => functionIn(stack).addEventSource(new ManagedKafkaEventSource({ ...managed(), consumerGroupId: '', batchSize: 0 })),
    },
    'an alias': readBy(stack => functionIn(stack).addAlias('live')),
    'a version': readBy(stack => functionIn(stack).currentVersion),
    'an imported function without a role': readBy(stack => importedFunction(stack), []),
    'an imported function with a role of the stack': readBy(stack => importedFunction(stack, roleIn(stack)), [
      ...MSK.filter(({ text }) => !text.includes('ManagedPolicyArns')),
      { text: `AWS::IAM::Role.Properties.ManagedPolicyArns is absent instead of [${ROLE_POLICY}]`, because: 'statements for this cluster take its place', recorded: SAME },
      MAPPING_WAITS,
    ]),
    'a function with an imported role': readBy(
      stack => functionIn(stack, 'Fulfil', { role: importedRole(stack) }),
      MSK.filter(({ text }) => !text.includes('ManagedPolicyArns')),
    ),
    'id and ARN of the mapping as outputs': {
      deviations: MSK,
      build: (stack, { ManagedKafkaEventSource }) => {
        const source = new ManagedKafkaEventSource(managed());
        functionIn(stack).addEventSource(source);
        new CfnOutput(stack, 'Id', { value: source.eventSourceMappingId });
        new CfnOutput(stack, 'MappingArn', { value: source.eventSourceMappingArn });
      },
    },
  },

  surroundings: SURROUNDINGS,
  exampleDeviations: [...scoped(README_CLUSTER), LIST],
  exampleOf: code => {
    const cluster = code.includes('SalesCluster') ? README_CLUSTER : PARAMETER;
    return {
      acknowledge: MISTAKES,
      deviations: [
        ...scoped(cluster),
        ...code.includes('secret: secret,\n  batchSize') ? [] : [LIST],
        ...code.includes('new Secret(') ? [SECRET_ONCE] : [],
      ],
    };
  },
});

const own = (stack: Stack): OwnProps => ({ bootstrapServers: ['kafka-broker:9092'], topic: 'orders', ...START, secret: secretIn(stack) });
const ROOT_READ = allows('secretsmanager:GetSecretValue', '{"Ref":"RootAC0F3320"}', `${GUIDE}/with-kafka-permissions.html: every secret of the mapping is read`,
  'upstream grants the credentials only, so that Lambda could not read the certificate');
const METHOD = Object.values(upstream.AuthenticationMethod);
const NEEDS_NETWORK = 'the guide demands network interfaces of the execution role; without them the mapping cannot reach the brokers';
const NETWORK = network(
  `Lambda polls from network interfaces in the VPC: ${GUIDE}/with-kafka-permissions.html`,
  NEEDS_NETWORK,
  ['VpcPrivateSubnet1Subnet536B997A', 'VpcPrivateSubnet2Subnet3788AAA1'].map(id => ec2Arn('subnet/', `,{"Ref":"${id}"}`)),
  [ec2Arn('security-group/', ',{"Fn::GetAtt":["Pollers71B73159","GroupId"]}')],
);

/** Ways to choose the private subnets. */
const SELECTIONS: { readonly [prop: string]: (vpc: ec2.Vpc) => unknown } = {
  subnetType: () => ec2.SubnetType.PRIVATE_WITH_EGRESS,
  subnetGroupName: () => 'Private',
  subnetFilters: vpc => [ec2.SubnetFilter.byIds(vpc.privateSubnets.map(({ subnetId }) => subnetId))],
  subnets: vpc => vpc.privateSubnets,
  availabilityZones: vpc => vpc.availabilityZones,
  onePerAz: () => true,
};

function inVpc(stack: Stack): Partial<OwnProps> {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
  return {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    securityGroup: new ec2.SecurityGroup(stack, 'Pollers', { vpc }),
  };
}

parityOf<Classes, OwnProps>({
  className: 'SelfManagedKafkaEventSource',
  upstream,
  ours: OURS,
  instance: stack => new ours.SelfManagedKafkaEventSource(own(stack)),

  withProps: props => ({
    deviations: [SECRET_ONCE],
    build: (stack, { SelfManagedKafkaEventSource }) => functionIn(stack).addEventSource(new SelfManagedKafkaEventSource(props(stack))),
  }),
  props: {
    ...commonProps(own),
    bootstrapServers: [
      { title: 'of two brokers', props: stack => ({ ...own(stack), bootstrapServers: ['b-1.example.com:9092', 'b-2.example.com:9092'] }) },
      { title: 'of a parameter', props: stack => ({ ...own(stack), bootstrapServers: [new CfnParameter(stack, 'Broker').valueAsString] }) },
    ],
    secret: [{
      title: 'with a key of the stack',
      props: stack => ({ ...own(stack), secret: new Secret(stack, 'Keyed', { encryptionKey: new kms.Key(stack, 'Key') }) }),
    }],
    authenticationMethod: METHOD.map(method => ({ title: method, props: stack => ({ ...own(stack), authenticationMethod: method }) })),
    rootCACertificate: [{
      title: 'of the stack',
      props: stack => ({ ...own(stack), rootCACertificate: new Secret(stack, 'Root') }),
      deviations: [SECRET_ONCE, ROOT_READ],
    }],
    ...Object.fromEntries(['vpc', 'securityGroup'].map(path =>
      [path, [{ title: 'beside the secret', props: (stack: Stack) => ({ ...own(stack), ...inVpc(stack) }), deviations: [SECRET_ONCE, ...NETWORK] }]])),
    ...Object.fromEntries(Object.entries(SELECTIONS).map(([name, selection]) => [`vpcSubnets.${name}`, [{
      title: 'chosen',
      props: (stack: Stack) => {
        const given = inVpc(stack);
        return { ...own(stack), ...given, vpcSubnets: { [name]: selection(given.vpc as ec2.Vpc) } };
      },
      deviations: [SECRET_ONCE, ...NETWORK],
    }]])),
  },

  scenarios: {
    'brokers in a VPC without a secret': {
      deviations: [
        { text: 'AWS::IAM::Policy FulfilServiceRoleDefaultPolicyD42462D7 is only ours', because: 'upstream grants nothing', recorded: NEEDS_NETWORK },
        { text: 'AWS::Lambda::Function waits for AWS::IAM::Policy', because: 'of its role', recorded: NEEDS_NETWORK },
      ],
      build: (stack, { SelfManagedKafkaEventSource }) =>
        functionIn(stack).addEventSource(new SelfManagedKafkaEventSource({ ...own(stack), secret: undefined, ...inVpc(stack) })),
    },
    'a security group without a VPC, which upstream passes over': {
      deviations: [SECRET_ONCE],
      build: (stack, { SelfManagedKafkaEventSource }) =>
        functionIn(stack).addEventSource(new SelfManagedKafkaEventSource({ ...own(stack), securityGroup: inVpc(stack).securityGroup })),
    },
    'the same topic of two clusters': {
      deviations: [SECRET_ONCE],
      build: (stack, { SelfManagedKafkaEventSource }) => {
        const fn = functionIn(stack);
        const props = own(stack);
        ['a:9092', 'b:9092'].forEach(broker => fn.addEventSource(new SelfManagedKafkaEventSource({ ...props, bootstrapServers: [broker] })));
      },
    },
    'an alias': {
      deviations: [SECRET_ONCE],
      build: (stack, { SelfManagedKafkaEventSource }) => functionIn(stack).addAlias('live').addEventSource(new SelfManagedKafkaEventSource(own(stack))),
    },
  },

  surroundings: SURROUNDINGS,
  exampleDeviations: [SECRET_ONCE],
  // The README shows this one without a secret and without a VPC: nobody accepts it, nor does Lambda.
  exampleOf: code => code.includes('KafkaDlq')
    ? { refused: { upstream: /secret must be set if Kafka brokers accessed over Internet/, ours: /EventSources::self-managed-kafka-access-missing\n/ } }
    : {},
});
