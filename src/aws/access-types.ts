/*
 * The types of `SourceAccessConfigurations`, and of the access configurations of a schema registry.
 */

/** The parts of a login with OAUTHBEARER beside the credentials. Their URI is the value itself, not the ARN of a secret. */
export const OAUTH_PARAMETERS = ['OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUDIENCE', 'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_IDENTITY_POOL'] as const;

/** Logins with the execution role. They have no URI. */
export const ROLE_MECHANISMS = ['IAM_AUTH', 'IAM_OAUTHBEARER_AUTH'] as const;

/** Every type that is a way to log in to a broker. The other types name a place, or belong to one of these. */
export const MECHANISMS = [
  'BASIC_AUTH', 'SASL_SCRAM_512_AUTH', 'SASL_SCRAM_256_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'OAUTHBEARER_AUTH', ...ROLE_MECHANISMS,
] as const;

/** Every way to log in to a schema registry. */
export const REGISTRY_MECHANISMS = ['BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'OAUTHBEARER_AUTH'] as const;

export const ACCESS_TYPES = [...MECHANISMS, ...OAUTH_PARAMETERS, 'SERVER_ROOT_CA_CERTIFICATE', 'VIRTUAL_HOST', 'VPC_SUBNET', 'VPC_SECURITY_GROUP'] as const;

export type AccessType = typeof ACCESS_TYPES[number];

/** Types that the API has had since 2026. CloudFormation may not accept them yet. */
export const NEW_ACCESS_TYPES: readonly AccessType[] = ['OAUTHBEARER_AUTH', ...OAUTH_PARAMETERS, ...ROLE_MECHANISMS];

/** Types whose URI is the ARN of a secret, which Lambda reads from AWS Secrets Manager. */
export const SECRET_TYPES: readonly AccessType[] = [
  'BASIC_AUTH', 'SASL_SCRAM_512_AUTH', 'SASL_SCRAM_256_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE', 'OAUTHBEARER_AUTH',
];
