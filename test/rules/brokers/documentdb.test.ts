import { RULES } from '../../../src/rules';
import { evaluate } from '../../../src/validation/evaluate';
import { UNKNOWN } from '../../../src/values/value';
import { ExampleFacts, FlatFacts } from '../example-facts';

/*
 * The numbers of AWS, written by hand from its pages: a number changed in src/rules fails here.
 */

const ARN = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3';
const CONFIG = 'DocumentDBEventSourceConfig';
const DATABASE = `${CONFIG}.DatabaseName`;
const COLLECTION = `${CONFIG}.CollectionName`;
const FULL_DOCUMENT = `${CONFIG}.FullDocument`;

/** What a mapping has at least, so that nothing is found of it. */
const BARE: FlatFacts = { 'FunctionName': 'fulfil', 'EventSourceArn': ARN, 'access.BASIC_AUTH': [SECRET], 'StartingPosition': 'LATEST', [DATABASE]: 'shop' };

function findings(facts: FlatFacts): string[] {
  return evaluate(new ExampleFacts('documentdb', facts), RULES).violations.map(({ rule }) => `${rule.severity} ${rule.id}`);
}

test.each<[string, FlatFacts, string[]]>([
  ['nothing more than it must have', {}, []],

  ['an empty name of the database', { [DATABASE]: '' }, ['error documentdb-database-length']],
  ['a database of 1 character', { [DATABASE]: 'd' }, []],
  ['a database of 63 characters', { [DATABASE]: 'd'.repeat(63) }, []],
  ['a database of 64 characters', { [DATABASE]: 'd'.repeat(64) }, ['error documentdb-database-length']],
  ['a database with a hyphen', { [DATABASE]: 'my-shop_1' }, []],
  ...[' ', '/', '.', '$', '"'].map(character => (
    [`a database with ${character}`, { [DATABASE]: `my${character}shop` }, ['error documentdb-database-name']] as [string, FlatFacts, string[]])),
  ['a database known at deployment', { [DATABASE]: UNKNOWN }, []],

  ['an empty name of the collection', { [COLLECTION]: '' }, ['error documentdb-collection-length']],
  ['a collection of 1 character', { [COLLECTION]: 'c' }, []],
  ['a collection of 57 characters', { [COLLECTION]: 'c'.repeat(57) }, []],
  ['a collection of 58 characters', { [COLLECTION]: 'c'.repeat(58) }, ['error documentdb-collection-length']],
  ['a collection that begins with _', { [COLLECTION]: '_orders.archive' }, []],
  ['a collection that begins with a hyphen', { [COLLECTION]: '-orders' }, ['error documentdb-collection-name']],
  ['a collection with $', { [COLLECTION]: 'orders$1' }, ['error documentdb-collection-name']],
  ['a collection of the system', { [COLLECTION]: 'system.users' }, ['error documentdb-collection-name']],
  ['a collection that only begins as those of the system', { [COLLECTION]: 'systems' }, []],
  ['a collection known at deployment', { [COLLECTION]: UNKNOWN }, []],

  ['the whole document', { [FULL_DOCUMENT]: 'UpdateLookup' }, []],
  ['the document as it is by default', { [FULL_DOCUMENT]: 'Default' }, []],
  ['another way to look it up', { [FULL_DOCUMENT]: 'WhenAvailable' }, ['error documentdb-full-document']],

  ['TRIM_HORIZON', { StartingPosition: 'TRIM_HORIZON' }, []],
  ['AT_TIMESTAMP and a time', { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1700000000 }, []],
  ['AT_TIMESTAMP and no time', { StartingPosition: 'AT_TIMESTAMP' }, ['error starting-position-timestamp-missing']],
  ['a starting position that nobody knows', { StartingPosition: 'EARLIEST' }, ['error starting-position']],
  ['a starting position known at deployment', { StartingPosition: UNKNOWN }, []],

  ['another mechanism', { SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: SECRET }] }, ['error documentdb-access-type']],
  ['a virtual host', { SourceAccessConfigurations: [{ Type: 'VIRTUAL_HOST', URI: 'shop' }] }, ['error documentdb-access-type']],
  ['two secrets', { 'access.BASIC_AUTH': [SECRET, SECRET] }, ['error basic-auth-repeated']],
  ['a secret by name', { 'access.BASIC_AUTH': ['orders'] }, ['warning basic-auth-secret-name']],
  ['what can be no name', { 'access.BASIC_AUTH': ['shop:password'] }, ['error basic-auth-secret']],
  ['a secret in another Region', { 'access.SecretOfOtherRegion': 'Shop/Credentials is in us-east-1' }, ['error secret-region']],

  ['version 3.6.0', { 'cluster.EngineVersion': '3.6.0' }, ['error documentdb-engine-version']],
  ['version 3.6', { 'cluster.EngineVersion': '3.6' }, ['error documentdb-engine-version']],
  ['version 4.0.0', { 'cluster.EngineVersion': '4.0.0' }, []],
  ['version 5.0.0', { 'cluster.EngineVersion': '5.0.0' }, []],
  ['version 5.0.1', { 'cluster.EngineVersion': '5.0.1' }, []],
  ['version 5.1.0', { 'cluster.EngineVersion': '5.1.0' }, ['warning documentdb-engine-version-unknown']],
  ['version 8.0.0', { 'cluster.EngineVersion': '8.0.0' }, ['warning documentdb-engine-version-unknown']],
  ['a version known at deployment', { 'cluster.EngineVersion': UNKNOWN }, []],

  ['TLS by default', { 'cluster.Tls': 'enabled' }, []],
  ['TLS of a newer kind', { 'cluster.Tls': 'tls1.3+' }, []],
  ['no TLS', { 'cluster.Tls': 'disabled' }, ['warning documentdb-tls']],
  ['TLS known at deployment', { 'cluster.Tls': UNKNOWN }, []],

  ['a part of a global cluster', { 'cluster.GlobalClusterIdentifier': 'shop' }, ['warning documentdb-global-cluster']],
  ['an elastic cluster', { 'source.Service': 'docdb-elastic' }, ['error documentdb-elastic-cluster']],
  ['a cluster of Amazon RDS by its ARN', { 'source.Service': 'rds' }, []],
  ['an ARN that no cluster has', { 'source.Service': 'docdb' }, ['error event-source-service']],

  ['a function timeout of 14 minutes', { 'function.Timeout': 840 }, []],
  ['a function timeout of 14 minutes and 1 second', { 'function.Timeout': 841 }, ['error poller-function-timeout']],
  ['another account', { 'source.Account': '444455556666', 'mapping.Account': '111122223333' }, ['error source-account']],
  ['another Region', { 'source.Region': 'us-east-1', 'mapping.Region': 'eu-west-1' }, ['error source-region']],

  ['a batch of 0', { BatchSize: 0 }, ['error batch-size']],
  ['a batch of 10000', { BatchSize: 10000 }, []],
  ['a batch of 10001', { BatchSize: 10001 }, ['error batch-size']],
  ['a window of 300 seconds', { MaximumBatchingWindowInSeconds: 300 }, []],
  ['a window of 301 seconds', { MaximumBatchingWindowInSeconds: 301 }, ['error batching-window']],

  ['filters', { FilterCriteria: { Filters: [{ Pattern: '{"a":[1]}' }] } }, ['error filters-unsupported']],
  ['a key for filters', { KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' }, ['error filter-encryption-unsupported']],
  ['metrics of the mapping', { 'MetricsConfig.Metrics': ['EventCount'] }, ['warning metrics-undocumented']],
  ['a queue', { Queues: ['orders'] }, ['error queues-unsupported']],
])('with %s', (_, facts, expected) => {
  expect(findings({ ...BARE, ...facts })).toEqual(expected);
});

test.each([
  [DATABASE, 'error documentdb-database-missing'],
  ['access.BASIC_AUTH', 'error basic-auth-missing'],
  // Only our class demands it: the service may have a default that nobody wrote down.
  ['StartingPosition', 'warning documentdb-starting-position-implicit'],
])('without %s', (path, expected) => {
  const { [path]: _, ...rest } = BARE;
  expect(findings(rest)).toEqual([expected]);
});
