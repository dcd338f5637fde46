import { SourceKind } from '../aws/source-kinds';
import { Facts } from '../facts/facts';
import { Check, Condition, DEFAULTS, FactPath, Rule, Term } from '../rules';
import { ABSENT, hasUnknown, isEmpty, isOff, isOn, isProperty, splitPath, UNKNOWN, Value } from '../values/value';

/** A rule that a mapping breaks, with what its message needs. */
export interface Violation {
  readonly rule: Rule;
  readonly value: Value;
  /** Whether `value` is AWS's default for a property that was left out. */
  readonly isDefault: boolean;
  /** The bound that was computed from other facts. */
  readonly limit?: number | string;
  /** What a condition of the rule saw, as text. */
  readonly detail?: string;
}

export interface Evaluation {
  readonly violations: readonly Violation[];
  /** How many checks stayed undecided because a fact is known only at deployment. */
  readonly undecided: number;
}

type Outcome = 'holds' | 'unknown' | { readonly value: Value; readonly isDefault?: boolean; readonly limit?: number | string };

/** Applies all rules that hold for whatever the source of the mapping may be. */
export function evaluate(facts: Facts, rules: readonly Rule[]): Evaluation {
  const violations: Violation[] = [];
  const { byProperty, others, possible } = rulesFor(facts.kinds, rules);
  let undecided = possible;
  const ask = (group: readonly Rule[]) => {
    for (const rule of group) {
      const outcome = evaluateRule(facts, rule);
      if (outcome === 'unknown') {
        undecided++;
      } else if (outcome !== 'holds') {
        violations.push({ rule, value: outcome.value, isDefault: outcome.isDefault ?? false, limit: outcome.limit, detail: detailOf(facts, rule) });
      }
    }
  };
  // Most of it is left out, and then all rules about it hold.
  for (const property of facts.definedProperties?.() ?? [...byProperty.keys()].filter(name => !isLeftOut(facts, name))) {
    ask(byProperty.get(property) ?? []);
  }
  for (const group of others) {
    if (!group.hold(facts)) { ask(group.rules); }
  }
  if (violations.length > 1) { violations.sort((a, b) => rules.indexOf(a.rule) - rules.indexOf(b.rule)); }
  return { violations, undecided };
}

/** Rules that all hold for the same plain reason, which most mappings give: one question then answers for all of them. */
interface RuleGroup {
  readonly rules: Rule[];
  /** Whether that reason is given; without it each rule is asked. */
  hold(facts: Facts): boolean;
}

/** The rules that hold whichever of several kinds a source is, and how many hold for some of them only. */
interface RulesForKinds {
  /** Those that hold where a property of the mapping is left out, or something was not seen (`construct.<name>`). */
  readonly byProperty: ReadonlyMap<string, readonly Rule[]>;
  readonly others: readonly RuleGroup[];
  readonly possible: number;
}

const rulesByKinds = new WeakMap<readonly Rule[], Map<string, RulesForKinds>>();

function rulesFor(kinds: readonly SourceKind[], rules: readonly Rule[]): RulesForKinds {
  let byKinds = rulesByKinds.get(rules);
  if (!byKinds) { rulesByKinds.set(rules, byKinds = new Map()); }
  const key = kinds.join();
  let found = byKinds.get(key);
  if (!found) {
    const certain = rules.filter(({ sources }) => kinds.every(kind => sources.includes(kind)));
    const possible = rules.filter(({ sources }) => kinds.some(kind => sources.includes(kind))).length - certain.length;
    byKinds.set(key, found = { ...groupsOf(certain, kinds), possible });
  }
  return found;
}

function groupsOf(rules: readonly Rule[], kinds: readonly SourceKind[]): Omit<RulesForKinds, 'possible'> {
  const byProperty = new Map<string, Rule[]>();
  const byFact = new Map<FactPath, RuleGroup>();
  const ofFilters: RuleGroup = { rules: [], hold: facts => !facts.filterIssues?.().length };
  const always: RuleGroup = { rules: [], hold: () => false };
  for (const rule of rules) {
    const isOfFilters = !rule.when && rule.check.kind === 'filter';
    const fact = isOfFilters ? undefined : decisiveFact(rule, kinds);
    if (fact === undefined) {
      (isOfFilters ? ofFilters : always).rules.push(rule);
    } else if (isProperty(fact) || fact.startsWith('construct.')) {
      const property = isProperty(fact) ? splitPath(fact)[0] : fact;
      byProperty.set(property, [...byProperty.get(property) ?? [], rule]);
    } else {
      const group = byFact.get(fact) ?? { rules: [], hold: facts => isLeftOut(facts, fact) };
      group.rules.push(rule);
      byFact.set(fact, group);
    }
  }
  return { byProperty, others: [...byFact.values(), ofFilters, always].filter(group => group.rules.length > 0) };
}

/** The first fact that a rule asks for, where nothing more is asked if that is left out. */
function decisiveFact({ when, check: asked, fact: own }: Rule, kinds: readonly SourceKind[]): FactPath | undefined {
  const [condition] = when ?? [];
  const fact = condition?.fact ?? own;
  const decides = condition ? condition.present !== false : asked.kind !== 'required' && asked.kind !== 'contains';
  // A default that is a part of something left out stands for nothing, and is within its bounds.
  const isWithinBounds = condition === undefined && isPart(fact);
  return decides && (isWithinBounds || kinds.every(kind => defaultOf(fact, kind) === undefined)) ? fact : undefined;
}

/** Whether a fact is within a property of the mapping. */
function isPart(fact: FactPath): boolean {
  return isProperty(fact) && splitPath(fact).length > 1;
}

function isLeftOut(facts: Facts, path: FactPath): boolean {
  const views = facts.values(path);
  return views.length === 1 && views[0] === ABSENT;
}

function evaluateRule(facts: Facts, rule: Rule): Outcome {
  for (const condition of rule.when ?? []) {
    const met = isMet(facts, condition);
    if (met !== true) { return met === false ? 'holds' : 'unknown'; }
  }
  if (rule.check.kind === 'filter') { return checkFilters(facts, rule.check.issue); }
  let unknown = false;
  for (const view of facts.values(rule.fact)) {
    const outcome = check(facts, rule, view);
    if (typeof outcome === 'object') { return outcome; }
    unknown ||= outcome === 'unknown';
  }
  return unknown ? 'unknown' : 'holds';
}

function isMet(facts: Facts, condition: Condition): boolean | 'unknown' {
  if (condition.present !== undefined) {
    const given = isDefined(facts, condition.fact);
    return given === 'unknown' ? given : given === condition.present;
  }
  const { view } = effective(facts, condition.fact);
  if (view === UNKNOWN) { return 'unknown'; }
  if (view === ABSENT) { return false; }
  if (condition.equals !== undefined && !isSame(view, condition.equals)) { return false; }
  if (condition.notEquals !== undefined && isSame(view, condition.notEquals)) { return false; }
  if (condition.containsAny !== undefined) {
    const items: readonly Value[] = Array.isArray(view) ? view : [view];
    if (!items.some(item => condition.containsAny!.includes(item as string))) { return items.includes(UNKNOWN) ? 'unknown' : false; }
  }
  const number = asNumber(view);
  if (condition.above !== undefined && !(number > condition.above)) { return false; }
  if (condition.below !== undefined && !(number < condition.below)) { return false; }
  if (condition.atLeastFact !== undefined) {
    const other = effective(facts, condition.atLeastFact).view;
    if (other === UNKNOWN) { return 'unknown'; }
    if (other === ABSENT || !(number >= asNumber(other))) { return false; }
  }
  return true;
}

/** What a property is, with AWS's default where it is left out. */
function effective(facts: Facts, path: FactPath, given: Value = facts.values(path)[0]): { readonly view: Value; readonly isDefault: boolean } {
  if (given !== ABSENT) { return { view: given, isDefault: false }; }
  const values = facts.kinds.map(kind => defaultOf(path, kind));
  return values.every(value => value === values[0])
    ? { view: values[0] ?? ABSENT, isDefault: values[0] !== undefined }
    : { view: UNKNOWN, isDefault: true };
}

let defaults: ReadonlyMap<FactPath, ReadonlyMap<SourceKind, unknown>> | undefined;

function defaultOf(path: FactPath, kind: SourceKind): unknown {
  defaults ??= indexOfDefaults();
  return defaults.get(path)?.get(kind);
}

function indexOfDefaults(): Map<FactPath, Map<SourceKind, unknown>> {
  const index = new Map<FactPath, Map<SourceKind, unknown>>();
  for (const { fact, sources, value } of DEFAULTS) {
    const bySource = index.get(fact) ?? new Map<SourceKind, unknown>();
    sources.forEach(source => bySource.set(source, value));
    index.set(fact, bySource);
  }
  return index;
}

/** Numbers and switches are also written as text in templates. */
function isSame(view: Value, value: string | number | boolean): boolean {
  if (typeof value === 'number') { return asNumber(view) === value; }
  if (typeof value === 'boolean') { return value ? isOn(view) : isOff(view); }
  return view === value;
}

/** Numbers are also written as text in templates, `100.0` for one. */
function asNumber(view: Value): number {
  return typeof view === 'string' && view.trim() !== '' ? Number(view) : typeof view === 'number' ? view : NaN;
}

function check(facts: Facts, rule: Rule, given: Value): Outcome {
  switch (rule.check.kind) {
    case 'integer-range':
    case 'number-range':
    case 'at-least':
    case 'at-most':
      return checkNumber(facts, rule, rule.check, given);
  }
  if (given !== UNKNOWN) { return checkKnown(facts, rule.check, given); }
  return asksForPresence(rule.check) && facts.isDefined(rule.fact) ? checkPresence(facts, rule.check, given) : 'unknown';
}

type NumberCheck = Extract<Check, { kind: 'integer-range' | 'number-range' | 'at-least' | 'at-most' }>;

function checkNumber(facts: Facts, rule: Rule, bound: NumberCheck, given: Value): Outcome {
  const { view, isDefault } = effective(facts, rule.fact, given);
  if (view === UNKNOWN) { return 'unknown'; }
  if (view === ABSENT) { return 'holds'; }
  const number = asNumber(view);
  const violated = { value: view, isDefault };
  if (bound.kind === 'integer-range') {
    return Number.isInteger(number) && number >= bound.min && number <= (bound.max ?? Infinity) ? 'holds' : violated;
  }
  if (bound.kind === 'number-range') {
    return number >= (bound.min ?? -Infinity) && number <= bound.max ? 'holds' : violated;
  }
  const limit = valueOf(facts, bound.term);
  if (typeof limit !== 'number') { return limit; }
  const holds = bound.kind === 'at-least' ? number >= limit : number <= limit;
  return holds || Number.isNaN(number) ? 'holds' : { ...violated, limit };
}

function valueOf(facts: Facts, term: Term): number | 'unknown' | 'holds' {
  let sum = 0;
  for (const [path, times] of [[term.of, term.times ?? 1], [term.plus, 1]] as const) {
    if (path === undefined) { continue; }
    const { view } = effective(facts, path);
    if (view === UNKNOWN) { return 'unknown'; }
    const number = asNumber(view);
    if (Number.isNaN(number)) { return 'holds'; } // absent without a default, or wrong in itself: another rule says so
    sum += times * number;
  }
  return sum;
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = new RegExp(`^(?:${pattern})$`, 's');
    patterns.set(pattern, compiled);
  }
  return compiled.test(value);
}

function checkKnown(facts: Facts, asked: Check, value: Value): Outcome {
  const violated = { value };
  if (value === ABSENT) {
    return asked.kind === 'required' || asked.kind === 'contains' ? violated : 'holds';
  }
  if (asksForPresence(asked)) { return checkPresence(facts, asked, value); }
  const items: readonly Value[] = Array.isArray(value) ? value : [value];
  switch (asked.kind) {
    case 'observed':
      return violated;
    case 'not-empty':
      return isEmpty(value) ? violated : 'holds';
    case 'equal-to': {
      const [other] = facts.values(asked.fact);
      if (other === UNKNOWN) { return 'unknown'; }
      return other === ABSENT || other === value ? 'holds' : { value, limit: String(other) };
    }
    case 'one-of': {
      const wrong = items.find(item => item !== UNKNOWN && !asked.values.includes(item as string));
      return wrong !== undefined ? { value: wrong } : items.includes(UNKNOWN) ? 'unknown' : 'holds';
    }
    case 'contains':
      return items.includes(asked.value) ? 'holds' : items.includes(UNKNOWN) ? 'unknown' : violated;
    case 'count':
      return checkCount(asked, value, items);
    case 'unique-items': {
      if (items.length < 2) { return 'holds'; } // one item repeats nothing, known or not
      const known = items.filter(item => !hasUnknown(item)).map(item => JSON.stringify(item));
      const repeated = known.find((item, i) => known.indexOf(item) !== i);
      return repeated !== undefined ? { value: JSON.parse(repeated) } : items.some(hasUnknown) ? 'unknown' : 'holds';
    }
    case 'length':
      return typeof value !== 'string' || (value.length >= asked.min && value.length <= asked.max) ? 'holds' : violated;
    case 'pattern':
      return typeof value !== 'string' || matches(asked.pattern, value) ? 'holds' : violated;
    default:
      throw new Error(`${asked.kind} is no check of a single value`);
  }
}

function checkFilters(facts: Facts, id: string): Outcome {
  const issue = facts.filterIssues?.().find(found => found.id === id);
  return issue ? { value: issue } : 'holds';
}

type PresenceCheck = Extract<Check, { kind: 'required' | 'not-allowed' | 'requires' | 'excludes' }>;

/** Whether a check asks if there is a value, not which. */
function asksForPresence(asked: Check): asked is PresenceCheck {
  return asked.kind === 'required' || asked.kind === 'not-allowed' || asked.kind === 'requires' || asked.kind === 'excludes';
}

/** Of a value that is there, known or not. */
function checkPresence(facts: Facts, asked: PresenceCheck, value: Value): Outcome {
  if (asked.kind === 'required') { return 'holds'; }
  if (isUnset(value)) { return 'holds'; }
  if (asked.kind === 'not-allowed') { return { value }; }
  const other = isDefined(facts, asked.fact);
  if (other === 'unknown') { return other; }
  return other === (asked.kind === 'excludes') ? { value } : 'holds';
}

function isDefined(facts: Facts, path: FactPath): boolean | 'unknown' {
  const [view] = facts.values(path);
  if (view === UNKNOWN) { return facts.isDefined(path) || 'unknown'; }
  return view !== ABSENT && !isUnset(view);
}

/** Whether AWS sees no difference to a property that is left out, as far as we know: empty values, and a switch that is off. */
function isUnset(value: Value): boolean {
  return isOff(value) || isEmpty(value);
}

/** An unknown item may turn out to be none, so it counts for the least number and not for the greatest. */
function checkCount(asked: Extract<Check, { kind: 'count' }>, value: Value, items: readonly Value[]): Outcome {
  const all = Array.isArray(value) ? items : Object.keys(value as object);
  const known = all.filter(item => item !== UNKNOWN);
  if (all.length < asked.min || known.length > asked.max) { return { value }; }
  return all.length === known.length ? 'holds' : 'unknown';
}

function detailOf(facts: Facts, rule: Rule): string | undefined {
  const seen = rule.check.kind === 'observed' ? rule.fact : rule.when?.find(condition => condition.fact.startsWith('construct.'))?.fact;
  return seen === undefined ? undefined : String(facts.values(seen)[0]);
}
