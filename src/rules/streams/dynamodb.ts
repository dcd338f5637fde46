import { SourceKind } from '../../aws/source-kinds';
import { cloudFormation, dynamoDbGuide, guide, MAPPING_PAGE } from '../citations';
import { Default, Rule } from '../rule';

const DYNAMODB: readonly SourceKind[] = ['dynamodb'];
const WITH_DYNAMODB = 'with-ddb';
const TRIGGERS = 'Streams.Lambda';

/** Rules of mappings that read the stream of an Amazon DynamoDB table. */
export const DYNAMODB_RULES: readonly Rule[] = [
  {
    id: 'dynamodb-stream-off',
    title: 'Table without a stream',
    severity: 'error',
    because: 'refused',
    sources: DYNAMODB,
    fact: 'table.StreamSpecification',
    property: 'EventSourceArn',
    // A replica in another account has the stream settings of its source table.
    when: [{ fact: 'table.Known', equals: true }, { fact: 'table.GlobalTableSourceArn', present: false }],
    check: { kind: 'required' },
    why: 'Lambda reads the changes of a table from its stream',
    fix: 'Turn the stream on with stream of the Table, or StreamSpecification of the L1.',
    fixInTemplate: 'Turn the stream on with StreamSpecification.',
    source: guide(WITH_DYNAMODB),
    // Every TableV2 has replicas, and no other table.
    variants: [{
      sources: DYNAMODB,
      when: { fact: 'table.Replicas', present: true },
      prop: 'dynamoStream',
      fix: 'Turn the stream on with dynamoStream.',
      fixInTemplate: 'Turn the stream on with StreamSpecification.',
    }],
    example: {
      valid: { 'table.Known': true, 'table.StreamSpecification.StreamViewType': 'NEW_IMAGE' },
      invalid: { 'table.Known': true },
    },
  },
  {
    id: 'dynamodb-stream-arn-missing',
    title: 'ARN of the stream of a table is missing',
    severity: 'error',
    because: 'refused',
    sources: DYNAMODB,
    fact: 'construct.StreamArnMissing',
    property: 'EventSourceArn',
    check: { kind: 'observed' },
    why: 'the ARN of a stream has a time in it that no table ARN tells, and {detail} was imported without it',
    fix: 'Import the table with fromTableAttributes() and its tableStreamArn, or use DynamoEventSource.fromStreamArn().',
    source: guide(WITH_DYNAMODB),
    example: { valid: {}, invalid: { 'construct.StreamArnMissing': 'Shop/Orders' } },
  },
  {
    id: 'dynamodb-mapping-id',
    title: 'Mapping without an ID of a stream whose ARN is not known',
    severity: 'warning',
    because: 'risky',
    sources: DYNAMODB,
    fact: 'construct.MappingIdMissing',
    property: 'EventSourceArn',
    check: { kind: 'observed' },
    why: 'the mapping is named after its stream, and this is {detail}: a second one like it would get the same name',
    fix: 'Set mappingId.',
    source: cloudFormation(MAPPING_PAGE),
    example: { valid: {}, invalid: { 'construct.MappingIdMissing': 'a stream whose ARN is known at deployment' } },
  },
  {
    id: 'dynamodb-replica-stream',
    title: 'Stream of a replica in another Region',
    severity: 'error',
    because: 'refused',
    sources: DYNAMODB,
    fact: 'source.StreamWildcard',
    property: 'EventSourceArn',
    check: { kind: 'observed' },
    why: 'a mapping reads one stream, and CloudFormation does not tell the stream of a replica in another Region than the stack of its table',
    fix: 'In a stack of the replica\'s Region, look the ARN up (LatestStreamArn of DescribeTable) and give it to DynamoEventSource.fromStreamArn().',
    fixInTemplate: 'Look the ARN up (LatestStreamArn of DescribeTable in that Region) and write it out.',
    source: cloudFormation('aws-resource-dynamodb-globaltable'),
    example: { valid: {}, invalid: { 'source.StreamWildcard': true } },
  },
  {
    id: 'dynamodb-stream-arn',
    title: 'ARN of a stream of Amazon DynamoDB',
    severity: 'error',
    because: 'refused',
    sources: DYNAMODB,
    fact: 'EventSourceArn',
    when: [{ fact: 'source.Service', equals: 'dynamodb' }],
    check: { kind: 'pattern', pattern: 'arn:[^:]*:dynamodb:[^:]*:[^:]*:table/[^/]+/stream/.+', form: 'the ARN of a stream' },
    why: 'Lambda reads the stream of a table, not the table',
    fix: 'Give arn:aws:dynamodb:<Region>:<account>:table/<name>/stream/<label>: tableStreamArn of the table.',
    fixInTemplate: 'Give arn:aws:dynamodb:<Region>:<account>:table/<name>/stream/<label>: the attribute StreamArn of the table.',
    source: cloudFormation(MAPPING_PAGE),
    example: {
      valid: { 'EventSourceArn': 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000', 'source.Service': 'dynamodb' },
      invalid: { 'EventSourceArn': 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'source.Service': 'dynamodb' },
    },
  },
  {
    id: 'dynamodb-readers',
    title: 'Number of readers of a stream of Amazon DynamoDB',
    severity: 'warning',
    because: 'risky',
    sources: DYNAMODB,
    fact: 'deployment.ReaderOfSource',
    property: 'EventSourceArn',
    check: { kind: 'integer-range', min: 1, max: 2, unit: 'readers' },
    why: 'more than two readers of a shard throttle each other',
    fix: 'Read the stream with one function that passes the records on, or let Amazon Kinesis Data Streams capture the changes of the table.',
    source: dynamoDbGuide(TRIGGERS),
    example: { valid: { 'deployment.ReaderOfSource': 2 }, invalid: { 'deployment.ReaderOfSource': 3 } },
  },
  {
    id: 'dynamodb-global-table-readers',
    title: 'Number of readers of the stream of a global table',
    severity: 'warning',
    because: 'risky',
    sources: DYNAMODB,
    fact: 'deployment.ReaderOfSource',
    property: 'EventSourceArn',
    when: [
      { fact: 'table.Replicas.Count', above: 1 },
      { fact: 'deployment.ReaderOfSource', below: 3 },
      // Replication with strong consistency goes without a stream.
      { fact: 'table.MultiRegionConsistency', notEquals: 'STRONG' },
    ],
    check: { kind: 'integer-range', min: 1, max: 1, unit: 'readers' },
    why: 'the replication of a global table reads the stream too, and more than two readers of a shard throttle each other',
    fix: 'Read the stream with one function that passes the records on.',
    source: dynamoDbGuide(TRIGGERS),
    example: {
      valid: { 'deployment.ReaderOfSource': 1, 'table.Replicas': ['eu-west-1', 'us-east-1'] },
      invalid: { 'deployment.ReaderOfSource': 2, 'table.Replicas': ['eu-west-1', 'us-east-1'] },
    },
  },
];

export const DYNAMODB_DEFAULTS: readonly Default[] = [
  { fact: 'table.MultiRegionConsistency', sources: DYNAMODB, value: 'EVENTUAL', source: cloudFormation('aws-resource-dynamodb-globaltable') },
];
