import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as msk from 'aws-cdk-lib/aws-msk';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ConfluentSchemaRegistry, GlueSchemaRegistry, KafkaCluster, KafkaConsumptionMode, KafkaDlq, KafkaEventSource, KafkaEventSourceProps,
  ManagedKafkaEventSource, MskAuthentication, SelfManagedKafkaAuthentication, SelfManagedKafkaEventSource, SelfManagedKafkaOptions, testing,
} from '../../src';
import { l1MappingOf, mappingIn, mappingsIn, newFunction, newStack, Properties } from '../builders';

const UUID = '0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4';
const CLUSTER = `arn:aws:kafka:eu-west-1:111122223333:cluster/orders/${UUID}`;
const SERVERLESS = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-s1';
const START = { startingPosition: lambda.StartingPosition.TRIM_HORIZON };
const PROVISIONED = { provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 3 } };
const BROKERS = ['b-1.example.com:9092', 'b-2.example.com:9092'];
const BY_IAM = { authentication: MskAuthentication.iam() };

function clusterIn(stack: Stack, id = 'Cluster'): msk.CfnCluster {
  return new msk.CfnCluster(stack, id, {
    clusterName: 'orders',
    kafkaVersion: '3.9.x',
    numberOfBrokerNodes: 2,
    brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large' },
  });
}

function secretIn(stack: Stack, id = 'Secret'): Secret {
  return new Secret(stack, id, { secretName: `AmazonMSK_${id}` });
}

function secretArn(stack: Stack, id = 'Secret'): unknown {
  return stack.resolve((stack.node.findChild(id) as Secret).secretArn);
}

/** A function that reads a topic. */
function reading(clusterOf: (stack: Stack) => KafkaCluster, props: Partial<KafkaEventSourceProps> = {}): Stack {
  const stack = newStack();
  newFunction(stack).addEventSource(new KafkaEventSource(clusterOf(stack), { topic: 'orders', ...START, ...props }));
  return stack;
}

const literal = () => KafkaCluster.mskFromArn(CLUSTER, BY_IAM);

function selfManaged(options: Partial<SelfManagedKafkaOptions> = {}): (stack: Stack) => KafkaCluster {
  return stack => KafkaCluster.selfManaged('warehouse', {
    bootstrapServers: BROKERS,
    ...'authentication' in options ? {} : { authentication: SelfManagedKafkaAuthentication.saslScram512(secretIn(stack)) },
    ...options,
  });
}

describe('clusters', () => {
  test.each<[string, (stack: Stack) => KafkaCluster, unknown]>([
    ['an L1 cluster', stack => KafkaCluster.msk(clusterIn(stack), BY_IAM), { Ref: 'Cluster' }],
    ['a literal ARN', literal, CLUSTER],
    ['a token ARN', stack => KafkaCluster.mskFromArn(new CfnParameter(stack, 'Arn').valueAsString, BY_IAM), { Ref: 'Arn' }],
    ['an L1 serverless cluster', stack => KafkaCluster.mskServerless(new msk.CfnServerlessCluster(stack, 'Cluster', {
      clusterName: 'orders',
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{ subnetIds: ['subnet-1', 'subnet-2'] }],
    })), { Ref: 'Cluster' }],
    ['the literal ARN of a serverless cluster', () => KafkaCluster.mskServerlessFromArn(SERVERLESS), SERVERLESS],
  ])('%s is read by its ARN, with IAM and without an access configuration', (_, cluster, expected) => {
    const stack = reading(cluster, { mappingId: 'Orders' });
    expect(mappingIn(stack)).toEqual({ EventSourceArn: expected, FunctionName: { Ref: 'Fulfil41551CE2' }, Topics: ['orders'], StartingPosition: 'TRIM_HORIZON' });
    testing.Findings.of(stack).assertNone();
  });

  test('a cluster of another stack is read by an import', () => {
    const app = new App();
    const clusters = new Stack(app, 'Clusters');
    const stack = new Stack(app, 'Shop');
    newFunction(stack).addEventSource(new KafkaEventSource(KafkaCluster.msk(clusterIn(clusters), BY_IAM), { topic: 'orders', ...START }));
    expect(Object.keys(mappingIn(stack).EventSourceArn)).toEqual(['Fn::ImportValue']);
    testing.Findings.of(app).assertNone();
  });

  test('self-managed brokers are read by their addresses', () => {
    const stack = reading(selfManaged());
    expect(mappingIn(stack)).toEqual({
      FunctionName: { Ref: 'Fulfil41551CE2' },
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: BROKERS } },
      SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: secretArn(stack) }],
      Topics: ['orders'],
      StartingPosition: 'TRIM_HORIZON',
    });
    testing.Findings.of(stack).assertNone();
  });

  test('self-managed brokers in a VPC are reached from its private subnets, with the prefixes that the guide prints', () => {
    const stack = reading(scope => {
      const vpc = new ec2.Vpc(scope, 'Vpc', { maxAzs: 2 });
      return selfManaged({ authentication: undefined, vpc, securityGroups: [new ec2.SecurityGroup(scope, 'Pollers', { vpc })] })(scope);
    });
    expect(mappingIn(stack).SourceAccessConfigurations).toEqual([
      { Type: 'VPC_SUBNET', URI: { 'Fn::Join': ['', ['subnet:', { Ref: 'VpcPrivateSubnet1Subnet536B997A' }]] } },
      { Type: 'VPC_SUBNET', URI: { 'Fn::Join': ['', ['subnet:', { Ref: 'VpcPrivateSubnet2Subnet3788AAA1' }]] } },
      { Type: 'VPC_SECURITY_GROUP', URI: { 'Fn::Join': ['', ['security_group:', { 'Fn::GetAtt': ['Pollers71B73159', 'GroupId'] }]] } },
    ]);
    testing.Findings.of(stack).assertNone();
  });

  test('a VPC without security groups is an error', () => {
    const stack = reading(scope => selfManaged({ vpc: new ec2.Vpc(scope, 'Vpc') })(scope));
    testing.Findings.of(stack).assertOnly('self-managed-kafka-security-group');
  });

  test('security groups without a VPC are an error', () => {
    const stack = reading(scope => selfManaged({ securityGroups: [new ec2.SecurityGroup(scope, 'Pollers', { vpc: new ec2.Vpc(scope, 'Vpc') })] })(scope));
    testing.Findings.of(stack).assertOnly('self-managed-kafka-subnet');
  });

  test('neither authentication nor VPC is an error', () => {
    testing.Findings.of(reading(selfManaged({ authentication: undefined }))).assertOnly('self-managed-kafka-access-missing');
  });

  test('a root certificate alone is an error', () => {
    const stack = reading(scope => selfManaged({ authentication: undefined, rootCaCertificate: secretIn(scope, 'Root') })(scope));
    testing.Findings.of(stack).assertOnly('self-managed-kafka-login-missing');
  });

  test('a root certificate stands beside the authentication', () => {
    const stack = reading(scope => selfManaged({ rootCaCertificate: secretIn(scope, 'Root') })(scope));
    expect(mappingIn(stack).SourceAccessConfigurations).toEqual([
      { Type: 'SASL_SCRAM_512_AUTH', URI: secretArn(stack) },
      { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: secretArn(stack, 'Root') },
    ]);
    testing.Findings.of(stack).assertNone();
  });
});

describe('authentication', () => {
  test.each<[string, (secret: Secret) => MskAuthentication, (arn: unknown) => unknown]>([
    ['iam', () => MskAuthentication.iam(), () => undefined],
    ['unauthenticated', () => MskAuthentication.unauthenticated(), () => undefined],
    ['saslScram512', secret => MskAuthentication.saslScram512(secret), arn => [{ Type: 'SASL_SCRAM_512_AUTH', URI: arn }]],
    ['mutualTls', secret => MskAuthentication.mutualTls(secret), arn => [{ Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: arn }]],
  ])('MskAuthentication.%s is accepted as it is', (_, authentication, expected) => {
    const stack = reading(scope => KafkaCluster.msk(clusterIn(scope), { authentication: authentication(secretIn(scope)) }));
    expect(mappingIn(stack).SourceAccessConfigurations).toEqual(expected(secretArn(stack)));
    testing.Findings.of(stack).assertNone();
  });

  const NEW = ['self-managed-kafka-access-type-new'];
  test.each<[string, (secret: Secret) => SelfManagedKafkaAuthentication, (arn: unknown) => unknown, string[]]>([
    ['saslPlain', secret => SelfManagedKafkaAuthentication.saslPlain(secret), arn => [{ Type: 'BASIC_AUTH', URI: arn }], []],
    ['saslScram256', secret => SelfManagedKafkaAuthentication.saslScram256(secret), arn => [{ Type: 'SASL_SCRAM_256_AUTH', URI: arn }], []],
    ['saslScram512', secret => SelfManagedKafkaAuthentication.saslScram512(secret), arn => [{ Type: 'SASL_SCRAM_512_AUTH', URI: arn }], []],
    ['mutualTls', secret => SelfManagedKafkaAuthentication.mutualTls(secret), arn => [{ Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: arn }], []],
    ['oauthBearer', secret => SelfManagedKafkaAuthentication.oauthBearer(secret), arn => [{ Type: 'OAUTHBEARER_AUTH', URI: arn }], NEW],
    [
      'oauthBearer with its parts',
      secret => SelfManagedKafkaAuthentication.oauthBearer(secret, { scope: 's', audience: 'a', logicalCluster: 'lkc-1', identityPool: 'pool-1' }),
      arn => [
        { Type: 'OAUTHBEARER_AUTH', URI: arn }, { Type: 'OAUTHBEARER_SCOPE', URI: 's' }, { Type: 'OAUTHBEARER_AUDIENCE', URI: 'a' },
        { Type: 'OAUTHBEARER_LOGICAL_CLUSTER', URI: 'lkc-1' }, { Type: 'OAUTHBEARER_IDENTITY_POOL', URI: 'pool-1' },
      ],
      NEW,
    ],
    ['iam', () => SelfManagedKafkaAuthentication.iam(CLUSTER), () => [{ Type: 'IAM_AUTH' }], NEW],
    [
      'iamOauthBearer',
      () => SelfManagedKafkaAuthentication.iamOauthBearer('kafka'),
      () => [{ Type: 'IAM_OAUTHBEARER_AUTH' }, { Type: 'OAUTHBEARER_AUDIENCE', URI: 'kafka' }],
      NEW,
    ],
  ])('SelfManagedKafkaAuthentication.%s is accepted, with a warning where it is new', (_, authentication, expected, findings) => {
    const stack = reading(scope => selfManaged({ authentication: authentication(secretIn(scope)) })(scope));
    expect(mappingIn(stack).SourceAccessConfigurations).toEqual(expected(secretArn(stack)));
    testing.Findings.of(stack).assertOnly(...findings);
  });

  test('what a cluster kind does not support cannot be written', () => {
    const stack = newStack();
    // @ts-expect-error: Amazon MSK has no SASL/PLAIN
    expect(MskAuthentication.saslPlain).toBeUndefined();
    // @ts-expect-error: MSK Serverless has IAM only
    KafkaCluster.mskServerlessFromArn(SERVERLESS, { authentication: MskAuthentication.unauthenticated() });
    // @ts-expect-error: an authentication of the other kind
    KafkaCluster.mskFromArn(CLUSTER, { authentication: SelfManagedKafkaAuthentication.saslScram512(secretIn(stack)) });
  });

  test.each([
    ['AmazonMSK_orders', []],
    ['orders', ['msk-secret-name']],
    [undefined, ['msk-secret-name']],
  ])('a secret of the name %s for SASL/SCRAM of Amazon MSK gives %j', (secretName, findings) => {
    const stack = reading(scope => KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.saslScram512(new Secret(scope, 'Secret', { secretName })) }));
    testing.Findings.of(stack).assertOnly(...findings);
  });

  test.each([['eu-west-1', []], ['us-east-1', ['kafka-secret-region']]])('a secret of %s for a function of eu-west-1 gives %j', (region, findings) => {
    const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
    const secret = Secret.fromSecretCompleteArn(stack, 'Secret', `arn:aws:secretsmanager:${region}:111122223333:secret:AmazonMSK_orders-AbCdEf`);
    newFunction(stack).addEventSource(new KafkaEventSource(
      KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.mutualTls(secret) }), { topic: 'orders', ...START },
    ));
    testing.Findings.of(stack).assertOnly(...findings);
  });
});

describe('each prop becomes its CloudFormation property', () => {
  const BARE = mappingIn(reading(literal));
  const WITH_POLLERS = { ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 3 } };
  const CASES: { readonly [title: string]: [Partial<KafkaEventSourceProps>, Properties] } = {
    'batchSize': [{ batchSize: 1 }, { BatchSize: 1 }],
    'batchSize: 0, which a rule refuses': [{ batchSize: 0 }, { BatchSize: 0 }],
    'maxBatchingWindow': [{ maxBatchingWindow: Duration.minutes(5) }, { MaximumBatchingWindowInSeconds: 300 }],
    'maxBatchingWindow of zero': [{ maxBatchingWindow: Duration.seconds(0) }, { MaximumBatchingWindowInSeconds: 0 }],
    'consumerGroupId': [{ consumerGroupId: 'fulfil' }, { AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'fulfil' } }],
    'startingPosition with a time': [
      { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: 1700000000 },
      { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1700000000 },
    ],
    'provisionedPollerConfig': [
      { provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 3, pollerGroupName: 'shared' } },
      { ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 3, PollerGroupName: 'shared' } },
    ],
    'bisectBatchOnError': [{ ...PROVISIONED, bisectBatchOnError: true }, { ...WITH_POLLERS, BisectBatchOnFunctionError: true }],
    'bisectBatchOnError: false': [{ bisectBatchOnError: false }, { BisectBatchOnFunctionError: false }],
    'retryAttempts of zero': [{ ...PROVISIONED, retryAttempts: 0 }, { ...WITH_POLLERS, MaximumRetryAttempts: 0 }],
    'maxRecordAge': [{ ...PROVISIONED, maxRecordAge: Duration.days(7) }, { ...WITH_POLLERS, MaximumRecordAgeInSeconds: 604800 }],
    'reportBatchItemFailures': [{ ...PROVISIONED, reportBatchItemFailures: true }, { ...WITH_POLLERS, FunctionResponseTypes: ['ReportBatchItemFailures'] }],
    'reportBatchItemFailures: false, as nothing': [{ reportBatchItemFailures: false }, {}],
    'logLevel': [{ ...PROVISIONED, logLevel: lambda.EventSourceMappingLogLevel.WARN }, { ...WITH_POLLERS, LoggingConfig: { SystemLogLevel: 'WARN' } }],
    'metricsConfig': [
      { ...PROVISIONED, metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS] } },
      { ...WITH_POLLERS, MetricsConfig: { Metrics: ['KafkaMetrics'] } },
    ],
    'onFailure to a topic of the cluster': [
      { ...PROVISIONED, onFailure: new KafkaDlq('failed') },
      { ...WITH_POLLERS, DestinationConfig: { OnFailure: { Destination: 'kafka://failed' } } },
    ],
    'onFailure of upstream': [
      { ...PROVISIONED, onFailure: new upstream.KafkaDlq('failed') },
      { ...WITH_POLLERS, DestinationConfig: { OnFailure: { Destination: 'kafka://failed' } } },
    ],
    'enabled: false': [{ enabled: false }, { Enabled: false }],
    'filters': [{ filters: [{ value: { type: ['order'] } }] }, { FilterCriteria: { Filters: [{ Pattern: '{"value":{"type":["order"]}}' }] } }],
    'tags': [{ tags: { team: 'orders' } }, { Tags: [{ Key: 'team', Value: 'orders' }] }],
  };

  test.each(Object.entries(CASES))('%s', (title, [props, expected]) => {
    const stack = reading(literal, props);
    const mapping = title.includes('refuses')
      ? stack.resolve((stack.node.findChild('Fulfil').node.children.find(({ node }) => node.id.startsWith('Kafka'))?.node.defaultChild as any)._toCloudFormation())
      : { Resources: { Only: { Properties: mappingIn(stack) } } };
    expect((Object.values(mapping.Resources)[0] as { Properties: unknown }).Properties).toEqual({ ...BARE, ...expected });
  });

  test('consumerGroupId of self-managed brokers goes into their own config', () => {
    expect(mappingIn(reading(selfManaged(), { consumerGroupId: 'fulfil' })).SelfManagedKafkaEventSourceConfig).toEqual({ ConsumerGroupId: 'fulfil' });
  });

  test.each([
    ['beside a consumer group', { consumerGroupId: 'fulfil' }, { ConsumerGroupId: 'fulfil', ConsumptionMode: 'Queue' }],
    ['alone', {}, { ConsumptionMode: 'Queue' }],
  ])('consumptionMode %s reaches the template of every CDK version, and warns', (_, props, expected) => {
    const stack = reading(selfManaged(), { consumptionMode: KafkaConsumptionMode.QUEUE, startingPosition: undefined, ...props });
    expect(mappingIn(stack).SelfManagedKafkaEventSourceConfig).toEqual(expected);
    testing.Findings.of(stack).assertOnly('kafka-consumption-mode-new');
  });

  test('consumptionMode of Amazon MSK is an error', () => {
    testing.Findings.of(reading(literal, { consumptionMode: KafkaConsumptionMode.STREAM })).assertOnly('self-managed-kafka-config-unsupported');
  });

  test('a duration that is a token in minutes is an error', () => {
    const stack = newStack();
    const minutes = Duration.minutes(new CfnParameter(stack, 'Minutes', { type: 'Number' }).valueAsNumber);
    newFunction(stack).addEventSource(new KafkaEventSource(literal(), { topic: 'orders', ...START, ...PROVISIONED, maxRecordAge: minutes }));
    testing.Findings.of(stack).assertOnly('duration-token');
  });
});

describe('schema registries', () => {
  const FORMAT = {
    eventRecordFormat: lambda.EventRecordFormat.JSON,
    schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
  };
  const RENDERED = { EventRecordFormat: 'JSON', SchemaValidationConfigs: [{ Attribute: 'VALUE' }] };
  const glueIn = (stack: Stack) => new glue.CfnRegistry(stack, 'Registry', { name: 'orders' });

  test.each<[string, (stack: Stack) => lambda.ISchemaRegistry, Properties]>([
    ['a Glue registry of the stack', stack => new GlueSchemaRegistry({ schemaRegistry: glueIn(stack), ...FORMAT }), { SchemaRegistryURI: { 'Fn::GetAtt': ['Registry', 'Arn'] } }],
    [
      'a Glue registry by ARN',
      () => new GlueSchemaRegistry({ schemaRegistryArn: 'arn:aws:glue:eu-west-1:111122223333:registry/orders', ...FORMAT }),
      { SchemaRegistryURI: 'arn:aws:glue:eu-west-1:111122223333:registry/orders' },
    ],
    [
      'a Glue registry by a token ARN',
      stack => new GlueSchemaRegistry({ schemaRegistryArn: new CfnParameter(stack, 'Arn').valueAsString, ...FORMAT }),
      { SchemaRegistryURI: { Ref: 'Arn' } },
    ],
    ['one of upstream', stack => new upstream.GlueSchemaRegistry({ schemaRegistry: glueIn(stack), ...FORMAT }), { SchemaRegistryURI: { 'Fn::GetAtt': ['Registry', 'Arn'] } }],
    [
      'a Confluent registry with a certificate of its own',
      stack => new ConfluentSchemaRegistry({
        schemaRegistryUri: 'https://registry.example.com',
        authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
        secret: Secret.fromSecretCompleteArn(stack, 'Login', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:login-AbCdEf'),
        rootCaCertificate: Secret.fromSecretCompleteArn(stack, 'Root', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf'),
        ...FORMAT,
      }),
      {
        SchemaRegistryURI: 'https://registry.example.com',
        AccessConfigs: [
          { Type: 'BASIC_AUTH', URI: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:login-AbCdEf' },
          { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf' },
        ],
      },
    ],
  ])('%s is accepted in provisioned mode and refused on demand, for both kinds of cluster', (_, registry, expected) => {
    for (const [cluster, config] of [[literal, 'AmazonManagedKafkaEventSourceConfig'], [selfManaged(), 'SelfManagedKafkaEventSourceConfig']] as const) {
      for (const [pollers, findings] of [[PROVISIONED, []], [{}, ['schema-registry-on-demand']]] as const) {
        const stack = newStack();
        newFunction(stack).addEventSource(new KafkaEventSource(cluster(stack), {
          topic: 'orders', ...START, ...pollers, schemaRegistryConfig: registry(stack), consumerGroupId: 'fulfil',
        }));
        testing.Findings.of(stack).assertOnly(...findings);
        if (findings.length === 0) {
          expect(mappingIn(stack)[config]).toEqual({ ConsumerGroupId: 'fulfil', SchemaRegistryConfig: { ...RENDERED, ...expected } });
        }
      }
    }
  });

  test.each([[{}, /has no registry/], [{ schemaRegistryArn: 'orders' }, /"orders", which is not the ARN/]])('a Glue registry of %j throws and says what to set', (props, message) => {
    const stack = newStack();
    const source = new KafkaEventSource(literal(), { topic: 'orders', ...START, ...PROVISIONED, schemaRegistryConfig: new GlueSchemaRegistry({ ...props, ...FORMAT }) });
    expect(() => newFunction(stack).addEventSource(source)).toThrow(message);
  });
});

describe('identity', () => {
  function idsOf(build: (stack: Stack, fn: lambda.Function) => void): string[] {
    const stack = newStack();
    const fn = newFunction(stack);
    build(stack, fn);
    return fn.node.children.map(({ node }) => node.id).filter(id => id.startsWith('Kafka'));
  }

  test.each<[string, (stack: Stack) => KafkaCluster, string]>([
    ['an L1 cluster', stack => KafkaCluster.msk(clusterIn(stack), BY_IAM), 'KafkaEventSource:ShopCluster1B9F35D5:orders'],
    ['the ARN of an L1 cluster', stack => KafkaCluster.mskFromArn(clusterIn(stack).attrArn, BY_IAM), 'KafkaEventSource:ShopCluster1B9F35D5:orders'],
    ['a literal ARN', literal, `KafkaEventSource:orders-${UUID}:orders`],
    ['self-managed brokers', selfManaged(), 'KafkaEventSource:warehouse:orders'],
    ['self-managed brokers that changed', selfManaged({ bootstrapServers: ['c:9092'] }), 'KafkaEventSource:warehouse:orders'],
  ])('the id of %s is made of cluster and topic', (_, cluster, expected) => {
    expect(idsOf((stack, fn) => fn.addEventSource(new KafkaEventSource(cluster(stack), { topic: 'orders', ...START })))).toEqual([expected]);
    expect(idsOf((stack, fn) => fn.addEventSource(new KafkaEventSource(cluster(stack), { topic: 'orders', ...START, consumerGroupId: 'g' })))).toEqual([expected]);
  });

  test('the same topic of two clusters, and two topics of a cluster, are four mappings without a finding', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    for (const cluster of ['A', 'B'].map(id => KafkaCluster.msk(clusterIn(stack, id), BY_IAM))) {
      ['orders', 'returns'].forEach(topic => fn.addEventSource(new KafkaEventSource(cluster, { topic, ...START })));
    }
    expect(Object.keys(mappingsIn(stack))).toHaveLength(4);
    testing.Findings.of(stack).assertNone();
  });

  test('the same topic of a cluster twice is an error, whoever made the second', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const cluster = clusterIn(stack);
    fn.addEventSource(new KafkaEventSource(KafkaCluster.msk(cluster, BY_IAM), { topic: 'orders', ...START }));
    fn.addEventSource(new KafkaEventSource(KafkaCluster.mskFromArn(cluster.attrArn, BY_IAM), { topic: 'orders', ...START, consumerGroupId: 'other' }));
    fn.addEventSource(new ManagedKafkaEventSource({ clusterArn: cluster.attrArn, topic: 'orders', ...START }));
    testing.Findings.of(stack).assertOnly('same-source-and-function', 'same-source-and-function');
  });

  test('upstream\'s id stays with the first cluster of a topic, and a later one gets the name of its cluster', () => {
    const ids = idsOf((stack, fn) => ['A', 'B'].forEach(id =>
      fn.addEventSource(new ManagedKafkaEventSource({ clusterArn: clusterIn(stack, id).attrArn, topic: 'orders', ...START }))));
    expect(ids).toEqual(['KafkaEventSource:ShopFulfilD9ABB2A9orders', 'KafkaEventSource:ShopFulfilD9ABB2A9:ShopB29436F85:orders']);
  });

  test('upstream\'s class bound twice to one topic of a cluster is one mapping and an error', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    [1, 2].forEach(() => fn.addEventSource(new ManagedKafkaEventSource({ clusterArn: CLUSTER, topic: 'orders', ...START })));
    expect(fn.node.children.filter(({ node }) => node.id.startsWith('Kafka'))).toHaveLength(1);
    testing.Findings.of(stack).assertOnly('same-source-and-function');
  });

  test('a token topic works, and the finding asks for mappingId', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const topics = ['One', 'Two'].map(id => new CfnParameter(stack, id).valueAsString);
    topics.forEach(topic => fn.addEventSource(new KafkaEventSource(literal(), { topic, ...START })));
    expect(Object.values(mappingsIn(stack)).map(({ Properties: { Topics } }) => Topics)).toEqual([[{ Ref: 'One' }], [{ Ref: 'Two' }]]);
    testing.Findings.of(stack).assertOnly('mapping-id-missing', 'mapping-id-missing');
  });

  test.each<[string, (stack: Stack, topic: string) => lambda.IEventSource]>([
    ['KafkaEventSource', (_, topic) => new KafkaEventSource(literal(), { topic, ...START, mappingId: 'Orders' })],
    ['ManagedKafkaEventSource', (_, topic) => new ManagedKafkaEventSource({ clusterArn: CLUSTER, topic, ...START, mappingId: 'Orders' })],
    ['SelfManagedKafkaEventSource', (stack, topic) => new SelfManagedKafkaEventSource({ bootstrapServers: BROKERS, topic, ...START, secret: secretIn(stack), mappingId: 'Orders' })],
  ])('a token topic with mappingId is a %s without a finding', (_, source) => {
    const stack = newStack();
    newFunction(stack).addEventSource(source(stack, new CfnParameter(stack, 'Topic').valueAsString));
    testing.Findings.of(stack).assertNone();
  });

  test('a token topic of upstream\'s classes without mappingId works as well', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const topic = new CfnParameter(stack, 'Topic').valueAsString;
    fn.addEventSource(new ManagedKafkaEventSource({ clusterArn: CLUSTER, topic, ...START }));
    fn.addEventSource(new SelfManagedKafkaEventSource({ bootstrapServers: BROKERS, topic, ...START, secret: secretIn(stack) }));
    expect(Object.keys(mappingsIn(stack))).toHaveLength(2);
    testing.Findings.of(stack).assertOnly('mapping-id-missing', 'mapping-id-missing');
  });

  test('a source bound to two functions has a mapping in each, and its getters say so', () => {
    const stack = newStack();
    const source = new KafkaEventSource(literal(), { topic: 'orders', ...START });
    ['One', 'Two'].forEach(id => newFunction(stack, id).addEventSource(source));
    expect(() => source.eventSourceMapping).toThrow(/KafkaEventSource of topic orders has 2 event source mappings/);
  });
});

describe('rules over several mappings', () => {
  function two(first: Partial<KafkaEventSourceProps>, second: Partial<KafkaEventSourceProps>): testing.Findings {
    const stack = newStack();
    [first, second].forEach((props, i) =>
      newFunction(stack, `Fulfil${i}`).addEventSource(new KafkaEventSource(literal(), { topic: 'orders', ...START, ...props })));
    return testing.Findings.of(stack);
  }

  test('a consumer group used twice warns, once', () => {
    two({ consumerGroupId: 'fulfil' }, { consumerGroupId: 'fulfil' }).assertOnly('kafka-consumer-group-shared');
    two({ consumerGroupId: 'fulfil' }, { consumerGroupId: 'report' }).assertNone();
  });

  test.each([[1800, 200, []], [1801, 200, ['kafka-poller-group-pollers']], [1800, undefined, []], [1801, undefined, ['kafka-poller-group-pollers']]])(
    'poller groups of %j and %j maximum pollers give %j', (first, second, findings) => {
      const pollers = (maximumPollers?: number) => ({ provisionedPollerConfig: { maximumPollers, pollerGroupName: 'shared' } });
      two(pollers(first), pollers(second)).assertOnly(...findings);
    });

  test('pollers of two groups are not added up', () => {
    two({ provisionedPollerConfig: { maximumPollers: 2000, pollerGroupName: 'a' } }, { provisionedPollerConfig: { maximumPollers: 2000, pollerGroupName: 'b' } }).assertNone();
  });

  test.each([
    ['the same brokers', BROKERS, BROKERS, 'orders', ['self-managed-kafka-overlap']],
    ['one broker in common', BROKERS, [BROKERS[1], 'c:9092'], 'orders', ['self-managed-kafka-overlap']],
    ['no broker in common', BROKERS, ['c:9092'], 'orders', []],
    ['another topic', BROKERS, BROKERS, 'returns', []],
  ])('two mappings of a function with %s give the finding of a 409', (_, first, second, topic, findings) => {
    const stack = newStack();
    const fn = newFunction(stack);
    const authentication = SelfManagedKafkaAuthentication.saslPlain(secretIn(stack));
    fn.addEventSource(new KafkaEventSource(KafkaCluster.selfManaged('one', { bootstrapServers: first, authentication }), { topic: 'orders', ...START }));
    fn.addEventSource(new KafkaEventSource(KafkaCluster.selfManaged('two', { bootstrapServers: second, authentication }), { topic, ...START }));
    testing.Findings.of(stack).assertOnly(...findings);
  });

  test('the same brokers and topic for two functions, or a function and its alias, are fine', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const cluster = selfManaged()(stack);
    [fn, fn.addAlias('live'), newFunction(stack, 'Report')].forEach(target => target.addEventSource(new KafkaEventSource(cluster, { topic: 'orders', ...START })));
    testing.Findings.of(stack).assertNone();
  });
});

describe('the function', () => {
  test.each([[840, []], [841, ['poller-function-timeout']]])('a timeout of %i seconds gives %j', (seconds, findings) => {
    const stack = newStack();
    newFunction(stack, 'Fulfil', { timeout: Duration.seconds(seconds) }).addAlias('live')
      .addEventSource(new KafkaEventSource(literal(), { topic: 'orders', ...START }));
    testing.Findings.of(stack).assertOnly(...findings);
  });

  test.each([[15, []], [14, ['kafka-pollers-over-reserved']]])('reserved concurrency of %i for 3 pollers gives %j', (reservedConcurrentExecutions, findings) => {
    const stack = newStack();
    newFunction(stack, 'Fulfil', { reservedConcurrentExecutions }).addEventSource(new KafkaEventSource(literal(), { topic: 'orders', ...START, ...PROVISIONED }));
    testing.Findings.of(stack).assertOnly(...findings);
  });
});

describe('mappings made with an L1', () => {
  test('are judged by the same rules once ours are in the app', () => {
    const stack = newStack();
    const source = new KafkaEventSource(selfManaged()(stack), { topic: 'orders', ...START });
    newFunction(stack).addEventSource(source);
    l1MappingOf(source.eventSourceMapping).addPropertyOverride('SourceAccessConfigurations.1', { Type: 'BASIC_AUTH', URI: 'x' });
    testing.Findings.of(stack).assertOnly('kafka-one-login');
  });

  test('a literal ARN that may be provisioned or Serverless is judged by what holds for both', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new ManagedKafkaEventSource({ clusterArn: CLUSTER, topic: 'o', ...START, bisectBatchOnError: true }));
    testing.Findings.of(stack).assertOnly('kafka-bisect-batch-on-demand', 'kafka-topic-name');
  });
});

test('upstream\'s README of a self-managed cluster with a Kafka destination works once it says how to log in', () => {
  const stack = reading(selfManaged({ bootstrapServers: ['kafka-broker:9092'] }), {
    topic: 'some-cool-topic', onFailure: new KafkaDlq('error-topic'), provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 1 },
  });
  expect(mappingIn(stack).DestinationConfig).toEqual({ OnFailure: { Destination: 'kafka://error-topic' } });
  testing.Findings.of(stack).assertNone();
});

test('failed records to a queue need no provisioned mode, to a topic of the cluster they do, to the topic itself never', () => {
  const queue = (stack: Stack) => new upstream.SqsDlq(new sqs.Queue(stack, 'Failed'));
  const stack = newStack();
  newFunction(stack).addEventSource(new KafkaEventSource(literal(), { topic: 'orders', ...START, onFailure: queue(stack) }));
  testing.Findings.of(stack).assertNone();
  testing.Findings.of(reading(literal, { onFailure: new KafkaDlq('failed') })).assertOnly('kafka-destination-topic-on-demand');
  testing.Findings.of(reading(literal, { ...PROVISIONED, onFailure: new KafkaDlq('orders') })).assertOnly('kafka-destination-topic-same');
});

test('a mapping waits for the permissions of an imported function\'s role', () => {
  const stack = newStack();
  const role = newFunction(stack, 'Other').role!;
  lambda.Function.fromFunctionAttributes(stack, 'Fulfil', { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:fulfil', role })
    .addEventSource(new KafkaEventSource(literal(), { topic: 'orders', ...START }));
  const [{ DependsOn }] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
  const [policy] = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(DependsOn).toEqual([policy]);
});
