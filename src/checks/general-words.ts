import type { Reason, Rule } from '../limits';

/** What the reasons of rules mean. */
export const MEANING: Record<Reason, string> = {
  'refused': 'AWS refuses it',
  'never-works': 'it deploys, and cannot work',
  'risky': 'it deploys, and often goes wrong',
  'disputed': 'AWS may refuse it: what it says differs from place to place',
};

/** A sentence of a rule for who has no finding to fill it in. */
export function inGeneral(text: string): string {
  return text
    .replace(/: \{detail\}$/, '')
    .replace(/has \{detail\}/, 'has what the message shows')
    .replace('{detail}', 'what the message names')
    .replace('{limit}', 'the bound in the message');
}

/** What a rule asks for, as a noun with its conditions. */
export function asked({ check, when = [], property }: Rule): string {
  const conditions = when.map(condition => {
    if (condition.present !== undefined) { return `\`${condition.fact}\` is ${condition.present ? 'set' : 'left out'}`; }
    if (condition.equals !== undefined) { return `\`${condition.fact}\` is ${condition.equals}`; }
    if (condition.notEquals !== undefined) { return `\`${condition.fact}\` is not ${condition.notEquals}`; }
    if (condition.containsAny !== undefined) { return `\`${condition.fact}\` has ${condition.containsAny.join(' or ')}`; }
    if (condition.atLeastFact !== undefined) { return `\`${condition.fact}\` is at least \`${condition.atLeastFact}\``; }
    return [
      condition.above === undefined ? '' : `\`${condition.fact}\` is above ${condition.above}`,
      condition.below === undefined ? '' : `\`${condition.fact}\` is below ${condition.below}`,
    ].filter(text => text !== '').join(' and ');
  });
  const condition = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  const term = 'term' in check
    ? `${check.term.times === undefined ? '' : `${check.term.times} times `}\`${check.term.of}\`${check.term.plus === undefined ? '' : ` plus \`${check.term.plus}\``}`
    : '';
  switch (check.kind) {
    case 'integer-range': return `a whole number ${check.max === undefined ? `of at least ${check.min}` : `from ${check.min} to ${check.max}`} ${check.unit}${condition}`;
    case 'number-range': return `${check.min === undefined ? '' : `at least ${check.min} and `}at most ${check.max} ${check.unit}${condition}`;
    case 'at-least': return `at least ${term}${condition}`;
    case 'at-most': return `at most ${term}${condition}`;
    case 'equal-to': return `the same as \`${check.fact}\`${condition}`;
    case 'one-of': return `${check.values.length > 1 ? 'one of ' : ''}${check.values.map(value => `\`${value}\``).join(', ')}${condition}`;
    case 'count': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} ${check.unit}${condition}`;
    case 'unique-items': return `no item twice${condition}`;
    case 'length': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} characters${condition}`;
    case 'pattern': return `${check.form}${condition}`;
    case 'contains': return `\`${check.value}\` in it${condition}`;
    case 'required': return `\`${property}\` to be set${condition}`;
    case 'not-allowed': return `\`${property}\` to be left out${condition}`;
    case 'not-empty': return `something in it${condition}`;
    case 'requires': return `\`${check.property}\` beside it${condition}`;
    case 'excludes': return `no \`${check.property}\` beside it${condition}`;
    case 'filter': return `no filter like the one below${condition}`;
    case 'observed': return `not to be so${condition}`;
  }
}

/** Facts as somebody would write them down. */
export function example(facts: { readonly [path: string]: unknown }): string {
  const given = Object.entries(facts).map(([path, value]) => {
    const json = JSON.stringify(value);
    return `\`${path}: ${json.length > 100 ? `${json.slice(0, 100)}...` : json}\``;
  });
  return given.length > 0 ? given.join(', ') : 'nothing set';
}
