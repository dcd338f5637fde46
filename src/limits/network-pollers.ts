import { cloudFormation, guide, MAPPING_PAGE } from './citations';
import { Rule } from './rule';
import { MQ } from './source-kind';

const ACCOUNT_REFUSAL = 'Role and event source must be in the same account as the cloud function';

/** Rules of sources in a network of their own, which Lambda reads with clients that it keeps there: brokers and clusters. */
export const NETWORK_POLLER_RULES: readonly Rule[] = [
  {
    id: 'function-timeout',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, 'documentdb'],
    property: 'function.Timeout',
    check: { kind: 'integer-range', min: 1, max: 840, unit: 'seconds' },
    why: 'Lambda waits at most 14 minutes for a function that it invokes with records of a broker or cluster',
    fix: 'Set timeout of the function to at most 14 minutes.',
    source: guide('with-mq'),
    example: { valid: { 'function.Timeout': 840 }, invalid: { 'function.Timeout': 841 } },
  },
  {
    id: 'source-account',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, 'documentdb'],
    property: 'source.Account',
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
    id: 'mapping-id-missing',
    severity: 'warning',
    because: 'risky',
    sources: [...MQ, 'documentdb'],
    property: 'seen.IdentityToken',
    check: { kind: 'observed' },
    why: 'the construct id of the mapping is made of it, so that another value makes another mapping: Lambda cannot change {detail} of one that exists',
    fix: 'Set mappingId to an id of your own, and change it whenever {detail} changes.',
    source: cloudFormation(MAPPING_PAGE),
    example: { valid: {}, invalid: { 'seen.IdentityToken': 'queue' } },
  },
  {
    id: 'metrics-undocumented',
    severity: 'warning',
    because: 'disputed',
    sources: [...MQ, 'documentdb'],
    property: 'MetricsConfig',
    check: { kind: 'not-allowed' },
    why: 'AWS describes the metrics of mappings for queues, streams and Apache Kafka only, so Lambda may refuse them here or publish nothing',
    fix: 'Leave metricsConfig out, and watch the metrics of the function.',
    source: guide('monitoring-metrics-types'),
    example: { valid: {}, invalid: { 'MetricsConfig.Metrics': ['EventCount'] } },
  },
];
