import { Duration, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  DynamoEventSource, FailureDestination, KinesisConsumerEventSource, KinesisEventSource, KinesisEventSourceProps, StreamEventSource, testing,
} from '../../../src';
import {
  ACCOUNT, CALM, l1Of, mapped, newConsumer, newFunction, newStack, newTable, REGION, SOURCES, STREAM_ARN, TABLE_STREAM_ARN,
} from '../../stream-builders';

/*
 * What every mapping obeys, and the mapping of a stream as well: through each of the three classes, on both sides.
 */

const CLASSES = Object.keys(SOURCES);
type Props = Partial<KinesisEventSourceProps> | ((stack: Stack) => Partial<KinesisEventSourceProps>);

/** A key at the top of the records that each class may filter on. */
const PAYLOAD: { readonly [className: string]: (value: string) => Record<string, unknown> } = {
  KinesisEventSource: value => ({ data: { type: [value] } }),
  KinesisConsumerEventSource: value => ({ data: { type: [value] } }),
  DynamoEventSource: value => ({ dynamodb: { NewImage: { type: { S: [value] } } } }),
};

/** Sources of one stream, one after the other. */
const SHARED: { readonly [className: string]: (stack: Stack) => (props: { readonly mappingId?: string }) => StreamEventSource } = {
  KinesisEventSource: stack => {
    const stream = new kinesis.Stream(stack, 'Orders');
    return props => new KinesisEventSource(stream, { ...CALM, ...props });
  },
  KinesisConsumerEventSource: stack => {
    const consumer = newConsumer(stack);
    return props => new KinesisConsumerEventSource(consumer, { ...CALM, ...props });
  },
  DynamoEventSource: stack => {
    const table = newTable(stack);
    return props => new DynamoEventSource(table, { ...CALM, ...props });
  },
};

describe.each(CLASSES)('%s', className => {
  const found = (props: Props, stack = newStack()) => testing.Findings.of(mapped(className, typeof props === 'function' ? props(stack) : props, stack));
  const filters = (count: number) => Array.from({ length: count }, (_, i) => PAYLOAD[className](`type-${i}`));
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key-${i}`, 'value']));

  /** What is found once an escape hatch has written a property, or removed it. */
  function overridden(property: string, value: unknown, props?: Partial<KinesisEventSourceProps>): testing.Findings {
    const stack = newStack();
    const source = SOURCES[className](stack, props);
    newFunction(stack).addEventSource(source);
    const l1 = l1Of(source);
    if (value === undefined) { l1.addPropertyDeletionOverride(property); } else { l1.addPropertyOverride(property, value); }
    return testing.Findings.of(stack);
  }

  const HOLD: { readonly [title: string]: Props } = {
    'five filters': { filters: filters(5) },
    'filters that are not the same': { filters: filters(2) },
    'filters with a key': stack => ({ filters: filters(1), filterEncryption: new kms.Key(stack, 'Key') }),
    '50 tags': { tags: tags(50) },
    'a tag of 128 and 256 characters': { tags: { ['k'.repeat(128)]: 'v'.repeat(256) } },
    'one metric': { metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } },
    'provisionedPollerConfig that says nothing': { provisionedPollerConfig: {} },
    'a window of 300 seconds that is written in minutes': { maxBatchingWindow: Duration.minutes(5) },
    'LATEST': { startingPosition: lambda.StartingPosition.LATEST },
  };
  test.each(Object.keys(HOLD))('%s hold', title => found(HOLD[title]).assertNone());

  const VIOLATE: { readonly [title: string]: [Props, string] } = {
    'no filter at all': [{ filters: [] }, 'filters-count'],
    'six filters, which a quota may allow': [{ filters: filters(6) }, 'filters-quota'],
    'ten filters, which a quota may allow': [{ filters: filters(10) }, 'filters-quota'],
    'eleven filters': [{ filters: filters(11) }, 'filters-count'],
    'a filter twice': [{ filters: [...filters(1), ...filters(1)] }, 'filters-unique'],
    'a filter on the body of a message': [{ filters: [{ body: ['order'] }] }, 'filter-foreign-key'],
    'a key without filters': [stack => ({ filterEncryption: new kms.Key(stack, 'Key') }), 'filter-encryption-without-filters'],
    '51 tags': [{ tags: tags(51) }, 'tags-count'],
    'a tag of 129 characters': [{ tags: { ['k'.repeat(129)]: 'v' } }, 'tag-key-length'],
    'a tag with 257 characters': [{ tags: { k: 'v'.repeat(257) } }, 'tag-value-length'],
    'no metric': [{ metricsConfig: { metrics: [] } }, 'metrics-empty'],
    'a metric twice': [{ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT, lambda.MetricType.EVENT_COUNT] } }, 'metrics-unique'],
    'the metrics of Apache Kafka': [{ metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS] } }, 'metrics'],
    'a topic of Apache Kafka for failures': [{ onFailure: FailureDestination.kafkaTopic('failed') }, 'destination-topic-of-stream'],
    'a group of pollers': [{ provisionedPollerConfig: { pollerGroupName: 'orders' } }, 'provisioned-pollers-unsupported'],
    'a position that Lambda does not know': [
      { startingPosition: 'EARLIEST' as lambda.StartingPosition },
      className === 'DynamoEventSource' ? 'dynamodb-starting-position' : 'starting-position',
    ],
  };
  test.each(Object.keys(VIOLATE))('%s: exactly one finding', title => {
    const [props, ruleId] = VIOLATE[title];
    found(props).assertOnly(ruleId);
  });

  const WRITTEN: { readonly [property: string]: [unknown, string] } = {
    'EventSourceArn': [undefined, 'event-source-arn-missing'],
    'StartingPosition': [undefined, 'starting-position-missing'],
    'FunctionName': ['process orders', 'function-name'],
    'KmsKeyArn': ['alias/filters', 'kms-key-arn'],
    'FunctionResponseTypes': [['ReportItemFailures'], 'function-response-types'],
    'ScalingConfig': [{ MaximumConcurrency: 2 }, 'scaling-config-unsupported'],
    'Topics': [['orders'], 'topics-unsupported'],
    'Queues': [['orders'], 'queues-unsupported'],
    'LoggingConfig': [{ SystemLogLevel: 'INFO' }, 'logging-config-unsupported'],
    'DestinationConfig.OnSuccess': [{ Destination: `arn:aws:sqs:${REGION}:${ACCOUNT}:done` }, 'on-success-destination-unsupported'],
    'SelfManagedEventSource': [{ Endpoints: { KafkaBootstrapServers: ['broker:9092'] } }, 'self-managed-event-source-unsupported'],
    'AmazonManagedKafkaEventSourceConfig': [{ ConsumerGroupId: 'orders' }, 'amazon-managed-kafka-config-unsupported'],
    'SelfManagedKafkaEventSourceConfig': [{ ConsumerGroupId: 'orders' }, 'self-managed-kafka-config-unsupported'],
    'DocumentDBEventSourceConfig': [{ DatabaseName: 'orders' }, 'documentdb-config-unsupported'],
    'SourceAccessConfigurations': [[{ Type: 'BASIC_AUTH', URI: 'x' }], 'source-access-configurations-unsupported'],
  };
  test.each(Object.keys(WRITTEN))('%s by an escape hatch: the rule that speaks of it', property => {
    const [value, ruleId] = WRITTEN[property];
    const props = property === 'KmsKeyArn' ? { filters: filters(1) } : {};
    overridden(property, value, props).assertOnly(ruleId);
  });

  test('a time to start at goes with AT_TIMESTAMP only', () => {
    overridden('StartingPositionTimestamp', 1_700_000_000)
      .assertOnly(className === 'DynamoEventSource' ? 'dynamodb-starting-position-timestamp' : 'starting-position-timestamp-unused');
  });

  test('a function that is switched off warns while the mapping is on', () => {
    const withoutConcurrency = (enabled?: boolean) => {
      const stack = newStack();
      newFunction(stack, 'Fulfil', { reservedConcurrentExecutions: 0 }).addEventSource(SOURCES[className](stack, { enabled }));
      return testing.Findings.of(stack);
    };
    withoutConcurrency().assertOnly('function-switched-off');
    withoutConcurrency(false).assertNone();
  });

  test('the same source and function twice is one error, an alias of it or another function is none', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const source = SHARED[className](stack);
    fn.addEventSource(source({}));
    newFunction(stack, 'Report').addEventSource(source({}));
    fn.addAlias('live').addEventSource(source({}));
    const ofOthers = { KinesisEventSource: [], KinesisConsumerEventSource: ['kinesis-consumer-readers'], DynamoEventSource: ['dynamodb-readers'] }[className]!;
    testing.Findings.of(stack).assertOnly(...ofOthers);
    fn.addEventSource(source({ mappingId: 'Again' }));
    testing.Findings.of(stack).assertHas('same-source-and-function');
  });
});

describe('a time to start at', () => {
  const AT = { startingPosition: lambda.StartingPosition.AT_TIMESTAMP };
  const found = (startingPositionTimestamp: number) => testing.Findings.of(mapped('KinesisEventSource', { ...AT, startingPositionTimestamp }));

  test('of 10^11 seconds is in the far future, one more is taken for milliseconds', () => {
    found(1e11).assertOnly('starting-position-timestamp-future');
    found(1e11 + 1).assertOnly('starting-position-timestamp-milliseconds');
  });
});

test.each([
  ['KinesisEventSource', STREAM_ARN],
  ['DynamoEventSource', TABLE_STREAM_ARN],
])('%s: 1024 characters of an ARN hold, 1025 do not', (className, arn) => {
  const found = (length: number) => {
    const stack = newStack();
    const source = SOURCES[className](stack);
    newFunction(stack).addEventSource(source);
    l1Of(source).addPropertyOverride('EventSourceArn', arn.padEnd(length, 'x'));
    return testing.Findings.of(stack);
  };
  found(1024).assertNone();
  found(1025).assertOnly('event-source-arn-length');
});
