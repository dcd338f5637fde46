import { ALL_SOURCES, MQ, MSK } from '../../aws/source-kinds';
import { api, guide } from '../citations';
import { Rule } from '../rule';

const ACCOUNT_REFUSAL = 'Role and event source must be in the same account as the cloud function';

/** Rules of sources in a network of their own, which Lambda reads with clients that it keeps there: brokers and clusters. */
export const NETWORK_POLLER_RULES: readonly Rule[] = [
  {
    id: 'source-account',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, 'documentdb'],
    fact: 'source.Account',
    property: 'EventSourceArn',
    check: { kind: 'equal-to', fact: 'mapping.Account' },
    why: 'Lambda reads brokers of Amazon MQ and clusters of Amazon DocumentDB of its own account only',
    fix: 'Put the function into the account of the event source.',
    source: guide('with-mq', ACCOUNT_REFUSAL),
    example: {
      valid: { 'source.Account': '111122223333', 'mapping.Account': '111122223333' },
      invalid: { 'source.Account': '444455556666', 'mapping.Account': '111122223333' },
    },
  },
  {
    id: 'source-of-another-service',
    severity: 'error',
    because: 'refused',
    sources: ALL_SOURCES,
    fact: 'construct.ArnOfAnotherService',
    property: 'EventSourceArn',
    check: { kind: 'observed' },
    why: 'a mapping cannot read it as what it is not: {detail}',
    fix: 'Give the ARN of the cluster or broker, or use the event source for what the ARN names.',
    source: api('API_CreateEventSourceMapping'),
    example: { valid: {}, invalid: { 'construct.ArnOfAnotherService': 'the service in its ARN is mq, and here it is sqs' } },
  },
  {
    id: 'msk-account',
    severity: 'warning',
    because: 'risky',
    sources: MSK,
    fact: 'source.Account',
    property: 'EventSourceArn',
    check: { kind: 'equal-to', fact: 'mapping.Account' },
    why: 'Lambda reaches a cluster of another account through a VPC connection, which belongs to the account of the function',
    fix: 'Make a managed VPC connection to the cluster, and give its ARN to KafkaCluster.mskFromArn().',
    fixInTemplate: 'Make an AWS::MSK::VpcConnection to the cluster, and give its ARN as EventSourceArn.',
    source: guide('msk-cross-account'),
    example: {
      valid: { 'source.Account': '111122223333', 'mapping.Account': '111122223333' },
      invalid: { 'source.Account': '444455556666', 'mapping.Account': '111122223333' },
    },
  },
  {
    id: 'metrics-undocumented',
    severity: 'warning',
    because: 'disputed',
    sources: [...MQ, 'documentdb'],
    fact: 'MetricsConfig.Metrics',
    check: { kind: 'not-allowed' },
    why: 'AWS describes the metrics of mappings for queues, streams and Apache Kafka only, so Lambda may refuse them here or publish nothing',
    fix: 'Leave metricsConfig out, and watch the metrics of the function.',
    source: guide('monitoring-metrics-types'),
    example: { valid: {}, invalid: { 'MetricsConfig.Metrics': ['EventCount'] } },
  },
];
