import { ValueTest } from './ast';
import { issue, Report } from './issue';
import { Json, showJson } from './json';
import { comparableNumber } from './numbers';

const FORMS = 'numeric takes ["=", n], one bound such as [">", n], or a lower bound followed by an upper one such as [">=", n, "<", m]';

/** Reads the operand of {"numeric": [...]}; undefined if it is not valid. */
export function numericTest(value: Json, path: string, report: Report): ValueTest | undefined {
  const refuse = (expected: string, fix?: string) => {
    report(issue('filter-operand', path, showJson(value), expected, fix));
    return undefined;
  };
  if (value.kind !== 'array') { return refuse(FORMS); }

  const signs = value.items.flatMap((item, i) => i % 2 === 0 ? [item.kind === 'string' ? item.value : undefined] : []);
  const operands = value.items.flatMap((item, i) => i % 2 === 1 ? [item] : []);
  if (signs.length !== operands.length || !operands.every(operand => operand.kind === 'number')) { return refuse(FORMS); }
  const [first, second] = operands.map(operand => comparableNumber(operand.text));
  if (operands.length > 0 && first === undefined || operands.length > 1 && second === undefined) {
    return refuse('numeric compares only numbers that a double holds exactly', 'Use fewer digits.');
  }

  switch (signs.join(' ')) {
    case '=': return range(first, true, first, true);
    case '>': return range(first, false, undefined, true);
    case '>=': return range(first, true, undefined, true);
    case '<': return range(undefined, true, first, false);
    case '<=': return range(undefined, true, first, true);
    case '> <': case '> <=': case '>= <': case '>= <=':
      if (first! >= second!) {
        report(issue('filter-numeric-range', path, showJson(value), 'the lower bound must be less than the upper one'));
        return undefined;
      }
      return range(first, signs[0] === '>=', second, signs[1] === '<=');
    case '< >': case '< >=': case '<= >': case '<= >=':
      return refuse(FORMS, 'Put the lower bound first.');
    default: return refuse(FORMS);
  }
}

function range(lower: number | undefined, lowerIncluded: boolean, upper: number | undefined, upperIncluded: boolean): ValueTest {
  return { op: 'numeric', range: { lower, lowerIncluded, upper, upperIncluded } };
}
