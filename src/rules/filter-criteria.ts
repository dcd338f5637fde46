import { cloudFormation, guide, MAPPING_PAGE } from './citations';
import { Rule } from './rule';
import { FILTER_LIMITS } from '../aws/filter-language';
import { allBut } from '../aws/source-kinds';

const FILTERING = 'invocation-eventfiltering';

/** Rules of the list of filters and of the key that encrypts it. Rules of a single pattern are in `filter-patterns.ts`. */
export const FILTER_CRITERIA_RULES: readonly Rule[] = [
  {
    id: 'filters-count',
    title: 'Number of filters',
    severity: 'error',
    because: 'refused',
    sources: allBut('documentdb'),
    fact: 'FilterCriteria.Filters',
    check: { kind: 'count', min: 1, max: FILTER_LIMITS.filtersByQuota, unit: 'filters' },
    why: 'an empty list violates the schema of the resource, and no quota goes beyond 10',
    fix: 'Omit filters to accept every record; join several values of one key in one filter to need fewer.',
    fixInTemplate: 'Omit FilterCriteria to accept every record; join several values of one key in one filter to need fewer.',
    source: guide(FILTERING, 'Too many filter patterns, maximum allowed 5 patterns, provided 11 patterns.'),
    example: {
      valid: { 'FilterCriteria.Filters': [{ Pattern: '{"body":{"type":["order"]}}' }] },
      invalid: { 'FilterCriteria.Filters': [] },
    },
  },
  {
    id: 'filters-quota',
    title: 'Number of filters within the default quota',
    severity: 'warning',
    because: 'risky',
    sources: allBut('documentdb'),
    fact: 'FilterCriteria.Filters',
    when: [{ fact: 'FilterCriteria.Filters.Count', below: FILTER_LIMITS.filtersByQuota + 1 }, { fact: 'FilterCriteria.Filters.Count', above: 0 }],
    check: { kind: 'count', min: 1, max: FILTER_LIMITS.filtersByDefault, unit: 'filters' },
    why: 'more are refused until AWS has raised the quota of your account, which it does up to 10',
    fix: 'Join several values of one key in one filter, or ask for the quota first.',
    source: guide(FILTERING, 'Too many filter patterns, maximum allowed 5 patterns, provided 11 patterns.'),
    example: {
      valid: { 'FilterCriteria.Filters': [1, 2, 3, 4, 5].map(n => ({ Pattern: `{"body":{"n":[${n}]}}` })) },
      invalid: { 'FilterCriteria.Filters': [1, 2, 3, 4, 5, 6].map(n => ({ Pattern: `{"body":{"n":[${n}]}}` })) },
    },
  },
  {
    id: 'filters-unique',
    title: 'Repeated filter',
    severity: 'error',
    because: 'refused',
    sources: allBut('documentdb'),
    fact: 'FilterCriteria.Filters',
    check: { kind: 'unique-items' },
    why: 'the schema of the resource refuses a list that repeats a filter',
    fix: 'Remove the repetition.',
    source: cloudFormation('aws-properties-lambda-eventsourcemapping-filtercriteria'),
    example: {
      valid: { 'FilterCriteria.Filters': [{ Pattern: '{"body":["a"]}' }, { Pattern: '{"body":["b"]}' }] },
      invalid: { 'FilterCriteria.Filters': [{ Pattern: '{"body":["a"]}' }, { Pattern: '{"body":["a"]}' }] },
    },
  },
  {
    id: 'filter-length',
    title: 'Length of a filter pattern',
    severity: 'error',
    because: 'refused',
    sources: allBut('documentdb'),
    fact: 'FilterCriteria.Filters[].Pattern',
    check: { kind: 'length', min: 0, max: FILTER_LIMITS.patternCharacters },
    why: 'the schema of the resource refuses a longer pattern',
    fix: 'Split the filter in two: a record passes when any of them matches.',
    source: cloudFormation('aws-properties-lambda-eventsourcemapping-filter'),
    example: {
      valid: { 'FilterCriteria.Filters': [{ Pattern: `{"body":["${'a'.repeat(4083)}"]}` }] },
      invalid: { 'FilterCriteria.Filters': [{ Pattern: `{"body":["${'a'.repeat(4084)}"]}` }] },
    },
  },
  {
    id: 'filter-encryption-without-filters',
    title: 'Key for filters without filters',
    severity: 'warning',
    because: 'risky',
    sources: allBut('documentdb'),
    fact: 'KmsKeyArn',
    check: { kind: 'requires', fact: 'FilterCriteria' },
    why: 'the key encrypts the filters of the mapping and nothing else',
    fix: 'Add filters, or omit filterEncryption. The messages themselves are encrypted by the event source.',
    source: guide(FILTERING),
    example: {
      valid: { 'KmsKeyArn': 'arn:aws:kms:eu-west-1:111122223333:key/1', 'FilterCriteria.Filters': [{ Pattern: '{"body":["a"]}' }] },
      invalid: { KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' },
    },
  },
  {
    id: 'kms-key-arn',
    title: 'Form of the ARN of the key for filters',
    severity: 'error',
    because: 'refused',
    sources: allBut('documentdb'),
    fact: 'KmsKeyArn',
    check: { kind: 'pattern', pattern: '(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()', form: 'the ARN of a key' },
    why: 'the schema of the resource takes no key ID and no alias name',
    fix: 'Give the ARN of the key.',
    source: cloudFormation(MAPPING_PAGE),
    example: {
      valid: { 'KmsKeyArn': 'arn:aws:kms:eu-west-1:111122223333:key/1', 'FilterCriteria.Filters': [{ Pattern: '{"body":["a"]}' }] },
      invalid: { 'KmsKeyArn': 'alias/filters', 'FilterCriteria.Filters': [{ Pattern: '{"body":["a"]}' }] },
    },
  },
];
