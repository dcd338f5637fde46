import { SourceKind } from '../../aws/source-kinds';
import { Facts } from '../../facts/facts';
import { FilterIssues, issuesOf } from '../../facts/filters';
import { FactPath, RULES } from '../../rules';
import { evaluate } from '../../validation/evaluate';
import { describe } from '../../validation/message';
import { splitPath, valuesAt } from '../../values/path';
import { ABSENT, Value } from '../../values/value';

/** Why Lambda refuses filters, by the rules of mappings. */
export function refusalsOf(patterns: readonly string[], kind: SourceKind): string[] {
  const facts = new FilterFacts(patterns, kind);
  return evaluate(facts, RULES.filter(({ fact, because }) => fact.startsWith('FilterCriteria') && because === 'refused')).violations
    .map(violation => {
      const { statement, why, fix, url } = describe(violation, facts, 'prop');
      return `[${violation.rule.id}] ${statement} ${why} ${fix} See ${url}`;
    });
}

/** A mapping of which only the filters are known. */
class FilterFacts implements Facts {
  public readonly name: string = 'filters';
  public readonly kinds: readonly SourceKind[];
  private readonly properties: Value;

  public constructor(private readonly patterns: readonly string[], kind: SourceKind) {
    this.kinds = [kind];
    this.properties = patterns.length > 0 ? { FilterCriteria: { Filters: patterns.map(Pattern => ({ Pattern })) } } : {};
  }

  public values(path: FactPath): readonly Value[] {
    return valuesAt(this.properties, splitPath(path));
  }

  public isDefined(path: FactPath): boolean {
    return this.values(path)[0] !== ABSENT;
  }

  public filterIssues(): FilterIssues {
    return issuesOf(this.patterns, this.kinds, undefined);
  }

  public nameOf(): undefined {
    return undefined;
  }
}
