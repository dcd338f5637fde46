import { evaluate, evaluateRule } from './evaluate';
import { DERIVED_FROM, propertiesOf, propertyOf } from './rule-properties';
import { RelatedResource } from '../aws/source-types';
import { Facts } from '../facts/facts';
import { FactPath, Rule, RULES } from '../rules';
import { entryAt } from '../values/json';
import { isProperty, splitPath } from '../values/path';
import { ABSENT, hasUnknown } from '../values/value';

/** What a check waits for. */
export interface Awaited {
  /** A property of the validated resource or of a related one, or `AWS::Region`; undefined where several resources decide together. */
  readonly property?: string;
  /** The name of the related resource. */
  readonly of?: string;
}

/** A check that only the deployment can decide. */
export interface UndecidedCheck extends Awaited {
  readonly ruleId: string;
}

/** The checks of a resource that stay undecided. All rules are applied once more, so that it costs nothing where nobody asks. */
export function undecidedChecks(facts: Facts): UndecidedCheck[] {
  const checks: UndecidedCheck[] = [];
  evaluate(facts, RULES, rule => checks.push({ ruleId: rule.id, ...awaited(rule, facts) }));
  return checks;
}

const ARN = 'EventSourceArn';
const REGION = 'AWS::Region';

/** The resources that a mapping may read, each with the property that its kind depends on. */
const SOURCES: readonly (readonly [related: RelatedResource, decisive?: string])[] = [
  ['queue', 'FifoQueue'], ['broker', 'EngineType'], ['stream'], ['consumer'], ['table'], ['cluster'],
];

function awaited(rule: Rule, facts: Facts): Awaited {
  if (!facts.kinds.every(kind => rule.sources.includes(kind))) { return ofKind(facts); }
  const fact = lastUnknown(rule, facts);
  if (fact !== undefined && isProperty(fact)) { return { property: withoutItems(fact) }; }
  // Once the source is known, all else about it may be as well.
  if (facts.kinds.length > 1) { return ofKind(facts); }
  return fact === undefined ? { property: propertyOf(rule, facts) } : ofRelated(fact, facts) ?? ofDerived(rule, fact, facts);
}

/** A property of a resource that is known, or else the reference to it. */
function ofRelated(fact: FactPath, facts: Facts): Awaited | undefined {
  const owner = splitPath(fact)[0] as RelatedResource;
  const name = facts.nameOf(owner);
  if (owner === 'function' && name === undefined) {
    const property = ['FunctionName', 'Endpoint'].find(each => facts.values(each)[0] !== ABSENT);
    return property === undefined ? undefined : { property };
  }
  if (fact === 'function.Region') { return { property: REGION }; }
  if (name !== undefined) { return { property: entryAt(DERIVED_FROM, fact) ?? withoutItems(fact.slice(owner.length + 1)), of: name }; }
  return SOURCES.some(([related]) => related === owner) ? { property: ARN } : undefined;
}

/** The fact that was asked last before a rule gave up. */
function lastUnknown(rule: Rule, facts: Facts): FactPath | undefined {
  let last: FactPath | undefined;
  const values: Facts['values'] = path => {
    const found = facts.values(path);
    if (found.some(hasUnknown)) { last = path; }
    return found;
  };
  evaluateRule(Object.create(facts, { values: { value: values } }), rule);
  return last;
}

/** What tells the kind of a source. */
function ofKind(facts: Facts): Awaited {
  for (const [related, decisive] of SOURCES) {
    const name = facts.nameOf(related);
    if (name !== undefined && decisive !== undefined) { return { property: decisive, of: name }; }
  }
  return { property: ARN };
}

/** What is derived from several resources waits for the property that the rule is about, if that is what is not known. */
function ofDerived(rule: Rule, fact: FactPath, facts: Facts): Awaited {
  const ofStack = /\.Region$/.test(fact) ? REGION : /\.Account$/.test(fact) ? 'AWS::AccountId' : undefined;
  if (ofStack !== undefined && /^(mapping|config|subscription)\./.test(fact)) { return { property: ofStack }; }
  const isSourceUnknown = !SOURCES.some(([related]) => facts.nameOf(related) !== undefined);
  const property = propertiesOf(rule).find(each => {
    const values = facts.values(each);
    if (each !== ARN) { return values.some(hasUnknown); }
    return isSourceUnknown && (fact.startsWith('deployment.') ? values.some(hasUnknown) : values[0] !== ABSENT);
  });
  return { property: property ?? ofStack };
}

/** A path without its end that stands for each item or their number. */
function withoutItems(path: string): string {
  return path.replace(/(\.Count|\[\])+$/, '');
}
