import { Condition, NumericRange, ValueTest } from './ast';

/** The expectation of a condition in words: `"paid" or prefix "pa"`. */
export function describeCondition({ tests }: Condition): string {
  return tests.map(describe).join(' or ');
}

function describe(test: ValueTest): string {
  switch (test.op) {
    case 'text':
    case 'ip': return JSON.stringify(test.text);
    case 'number': return test.number.text;
    case 'literal': return test.text;
    case 'numeric': return describeRange(test.range);
    case 'exists': return 'any value';
    case 'absent': return 'no value';
    case 'anything-but-text': return `anything but ${[...test.texts].map(text => JSON.stringify(text)).join(', ')}`;
    case 'anything-but-number': return `anything but ${[...test.numbers].join(', ')}`;
    case 'anything-but': return `anything but ${test.tests.map(describe).join(', ')}`;
    default: return `${test.op.replace(/-/g, ' ')} ${JSON.stringify(test.text)}`;
  }
}

function describeRange({ lower, lowerIncluded, upper, upperIncluded }: NumericRange): string {
  if (lower !== undefined && lower === upper) { return `a number equal to ${lower}`; }
  const bounds = [
    ...lower === undefined ? [] : [`${lowerIncluded ? 'at least' : 'over'} ${lower}`],
    ...upper === undefined ? [] : [`${upperIncluded ? 'at most' : 'under'} ${upper}`],
  ];
  return `a number ${bounds.join(' and ')}`;
}
