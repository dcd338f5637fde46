import { viewArn } from './arn';
import { IndexedMapping } from './mapping-index';
import { ABSENT, UNKNOWN, View } from './view';

/** The types of `SourceAccessConfigurations` whose URI is a secret. */
const SECRETS = [
  'BASIC_AUTH', 'SASL_SCRAM_512_AUTH', 'SASL_SCRAM_256_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE', 'OAUTHBEARER_AUTH',
];

/** What is known of the secrets that a mapping logs in with. */
export const CREDENTIALS_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => View } = {
  /** `access.SecretRegions` is the list of their Regions. */
  'access.SecretRegions': ({ resource }) => {
    const types = resource.views(['SourceAccessConfigurations', '[]', 'Type']);
    const regions = types.flatMap((type, i) => SECRETS.includes(type as string) ? [regionOf(resource, i)] : []);
    return regions.length > 0 ? regions : ABSENT;
  },
};

function regionOf(mapping: IndexedMapping['resource'], index: number): View {
  const path = ['SourceAccessConfigurations', String(index), 'URI'];
  const target = mapping.follow(path);
  if (target) { return target.type.startsWith('AWS::SecretsManager::') ? target.region : UNKNOWN; }
  return viewArn(mapping.text(path))?.region ?? UNKNOWN;
}
