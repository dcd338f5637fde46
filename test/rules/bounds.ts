/**
 * The bounds of AWS, written down by hand and not taken from the rules: values on the bounds, and the nearest beyond them.
 *
 * A rule with a range, a count or a length needs an entry here, or `at` and `beyond` of its own in own-cases/.
 */
export interface BoundsOf {
  readonly at: readonly unknown[];
  readonly beyond: readonly unknown[];
  /** Where the value goes, if it is not the property of the rule. */
  readonly path?: string;
}

const numbers = (least: number, most: number): BoundsOf => ({ at: [least, most], beyond: [least - 1, most + 1] });
const text = (length: number) => 'a'.repeat(length);
const lengths = (least: number, most: number): BoundsOf => ({
  at: [text(least), text(most)],
  beyond: [...least > 0 ? [text(least - 1)] : [], text(most + 1)],
});
const list = (count: number, item: (i: number) => unknown) => Array.from({ length: count }, (_, i) => item(i));
const counts = (least: number, most: number, item: (i: number) => unknown): BoundsOf => ({
  at: [list(least, item), list(most, item)],
  beyond: [...least > 0 ? [list(least - 1, item)] : [], list(most + 1, item)],
});

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:';
const filter = (i: number) => ({ Pattern: `{"body":{"n":[${i}]}}` });
const secret = (i: number) => `${SECRET}AmazonMSK_${i}`;

export const BOUNDS: { readonly [rule: string]: BoundsOf } = {
  'batch-size': numbers(1, 10000),
  'batching-window': numbers(0, 300),
  'event-source-arn-length': { at: [`arn:aws:sqs:${text(0)}`, `arn:aws:sqs:eu-west-1:111122223333:${text(989)}`], beyond: ['arn:aws:sqs', `arn:aws:sqs:eu-west-1:111122223333:${text(990)}`] },
  'function-name-length': lengths(1, 140),
  'tags-count': counts(0, 50, i => ({ Key: `k${i}`, Value: 'v' })),
  'tag-key-length': lengths(1, 128),
  'tag-value-length': lengths(0, 256),
  'function-response-types-count': counts(0, 1, () => 'ReportBatchItemFailures'),
  'filters-count': counts(1, 10, filter),
  'filters-quota': { at: [list(1, filter), list(5, filter), list(11, filter)], beyond: [list(6, filter), list(10, filter)] },
  'filter-length': { at: ['', `{"body":["${text(4083)}"]}`], beyond: [`{"body":["${text(4084)}"]}`] },
  'starting-position-timestamp-milliseconds': { at: [100000000000], beyond: [100000000001] },
  'sqs-batch-size': numbers(1, 10000),
  'sqs-fifo-batch-size': numbers(1, 10),
  // Beyond 300 seconds another rule speaks.
  'sqs-batch-window-missing': { at: [1, 300, 301], beyond: [0] },
  'sqs-fifo-batching-window': { at: [0], beyond: [1] },
  'sqs-maximum-concurrency': numbers(2, 1000),
  'sqs-minimum-pollers': numbers(2, 200),
  'sqs-maximum-pollers': numbers(2, 10000),
  // Below 2 and above 10000 another rule speaks.
  'sqs-maximum-pollers-quota': { at: [2, 2000, 1, 10001], beyond: [2001, 10000] },
  'sqs-max-receive-count': { at: [5, 1000], beyond: [4] },
  // Without any another rule speaks.
  'basic-auth-repeated': { at: [[secret(1)]], beyond: [[secret(1), secret(2)]] },
  'basic-auth-secret-length': { at: [SECRET + text(200 - SECRET.length)], beyond: [SECRET + text(201 - SECRET.length), ''] },
  'mq-queue-count': counts(1, 1, i => `orders${i}`),
  'mq-queue-length': lengths(1, 1000),
  'rabbitmq-virtual-host-count': { at: [['/orders']], beyond: [['/orders', '/returns']] },
  'rabbitmq-virtual-host-length': lengths(1, 200),
  'documentdb-database-length': lengths(1, 63),
  'documentdb-collection-length': lengths(1, 57),
  'kafka-topic-count': counts(1, 1, i => `orders${i}`),
  'kafka-topic-length': lengths(1, 249),
  'self-managed-kafka-brokers-count': counts(1, 10, i => `broker${i}:9092`),
  'self-managed-kafka-broker-length': { at: [`${text(295)}:9092`, 'b:1'], beyond: [`${text(296)}:9092`, ''] },
  'kafka-consumer-group-id-length': lengths(1, 200),
  'kafka-minimum-pollers': numbers(1, 200),
  'kafka-maximum-pollers': numbers(1, 2000),
  'kafka-poller-group-name-length': lengths(0, 128),
  'poller-function-timeout': { at: [1, 840], beyond: [841] },
  'kafka-maximum-retry-attempts': numbers(-1, 10000),
  // Below 0 another rule speaks, and -1 is no limit.
  'kafka-maximum-record-age': { at: [-1, 60, 604800], beyond: [0, 59, 604801] },
  'kafka-maximum-record-age-negative': { at: [-1], beyond: [-2] },
  'kafka-access-count': { at: [list(1, i => ({ Type: 'SASL_SCRAM_512_AUTH', URI: secret(i) })), list(22, i => ({ Type: 'SASL_SCRAM_512_AUTH', URI: secret(i) }))], beyond: [[], list(23, i => ({ Type: 'SASL_SCRAM_512_AUTH', URI: secret(i) }))] },
  'kafka-access-uri-length': lengths(1, 200),
  'schema-registry-uri-length': { at: ['r', text(10000)], beyond: ['', text(10001)] },
  'schema-registry-validation-count': counts(1, 2, i => ({ Attribute: ['KEY', 'VALUE', 'KEY'][i] })),
  'schema-registry-access-count': counts(0, 2, i => ({ Type: ['BASIC_AUTH', 'SERVER_ROOT_CA_CERTIFICATE', 'BASIC_AUTH'][i], URI: secret(i) })),
  'parallelization-factor': numbers(1, 10),
  'tumbling-window': numbers(0, 900),
  // -1 is no limit.
  'record-age': { at: [-1, 60, 604800], beyond: [59, 604801, 0] },
  'retry-attempts': numbers(-1, 10000),
  'kinesis-readers': { path: 'others', at: [0, 4], beyond: [5] },
  'kinesis-consumer-readers': { path: 'others', at: [0], beyond: [1] },
  'dynamodb-readers': { path: 'others', at: [0, 1], beyond: [2] },
  // With a third reader another rule speaks.
  'dynamodb-global-table-readers': { path: 'others', at: [0, 2], beyond: [1] },
  'destination-length': { at: ['', `arn:aws:sqs:eu-west-1:111122223333:${text(315)}`], beyond: [`arn:aws:sqs:eu-west-1:111122223333:${text(316)}`] },
  'sqs-reserved-concurrency-low': { at: [5, 1000, 0], beyond: [1, 4] },
  'function-switched-off': { at: [1], beyond: [0] },
  'invoke-maximum-event-age': numbers(60, 21600),
  'invoke-maximum-retry-attempts': numbers(0, 2),
  'invoke-function-switched-off': { at: [1], beyond: [0] },
  'invoke-on-success-length': { at: [`arn:aws:sqs:eu-west-1:111122223333:${text(315)}`], beyond: [`arn:aws:sqs:eu-west-1:111122223333:${text(316)}`] },
  'invoke-on-failure-length': { at: [`arn:aws:sqs:eu-west-1:111122223333:${text(315)}`], beyond: [`arn:aws:sqs:eu-west-1:111122223333:${text(316)}`] },
};
