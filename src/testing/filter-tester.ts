import { FilterOutcome, FilterTestResult } from './filter-test-result';
import { Evaluation } from './private/filter-evaluation';
import type { RecordSource } from './private/polled-record';
import type { SourceKind } from '../aws/source-kinds';

/**
 * Tests the filters of a mapping on records, without a deployment.
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
   * @param filters the same as for the event source: pattern objects, or results of `lambda.FilterCriteria.filter`. Without filters every record passes.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
   */
  public static sqs(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('sqs', 'sqs', filters);
  }

  /**
   * Filters of a Kinesis stream, or of a consumer of one.
   *
   * @param filters the same as for the event source: pattern objects, or results of `lambda.FilterCriteria.filter`. Without filters every record passes.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
   */
  public static kinesis(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('kinesis', 'kinesis', filters);
  }

  /**
   * Filters of a DynamoDB stream.
   *
   * @param filters the same as for the event source: pattern objects, or results of `lambda.FilterCriteria.filter`. Without filters every record passes.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
   */
  public static dynamo(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('dynamodb', 'dynamodb', filters);
  }

  /**
   * Filters of a Kafka topic, on Amazon MSK or self-managed. Conditions that do not suit the format of the value are ignored, so that records can pass.
   *
   * @param filters the same as for the event source: pattern objects, or results of `lambda.FilterCriteria.filter`. Without filters every record passes.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html
   */
  public static kafka(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('kafka', 'msk', filters);
  }

  /**
   * Filters of an ActiveMQ queue. Conditions that do not suit the format of the data are ignored, so that messages can pass.
   *
   * @param filters the same as for the event source: pattern objects, or results of `lambda.FilterCriteria.filter`. Without filters every record passes.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html
   */
  public static activeMq(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('activemq', 'activemq', filters);
  }

  /**
   * Filters of a RabbitMQ queue. Conditions that do not suit the format of the data are ignored, so that messages can pass.
   *
   * @param filters the same as for the event source: pattern objects, or results of `lambda.FilterCriteria.filter`. Without filters every record passes.
   * @throws if Lambda would refuse the filters
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html
   */
  public static rabbitMq(filters: { [key: string]: any }[]): FilterTester {
    return new FilterTester('rabbitmq', 'rabbitmq', filters);
  }

  private readonly evaluation: Evaluation;

  private constructor(private readonly source: RecordSource, kind: SourceKind, filters: { [key: string]: any }[]) {
    this.evaluation = new Evaluation(source, kind, filters);
  }

  /**
   * Tests one record.
   *
   * @param record as the function receives it or as the poller sees it
   * @throws if it is no record of the source, such as a whole event
   */
  public test(record: { [key: string]: any }): FilterTestResult {
    const { passed, mismatches, notes, matchedFilter } = this.evaluation.test(record);
    const missed = this.source === 'sqs' ? FilterOutcome.DELETED : FilterOutcome.DROPPED;
    return FilterTestResult._of(passed ? FilterOutcome.PASSED : missed, mismatches, notes, matchedFilter);
  }
}
