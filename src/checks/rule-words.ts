import type { FactPath, Reason, Rule } from '../limits';
import { PROPERTIES } from '../limits/properties';

/** What the reasons of rules mean. */
export const MEANING: Record<Reason, string> = {
  'refused': 'AWS refuses it',
  'never-works': 'it deploys, and cannot work',
  'risky': 'it deploys, and often goes wrong',
  'disputed': 'AWS may refuse it: what it says differs from place to place',
};

/** What a fact is called by who knows no facts: a property as CloudFormation calls it, all else in words. */
function called(path: FactPath): string {
  const known = PROPERTIES[path];
  return known?.phrase ?? (known?.of ? `${known.prop} of the ${known.of}` : path);
}

/** The same within a sentence. */
export function named(path: FactPath): string {
  const known = PROPERTIES[path];
  if (known?.phrase) { return `"${known.phrase}"`; }
  return known?.of ? `\`${known.prop}\` of the ${known.of}` : `\`${path}\``;
}

const KNOWN = /\.Known$/;

/** Whether a fact tells only that there is something to ask. */
function isKnown(path: FactPath): boolean {
  return KNOWN.test(path);
}

/** What a rule asks for, as a noun with its conditions. */
export function asked({ check, when = [], property }: Rule): string {
  const conditions = when.map(condition => {
    if (isKnown(condition.fact)) { return `the ${condition.fact.replace(KNOWN, '')} is known`; }
    if (condition.present !== undefined) { return `${named(condition.fact)} is ${condition.present ? 'set' : 'left out'}`; }
    if (condition.equals !== undefined) { return `${named(condition.fact)} is ${condition.equals}`; }
    if (condition.notEquals !== undefined) { return `${named(condition.fact)} is not ${condition.notEquals}`; }
    if (condition.containsAny !== undefined) { return `${named(condition.fact)} has ${condition.containsAny.join(' or ')}`; }
    if (condition.atLeastFact !== undefined) { return `${named(condition.fact)} is at least ${named(condition.atLeastFact)}`; }
    return [
      condition.above === undefined ? '' : `${named(condition.fact)} is above ${condition.above}`,
      condition.below === undefined ? '' : `${named(condition.fact)} is below ${condition.below}`,
    ].filter(text => text !== '').join(' and ');
  });
  const condition = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  const term = 'term' in check
    ? `${check.term.times === undefined ? '' : `${check.term.times} times `}${named(check.term.of)}${check.term.plus === undefined ? '' : ` plus ${named(check.term.plus)}`}`
    : '';
  switch (check.kind) {
    case 'integer-range': return `a whole number ${check.max === undefined ? `of at least ${check.min}` : `from ${check.min} to ${check.max}`} ${check.unit}${condition}`;
    case 'number-range': return `${check.min === undefined ? '' : `at least ${check.min} and `}at most ${check.max} ${check.unit}${condition}`;
    case 'at-least': return `at least ${term}${condition}`;
    case 'at-most': return `at most ${term}${condition}`;
    case 'equal-to': return `the same as ${named(check.fact)}${condition}`;
    case 'one-of': return `${check.values.length > 1 ? 'one of ' : ''}${check.values.map(value => `\`${value}\``).join(', ')}${condition}`;
    case 'count': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} ${check.unit}${condition}`;
    case 'unique-items': return `no item twice${condition}`;
    case 'length': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} characters${condition}`;
    case 'pattern': return `${check.form}${condition}`;
    case 'contains': return `\`${check.value}\` in it${condition}`;
    case 'required': return `${named(property)} to be set${condition}`;
    case 'not-allowed': return `${named(property)} to be left out${condition}`;
    case 'not-empty': return `something in it${condition}`;
    case 'requires': return `${named(check.property)} beside it${condition}`;
    case 'excludes': return `no ${named(check.property)} beside it${condition}`;
    case 'filter': return `no filter like the one below${condition}`;
    case 'observed': return `that this is not so${condition}`;
  }
}

/** Facts as somebody would write them down. */
export function example(facts: { readonly [path: string]: unknown }): string {
  const given = Object.entries(facts).filter(([path]) => !isKnown(path)).map(([path, value]) => {
    const json = JSON.stringify(value);
    return `\`${called(path)}: ${json.length > 100 ? `${json.slice(0, 100)}...` : json}\``;
  });
  return given.length > 0 ? given.join(', ') : 'nothing set';
}
