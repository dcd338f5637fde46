import { agree, Finding } from './array-consistency';
import { Condition, Group } from './ast';
import { Branch, branchesOf } from './branches';
import { collectFields, FieldNames, Fields } from './fields';
import { Json } from './json';
import { matchesValue, Scalar, TestList, testList } from './value-match';

/** A pattern made ready to be matched with many records. */
export interface Matcher {
  readonly branches: readonly Branch[];
  readonly names: FieldNames;
}

/** Makes a pattern ready. @throws if its `$or` branches multiply out to too many combinations. */
export function matcher(pattern: Group): Matcher {
  const branches = branchesOf(pattern);
  return { branches, names: new FieldNames(branches.flatMap(branch => branch.map(condition => condition.name))) };
}

/** True if the record satisfies the pattern. */
export function matches({ branches, names }: Matcher, record: Json): boolean {
  const lookup = new Lookup(collectFields(record, names));
  return branches.some(branch => lookup.satisfies(branch));
}

const prepared = new WeakMap<Condition, TestList>();

/** The results of the conditions of a pattern for one record. */
export class Lookup {
  private readonly findings = new Map<Condition, Finding>();

  constructor(private readonly fields: Fields) {}

  /** True if the record satisfies all conditions of one combination of `$or` branches. */
  public satisfies(branch: Branch): boolean {
    const findings: Finding[] = [];
    for (const condition of branch) {
      const finding = this.find(condition);
      if (!satisfiable(finding)) { return false; }
      findings.push(finding);
    }
    return agree(findings);
  }

  /** The conditions that fail on their own. None, although the branch fails: no one element of an array satisfies all. */
  public failed(branch: Branch): Condition[] {
    return branch.filter(condition => !satisfiable(this.find(condition)));
  }

  /** The values of the condition's field. */
  public values(condition: Condition): Scalar[] {
    return (this.fields.get(condition.name) ?? []).map(field => field.value);
  }

  private find(condition: Condition): Finding {
    const known = this.findings.get(condition);
    if (known) { return known; }
    const list = prepared.get(condition) ?? testList(condition.tests);
    prepared.set(condition, list);
    const named = this.fields.get(condition.name) ?? [];
    const finding = { passing: named.filter(({ value }) => matchesValue(value, list)), present: list.hasAbsent ? named : undefined };
    this.findings.set(condition, finding);
    return finding;
  }
}

/** "Not present" may hold for one element of an array and not for another, so here it only fails if a value is outside all arrays. */
function satisfiable({ passing, present }: Finding): boolean {
  return passing.length > 0 || present !== undefined && present.every(field => field.element !== undefined);
}
