import { OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-a1b2c3';
const LIST = 'SourceAccessConfigurations';
const entry = (Type: string, URI: unknown = SECRET) => ({ Type, URI });
const entries = (...list: object[]) => ({ [LIST]: list });
const TYPE = UNKNOWN as unknown as string;

/** Rules of how Lambda gets at a broker. */
export const ACCESS: { readonly [rule: string]: OwnCases } = {
  'self-managed-kafka-access-missing': { beyond: [{ [LIST]: ABSENT }] },
  'self-managed-kafka-login-missing': {
    unknown: entries(entry('SERVER_ROOT_CA_CERTIFICATE'), entry(TYPE)),
    absent: 'absence is the mistake',
  },
  'kafka-one-login': {
    kind: 'self-managed-kafka',
    at: [entries(entry('BASIC_AUTH')), entries(entry('BASIC_AUTH'), entry('SERVER_ROOT_CA_CERTIFICATE'))],
    beyond: [entries(entry('SASL_SCRAM_512_AUTH'), entry('CLIENT_CERTIFICATE_TLS_AUTH'))],
    unknown: entries(entry('SASL_SCRAM_512_AUTH'), entry(TYPE)),
    absent: { [LIST]: ABSENT },
  },
  'kafka-iam-login-uri': {
    at: [entries({ Type: 'IAM_AUTH' })],
    beyond: [entries(entry('IAM_AUTH'))],
    unknown: entries(entry(TYPE)),
    absent: { [LIST]: ABSENT },
  },
  'oauthbearer-literal': {
    at: [entries(entry('OAUTHBEARER_AUTH'), entry('OAUTHBEARER_SCOPE', 'read'))],
    beyond: [entries(entry('OAUTHBEARER_AUTH'), entry('OAUTHBEARER_SCOPE', SECRET))],
    unknown: entries(entry('OAUTHBEARER_AUTH'), entry('OAUTHBEARER_SCOPE', UNKNOWN)),
    absent: { [LIST]: ABSENT },
  },
  'msk-secret-name': {
    at: [entries(entry('SASL_SCRAM_512_AUTH'))],
    beyond: [entries(entry('SASL_SCRAM_512_AUTH', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3'))],
    unknown: entries(entry('SASL_SCRAM_512_AUTH', UNKNOWN)),
    absent: { [LIST]: ABSENT },
  },
};
