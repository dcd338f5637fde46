import { checkKind } from './check-kinds';
import { defaultOf } from './defaults';
import { SourceKind } from '../aws/source-kinds';
import { FactPath, Rule } from '../rules';
import { isProperty, splitPath } from '../values/path';

/** Rules that hold whichever of several kinds a source is, grouped by what has to be there so that one of them can be broken. */
export interface RuleGroups {
  /** Rules of a property of the resource, or of a fact of its construct (`construct.<name>`). */
  readonly byProperty: ReadonlyMap<string, readonly Rule[]>;
  /** Rules of another fact. */
  readonly byFact: ReadonlyMap<FactPath, readonly Rule[]>;
  /** Rules of filters. */
  readonly ofFilters: readonly Rule[];
  /** Rules that an absent value can break. */
  readonly always: readonly Rule[];
  /** How many more rules hold for some of the kinds only. */
  readonly possible: number;
}

/** Groups rules when a source of some kinds is validated for the first time. */
export class RuleIndex {
  private readonly groups = new Map<string, RuleGroups>();

  public constructor(private readonly rules: readonly Rule[]) {}

  /** The rules for a source that is one of these kinds. */
  public of(kinds: readonly SourceKind[]): RuleGroups {
    const key = kinds.join();
    let found = this.groups.get(key);
    if (!found) { this.groups.set(key, found = groupsOf(this.rules, kinds)); }
    return found;
  }
}

function groupsOf(rules: readonly Rule[], kinds: readonly SourceKind[]): RuleGroups {
  const byProperty = new Map<string, Rule[]>();
  const byFact = new Map<FactPath, Rule[]>();
  const ofFilters: Rule[] = [];
  const always: Rule[] = [];
  let possible = 0;
  for (const rule of rules) {
    if (!kinds.every(kind => rule.sources.includes(kind))) {
      if (holdsForSome(rule.sources, kinds)) { possible++; }
      continue;
    }
    if (rule.check.kind === 'filter') {
      ofFilters.push(rule);
      continue;
    }
    const fact = decisiveFact(rule, kinds);
    if (fact === undefined) {
      always.push(rule);
    } else if (isProperty(fact)) {
      add(byProperty, splitPath(fact)[0], rule);
    } else {
      add(fact.startsWith('construct.') ? byProperty : byFact, fact, rule);
    }
  }
  return { byProperty, byFact, ofFilters, always, possible };
}

/** Whether the deployment has to tell if a rule of these sources holds. */
export function holdsForSome(sources: readonly SourceKind[], kinds: readonly SourceKind[]): boolean {
  return kinds.some(kind => sources.includes(kind)) && !kinds.every(kind => sources.includes(kind));
}

function add(groups: Map<string, Rule[]>, key: string, rule: Rule): void {
  const group = groups.get(key);
  if (group) { group.push(rule); } else { groups.set(key, [rule]); }
}

/** The first fact that a rule asks, if the rule holds whenever that fact is absent. */
function decisiveFact({ when, check, fact: asked }: Rule, kinds: readonly SourceKind[]): FactPath | undefined {
  const condition = when?.[0];
  const fact = condition?.fact ?? asked;
  const holdsWithout = condition ? condition.present !== false : !checkKind(check).isBrokenByAbsence;
  if (!holdsWithout) { return undefined; }
  // The default of a nested property does not apply while its parent is absent.
  const isNested = condition === undefined && isProperty(fact) && splitPath(fact).length > 1;
  return isNested || kinds.every(kind => defaultOf(fact, kind) === undefined) ? fact : undefined;
}
