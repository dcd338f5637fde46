import { cloudFormation, guide } from './citations';
import { Rule } from './rule';
import { KAFKA, MQ, MSK } from '../aws/source-kinds';

const ACCESS_PAGE = 'aws-properties-lambda-eventsourcemapping-sourceaccessconfiguration';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3';
const NAME = '[a-zA-Z0-9/_+=.@-]';
const MISSING = "Required 'sourceAccessConfigurations' parameter is missing.";

/** How Lambda logs in to a broker or cluster: the entries of `SourceAccessConfigurations`. */
export const CREDENTIALS_RULES: readonly Rule[] = [
  {
    id: 'basic-auth-missing',
    title: 'User name and password of a broker or cluster are missing',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, 'documentdb'],
    fact: 'access.BASIC_AUTH',
    property: 'SourceAccessConfigurations',
    check: { kind: 'required' },
    why: 'Lambda logs in with the user name and the password of a secret, and in no other way',
    fix: 'Set credentials to a secret of AWS Secrets Manager that holds {"username": "...", "password": "..."}.',
    fixInTemplate: 'Add an entry BASIC_AUTH with the ARN of a secret of AWS Secrets Manager that holds {"username": "...", "password": "..."}.',
    source: guide('with-mq', MISSING),
    variants: [{ sources: ['documentdb'], source: guide('with-documentdb', MISSING) }],
    example: { valid: { 'access.BASIC_AUTH': [SECRET] }, invalid: {} },
  },
  {
    id: 'basic-auth-repeated',
    title: 'Number of user names and passwords',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, 'documentdb'],
    fact: 'access.BASIC_AUTH',
    property: 'SourceAccessConfigurations',
    check: { kind: 'count', min: 1, max: 1, unit: 'secrets' },
    why: 'Lambda logs in as one user',
    fix: 'Leave one entry of the type BASIC_AUTH.',
    source: cloudFormation(ACCESS_PAGE),
    example: { valid: { 'access.BASIC_AUTH': [SECRET] }, invalid: { 'access.BASIC_AUTH': [SECRET, `${SECRET}2`] } },
  },
  {
    id: 'basic-auth-secret',
    title: 'Secret with the user name and the password',
    severity: 'error',
    because: 'never-works',
    sources: [...MQ, 'documentdb'],
    fact: 'access.BASIC_AUTH[]',
    property: 'SourceAccessConfigurations[].URI',
    check: { kind: 'pattern', pattern: `arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:.+|${NAME}*`, form: 'the ARN of a secret of AWS Secrets Manager' },
    why: 'Lambda reads the user name and the password there',
    fix: 'Store both in a secret, and give its ARN.',
    source: cloudFormation(ACCESS_PAGE),
    example: { valid: { 'access.BASIC_AUTH': [SECRET] }, invalid: { 'access.BASIC_AUTH': ['shop:password'] } },
  },
  {
    id: 'basic-auth-secret-name',
    title: 'Secret given by its name',
    severity: 'warning',
    because: 'disputed',
    sources: [...MQ, 'documentdb'],
    fact: 'access.BASIC_AUTH[]',
    property: 'SourceAccessConfigurations[].URI',
    // The rule above reports text that cannot be a name either.
    check: { kind: 'pattern', pattern: `|.*${NAME.replace('[', '[^')}.*`, form: 'the ARN of a secret of AWS Secrets Manager' },
    why: 'AWS describes nothing else, and does not say whether Lambda finds a secret by its name',
    fix: 'Give the ARN of the secret.',
    source: cloudFormation(ACCESS_PAGE),
    example: { valid: { 'access.BASIC_AUTH': [SECRET] }, invalid: { 'access.BASIC_AUTH': ['orders'] } },
  },
  {
    id: 'secret-region',
    title: 'Secret in another Region',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, ...KAFKA, 'documentdb'],
    fact: 'access.SecretOfOtherRegion',
    property: 'SourceAccessConfigurations',
    check: { kind: 'observed' },
    why: 'Lambda reads secrets of its own Region only, and {detail}',
    fix: 'Replicate the secret to the Region of the function, and give the ARN of the replica.',
    source: guide('kafka-cluster-auth'),
    variants: [
      { sources: MSK, source: guide('msk-cluster-auth') },
      { sources: [...MQ, 'documentdb'], source: cloudFormation(ACCESS_PAGE) },
    ],
    example: { valid: {}, invalid: { 'access.SecretOfOtherRegion': 'Shop/Credentials is in us-east-1' } },
  },
  {
    id: 'basic-auth-secret-length',
    title: 'Length of the ARN of a secret',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, 'documentdb'],
    fact: 'access.BASIC_AUTH[]',
    property: 'SourceAccessConfigurations[].URI',
    check: { kind: 'length', min: 1, max: 200 },
    why: 'the schema of the resource refuses any other length',
    fix: 'Give the secret a shorter name, of at most 110 characters.',
    source: cloudFormation(ACCESS_PAGE),
    example: {
      valid: { 'access.BASIC_AUTH': [`${SECRET}${'s'.repeat(200 - SECRET.length)}`] },
      invalid: { 'access.BASIC_AUTH': [`${SECRET}${'s'.repeat(201 - SECRET.length)}`] },
    },
  },
];
