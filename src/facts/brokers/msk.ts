import { IndexedMapping } from '../../model/mapping-groups';
import { Resource } from '../../model/resource';
import { ABSENT, isOn, UNKNOWN, Value } from '../../values/value';
import { ACCESS_FACTS } from '../access';

/** What of `ClientAuthentication` switches on the login that an entry of `SourceAccessConfigurations` is. */
const SWITCHES: { readonly [type: string]: string } = {
  SASL_SCRAM_512_AUTH: 'Sasl.Scram',
  CLIENT_CERTIFICATE_TLS_AUTH: 'Tls',
};
const IAM = 'Sasl.Iam';
const NOBODY = 'Unauthenticated';

/** What is known of the Amazon MSK cluster that a mapping reads. */
export const MSK_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => Value } = {
  /** What `ClientAuthentication` of the cluster does not switch on, though Lambda is to log in so. */
  'kafka.LoginSwitchedOff': mapping => {
    const { resource: cluster } = mapping.source;
    if (cluster?.type !== 'AWS::MSK::Cluster') { return UNKNOWN; }
    const wanted = switchesFor(mapping);
    if (wanted === UNKNOWN) { return UNKNOWN; }
    const states = wanted.map(name => isEnabled(cluster, name));
    if (states.includes(true)) { return ABSENT; }
    return states.includes(UNKNOWN) ? UNKNOWN : `${wanted.map(name => `ClientAuthentication.${name}`).join(' or ')} of ${cluster.name} is not enabled`;
  },
};

/** Any of these lets Lambda in. Without an entry it takes IAM or nothing, whichever the author has in mind. */
function switchesFor(mapping: IndexedMapping): readonly string[] | typeof UNKNOWN {
  const mechanisms = ACCESS_FACTS['access.Mechanisms'](mapping);
  if (mechanisms !== ABSENT) {
    const [type, another] = Array.isArray(mechanisms) ? mechanisms : [];
    // Which of several it is, or one that there is not, is a mistake of its own.
    return another === undefined && type in SWITCHES ? [SWITCHES[type]] : UNKNOWN;
  }
  if (mapping.constructFacts?.fact('MskUnauthenticated') !== undefined) { return [NOBODY]; }
  return mapping.constructFacts?.fact('MskIam') !== undefined ? [IAM] : [IAM, NOBODY];
}

function isEnabled(cluster: Resource, name: string): boolean | typeof UNKNOWN {
  const login = ['ClientAuthentication', ...name.split('.')];
  const enabled = cluster.value([...login, 'Enabled']);
  if (isOn(enabled)) { return true; }
  // AWS does not say what is left on beside a login that is switched on, nor whether certificate authorities alone switch TLS on.
  if (enabled === ABSENT && (name === NOBODY || cluster.value(login) !== ABSENT)) { return UNKNOWN; }
  return enabled === UNKNOWN ? UNKNOWN : false;
}
