import { IndexedMapping } from '../model/mapping-groups';
import { Resource } from '../model/resource';
import { ABSENT, UNKNOWN, Value } from '../values/value';

const TYPES = ['SourceAccessConfigurations', '[]', 'Type'];

/** The types of `SourceAccessConfigurations`. */
const ACCESS_TYPES = [
  'BASIC_AUTH', 'VPC_SUBNET', 'VPC_SECURITY_GROUP', 'SASL_SCRAM_512_AUTH', 'SASL_SCRAM_256_AUTH', 'VIRTUAL_HOST',
  'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE', 'OAUTHBEARER_AUTH', 'OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUDIENCE',
  'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_IDENTITY_POOL', 'IAM_AUTH', 'IAM_OAUTHBEARER_AUTH',
];

/** Those that are a way to log in; the others say where, or go with one of them. */
const MECHANISMS = [
  'BASIC_AUTH', 'SASL_SCRAM_512_AUTH', 'SASL_SCRAM_256_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH',
  'OAUTHBEARER_AUTH', 'IAM_AUTH', 'IAM_OAUTHBEARER_AUTH',
];

/** How Lambda gets to a broker: `access.<type>` is the list of the URIs of that type, `access.Mechanisms` of the ways to log in. */
export const ACCESS_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => Value } = {
  ...Object.fromEntries(ACCESS_TYPES.map(type => [`access.${type}`, (mapping: IndexedMapping) => urisOf(mapping, type)])),
  'access.Mechanisms': mapping => listOf(mapping, types => types.filter(type => MECHANISMS.includes(type))),
};

/** An entry of `SourceAccessConfigurations`, or of the access configurations of a schema registry. */
export interface AccessEntry {
  readonly type: Value;
  readonly uri: Value;
  readonly text?: string;
  /** The resource that the URI is a reference to. */
  readonly target?: Resource;
}

/** The entries of a list of access configurations. */
export function entriesAt(resource: Resource, path: readonly string[]): AccessEntry[] {
  const list = resource.value(path);
  if (!Array.isArray(list)) { return []; }
  return list.map((_, i) => {
    const uri = [...path, String(i), 'URI'];
    return { type: resource.value([...path, String(i), 'Type']), uri: resource.value(uri), text: resource.text(uri), target: resource.target(uri) };
  });
}

function listOf({ resource }: IndexedMapping, select: (types: string[]) => Value[]): Value {
  if (resource.value(['SourceAccessConfigurations']) === UNKNOWN) { return UNKNOWN; }
  const types = resource.values(TYPES).filter(type => type !== ABSENT);
  // An unknown type may be any of them.
  if (types.includes(UNKNOWN)) { return UNKNOWN; }
  const list = select(types.map(String));
  return list.length > 0 ? list : ABSENT;
}

function urisOf(mapping: IndexedMapping, wanted: string): Value {
  const uris = mapping.resource.values(['SourceAccessConfigurations', '[]', 'URI']);
  return listOf(mapping, types => uris.filter((_, i) => types[i] === wanted).map(uri => uri === ABSENT ? '' : uri));
}
