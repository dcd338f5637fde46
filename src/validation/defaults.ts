import { SourceKind } from '../aws/source-kinds';
import { Facts } from '../facts/facts';
import { DEFAULTS, FactPath } from '../rules';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** A value that counts for AWS. */
export interface EffectiveValue {
  readonly value: Value;
  /** Whether it is AWS's default for a property that is omitted. */
  readonly isDefault: boolean;
}

/** The value of a fact, or AWS's default where it is absent. Unknown where the possible sources have different defaults. */
export function effectiveValue(facts: Facts, fact: FactPath, value: Value = facts.values(fact)[0]): EffectiveValue {
  if (value !== ABSENT) { return { value, isDefault: false }; }
  const values = facts.kinds.map(kind => defaultOf(fact, kind));
  return values.every(each => each === values[0])
    ? { value: values[0] ?? ABSENT, isDefault: values[0] !== undefined }
    : { value: UNKNOWN, isDefault: true };
}

let defaults: ReadonlyMap<FactPath, ReadonlyMap<SourceKind, unknown>> | undefined;

/** What AWS assumes for a source of this kind; undefined where it assumes nothing. */
export function defaultOf(fact: FactPath, kind: SourceKind): unknown {
  defaults ??= defaultsByFact();
  return defaults.get(fact)?.get(kind);
}

function defaultsByFact(): Map<FactPath, Map<SourceKind, unknown>> {
  const byFact = new Map<FactPath, Map<SourceKind, unknown>>();
  for (const { fact, sources, value } of DEFAULTS) {
    const byKind = byFact.get(fact) ?? new Map<SourceKind, unknown>();
    sources.forEach(kind => byKind.set(kind, value));
    byFact.set(fact, byKind);
  }
  return byFact;
}
