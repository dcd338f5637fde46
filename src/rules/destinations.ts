import { api, cloudFormation, guide } from './citations';
import { Rule, Variant } from './rule';
import { KAFKA, KINESIS, SourceKind, STREAMS } from '../aws/source-kinds';

const WITH_DESTINATION: readonly SourceKind[] = [...STREAMS, ...KAFKA];
const DESTINATION = 'DestinationConfig.OnFailure.Destination';
const DESTINATION_PAGE = 'aws-properties-lambda-eventsourcemapping-onfailure';
const STREAM_FAILURES = 'kinesis-on-failure-destination';
const OF_DYNAMODB: Variant = { sources: ['dynamodb'], source: guide('services-dynamodb-errors') };
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:failed';

/** Rules of on-failure destinations of mappings. */
export const DESTINATION_RULES: readonly Rule[] = [
  {
    id: 'destination-service',
    title: 'Service of the on-failure destination of a mapping',
    severity: 'error',
    because: 'refused',
    sources: WITH_DESTINATION,
    fact: 'destination.Service',
    property: 'DestinationConfig.OnFailure.Destination',
    check: { kind: 'one-of', values: ['sqs', 'sns', 's3', 'kafka'] },
    why: 'Lambda sends failures of a mapping to no other service',
    fix: 'Choose FailureDestination.queue(), .topic() or .bucket().',
    fixInTemplate: 'Give the ARN of a queue, a topic or a bucket.',
    source: cloudFormation(DESTINATION_PAGE, "The service specified by the TargetArn isn't supported as a destination."),
    example: { valid: { 'destination.Service': 'sqs' }, invalid: { 'destination.Service': 'lambda' } },
  },
  {
    id: 'destination-topic-of-stream',
    title: 'Topic of Apache Kafka for failed records of a stream',
    severity: 'error',
    because: 'refused',
    sources: STREAMS,
    fact: 'destination.Topic',
    property: 'DestinationConfig.OnFailure.Destination',
    check: { kind: 'not-allowed' },
    why: 'the topic is one of the Apache Kafka cluster that the mapping reads, and a stream is not in a cluster',
    fix: 'Choose FailureDestination.queue(), .topic() or .bucket().',
    fixInTemplate: 'Give the ARN of a queue, a topic or a bucket.',
    source: cloudFormation(DESTINATION_PAGE),
    example: { valid: {}, invalid: { 'destination.Topic': 'failed' } },
  },
  {
    id: 'destination-fifo',
    title: 'FIFO queue or topic as on-failure destination of a mapping',
    severity: 'error',
    because: 'refused',
    sources: WITH_DESTINATION,
    fact: 'destination.Fifo',
    property: 'DestinationConfig.OnFailure.Destination',
    check: { kind: 'observed' },
    why: 'Lambda sends failures to standard queues and topics only, and {detail} is FIFO',
    fix: 'Choose a standard queue or topic.',
    source: guide('services-ddb-params', "FIFO-type Amazon SQS queues aren't supported as a destination."),
    variants: [
      { sources: KINESIS, source: guide('services-kinesis-parameters') },
      { sources: KAFKA, source: guide('kafka-on-failure') },
    ],
    example: { valid: {}, invalid: { 'destination.Fifo': 'Shop/Failed' } },
  },
  {
    id: 'destination-length',
    title: 'Length of the ARN of the on-failure destination of a mapping',
    severity: 'error',
    because: 'refused',
    sources: WITH_DESTINATION,
    fact: DESTINATION,
    check: { kind: 'length', min: 0, max: 350 },
    why: 'Lambda refuses a longer one',
    fix: 'Give the destination a shorter name.',
    source: api('API_OnFailure', '1 validation error detected: ... Member must have length less than or equal to 350'),
    example: { valid: { [DESTINATION]: QUEUE }, invalid: { [DESTINATION]: `arn:aws:sqs:eu-west-1:111122223333:${'f'.repeat(350)}` } },
  },
  {
    id: 'destination-arn',
    title: 'Form of the ARN of the on-failure destination of a mapping',
    severity: 'error',
    because: 'refused',
    sources: WITH_DESTINATION,
    fact: DESTINATION,
    check: {
      kind: 'pattern',
      pattern: '|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))'
        + '|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
      form: 'an ARN, or kafka:// and a topic',
    },
    why: 'Lambda finds the destination by its ARN',
    fix: 'Give the whole ARN of a queue, topic or bucket.',
    source: cloudFormation(DESTINATION_PAGE, 'failed to satisfy constraint: Member must satisfy regular expression pattern: $|kafka://...|arn:...'),
    variants: [
      { sources: STREAMS, form: 'an ARN' },
      {
        sources: KAFKA,
        when: { fact: 'destination.Topic', present: true },
        form: 'kafka:// and letters, digits, dots, hyphens or underscores',
        why: 'Apache Kafka names topics with up to 249 of these, and not with a dot first',
        fix: 'Give the name of the topic alone.',
      },
    ],
    example: { valid: { [DESTINATION]: QUEUE }, invalid: { [DESTINATION]: 'https://sqs.eu-west-1.amazonaws.com/111122223333/failed' } },
  },
  {
    id: 'destination-never-reached',
    title: 'On-failure destination that is reached only when records expire',
    severity: 'warning',
    because: 'risky',
    sources: STREAMS,
    fact: 'mapping.RetriesWithoutEnd',
    property: 'MaximumRetryAttempts',
    when: [{ fact: 'DestinationConfig.OnFailure', present: true }],
    check: { kind: 'observed' },
    why: 'the onFailure destination gets only what Lambda gives up, which it does no sooner than the record expires, and the shard waits until then',
    fix: 'Set retryAttempts or maxRecordAge.',
    source: guide(STREAM_FAILURES),
    variants: [OF_DYNAMODB],
    example: {
      valid: { [DESTINATION]: QUEUE },
      invalid: { [DESTINATION]: QUEUE, 'mapping.RetriesWithoutEnd': true },
    },
  },
  {
    id: 'destination-policy',
    title: 'On-failure destination in another account',
    severity: 'warning',
    because: 'risky',
    sources: WITH_DESTINATION,
    fact: 'construct.DestinationPolicyNotChanged',
    property: 'DestinationConfig.OnFailure.Destination',
    check: { kind: 'observed' },
    why: 'its own policy must let the role in as well, and this library cannot change that policy',
    fix: 'Make sure that the policy of the destination has {detail}.',
    source: guide(STREAM_FAILURES),
    variants: [OF_DYNAMODB, { sources: KAFKA, source: guide('kafka-on-failure') }],
    example: { valid: {}, invalid: { 'construct.DestinationPolicyNotChanged': '{"Action":"sqs:SendMessage"}' } },
  },
];
