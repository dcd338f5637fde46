import { Violation } from './evaluate';
import { Facts } from '../facts/facts';
import { Check } from '../rules';
import { PROPERTIES } from '../rules/property-names';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** How the reader wrote the property: as a prop of a construct, or in a template. */
export type Spelling = 'prop' | 'template';

const LONGEST_VALUE = 80;

/** `[id] <property> is <value>, but <what is allowed and why>. <fix> See <url>` */
export function describe(violation: Violation, facts: Facts, spelling: Spelling): { readonly message: string; readonly fix: string } {
  const { rule } = violation;
  const unit = 'unit' in rule.check ? rule.check.unit : '';
  // A function fills in, because text may have a `$` that means something there.
  const fill = (text: string) => (spelling === 'template' ? inTemplateWords(text) : text)
    .replace('{limit}', () => format(violation.limit, unit))
    .replace('{detail}', () => violation.detail ?? '');
  const fix = fill(spelling === 'template' ? rule.fixInTemplate ?? rule.fix : rule.fix);
  const statement = `${sentence(violation, facts, spelling, unit)}${fill(rule.why)}`;
  return { message: `[${rule.id}] ${statement}. ${fix} See ${rule.source.url}`, fix };
}

let templateNames: ReadonlyMap<string, string> | undefined;

/** Rules speak of props. Who wrote a template knows the properties that they stand for; one-word props are words like any other. */
function inTemplateWords(text: string): string {
  templateNames ??= namesInTemplates();
  return text.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, word => templateNames?.get(word) ?? word);
}

/** Of several properties with one prop, that which is called like it counts, or else the first. */
function namesInTemplates(): Map<string, string> {
  const names = new Map<string, string>();
  for (const [path, { prop, phrase }] of Object.entries(PROPERTIES)) {
    const word = prop.split('.').pop()!;
    if (phrase !== undefined || path.includes('[]') || !/[A-Z]/.test(word)) { continue; }
    const segments = path.split('.');
    const alike = segments.find(segment => segment.toLowerCase() === word.toLowerCase());
    if (alike !== undefined || !names.has(word)) { names.set(word, alike ?? segments.pop()!); }
  }
  return names;
}

function sentence(violation: Violation, facts: Facts, spelling: Spelling, unit: string): string {
  const { rule, value } = violation;
  const asked = rule.check;
  const name = nameOf(rule.fact, facts, spelling);
  const shown = `${name} is ${format(value, unit)}${violation.isDefault ? ' (the default)' : ''}`;
  switch (asked.kind) {
    case 'integer-range':
      return `${shown}, but it must be ${range(asked, unit)}: `;
    case 'number-range':
      return `${shown}, but it must be ${asked.min === undefined ? '' : `at least ${asked.min} and `}at most ${format(asked.max, unit)}: `;
    case 'at-least':
      return `${shown}, but it must be at least ${format(violation.limit, unit)}: `;
    case 'at-most':
      return `${shown}, but it must be at most ${format(violation.limit, unit)}: `;
    case 'equal-to':
      return `${shown}, but ${nameOf(asked.fact, facts, spelling)} is ${typeof violation.limit === 'object' ? format(violation.limit, '') : violation.limit}: `;
    case 'one-of':
      return `${shown}, but it must be ${asked.values.length > 1 ? 'one of ' : ''}${asked.values.join(', ')}: `;
    case 'count': {
      const count = value === ABSENT ? 0 : Object.keys(value as object).length;
      return `${name} has ${count} ${unit}, but it must have ${asked.min > 0 ? `${asked.min} to` : 'at most'} ${asked.max}: `;
    }
    case 'unique-items':
      return `${name} has ${format(value, unit)} twice, but each item may stand there once: `;
    case 'length':
      return `${name} has ${(value as string).length} characters (${format(value, unit)}), but it must have ${asked.min > 0 ? `${asked.min} to` : 'at most'} ${asked.max}: `;
    case 'pattern':
      return `${shown}, but it must be ${asked.form}: `;
    case 'contains':
      return value === ABSENT ? `${name} is missing, but ` : `${shown}, but `;
    case 'required':
      return `${name} is missing, but `;
    case 'not-allowed':
      return `${shown}, but this event source does not have it: `;
    case 'not-empty':
      return `${name} is empty, but `;
    case 'requires':
      return `${name} is set and ${nameOf(asked.fact, facts, spelling)} is not, but `;
    case 'excludes':
      return `${name} and ${nameOf(asked.fact, facts, spelling)} are both set, but `;
    case 'filter': {
      const { path, received, expected } = value as { readonly path: string; readonly received: string; readonly expected: string };
      return `${spelling === 'prop' ? path.replace(/^Filters(\[\d+\])\.Pattern/, 'filters$1') : path} is ${received}, but ${expected}. `;
    }
    case 'observed':
      return `${name}, but `;
  }
}

function range(asked: Extract<Check, { kind: 'integer-range' }>, unit: string): string {
  if (asked.min === asked.max) { return format(asked.min, unit); }
  return asked.max === undefined ? `at least ${format(asked.min, unit)}` : `a whole number from ${asked.min} to ${format(asked.max, unit)}`;
}

function nameOf(path: string, facts: Facts, spelling: Spelling): string {
  const known = PROPERTIES[path];
  if (known?.phrase) { return spelling === 'template' ? inTemplateWords(known.phrase) : known.phrase; }
  const name = spelling === 'prop' && known ? known.prop : path.replace(/^[a-z]+\./, '').replace(/\[\]/g, '');
  return known?.of ? `${name} of the ${known.of} ${facts.nameOf(known.of) ?? ''}`.trimEnd() : name;
}

function format(value: Value, unit: string): string {
  if (value === UNKNOWN) { return 'known only at deployment'; }
  if (typeof value === 'number') {
    return `${value}${unit ? ` ${value === 1 ? unit.replace(/s$/, '') : unit}` : ''}`;
  }
  if (typeof value === 'string') { return abbreviate(unit ? `"${value}" ${unit}` : JSON.stringify(value)); }
  const json = JSON.stringify(value, (_, item) => item === UNKNOWN ? '(known at deployment)' : item);
  return abbreviate(json ?? String(value));
}

function abbreviate(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
