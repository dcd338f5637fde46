import { OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const ARN = 'EventSourceArn';
const FILTERED = { FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] } };

/** Rows over several mappings, and over what is behind them. */
export const ACROSS: { readonly [rule: string]: OwnCases } = {
  'sqs-concurrency-sum-over-reserved': {
    at: [{ 'others': 1, 'other.function': 'same', 'ScalingConfig.MaximumConcurrency': 5, 'function.ReservedConcurrentExecutions': 10 }],
    beyond: [{ 'others': 1, 'other.function': 'same', 'ScalingConfig.MaximumConcurrency': 5, 'function.ReservedConcurrentExecutions': 9 }],
    unknown: { 'others': 1, 'other.function': 'same', 'ScalingConfig.MaximumConcurrency': 5, 'function.ReservedConcurrentExecutions': UNKNOWN },
    absent: { 'others': 1, 'other.function': 'same', 'ScalingConfig.MaximumConcurrency': 5 },
  },
  'function-switched-off': { at: [{ 'function.ReservedConcurrentExecutions': 0, 'Enabled': false }] },
  'source-region': {
    at: [{ [ARN]: 'arn:aws:sqs:eu-west-1:111122223333:orders' }],
    beyond: [{ [ARN]: 'arn:aws:sqs:us-east-1:111122223333:orders' }],
    unknown: { [ARN]: UNKNOWN },
    absent: { [ARN]: ABSENT },
  },
  'function-region': {
    at: [{ FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:orders' }],
    beyond: [{ FunctionName: 'arn:aws:lambda:us-east-1:111122223333:function:orders' }],
    unknown: { FunctionName: UNKNOWN },
    absent: { FunctionName: ABSENT },
  },
  'same-source-and-function': {
    at: [{ others: 1 }],
    beyond: [{ 'others': 1, 'other.function': 'same' }],
    unknown: { 'others': 1, 'other.function': 'same', [ARN]: UNKNOWN },
    absent: { 'others': 1, 'other.function': 'same', [ARN]: ABSENT },
  },
  'sqs-competing-functions': {
    at: [{ 'others': 1, 'other.function': 'same' }, { others: 1, ...FILTERED }],
    beyond: [{ others: 1 }],
    unknown: { others: 1, [ARN]: UNKNOWN },
    absent: { others: 1, [ARN]: ABSENT },
  },
  'sqs-competing-filters': {
    at: [{ others: 1 }],
    beyond: [{ others: 1, ...FILTERED }],
    unknown: { others: 1, ...FILTERED, [ARN]: UNKNOWN },
    absent: { others: 1, FilterCriteria: ABSENT },
  },
};
