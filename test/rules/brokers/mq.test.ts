import { SourceKind } from '../../../src/aws/source-kinds';
import { RULES } from '../../../src/rules';
import { evaluate } from '../../../src/validation/evaluate';
import { UNKNOWN } from '../../../src/values/value';
import { ExampleFacts, FlatFacts } from '../example-facts';

/*
 * The numbers of AWS, written by hand from its pages: a number changed in src/rules fails here.
 */

const ARN = 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3';

/** What a mapping has at least, so that nothing is found of it. */
const BARE: FlatFacts = { 'FunctionName': 'fulfil', 'EventSourceArn': ARN, 'Queues': ['orders'], 'access.BASIC_AUTH': [SECRET] };

function findings(kind: SourceKind, facts: FlatFacts): string[] {
  return evaluate(new ExampleFacts(kind, { ...BARE, ...facts }), RULES).violations.map(({ rule }) => `${rule.severity} ${rule.id}`);
}

function without(path: string): FlatFacts {
  const { [path]: _, ...rest } = BARE;
  return rest;
}

function findingsWithout(kind: SourceKind, path: string): string[] {
  return evaluate(new ExampleFacts(kind, without(path)), RULES).violations.map(({ rule }) => `${rule.severity} ${rule.id}`);
}

const access = (...entries: { Type?: unknown; URI?: unknown }[]): FlatFacts => ({ SourceAccessConfigurations: entries });

describe.each<SourceKind>(['activemq', 'rabbitmq'])('%s', kind => {
  test.each<[string, FlatFacts, string[]]>([
    ['nothing more than it must have', {}, []],

    ['an empty list of queues', { Queues: [] }, ['error mq-queue-count']],
    ['2 queues', { Queues: ['a', 'b'] }, ['error mq-queue-count']],
    ['a queue known at deployment', { Queues: [UNKNOWN] }, []],
    ['queues known at deployment', { Queues: UNKNOWN }, []],
    ['a queue without a name', { Queues: [''] }, ['error mq-queue-length']],
    ['a queue of 1 character', { Queues: ['q'] }, []],
    ['a queue of 1000 characters', { Queues: ['q'.repeat(1000)] }, []],
    ['a queue of 1001 characters', { Queues: ['q'.repeat(1001)] }, ['error mq-queue-length']],
    ['a queue of any characters', { Queues: ['/orders #1 ü'] }, []],

    ['2 secrets', { 'access.BASIC_AUTH': [SECRET, SECRET] }, ['error basic-auth-repeated']],
    ['a secret known at deployment', { 'access.BASIC_AUTH': [UNKNOWN] }, []],
    ['secrets known at deployment', { 'access.BASIC_AUTH': UNKNOWN }, []],
    ['a secret by name', { 'access.BASIC_AUTH': ['shop/orders_1+=.@-'] }, ['warning basic-auth-secret-name']],
    ['an empty name', { 'access.BASIC_AUTH': [''] }, ['error basic-auth-secret-length']],
    ['what can be no name', { 'access.BASIC_AUTH': ['shop:password'] }, ['error basic-auth-secret']],
    ['a parameter instead of a secret', { 'access.BASIC_AUTH': ['arn:aws:ssm:eu-west-1:111122223333:parameter/orders'] }, ['error basic-auth-secret']],
    ['a secret in another Region', { 'access.SecretOfOtherRegion': 'Shop/Credentials is in us-east-1' }, ['error secret-region']],
    ['a secret in a Region that may be another', { 'access.SecretOfOtherRegion': UNKNOWN }, []],

    ['another mechanism', access({ Type: 'SASL_SCRAM_512_AUTH', URI: SECRET }), ['error mq-access-type']],
    ['a client certificate', access({ Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: SECRET }), ['error mq-access-type']],
    ['a type known at deployment', access({ Type: UNKNOWN, URI: SECRET }), []],
    ['a secret of 200 characters', { 'access.BASIC_AUTH': [SECRET.padEnd(200, 's')] }, []],
    ['a secret of 201 characters', { 'access.BASIC_AUTH': [SECRET.padEnd(201, 's')] }, ['error basic-auth-secret-length']],

    ['a function timeout of 14 minutes', { 'function.Timeout': 840 }, []],
    ['a function timeout of 14 minutes and 1 second', { 'function.Timeout': 841 }, ['error poller-function-timeout']],
    ['a function timeout known at deployment', { 'function.Timeout': UNKNOWN }, []],

    ['the same account', { 'source.Account': '111122223333', 'mapping.Account': '111122223333' }, []],
    ['another account', { 'source.Account': '444455556666', 'mapping.Account': '111122223333' }, ['error source-account']],
    ['an account known at deployment', { 'source.Account': '444455556666', 'mapping.Account': UNKNOWN }, []],
    ['another Region', { 'source.Region': 'us-east-1', 'mapping.Region': 'eu-west-1' }, ['error source-region']],

    ['a simple login', { 'broker.AuthenticationStrategy': 'SIMPLE' }, []],
    ['LDAP', { 'broker.AuthenticationStrategy': 'LDAP' }, ['error mq-ldap']],
    ['a login known at deployment', { 'broker.AuthenticationStrategy': UNKNOWN }, []],
    ['a single instance', { 'broker.DeploymentMode': 'SINGLE_INSTANCE' }, []],
    ['a deployment mode known at deployment', { 'broker.DeploymentMode': UNKNOWN }, []],

    ['the engine of the factory', { 'broker.EngineType': 'ACTIVEMQ', 'construct.Engine': 'ACTIVEMQ' }, []],
    ['the engine of the other factory', { 'broker.EngineType': 'ACTIVEMQ', 'construct.Engine': 'RABBITMQ' }, ['warning mq-engine']],
    ['an engine known at deployment', { 'broker.EngineType': UNKNOWN, 'construct.Engine': 'RABBITMQ' }, []],
    ['no factory', { 'broker.EngineType': 'ACTIVEMQ' }, []],

    ['a batch of 0', { BatchSize: 0 }, ['error batch-size']],
    ['a batch of 1', { BatchSize: 1 }, []],
    ['a batch of 10000', { BatchSize: 10000 }, []],
    ['a batch of 10001', { BatchSize: 10001 }, ['error batch-size']],
    ['a window of 0 seconds', { MaximumBatchingWindowInSeconds: 0 }, []],
    ['a window of 300 seconds', { MaximumBatchingWindowInSeconds: 300 }, []],
    ['a window of 301 seconds', { MaximumBatchingWindowInSeconds: 301 }, ['error batching-window']],

    ['metrics of the mapping', { 'MetricsConfig.Metrics': ['EventCount'] }, ['warning metrics-undocumented']],
    ['a starting position', { StartingPosition: 'LATEST' }, ['error starting-position-unsupported']],
    ['partial answers', { FunctionResponseTypes: ['ReportBatchItemFailures'] }, ['error function-response-types-unsupported']],
  ])('with %s', (_, facts, expected) => {
    expect(findings(kind, facts)).toEqual(expected);
  });

  test('without a queue is refused', () => {
    expect(findingsWithout(kind, 'Queues')).toEqual(['error mq-queue-missing']);
  });

  test('without credentials is refused', () => {
    expect(findingsWithout(kind, 'access.BASIC_AUTH')).toEqual(['error basic-auth-missing']);
  });
});

describe('what the engines differ in', () => {
  test.each<[SourceKind, string, FlatFacts, string[]]>([
    ['rabbitmq', 'a virtual host', { 'access.VIRTUAL_HOST': ['shop'] }, []],
    ['rabbitmq', 'an empty virtual host', { 'access.VIRTUAL_HOST': [''] }, ['error rabbitmq-virtual-host-length']],
    ['rabbitmq', 'a virtual host of 1 character', { 'access.VIRTUAL_HOST': ['/'] }, []],
    ['rabbitmq', 'a virtual host of 200 characters', { 'access.VIRTUAL_HOST': ['h'.repeat(200)] }, []],
    ['rabbitmq', 'a virtual host of 201 characters', { 'access.VIRTUAL_HOST': ['h'.repeat(201)] }, ['error rabbitmq-virtual-host-length']],
    ['rabbitmq', 'a virtual host of all characters there may be', { 'access.VIRTUAL_HOST': ['aZ0-/*:_+=.@'] }, []],
    ['rabbitmq', 'a virtual host with a space', { 'access.VIRTUAL_HOST': ['my host'] }, ['error rabbitmq-virtual-host-name']],
    ['rabbitmq', 'a virtual host known at deployment', { 'access.VIRTUAL_HOST': [UNKNOWN] }, []],
    ['rabbitmq', 'two virtual hosts', { 'access.VIRTUAL_HOST': ['shop', 'returns'] }, ['warning rabbitmq-virtual-host-count']],
    ['activemq', 'a virtual host', { 'access.VIRTUAL_HOST': ['shop'] }, ['warning activemq-virtual-host']],
    ['activemq', 'a virtual host known at deployment', { 'access.VIRTUAL_HOST': UNKNOWN }, []],
    ['rabbitmq', 'a cluster', { 'broker.DeploymentMode': 'CLUSTER_MULTI_AZ' }, []],
    ['activemq', 'a cluster', { 'broker.DeploymentMode': 'CLUSTER_MULTI_AZ' }, ['error activemq-deployment-mode']],
    ['activemq', 'a standby', { 'broker.DeploymentMode': 'ACTIVE_STANDBY_MULTI_AZ' }, []],
    ['rabbitmq', 'a configured login', { 'broker.AuthenticationStrategy': 'CONFIG_MANAGED' }, ['warning rabbitmq-authentication-strategy']],
  ])('%s with %s', (kind, _, facts, expected) => {
    expect(findings(kind, facts)).toEqual(expected);
  });
});

test('queues and streams keep the longest timeout of a function, 15 minutes', () => {
  const ofMq = ({ rule }: { rule: { id: string } }) => rule.id === 'poller-function-timeout';
  for (const kind of ['sqs', 'sqs-fifo', 'kinesis', 'dynamodb'] as const) {
    expect(evaluate(new ExampleFacts(kind, { 'function.Timeout': 900 }), RULES).violations.filter(ofMq)).toEqual([]);
  }
});
