import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as msk from 'aws-cdk-lib/aws-msk';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CLUSTER, EVERY_LOGIN, PROVISIONED, SERVERLESS, START, clusterIn, literal, reading, secretArn, secretIn, selfManaged } from './kafka-shop';
import {
  ConfluentSchemaRegistry, FailureDestination, GlueSchemaRegistry, KafkaCluster, KafkaConsumptionMode, KafkaDlq, KafkaEventSource,
  KafkaEventSourceProps, MskAuthentication, SelfManagedKafkaAuthentication, testing,
} from '../../../src';
import { mappingIn, newFunction, newStack, Properties } from '../../builders';

describe('authentication', () => {
  test.each<[string, (secret: Secret) => MskAuthentication, (arn: unknown) => unknown, msk.CfnCluster.ClientAuthenticationProperty]>([
    ['iam', () => MskAuthentication.iam(), () => undefined, EVERY_LOGIN],
    ['unauthenticated', () => MskAuthentication.unauthenticated(), () => undefined, { unauthenticated: { enabled: true } }],
    ['saslScram512', secret => MskAuthentication.saslScram512(secret), arn => [{ Type: 'SASL_SCRAM_512_AUTH', URI: arn }], EVERY_LOGIN],
    ['mutualTls', secret => MskAuthentication.mutualTls(secret), arn => [{ Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: arn }], EVERY_LOGIN],
  ])('MskAuthentication.%s is accepted as it is', (_, authentication, expected, clientAuthentication) => {
    const stack = reading(scope => KafkaCluster.msk(clusterIn(scope, 'Cluster', { clientAuthentication }), { authentication: authentication(secretIn(scope)) }));
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

  test.each([['eu-west-1', []], ['us-east-1', ['secret-region']]])('a secret of %s for a function of eu-west-1 gives %j', (region, findings) => {
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
    'onFailure made by FailureDestination': [
      { ...PROVISIONED, onFailure: FailureDestination.kafkaTopic('failed') },
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
