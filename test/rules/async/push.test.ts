import { SourceKind } from '../../../src/aws/source-kinds';
import { RULES } from '../../../src/rules';
import { evaluate } from '../../../src/validation/evaluate';
import { UNKNOWN } from '../../../src/values/value';
import { ExampleFacts, FlatFacts } from '../example-facts';

/*
 * The numbers of AWS, written by hand from its pages: a number changed in src/rules fails here.
 */

function findings(kind: SourceKind, facts: FlatFacts): string[] {
  return evaluate(new ExampleFacts(kind, facts), RULES).violations.map(({ rule }) => `${rule.severity} ${rule.id}`);
}

describe('Amazon S3', () => {
  test.each<[string, FlatFacts, string[]]>([
    ['a prefix of 1,024 characters', { 'notification.Prefix': 'p'.repeat(1024) }, []],
    ['a prefix of 1,025 characters', { 'notification.Prefix': 'p'.repeat(1025) }, ['error s3-prefix-length']],
    ['a suffix of 1,024 characters', { 'notification.Suffix': 's'.repeat(1024) }, []],
    ['a suffix of 1,025 characters', { 'notification.Suffix': 's'.repeat(1025) }, ['error s3-suffix-length']],
    ['a prefix known at deployment', { 'notification.Prefix': UNKNOWN }, []],
    ['a plus sign', { 'notification.Prefix': 'new+orders/' }, []],
    ['a space', { 'notification.Suffix': ' .jpg' }, ['warning s3-suffix-space']],
    ['an asterisk', { 'notification.Prefix': '*' }, ['warning s3-prefix-asterisk']],
    ['a Region known at deployment', { 'source.Region': UNKNOWN, 'function.Region': 'eu-west-1' }, []],
    ['a function whose Region is known at deployment', { 'source.Region': 'eu-west-1', 'function.Region': UNKNOWN }, []],
    ['another Region', { 'source.Region': 'eu-west-1', 'function.Region': 'eu-west-2' }, ['error s3-region']],
  ])('%s', (_, facts, expected) => expect(findings('s3', facts)).toEqual(expected));
});

describe('Amazon SNS', () => {
  test.each<[string, FlatFacts, string[]]>([
    ['5 keys', { 'filterPolicy.Keys': 5 }, []],
    ['6 keys', { 'filterPolicy.Keys': 6 }, ['error sns-filter-policy-keys']],
    ['150 combinations', { 'filterPolicy.Combinations': 150 }, []],
    ['151 combinations', { 'filterPolicy.Combinations': 151 }, ['error sns-filter-policy-combinations']],
    ['combinations known at deployment', { 'filterPolicy.Combinations': UNKNOWN }, []],
    ['262,144 bytes', { 'filterPolicy.Bytes': 262_144 }, []],
    ['262,145 bytes', { 'filterPolicy.Bytes': 262_145 }, ['error sns-filter-policy-size']],
    ['the number 1,000,000,000', { 'filterPolicy.Number': 1_000_000_000 }, []],
    ['the number 1,000,000,000.5', { 'filterPolicy.Number': 1_000_000_000.5 }, ['error sns-filter-policy-number']],
    ['the number -1,000,000,000', { 'filterPolicy.Number': -1_000_000_000 }, []],
    ['the number -1,000,000,000.5', { 'filterPolicy.Number': -1_000_000_000.5 }, ['error sns-filter-policy-number']],
    ['a queue of another account', { 'deadLetter.Account': '444455556666', 'subscription.Account': '111122223333' }, ['error sns-dead-letter-account']],
    ['a queue of an account known at deployment', { 'deadLetter.Account': UNKNOWN, 'subscription.Account': '111122223333' }, []],
    ['a Lambda function as dead-letter queue', { 'deadLetter.Service': 'lambda' }, ['error sns-dead-letter-service']],
  ])('%s', (_, facts, expected) => expect(findings('sns', facts)).toEqual(expected));
});

describe('asynchronous invocation', () => {
  const BARE: FlatFacts = { FunctionName: 'f', Qualifier: '$LATEST', MaximumRetryAttempts: 1 };

  test.each<[string, FlatFacts, string[]]>([
    ['nothing more than it must have', {}, []],
    ['60 seconds', { MaximumEventAgeInSeconds: 60 }, []],
    ['59 seconds', { MaximumEventAgeInSeconds: 59 }, ['error invoke-maximum-event-age']],
    ['21,600 seconds', { MaximumEventAgeInSeconds: 21_600 }, []],
    ['21,601 seconds', { MaximumEventAgeInSeconds: 21_601 }, ['error invoke-maximum-event-age']],
    ['0 retries', { MaximumRetryAttempts: 0 }, []],
    ['2 retries', { MaximumRetryAttempts: 2 }, []],
    ['3 retries', { MaximumRetryAttempts: 3 }, ['error invoke-maximum-retry-attempts']],
    ['a qualifier of 128 characters', { Qualifier: 'q'.repeat(128) }, []],
    ['a qualifier of 129 characters', { Qualifier: 'q'.repeat(129) }, ['error invoke-qualifier']],
    ['a qualifier known at deployment', { Qualifier: UNKNOWN }, []],
    ['a bucket for failures', { 'onFailure.Service': 's3' }, []],
    ['a bucket for success', { 'onSuccess.Service': 's3' }, ['error invoke-on-success-service']],
    ['a topic of Kafka', { 'onFailure.Service': 'kafka' }, ['error invoke-on-failure-service']],
    ['a function with reserved concurrency of 1', { 'function.ReservedConcurrentExecutions': 1 }, []],
    ['a function with reserved concurrency of 0', { 'function.ReservedConcurrentExecutions': 0 }, ['warning invoke-function-switched-off']],
  ])('%s', (_, facts, expected) => expect(findings('asynchronous', { ...BARE, ...facts })).toEqual(expected));
});
