import { FilterMismatch, FilterOutcome, FilterTestResult } from './filter-test-result';
import { PAYLOADS, PayloadFormat, polledRecord, RecordSource } from './poller';
import { Condition } from '../filters/ast';
import { Branch } from '../filters/branches';
import { describeCondition } from '../filters/describe';
import { collectFields } from '../filters/fields';
import { filterRow } from '../filters/issue';
import { showJson } from '../filters/json';
import { judgeFilters } from '../filters/judge';
import { Lookup, Matcher, matcher } from '../filters/match';
import { parsePattern } from '../filters/parse';
import { renderPattern } from '../filters/render';
import { SourceKind } from '../limits/source-kind';

/**
 * Tells what a mapping's filters make of a record, without deploying.
 *
 * Records are taken as the function receives them, such as `event.Records[0]`, or as the poller sees them. Base64 data is decoded.
 * For Kafka and Amazon MQ, where both look alike, a string counts as base64 if it is base64 of UTF-8 text; base64 of anything else counts as
 * binary if it is padded or has 16 characters or more; every other string is the text itself.
 *
 * A payload counts as JSON if it is an object or an array. Otherwise it is text, also where it is a JSON number or string.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export class FilterTester {
  /**
   * Filters of an SQS queue. Messages that no filter matches are deleted.
   *
   * @param filters as given to the event source: pattern objects, or what `lambda.FilterCriteria.filter` made. No filters let all pass.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
   */
  public static sqs(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('sqs', 'sqs', filters);
  }

  /**
   * Filters of a Kinesis stream, or of a consumer of one.
   *
   * @param filters as given to the event source: pattern objects, or what `lambda.FilterCriteria.filter` made. No filters let all pass.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
   */
  public static kinesis(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('kinesis', 'kinesis', filters);
  }

  /**
   * Filters of a DynamoDB stream.
   *
   * @param filters as given to the event source: pattern objects, or what `lambda.FilterCriteria.filter` made. No filters let all pass.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
   */
  public static dynamo(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('dynamodb', 'dynamodb', filters);
  }

  /**
   * Filters of a Kafka topic, on Amazon MSK or self-managed. What does not suit the format of the value is ignored, so that records can pass.
   *
   * @param filters as given to the event source: pattern objects, or what `lambda.FilterCriteria.filter` made. No filters let all pass.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html
   */
  public static kafka(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('kafka', 'msk', filters);
  }

  /**
   * Filters of an ActiveMQ queue. What does not suit the format of the data is ignored, so that messages can pass.
   *
   * @param filters as given to the event source: pattern objects, or what `lambda.FilterCriteria.filter` made. No filters let all pass.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html
   */
  public static activeMq(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('activemq', 'activemq', filters);
  }

  /**
   * Filters of a RabbitMQ queue. What does not suit the format of the data is ignored, so that messages can pass.
   *
   * @param filters as given to the event source: pattern objects, or what `lambda.FilterCriteria.filter` made. No filters let all pass.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html
   */
  public static rabbitMq(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('rabbitmq', 'rabbitmq', filters);
  }

  private readonly matchers: Matcher[];

  private constructor(private readonly source: RecordSource, kind: SourceKind, filters: { [key: string]: any }[]) {
    const patterns = filters.map(renderPattern);
    const refused = judgeFilters({ patterns, source: kind }).filter(found => filterRow(found.id).because === 'refused');
    if (refused.length > 0) {
      throw new Error(`Lambda refuses these filters:\n${refused.map(found => `[${found.id}] ${found.message} See ${filterRow(found.id).source.url}`).join('\n')}`);
    }
    this.matchers = patterns.map(pattern => matcher(parsePattern(pattern).pattern!));
  }

  /**
   * What becomes of one record.
   *
   * @param record as the function receives it or as the poller sees it
   * @throws if it is no record of the source, such as a whole event
   */
  public test(record: { [key: string]: any }): FilterTestResult {
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
        return FilterTestResult._of(FilterOutcome.PASSED, [], notes, filter);
      }
      const closest = attempts.reduce((best, attempt) => attempt.failed.length < best.failed.length ? attempt : best);
      mismatches.push(...closest.failed.map(failure => ({ filter, ...failure })));
    }
    if (this.matchers.length === 0) { return FilterTestResult._of(FilterOutcome.PASSED, [], []); }
    return FilterTestResult._of(this.source === 'sqs' ? FilterOutcome.DELETED : FilterOutcome.DROPPED, mismatches, notes);
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

/** One combination of `$or` branches against one record. */
interface Attempt {
  readonly failed: Array<Omit<FilterMismatch, 'filter'>>;
  readonly ignored: string[];
}

const FORMATS: Record<PayloadFormat, string> = { json: 'JSON', text: 'text', binary: 'not UTF-8 text' };
