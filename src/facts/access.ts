import { DerivedFact } from './derived-fact';
import { ACCESS_TYPES, MECHANISMS } from '../aws/access-types';
import { AccessEntry, entriesAt, selectByTypes, urisOf } from '../model/access-entries';
import { ACCESS_CONFIGURATIONS, Mapping } from '../model/mapping';
import { parseArn } from '../values/arn';
import { asText } from '../values/text';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** The properties of a mapping that name secrets. */
const SECRETS = [
  ACCESS_CONFIGURATIONS,
  ['AmazonManagedKafkaEventSourceConfig', 'SchemaRegistryConfig', 'AccessConfigs'],
  ['SelfManagedKafkaEventSourceConfig', 'SchemaRegistryConfig', 'AccessConfigs'],
];

/** How Lambda gets to a broker: `access.<type>` is the list of the URIs of that type, `access.Mechanisms` of the ways to log in. */
export function accessFact(path: string): DerivedFact | undefined {
  switch (path) {
    case 'access.Mechanisms': return mechanismsOf;
    case 'access.SecretOfOtherRegion': return secretOfOtherRegion;
    default: {
      const type = ACCESS_TYPES.find(each => path === `access.${each}`);
      return type && (({ resource }) => urisOf(resource, type));
    }
  }
}

export function mechanismsOf({ resource }: Mapping): Value {
  return selectByTypes(resource, types => types.filter(type => MECHANISMS.some(mechanism => mechanism === type)));
}

/** A secret that is known to be in another Region than the mapping. */
function secretOfOtherRegion({ resource }: Mapping): Value {
  const { region } = resource.environment;
  if (region === UNKNOWN) { return UNKNOWN; }
  const entries = SECRETS.flatMap(path => entriesAt(resource, path));
  const elsewhere = entries.find(entry => ![UNKNOWN, region].includes(regionOf(entry)));
  return elsewhere ? `${elsewhere.target?.name ?? elsewhere.text} is in ${asText(regionOf(elsewhere))}` : ABSENT;
}

function regionOf({ target, text }: AccessEntry): Value {
  if (target) { return target.type.startsWith('AWS::SecretsManager::') ? target.environment.region : UNKNOWN; }
  const arn = parseArn(text);
  return arn?.service === 'secretsmanager' ? arn.region : UNKNOWN;
}
