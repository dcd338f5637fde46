import { api, cloudFormation, guide } from './citations';
import { Rule } from './rule';
import { KAFKA } from './source-kind';

const PAGE = guide('services-consume-kafka-events');
const SCHEMA = cloudFormation('aws-properties-lambda-eventsourcemapping-schemaregistryconfig');
const GLUE = 'arn:aws:glue:eu-west-1:111122223333:registry/orders';
const CONFLUENT = 'https://registry.example.com';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf';
const LOGIN = [{ Type: 'BASIC_AUTH', URI: SECRET }];
const PROVISIONED = { 'ProvisionedPollerConfig.MinimumPollers': 1 };
const REGISTRY = { 'registry.SchemaRegistryConfig': true, ...PROVISIONED };

/** A registry that no rule has anything to say about. */
const COMPLETE = {
  ...REGISTRY,
  'registry.SchemaRegistryURI': GLUE,
  'registry.IsGlue': true,
  'registry.EventRecordFormat': 'JSON',
  'registry.SchemaValidationConfigs': [{ Attribute: 'VALUE' }],
};
const OF_CONFLUENT = { ...COMPLETE, 'registry.SchemaRegistryURI': CONFLUENT, 'registry.IsGlue': false, 'registry.AccessConfigs': LOGIN };

function without(path: string): RuleFacts {
  return Object.fromEntries(Object.entries(COMPLETE).filter(([key]) => key !== path));
}

type RuleFacts = Rule['example']['valid'];

/** Schema registries of Apache Kafka mappings: AWS Glue and Confluent. */
export const SCHEMA_REGISTRY_RULES: readonly Rule[] = [
  {
    id: 'schema-registry-on-demand',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.SchemaRegistryConfig',
    check: { kind: 'requires', property: 'ProvisionedPollerConfig' },
    why: 'Lambda validates records against a registry only in provisioned mode',
    fix: 'Set provisionedPollerConfig, or leave schemaRegistryConfig out.',
    source: PAGE,
    example: { valid: COMPLETE, invalid: without('ProvisionedPollerConfig.MinimumPollers') },
  },
  ...([
    ['SchemaRegistryURI', 'uri', 'names the registry'],
    ['EventRecordFormat', 'format', 'says what the function gets'],
    ['SchemaValidationConfigs', 'validation', 'says whether the key, the value or both are validated'],
  ] as const).map(([name, id, says]): Rule => ({
    id: `schema-registry-${id}-missing`,
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: `registry.${name}`,
    when: [{ fact: 'registry.SchemaRegistryConfig', present: true }],
    check: { kind: 'required' },
    why: `a registry is complete only with its address, a format and what to validate; this ${says}`,
    fix: 'Set it as well.',
    source: PAGE,
    example: { valid: COMPLETE, invalid: without(`registry.${name}`) },
  })),
  {
    id: 'schema-registry-uri',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.SchemaRegistryURI',
    check: { kind: 'pattern', pattern: '[a-zA-Z0-9-/*:_+=.@-]*', form: 'the ARN of a Glue registry or the https address of a Confluent one' },
    why: 'the schema of the resource refuses any other character',
    fix: 'Give the address without a query and without blanks.',
    source: SCHEMA,
    example: { valid: COMPLETE, invalid: { ...OF_CONFLUENT, 'registry.SchemaRegistryURI': `${CONFLUENT}/?v=1` } },
  },
  {
    id: 'schema-registry-uri-length',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.SchemaRegistryURI',
    check: { kind: 'length', min: 1, max: 10000 },
    why: 'the schema of the resource refuses any other length',
    fix: 'Give the ARN of a Glue registry or the https address of a Confluent one.',
    source: SCHEMA,
    example: { valid: COMPLETE, invalid: { ...OF_CONFLUENT, 'registry.SchemaRegistryURI': '' } },
  },
  {
    id: 'schema-registry-format',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.EventRecordFormat',
    check: { kind: 'one-of', values: ['JSON', 'SOURCE'] },
    why: 'Lambda hands records to the function in no other format',
    fix: 'Take one of lambda.EventRecordFormat.',
    fixInTemplate: 'Give one of these.',
    source: SCHEMA,
    example: { valid: COMPLETE, invalid: { ...COMPLETE, 'registry.EventRecordFormat': 'AVRO' } },
  },
  {
    id: 'schema-registry-validation-count',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.SchemaValidationConfigs',
    check: { kind: 'count', min: 1, max: 2, unit: 'attributes' },
    why: 'a record has a key and a value to validate',
    fix: 'Name KEY, VALUE or both.',
    source: SCHEMA,
    example: { valid: COMPLETE, invalid: { ...COMPLETE, 'registry.SchemaValidationConfigs': [] } },
  },
  {
    id: 'schema-registry-validation-unique',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.SchemaValidationConfigs',
    check: { kind: 'unique-items' },
    why: 'the schema of the resource refuses a list that repeats an attribute',
    fix: 'Remove the repetition.',
    source: SCHEMA,
    example: { valid: COMPLETE, invalid: { ...COMPLETE, 'registry.SchemaValidationConfigs': [{ Attribute: 'KEY' }, { Attribute: 'KEY' }] } },
  },
  {
    id: 'schema-registry-validation',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.SchemaValidationAttributes',
    check: { kind: 'one-of', values: ['KEY', 'VALUE'] },
    why: 'a record has a key and a value to validate',
    fix: 'Take them from lambda.KafkaSchemaValidationAttribute.',
    fixInTemplate: 'Give these only.',
    source: SCHEMA,
    example: { valid: { ...COMPLETE, 'registry.SchemaValidationAttributes': ['VALUE'] }, invalid: { ...COMPLETE, 'registry.SchemaValidationAttributes': ['HEADERS'] } },
  },
  {
    id: 'schema-registry-glue-access',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.AccessConfigs',
    when: [{ fact: 'registry.IsGlue', equals: true }],
    check: { kind: 'not-allowed' },
    why: 'Lambda reads a Glue registry with the role of the function',
    fix: 'Leave the access configuration out.',
    source: PAGE,
    example: { valid: COMPLETE, invalid: { ...COMPLETE, 'registry.AccessConfigs': LOGIN } },
  },
  {
    id: 'schema-registry-access-missing',
    severity: 'warning',
    because: 'risky',
    sources: KAFKA,
    property: 'registry.AccessConfigs',
    when: [{ fact: 'registry.IsGlue', equals: false }],
    check: { kind: 'required' },
    why: 'only a registry that is open to everybody does without',
    fix: 'Name the secret with the credentials of the registry.',
    source: PAGE,
    example: { valid: OF_CONFLUENT, invalid: Object.fromEntries(Object.entries(OF_CONFLUENT).filter(([key]) => key !== 'registry.AccessConfigs')) },
  },
  {
    id: 'schema-registry-access-count',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.AccessConfigs',
    check: { kind: 'count', min: 0, max: 2, unit: 'entries' },
    why: 'there is one way to log in, and one root certificate beside it',
    fix: 'Keep those two.',
    source: SCHEMA,
    example: {
      valid: OF_CONFLUENT,
      invalid: { ...OF_CONFLUENT, 'registry.AccessConfigs': [LOGIN[0], { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: SECRET }, { Type: 'BASIC_AUTH', URI: `${SECRET}2` }] },
    },
  },
  {
    id: 'schema-registry-access-unique',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.AccessConfigs',
    check: { kind: 'unique-items' },
    why: 'the schema of the resource refuses a list that repeats an entry',
    fix: 'Remove the repetition.',
    source: SCHEMA,
    example: { valid: OF_CONFLUENT, invalid: { ...OF_CONFLUENT, 'registry.AccessConfigs': [LOGIN[0], LOGIN[0]] } },
  },
  {
    id: 'schema-registry-access-type',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.AccessTypes',
    check: { kind: 'one-of', values: ['BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE', 'OAUTHBEARER_AUTH'] },
    why: 'Lambda logs in to a registry in no other way',
    fix: 'Take BASIC_AUTH, CLIENT_CERTIFICATE_TLS_AUTH or SERVER_ROOT_CA_CERTIFICATE.',
    source: SCHEMA,
    example: { valid: { ...OF_CONFLUENT, 'registry.AccessTypes': ['BASIC_AUTH'] }, invalid: { ...OF_CONFLUENT, 'registry.AccessTypes': ['SASL_SCRAM_512_AUTH'] } },
  },
  {
    id: 'schema-registry-one-login',
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    property: 'registry.Mechanisms',
    check: { kind: 'count', min: 1, max: 1, unit: 'ways to log in' },
    why: 'Lambda logs in to a registry in one way',
    fix: 'Keep one beside SERVER_ROOT_CA_CERTIFICATE.',
    source: PAGE,
    example: {
      valid: { ...OF_CONFLUENT, 'registry.Mechanisms': ['BASIC_AUTH'] },
      invalid: { ...OF_CONFLUENT, 'registry.Mechanisms': ['BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'] },
    },
  },
  {
    id: 'schema-registry-oauthbearer',
    severity: 'warning',
    because: 'disputed',
    sources: KAFKA,
    property: 'registry.Oauth',
    check: { kind: 'observed' },
    why: 'the API of Lambda has it, while the schema that CloudFormation checks against was last seen without',
    fix: 'Try it in your Region first.',
    source: api('API_KafkaSchemaRegistryAccessConfig'),
    example: { valid: OF_CONFLUENT, invalid: { ...OF_CONFLUENT, 'registry.Oauth': 'OAUTHBEARER_AUTH' } },
  },
];
