import { OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const ARN = 'EventSourceArn';

/** Rules of one mapping, whatever it reads. */
export const MAPPINGS: { readonly [rule: string]: OwnCases } = {
  'event-source-missing': {
    beyond: [{ [ARN]: ABSENT }],
    unknown: { [ARN]: UNKNOWN },
    absent: 'absence is the mistake',
    app: 'the class sees to it',
  },
  // What it says of queues tells the checker that it is no cluster of one's own.
  'event-source-arn-missing': {
    beyond: [{ [ARN]: ABSENT, 'ScalingConfig.MaximumConcurrency': 5 }],
    unknown: { [ARN]: UNKNOWN, 'ScalingConfig.MaximumConcurrency': 5 },
  },
  'event-source-arn-unsupported': { beyond: [{ [ARN]: { 'Fn::ImportValue': 'orders' } }] },
  'event-source-service': {
    at: [{ [ARN]: 'arn:aws:sqs:eu-west-1:111122223333:orders' }],
    beyond: [{ [ARN]: 'arn:aws:s3:::orders' }],
    unknown: { [ARN]: UNKNOWN },
    absent: { [ARN]: ABSENT },
  },
  'sqs-batch-window-missing': { absent: 'the default is the mistake' },
  'bisect-batch-unsupported': { unknown: { BisectBatchOnFunctionError: UNKNOWN } },
  'kafka-bisect-batch-on-demand': { unknown: { BisectBatchOnFunctionError: UNKNOWN } },
  'function-response-types-unsupported': { unknown: { FunctionResponseTypes: UNKNOWN } },
  'kafka-function-response-types-on-demand': { unknown: { FunctionResponseTypes: UNKNOWN } },
  'filter-encryption-unsupported': { unknown: { KmsKeyArn: UNKNOWN } },
  'filter-encryption-without-filters': { unknown: { KmsKeyArn: UNKNOWN } },
  'sqs-poller-group': { unknown: { 'ProvisionedPollerConfig.PollerGroupName': UNKNOWN } },
  'sqs-dead-letter-queue-kind': {
    at: [{ 'queue.RedrivePolicy.deadLetterTargetArn': 'arn:aws:sqs:eu-west-1:111122223333:failed' }],
    beyond: [{ 'queue.RedrivePolicy.deadLetterTargetArn': 'arn:aws:sqs:eu-west-1:111122223333:failed.fifo' }],
    unknown: { 'queue.RedrivePolicy.deadLetterTargetArn': UNKNOWN },
    absent: { 'queue.RedrivePolicy': ABSENT },
  },
  'sqs-visibility-timeout': { absent: 'the default is the mistake' },
  'sqs-visibility-timeout-short': { absent: { 'queue.VisibilityTimeout': ABSENT, 'function.Timeout': 60 } },
  'sqs-redrive-policy-missing': { at: [{}] },
  'mq-engine': {
    kind: 'rabbitmq',
    template: 'only constructs show it',
    at: [{ 'broker.EngineType': 'RABBITMQ' }, { 'broker.EngineType': 'RabbitMQ' }],
    beyond: [{ 'broker.EngineType': 'ACTIVEMQ' }],
  },
  'source-account': {
    at: [{ [ARN]: 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1' }],
    beyond: [{ [ARN]: 'arn:aws:mq:eu-west-1:444455556666:broker:orders:b-1' }],
    unknown: { [ARN]: UNKNOWN },
    absent: { [ARN]: ABSENT },
  },
  'documentdb-elastic-cluster': {
    at: [{ [ARN]: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders' }],
    beyond: [{ [ARN]: 'arn:aws:docdb-elastic:eu-west-1:111122223333:cluster/1' }],
    unknown: { [ARN]: UNKNOWN },
    absent: { [ARN]: ABSENT },
  },
  'documentdb-tls': {
    at: ['enabled', 'fips-140-3', 'tls1.2+', 'tls1.3+'].map(tls => ({ 'parameters.tls': tls })),
    beyond: [{ 'parameters.tls': 'disabled' }],
    unknown: { 'parameters.tls': UNKNOWN },
    absent: { 'parameters.audit_logs': 'enabled' },
  },
  'secret-region': {
    at: [{ 'access.BASIC_AUTH': ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3'] }],
    beyond: [{ 'access.BASIC_AUTH': ['arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-a1b2c3'] }],
    unknown: { 'access.BASIC_AUTH': [UNKNOWN] },
    absent: { SourceAccessConfigurations: ABSENT },
  },
  'starting-position-timestamp-future': {
    at: [{ StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1795000000 }],
    beyond: [{ StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1795000001 }],
  },
};
