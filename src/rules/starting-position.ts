import { api, cloudFormation, guide, MAPPING_PAGE } from './citations';
import { Default, Rule } from './rule';
import { KAFKA, KINESIS, MSK, POSITIONED, STREAMS } from '../aws/source-kinds';

const POSITIONS = ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'];
const WITH_TIMESTAMP = [...KINESIS, ...KAFKA, 'documentdb'] as const;
/** 10^11 seconds are in the year 5138; as milliseconds they are in 1973. */
const SECONDS_LIMIT = 1e11;

/** Where a reader of a stream, topic or change stream starts. */
export const STARTING_POSITION_RULES: readonly Rule[] = [
  {
    id: 'starting-position-missing',
    severity: 'error',
    because: 'refused',
    sources: [...STREAMS, ...MSK],
    fact: 'StartingPosition',
    check: { kind: 'required' },
    why: 'Lambda has no default for it here',
    fix: 'Set startingPosition to TRIM_HORIZON (all that is kept), LATEST (only what comes) or, but for Amazon DynamoDB, AT_TIMESTAMP.',
    source: api('API_CreateEventSourceMapping', "Value null at 'startingPosition' failed to satisfy constraint: Member must not be null"),
    example: { valid: { StartingPosition: 'LATEST' }, invalid: {} },
  },
  {
    id: 'starting-position-implicit',
    severity: 'warning',
    because: 'disputed',
    sources: ['self-managed-kafka'],
    fact: 'StartingPosition',
    when: [{ fact: 'SelfManagedKafkaEventSourceConfig.ConsumptionMode', notEquals: 'Queue' }],
    check: { kind: 'required' },
    why: 'the guide calls it required, while the service was seen to take TRIM_HORIZON by itself',
    fix: 'Set startingPosition, so that nobody has to know.',
    source: guide('kafka-esm-parameters'),
    example: { valid: { StartingPosition: 'TRIM_HORIZON' }, invalid: {} },
  },
  {
    id: 'starting-position',
    severity: 'error',
    because: 'refused',
    sources: POSITIONED.filter(kind => kind !== 'dynamodb'),
    fact: 'StartingPosition',
    check: { kind: 'one-of', values: POSITIONS },
    why: 'Lambda knows no other',
    fix: 'Choose one of them.',
    source: cloudFormation(
      MAPPING_PAGE,
      "Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    ),
    example: { valid: { StartingPosition: 'LATEST' }, invalid: { StartingPosition: 'EARLIEST' } },
  },
  {
    id: 'dynamodb-starting-position',
    severity: 'error',
    because: 'refused',
    sources: ['dynamodb'],
    fact: 'StartingPosition',
    check: { kind: 'one-of', values: ['TRIM_HORIZON', 'LATEST'] },
    why: 'Lambda reads a stream of Amazon DynamoDB from its oldest record or from the next one, and from no point in time',
    fix: 'Choose TRIM_HORIZON, which reaches back 24 hours, and let the function pass over what is older than it wants.',
    source: guide('services-ddb-params', 'Unsupported starting position for arn type: arn:aws:dynamodb:us-east-1:...'),
    example: { valid: { StartingPosition: 'TRIM_HORIZON' }, invalid: { StartingPosition: 'AT_TIMESTAMP' } },
  },
  {
    id: 'starting-position-timestamp-missing',
    severity: 'error',
    because: 'refused',
    sources: WITH_TIMESTAMP,
    fact: 'StartingPositionTimestamp',
    when: [{ fact: 'StartingPosition', equals: 'AT_TIMESTAMP' }],
    check: { kind: 'required' },
    why: 'AT_TIMESTAMP starts at a time',
    fix: 'Set startingPositionTimestamp, in seconds since 1970.',
    source: cloudFormation(MAPPING_PAGE),
    example: {
      valid: { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1700000000 },
      invalid: { StartingPosition: 'AT_TIMESTAMP' },
    },
  },
  {
    id: 'starting-position-timestamp-unused',
    severity: 'error',
    because: 'refused',
    sources: WITH_TIMESTAMP,
    fact: 'StartingPositionTimestamp',
    when: [{ fact: 'StartingPosition', notEquals: 'AT_TIMESTAMP' }],
    check: { kind: 'not-allowed' },
    why: 'only AT_TIMESTAMP starts at a time',
    fix: 'Set startingPosition to AT_TIMESTAMP, or leave startingPositionTimestamp out.',
    source: guide('services-kinesis-parameters', 'Timestamp only valid with StartingPosition AT_TIMESTAMP'),
    example: {
      valid: { StartingPosition: 'LATEST' },
      invalid: { StartingPosition: 'LATEST', StartingPositionTimestamp: 1700000000 },
    },
  },
  {
    id: 'dynamodb-starting-position-timestamp',
    severity: 'error',
    because: 'refused',
    sources: ['dynamodb'],
    fact: 'StartingPositionTimestamp',
    when: [{ fact: 'StartingPosition', notEquals: 'AT_TIMESTAMP' }],
    check: { kind: 'not-allowed' },
    why: 'a stream of Amazon DynamoDB cannot be read from a point in time',
    fix: 'Leave startingPositionTimestamp out.',
    source: guide('services-ddb-params', 'Timestamp only valid with StartingPosition AT_TIMESTAMP'),
    example: {
      valid: { StartingPosition: 'LATEST' },
      invalid: { StartingPosition: 'LATEST', StartingPositionTimestamp: 1700000000 },
    },
  },
  {
    id: 'starting-position-timestamp-milliseconds',
    severity: 'error',
    because: 'never-works',
    sources: WITH_TIMESTAMP,
    fact: 'StartingPositionTimestamp',
    check: { kind: 'number-range', max: SECONDS_LIMIT, unit: 'seconds' },
    why: 'CloudFormation takes seconds since 1970, and this looks like milliseconds: as seconds it is thousands of years ahead',
    fix: 'Divide it by 1000, for example Math.floor(date.getTime() / 1000).',
    fixInTemplate: 'Divide it by 1000.',
    source: cloudFormation(MAPPING_PAGE),
    example: {
      valid: { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1700000000 },
      invalid: { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1700000000000 },
    },
  },
  {
    id: 'starting-position-timestamp-future',
    severity: 'warning',
    because: 'risky',
    sources: WITH_TIMESTAMP,
    fact: 'StartingPositionTimestamp',
    when: [{ fact: 'StartingPosition', equals: 'AT_TIMESTAMP' }, { fact: 'StartingPositionTimestamp', below: SECONDS_LIMIT + 1 }],
    check: { kind: 'at-most', term: { of: 'clock.Now' }, unit: 'seconds' },
    why: 'a mapping cannot start in the future, and this time has not come yet at synth',
    fix: 'Deploy after that time, or give an earlier one.',
    source: api('API_CreateEventSourceMapping'),
    example: {
      valid: { 'StartingPosition': 'AT_TIMESTAMP', 'StartingPositionTimestamp': 1700000000, 'clock.Now': 1700000000 },
      invalid: { 'StartingPosition': 'AT_TIMESTAMP', 'StartingPositionTimestamp': 1700000001, 'clock.Now': 1700000000 },
    },
  },
];

export const STARTING_POSITION_DEFAULTS: readonly Default[] = [
  {
    fact: 'SelfManagedKafkaEventSourceConfig.ConsumptionMode',
    sources: ['self-managed-kafka'],
    value: 'Stream',
    source: api('API_SelfManagedKafkaEventSourceConfig'),
  },
];
