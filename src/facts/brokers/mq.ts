import { Mapping } from '../../model/mapping';
import { ABSENT, Value } from '../../values/value';
import { DerivedFacts } from '../derived-fact';

/** The properties of an Amazon MQ broker whose values AWS takes in either case, in capitals. */
export const MQ_FACTS: DerivedFacts = {
  'broker.EngineType': mapping => inCapitals(mapping, 'EngineType'),
  'broker.AuthenticationStrategy': mapping => inCapitals(mapping, 'AuthenticationStrategy'),
  'broker.DeploymentMode': mapping => inCapitals(mapping, 'DeploymentMode'),
};

function inCapitals({ source }: Mapping, property: string): Value {
  const value = source.related === 'broker' && source.resource ? source.resource.value([property]) : ABSENT;
  return typeof value === 'string' ? value.toUpperCase() : value;
}
