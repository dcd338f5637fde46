import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { BROKERS, BY_IAM, CLUSTER, PROVISIONED, START, UUID, clusterIn, literal, secretIn, selfManaged } from './kafka-shop';
import {
  KafkaCluster, KafkaEventSource, KafkaEventSourceProps, ManagedKafkaEventSource, SelfManagedKafkaAuthentication,
  SelfManagedKafkaEventSource, testing,
} from '../../../src';
import { l1MappingOf, mappingsIn, newFunction, newStack } from '../../builders';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-AbCdEf';

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

  test('two clusters of one name are two mappings, and the finding asks for another name', () => {
    const ids = idsOf((stack, fn) => {
      const authentication = SelfManagedKafkaAuthentication.saslPlain(secretIn(stack));
      const cluster = (broker: string) => KafkaCluster.selfManaged('warehouse', { bootstrapServers: [broker], authentication });
      ['a:9092', 'b:9092', 'b:9092'].forEach(broker => fn.addEventSource(new KafkaEventSource(cluster(broker), { topic: 'orders', ...START })));
      testing.Findings.of(stack).assertOnly('same-source-and-function', 'self-managed-kafka-name');
    });
    expect(ids).toEqual(['KafkaEventSource:warehouse:orders', 'KafkaEventSource:warehouse:orders:2']);
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

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a URI for IAM', { SourceAccessConfigurations: [{ Type: 'IAM_AUTH', URI: 'x' }] }, ['kafka-iam-login-uri', 'self-managed-kafka-access-type-new']],
    [
      'an ARN for a scope',
      { SourceAccessConfigurations: [{ Type: 'OAUTHBEARER_AUTH', URI: 'x' }, { Type: 'OAUTHBEARER_SCOPE', URI: 'arn:aws:s3:::scope' }] },
      ['oauthbearer-literal', 'self-managed-kafka-access-type-new'],
    ],
    [
      'a registry with what only brokers have',
      { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig: registry([{ Type: 'SASL_SCRAM_512_AUTH', URI: SECRET }]) } },
      ['schema-registry-access-type'],
    ],
    [
      'a registry with two logins, one of them new',
      { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig: registry([{ Type: 'BASIC_AUTH', URI: SECRET }, { Type: 'OAUTHBEARER_AUTH', URI: SECRET }]) } },
      ['schema-registry-oauthbearer', 'schema-registry-one-login'],
    ],
    ['a registry without a login', { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig: registry() } }, ['schema-registry-access-missing']],
    [
      'a Glue registry with a login',
      {
        SelfManagedKafkaEventSourceConfig: {
          SchemaRegistryConfig: { ...registry([{ Type: 'BASIC_AUTH', URI: SECRET }]), SchemaRegistryURI: 'arn:aws:glue:eu-west-1:111122223333:registry/shop' },
        },
      },
      ['schema-registry-glue-access'],
    ],
    [
      'a registry with the name of a secret',
      { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig: registry([{ Type: 'BASIC_AUTH', URI: 'registry' }]) } },
      ['schema-registry-access-uri'],
    ],
    [
      'an attribute that records do not have',
      { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig: { ...registry([{ Type: 'BASIC_AUTH', URI: SECRET }]), SchemaValidationConfigs: [{ Attribute: 'HEADERS' }] } } },
      ['schema-registry-validation'],
    ],
    [
      'a registry that says nothing',
      { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig: { SchemaRegistryURI: 'https://registry.example.com', AccessConfigs: [{ Type: 'BASIC_AUTH', URI: SECRET }] } } },
      ['schema-registry-format-missing', 'schema-registry-validation-missing'],
    ],
    ['no registry, by an empty object', { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig: {} } }, []],
    ['a config that only the deployment knows', { SelfManagedKafkaEventSourceConfig: { 'Fn::FindInMap': ['A', 'B', 'C'] } }, []],
    ['a mode that Lambda does not know', { 'SelfManagedKafkaEventSourceConfig.ConsumptionMode': 'Share' }, ['kafka-consumption-mode', 'kafka-consumption-mode-new']],
  ])('%s is found in an override', (_, overrides, findings) => {
    const stack = newStack();
    const source = new KafkaEventSource(selfManaged()(stack), { topic: 'orders', ...START, ...PROVISIONED });
    newFunction(stack).addEventSource(source);
    Object.entries(overrides).forEach(([path, value]) => l1MappingOf(source.eventSourceMapping).addPropertyOverride(path, value));
    testing.Findings.of(stack).assertOnly(...findings);
  });
});

function registry(AccessConfigs?: unknown[]): Record<string, unknown> {
  return { SchemaRegistryURI: 'https://registry.example.com', EventRecordFormat: 'JSON', SchemaValidationConfigs: [{ Attribute: 'KEY' }], AccessConfigs };
}
