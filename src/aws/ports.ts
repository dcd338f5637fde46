/*
 * What pollers connect to, apart from the rules: those are loaded by the first synthesis only.
 */

/** The ports that a source is read at, by how Lambda logs in: `CLIENT_CERTIFICATE_TLS_AUTH`, `IAM` and the like. */
export const MSK_PORTS = {
  CLIENT_CERTIFICATE_TLS_AUTH: 9094,
  SASL_SCRAM_512_AUTH: 9096,
  IAM: 9098,
  TLS: 9094,
  PLAINTEXT: 9092,
} as const;

export const BROKER_PORTS = { activemq: 61617, rabbitmq: 5671, documentdb: 27017 } as const;

export const HTTPS = 443;
