import { SourceKind } from '../../aws/source-kinds';
import { api, cloudFormation, guide } from '../citations';
import { Citation, Rule } from '../rule';

const ACCESS = 'SourceAccessConfigurations';
const SELF_MANAGED: readonly SourceKind[] = ['self-managed-kafka'];
const WITH_ACCESS: readonly SourceKind[] = ['msk', 'self-managed-kafka'];
const SCHEMA = cloudFormation('aws-properties-lambda-eventsourcemapping-sourceaccessconfiguration');
const API = api('API_SourceAccessConfiguration');
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf';
const SELF_MANAGED_GUIDE = guide('kafka-cluster-auth');

const login = (type: string, uri: string = SECRET) => ({ Type: type, URI: uri });

type Repair = Pick<Rule, 'fix' | 'fixInTemplate'>;

/** An entry that is only there together with another. */
function needs(id: string, type: string, other: string, why: string, repair: Repair, source: Citation): Rule {
  return {
    id,
    severity: 'error',
    because: 'refused',
    sources: SELF_MANAGED,
    fact: `access.${type}`,
    property: ACCESS,
    check: { kind: 'requires', fact: `access.${other}` },
    why,
    ...repair,
    source,
    example: {
      valid: { [`access.${type}`]: ['x'], [`access.${other}`]: ['x'], ...VPC_LOGIN },
      invalid: { [`access.${type}`]: ['x'], ...VPC_LOGIN },
    },
  };
}

/** Satisfies the rules about how to get to a cluster, where an example is about something else. */
const VPC_LOGIN = { 'access.Mechanisms': ['BASIC_AUTH'] };
const OAUTH = 'it is a part of OAUTHBEARER_AUTH';
const OAUTH_FIX: Repair = {
  fix: 'Use SelfManagedKafkaAuthentication.oauthBearer(), or leave it out.',
  fixInTemplate: 'Add an entry OAUTHBEARER_AUTH with a secret, or leave it out.',
};

/** How Lambda gets into a cluster of Apache Kafka. */
export const KAFKA_ACCESS_RULES: readonly Rule[] = [
  {
    id: 'msk-access-type',
    severity: 'error',
    because: 'refused',
    sources: ['msk'],
    fact: `${ACCESS}[].Type`,
    check: { kind: 'one-of', values: ['SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'] },
    why: 'Amazon MSK has no other way to log in with a secret, and Lambda learns its network from the cluster',
    fix: 'Use one of MskAuthentication; IAM and unauthenticated access need no entry at all.',
    fixInTemplate: 'Give an entry of these types; IAM and unauthenticated access need none at all.',
    source: guide('msk-cluster-auth'),
    example: { valid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH')] }, invalid: { [ACCESS]: [login('BASIC_AUTH')] } },
  },
  {
    id: 'self-managed-kafka-access-type',
    severity: 'error',
    because: 'refused',
    sources: SELF_MANAGED,
    fact: `${ACCESS}[].Type`,
    check: {
      kind: 'one-of',
      values: [
        'BASIC_AUTH', 'SASL_SCRAM_256_AUTH', 'SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE',
        'VPC_SUBNET', 'VPC_SECURITY_GROUP', 'OAUTHBEARER_AUTH', 'OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUDIENCE',
        'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_IDENTITY_POOL', 'IAM_AUTH', 'IAM_OAUTHBEARER_AUTH',
      ],
    },
    why: 'self-managed Apache Kafka has no other access configuration',
    fix: 'Use one of SelfManagedKafkaAuthentication.',
    fixInTemplate: 'Give entries of these types.',
    source: API,
    example: {
      valid: { [ACCESS]: [login('BASIC_AUTH')], ...VPC_LOGIN },
      invalid: { [ACCESS]: [login('VIRTUAL_HOST', '/')], ...VPC_LOGIN },
    },
  },
  {
    id: 'self-managed-kafka-access-type-new',
    severity: 'warning',
    because: 'disputed',
    sources: SELF_MANAGED,
    fact: 'kafka.NewAccessTypes',
    property: 'SourceAccessConfigurations[].Type',
    check: { kind: 'observed' },
    why: 'the guide describes {detail}, while the schema that CloudFormation checks against was last seen without',
    fix: 'Try it in your Region first.',
    source: SELF_MANAGED_GUIDE,
    example: { valid: {}, invalid: { 'kafka.NewAccessTypes': 'IAM_AUTH' } },
  },
  {
    id: 'self-managed-kafka-access-missing',
    severity: 'error',
    because: 'refused',
    sources: SELF_MANAGED,
    fact: ACCESS,
    check: { kind: 'required' },
    why: 'Lambda does not connect to brokers without either a way to log in or a VPC',
    fix: 'Set authentication of the cluster, or its vpc and securityGroups.',
    fixInTemplate: 'Add an entry to log in, or entries VPC_SUBNET and VPC_SECURITY_GROUP.',
    source: guide('kafka-esm-parameters', "Required 'sourceAccessConfigurations' parameter is missing."),
    example: { valid: { [ACCESS]: [login('BASIC_AUTH')], ...VPC_LOGIN }, invalid: {} },
  },
  {
    id: 'self-managed-kafka-login-missing',
    severity: 'error',
    because: 'refused',
    sources: SELF_MANAGED,
    fact: 'access.Mechanisms',
    property: 'SourceAccessConfigurations',
    when: [
      { fact: ACCESS, present: true },
      { fact: 'access.VPC_SUBNET', present: false },
      { fact: 'access.VPC_SECURITY_GROUP', present: false },
    ],
    check: { kind: 'required' },
    why: 'Lambda logs in to brokers that it reaches over the internet',
    fix: 'Set authentication of the cluster, or its vpc and securityGroups.',
    fixInTemplate: 'Add an entry to log in, or entries VPC_SUBNET and VPC_SECURITY_GROUP.',
    source: SELF_MANAGED_GUIDE,
    example: {
      valid: { [ACCESS]: [login('BASIC_AUTH')], ...VPC_LOGIN },
      invalid: { [ACCESS]: [login('SERVER_ROOT_CA_CERTIFICATE')] },
    },
  },
  {
    id: 'kafka-access-count',
    severity: 'error',
    because: 'refused',
    sources: WITH_ACCESS,
    fact: ACCESS,
    check: { kind: 'count', min: 1, max: 22, unit: 'entries' },
    why: 'the schema of the resource takes no other number',
    fix: 'Name fewer subnets or security groups; leave the list out where there is nothing to say.',
    source: SCHEMA,
    example: {
      valid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH')], ...VPC_LOGIN },
      invalid: { [ACCESS]: [], ...VPC_LOGIN },
    },
  },
  {
    id: 'kafka-access-unique',
    severity: 'error',
    because: 'refused',
    sources: WITH_ACCESS,
    fact: ACCESS,
    check: { kind: 'unique-items' },
    why: 'the schema of the resource refuses a list that repeats an entry',
    fix: 'Remove the repetition.',
    source: SCHEMA,
    example: {
      valid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH')], ...VPC_LOGIN },
      invalid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH'), login('SASL_SCRAM_512_AUTH')], ...VPC_LOGIN },
    },
  },
  {
    id: 'kafka-access-uri',
    severity: 'error',
    because: 'refused',
    sources: WITH_ACCESS,
    fact: `${ACCESS}[].URI`,
    check: { kind: 'pattern', pattern: '[a-zA-Z0-9-\\/*:_+=.@ -]*', form: 'letters, digits, spaces and any of - / * : _ + = . @' },
    why: 'Lambda refuses any other character',
    fix: 'Give the ARN of a secret, subnet:<id> or security_group:<id>.',
    source: API,
    example: {
      valid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH')], ...VPC_LOGIN },
      invalid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH', 'secret{orders}')], ...VPC_LOGIN },
    },
  },
  {
    id: 'kafka-access-uri-length',
    severity: 'error',
    because: 'refused',
    sources: WITH_ACCESS,
    fact: `${ACCESS}[].URI`,
    check: { kind: 'length', min: 1, max: 200 },
    why: 'Lambda refuses any other length',
    fix: 'Give the secret a shorter name.',
    source: API,
    example: {
      valid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH', 's'.repeat(200))], ...VPC_LOGIN },
      invalid: { [ACCESS]: [login('SASL_SCRAM_512_AUTH', 's'.repeat(201))], ...VPC_LOGIN },
    },
  },
  {
    id: 'kafka-one-login',
    severity: 'error',
    because: 'refused',
    sources: WITH_ACCESS,
    fact: 'access.Mechanisms',
    property: 'SourceAccessConfigurations',
    check: { kind: 'count', min: 1, max: 1, unit: 'ways to log in' },
    why: 'Lambda logs in in one way',
    fix: 'Keep the one that the listener of the brokers takes.',
    source: SELF_MANAGED_GUIDE,
    example: { valid: { 'access.Mechanisms': ['SASL_SCRAM_512_AUTH'] }, invalid: { 'access.Mechanisms': ['SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'] } },
  },
  needs('self-managed-kafka-security-group', 'VPC_SUBNET', 'VPC_SECURITY_GROUP',
    'a network interface in a subnet needs a security group', {
      fix: 'Set securityGroups of the cluster beside its vpc.',
      fixInTemplate: 'Add an entry VPC_SECURITY_GROUP.',
    }, SELF_MANAGED_GUIDE),
  needs('self-managed-kafka-subnet', 'VPC_SECURITY_GROUP', 'VPC_SUBNET',
    'a security group belongs to a network interface in a subnet', {
      fix: 'Set vpc and vpcSubnets of the cluster beside its security groups.',
      fixInTemplate: 'Add an entry VPC_SUBNET for each subnet of the cluster.',
    }, SELF_MANAGED_GUIDE),
  {
    id: 'self-managed-kafka-subnet-list',
    severity: 'warning',
    because: 'risky',
    sources: SELF_MANAGED,
    fact: 'construct.SubnetListToken',
    property: 'SourceAccessConfigurations',
    check: { kind: 'observed' },
    why: 'only the deployment knows how many subnets {detail} has, and each is an entry of its own: Lambda polls from the first one alone',
    fix: 'Write the subnets out where the VPC is imported, or say how many there are: Fn.split(\',\', ids, 2).',
    source: SELF_MANAGED_GUIDE,
    example: { valid: {}, invalid: { 'construct.SubnetListToken': 'Shop/Vpc' } },
  },
  needs('oauthbearer-scope', 'OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUTH', OAUTH, OAUTH_FIX, API),
  needs('oauthbearer-logical-cluster', 'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_AUTH', OAUTH, OAUTH_FIX, API),
  needs('oauthbearer-identity-pool', 'OAUTHBEARER_IDENTITY_POOL', 'OAUTHBEARER_AUTH', OAUTH, OAUTH_FIX, API),
  needs('iam-oauthbearer-audience', 'IAM_OAUTHBEARER_AUTH', 'OAUTHBEARER_AUDIENCE',
    'Lambda asks AWS STS for a token, which is for one audience', { fix: 'Name the audience.', fixInTemplate: 'Add an entry OAUTHBEARER_AUDIENCE with the audience.' }, API),
  {
    ...needs('oauthbearer-audience', 'OAUTHBEARER_AUDIENCE', 'OAUTHBEARER_AUTH',
      'it is a part of OAUTHBEARER_AUTH and IAM_OAUTHBEARER_AUTH', OAUTH_FIX, API),
    when: [{ fact: 'access.IAM_OAUTHBEARER_AUTH', present: false }],
  },
  {
    id: 'kafka-iam-login-uri',
    severity: 'error',
    because: 'refused',
    sources: SELF_MANAGED,
    fact: 'kafka.IamLoginUri',
    property: 'SourceAccessConfigurations[].URI',
    check: { kind: 'observed' },
    why: 'Lambda logs in with the role of the function: {detail} is of no use to it',
    fix: 'Leave URI of that entry out.',
    source: API,
    example: { valid: {}, invalid: { 'kafka.IamLoginUri': SECRET } },
  },
  {
    id: 'oauthbearer-literal',
    severity: 'error',
    because: 'refused',
    sources: SELF_MANAGED,
    fact: 'kafka.OauthArn',
    property: 'SourceAccessConfigurations[].URI',
    check: { kind: 'observed' },
    why: 'scope, audience, logical cluster and identity pool are written out, and {detail} is an ARN',
    fix: 'Write the value itself.',
    source: API,
    example: { valid: {}, invalid: { 'kafka.OauthArn': SECRET } },
  },
  {
    id: 'msk-login-switched-off',
    severity: 'warning',
    because: 'risky',
    sources: ['msk'],
    fact: 'kafka.LoginSwitchedOff',
    property: 'SourceAccessConfigurations',
    check: { kind: 'observed' },
    why: 'Lambda gets no record from brokers that do not let it in: {detail}',
    fix: 'Enable it in clientAuthentication of the cluster, or choose an authentication that is enabled.',
    fixInTemplate: 'Enable it in the cluster, or give SourceAccessConfigurations for a login that is enabled.',
    source: guide('msk-cluster-auth'),
    example: { valid: {}, invalid: { 'kafka.LoginSwitchedOff': 'ClientAuthentication.Sasl.Scram of Shop/Cluster is not enabled' } },
  },
  {
    id: 'msk-unauthenticated-with-iam',
    severity: 'warning',
    because: 'risky',
    sources: ['msk'],
    fact: 'construct.MskUnauthenticated',
    property: 'SourceAccessConfigurations',
    when: [{ fact: 'cluster.ClientAuthentication.Sasl.Iam.Enabled', equals: true }],
    check: { kind: 'observed' },
    why: 'the cluster asks IAM as well, and Lambda prefers that where no secret is given: {detail} may not read there',
    fix: 'Use MskAuthentication.iam().',
    source: guide('msk-cluster-auth'),
    example: {
      valid: { 'cluster.ClientAuthentication.Sasl.Iam.Enabled': true },
      invalid: { 'cluster.ClientAuthentication.Sasl.Iam.Enabled': true, 'construct.MskUnauthenticated': 'the execution role' },
    },
  },
  {
    id: 'msk-secret-name',
    severity: 'warning',
    because: 'risky',
    sources: ['msk'],
    fact: 'kafka.ScramSecretName',
    property: 'SourceAccessConfigurations[].URI',
    check: { kind: 'pattern', pattern: 'AmazonMSK_.*', form: 'a name that begins with AmazonMSK_' },
    why: 'a cluster of Amazon MSK takes only such secrets for SASL/SCRAM, and only those encrypted with a customer managed key',
    fix: 'Set secretName of the secret, give it an encryptionKey and associate it with the cluster.',
    fixInTemplate: 'Set Name of the secret, give it a KmsKeyId and associate it with the cluster.',
    source: { url: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-password.html', checkedOn: '2026-11-21' },
    example: { valid: { 'kafka.ScramSecretName': 'AmazonMSK_orders' }, invalid: { 'kafka.ScramSecretName': 'orders' } },
  },
];
