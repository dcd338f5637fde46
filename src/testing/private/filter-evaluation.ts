import { FilterMismatch } from '../filter-test-result';
import { PAYLOADS, PayloadFormat, polledRecord, RecordSource } from './polled-record';
import { refusalsOf } from './refused-filters';
import { SourceKind } from '../../aws/source-kinds';
import { expectGiven, LIST } from '../../cdk/given';
import { refuseTokens } from '../../cdk/token-places';
import { Condition } from '../../filters/ast';
import { Branch } from '../../filters/branches';
import { describeCondition } from '../../filters/describe';
import { collectFields } from '../../filters/fields';
import { showJson } from '../../filters/json';
import { Lookup, Matcher, matcher } from '../../filters/match';
import { parsePattern } from '../../filters/parse';
import { renderPattern } from '../../filters/render';

/** The results of the filters for one record. */
export interface Evaluated {
  readonly passed: boolean;
  readonly matchedFilter?: number;
  readonly mismatches: FilterMismatch[];
  readonly notes: string[];
}

/** The filters of one mapping, ready to be tried with records. */
export class Evaluation {
  private readonly matchers: Matcher[];

  constructor(private readonly source: RecordSource, kind: SourceKind, filters: { [key: string]: any }[]) {
    const patterns = [...expectGiven('FilterTester', 'filters', filters, LIST)].map(patternOf);
    const refused = refusalsOf(patterns, kind);
    if (refused.length > 0) { throw new Error(`Lambda refuses these filters:\n${refused.join('\n')}`); }
    this.matchers = patterns.map(pattern => matcher(parsePattern(pattern).pattern!));
  }

  /** Tries one record. @throws if it is no record of the source. */
  public test(record: { [key: string]: any }): Evaluated {
    const polled = polledRecord(this.source, record);
    const mismatches: FilterMismatch[] = [];
    const notes: string[] = [];
    for (const [filter, { branches, names }] of this.matchers.entries()) {
      const lookup = new Lookup(collectFields(polled.record, names));
      const attempts = branches.map(branch => this.attempt(branch, lookup, polled.format));
      const ignored = attempts.flatMap(attempt => attempt.ignored);
      if (ignored.length > 0) {
        notes.push(`filter ${filter}: ${[...new Set(ignored)].join(', ')} ignored, because the ${PAYLOADS[this.source].key} of the record is ${FORMATS[polled.format]}`);
      }
      if (attempts.some(attempt => attempt.failed.length === 0)) {
        return { passed: true, matchedFilter: filter, mismatches: [], notes };
      }
      const closest = attempts.reduce((best, attempt) => attempt.failed.length < best.failed.length ? attempt : best);
      mismatches.push(...closest.failed.map(failure => ({ filter, ...failure })));
    }
    return { passed: this.matchers.length === 0, mismatches, notes };
  }

  private attempt(branch: Branch, lookup: Lookup, format: PayloadFormat): Attempt {
    const unsuited = branch.filter(condition => !this.suits(condition, format));
    const ignores = this.source === 'kafka' || this.source === 'activemq' || this.source === 'rabbitmq';
    if (unsuited.length > 0 && !ignores) {
      const { key } = PAYLOADS[this.source];
      const expected = format === 'json' ? `text, as the filter compares ${key} itself` : 'a JSON object, as the filter names fields of it';
      return { failed: [{ path: key, expected, found: FORMATS[format] }], ignored: [] };
    }
    const rest = branch.filter(condition => !unsuited.includes(condition));
    const ignored = unsuited.map(condition => condition.name);
    const failed = lookup.failed(rest).map(condition => ({
      path: condition.name,
      expected: describeCondition(condition),
      found: lookup.values(condition).map(showJson).join(', ') || 'no value',
    }));
    if (failed.length === 0 && !lookup.satisfies(rest)) {
      const paths = rest.map(condition => condition.name).join(', ');
      return { failed: [{ path: paths, expected: 'all of them in one element of the array', found: 'each in some element, never all in the same' }], ignored };
    }
    return { failed, ignored };
  }

  /** False if the condition looks into JSON and the payload is none, or the other way round. */
  private suits({ name }: Condition, format: PayloadFormat): boolean {
    const { key } = PAYLOADS[this.source];
    if (name === key) { return format === 'text' || this.source === 'dynamodb'; }
    return !name.startsWith(`${key}.`) || format === 'json';
  }
}

/** The text of a filter, all of which is known. */
function patternOf(filter: { [key: string]: any }, i: number): string {
  const place = `filters[${i}]`;
  refuseTokens(filter, place);
  return renderPattern(filter, place);
}

/** One combination of `$or` branches against one record. */
interface Attempt {
  readonly failed: Array<Omit<FilterMismatch, 'filter'>>;
  readonly ignored: string[];
}

const FORMATS: Record<PayloadFormat, string> = { json: 'JSON', text: 'text', binary: 'not UTF-8 text' };
