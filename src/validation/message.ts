import { checkKind } from './check-kinds';
import type { Violation } from './evaluate';
import { quantity } from './quantity';
import { Facts } from '../facts/facts';
import { FactPath } from '../rules';
import { PROPERTIES } from '../rules/property-names';
import { entryAt } from '../values/json';
import { UNKNOWN, Value } from '../values/value';

/** How the reader wrote the property: as a prop of a construct, or in a template. */
export type Spelling = 'prop' | 'template';

const LONGEST_VALUE = 40;

/** A violation in words. */
export interface Description {
  /** `<property> is <value>, but <what is allowed>.` */
  readonly statement: string;
  readonly why: string;
  readonly fix: string;
}

export function describe(violation: Violation, facts: Facts, spelling: Spelling): Description {
  const { rule } = violation;
  const unit = 'unit' in rule.check ? rule.check.unit : '';
  // The replacement is a function because `$` has a meaning in replacement texts.
  const fill = (text: string) => (spelling === 'template' ? inTemplateWords(text) : text)
    .replace('{limit}', () => format(violation.limit, unit))
    .replace('{detail}', () => violation.detail ?? '');
  return {
    statement: statementOf(violation, facts, spelling, unit),
    why: sentence(fill(rule.why)),
    fix: fill(spelling === 'template' ? rule.fixInTemplate ?? rule.fix : rule.fix),
  };
}

/** With a capital, unless it begins with a name that has none, and with a full stop. */
function sentence(text: string): string {
  return `${text.replace(/^[a-z](?=[a-z-]*[ ,])/, first => first.toUpperCase())}.`;
}

let templateNames: ReadonlyMap<string, string> | undefined;

/** Rules name props. Users of templates know only the properties that these set. One-word props are plain words as well, so they stay. */
function inTemplateWords(text: string): string {
  templateNames ??= namesInTemplates();
  return text.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, word => templateNames?.get(word) ?? word);
}

/** Of several properties that one prop sets, the one with its name counts, or else the first. */
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

function statementOf(violation: Violation, facts: Facts, spelling: Spelling, unit: string): string {
  const { rule: { check, fact, title }, value, isDefault, limit } = violation;
  const kind = checkKind(check);
  const name = nameOf(fact, facts, spelling);
  const shown = `${name} is ${format(value, unit)}${isDefault ? ' (the default)' : ''}`;
  if (kind.statement) {
    return kind.statement(check, {
      ...violation,
      name,
      shown,
      nameOf: path => nameOf(path, facts, spelling),
      format,
      filterPath: path => spelling === 'prop' ? path.replace(/^Filters(\[\d+\])\.Pattern/, 'filters$1') : path,
    });
  }
  const words = { fact: name, title, limit: limit === undefined ? '' : format(limit, unit), factOf: (path: FactPath) => nameOf(path, facts, spelling), literal: (text: string) => text };
  return `${shown}, but it must be ${kind.expected(check, words)}.`;
}

function nameOf(path: string, facts: Facts, spelling: Spelling): string {
  const known = entryAt(PROPERTIES, path);
  if (known?.phrase) { return spelling === 'template' ? inTemplateWords(known.phrase) : known.phrase; }
  const name = spelling === 'prop' && known ? known.prop : path.replace(/^[a-z]+\./, '').replace(/\[\]/g, '');
  return known?.of ? `${name} of the ${known.of} ${facts.nameOf(known.of) ?? ''}`.trimEnd() : name;
}

function format(value: Value, unit: string = ''): string {
  if (value === UNKNOWN) { return 'known only at deployment'; }
  if (typeof value === 'number') { return quantity(value, unit); }
  if (typeof value === 'string') { return abbreviate(unit ? `"${value}" ${unit}` : JSON.stringify(value)); }
  const json = JSON.stringify(value, (_, item) => item === UNKNOWN ? '(known at deployment)' : item);
  return abbreviate(json ?? typeof value);
}

function abbreviate(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
