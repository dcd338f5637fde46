import type { Deployment } from '../model/deployment';
import type { Mapping } from '../model/mapping';
import type { FactPath } from '../rules';
import type { Value } from '../values/value';

/** Answers a fact about a mapping that is no property of a resource. */
export type DerivedFact = (mapping: Mapping, deployment: Deployment) => Value;

export interface DerivedFacts { readonly [path: FactPath]: DerivedFact }
