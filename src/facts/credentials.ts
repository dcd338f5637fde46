import { AccessEntry, entriesAt } from './access';
import { IndexedMapping } from '../model/mapping-groups';
import { parseArn } from '../values/arn';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** Where a mapping names secrets. */
const SECRETS = [
  ['SourceAccessConfigurations'],
  ['AmazonManagedKafkaEventSourceConfig', 'SchemaRegistryConfig', 'AccessConfigs'],
  ['SelfManagedKafkaEventSourceConfig', 'SchemaRegistryConfig', 'AccessConfigs'],
];

/** What is known of the secrets that a mapping logs in with. */
export const CREDENTIALS_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => Value } = {
  /** A secret that is known to be in another Region than the mapping. */
  'access.SecretOfOtherRegion': ({ resource }) => {
    if (resource.region === UNKNOWN) { return UNKNOWN; }
    const entries = SECRETS.flatMap(path => entriesAt(resource, path));
    const elsewhere = entries.find(entry => ![UNKNOWN, resource.region].includes(regionOf(entry)));
    return elsewhere ? `${elsewhere.target?.name ?? elsewhere.text} is in ${String(regionOf(elsewhere))}` : ABSENT;
  },
};

function regionOf({ target, text }: AccessEntry): Value {
  if (target) { return target.type.startsWith('AWS::SecretsManager::') ? target.region : UNKNOWN; }
  const arn = parseArn(text);
  return arn?.service === 'secretsmanager' ? arn.region : UNKNOWN;
}
