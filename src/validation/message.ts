import { checkKind } from './check-kinds';
import type { Violation } from './evaluate';
import { quantity } from './quantity';
import { ruleFor, WordedRule } from './rule-for';
import { Facts } from '../facts/facts';
import type { FilterIssues } from '../facts/filters';
import { FactPath } from '../rules';
import { PROPERTIES } from '../rules/property-names';
import { entryAt } from '../values/json';
import { cut } from '../values/text';
import { ABSENT, isObject, UNKNOWN, Value } from '../values/value';

/** How the reader wrote the property: as a prop of a construct, or in a template. */
export type Spelling = 'prop' | 'template';

/** A statement of more characters has its value cut further, to the next of these. */
const LONGEST_STATEMENT = 120;
const LONGEST_VALUES = [40, 24, 12] as const;

/** So many places and values are told; of more, their number. */
const MOST_PLACES = 10;

/** A sentence names so many of the allowed values, or names their kind. */
const MOST_VALUES = 6;

/** A violation in words. */
export interface Description {
  /** `<property> is <value>, but <what is allowed>.` */
  readonly statement: string;
  readonly why: string;
  readonly fix: string;
  readonly url: string;
}

/** A violation of a rule in the words for its resource. */
type Worded = Violation & { readonly rule: WordedRule };

export function describe(violation: Violation, facts: Facts, spelling: Spelling): Description {
  const rule = ruleFor(violation.rule, facts.kinds, facts);
  const worded = { ...violation, rule };
  const unit = 'unit' in rule.check ? rule.check.unit : '';
  // The replacement is a function because `$` has a meaning in replacement texts.
  const fill = (text: string) => (spelling === 'template' ? inTemplateWords(text) : text)
    .replace('{limit}', () => format(violation.limit, unit))
    .replace('{detail}', () => violation.detail ?? '');
  return {
    statement: statementOf(worded, facts, spelling, unit),
    why: sentence(fill(rule.why)),
    fix: repairOf(violation) ?? fill(spelling === 'template' ? rule.fixInTemplate ?? rule.fix : rule.fix),
    url: rule.source.url,
  };
}

/** The exact repair of a filter, where its place suggests one. */
function repairOf({ rule: { check }, value }: Violation): string | undefined {
  return check.kind === 'filter' ? (value as FilterIssues[number]).fix : undefined;
}

/** With a capital, unless it begins with a name that has none, and with a full stop. */
export function sentence(text: string): string {
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

function statementOf(violation: Worded, facts: Facts, spelling: Spelling, unit: string): string {
  let statement = '';
  for (const longest of LONGEST_VALUES) {
    statement = statementWith(violation, facts, spelling, unit, longest);
    if (statement.length <= LONGEST_STATEMENT) { break; }
  }
  return statement + alsoOf(violation, spelling);
}

function statementWith(violation: Worded, facts: Facts, spelling: Spelling, unit: string, longest: number): string {
  const { rule: { check, fact, title, because, when, prop }, value, isDefault, limit } = violation;
  const kind = checkKind(check);
  const name = nameOf(fact, facts, spelling, prop);
  const shown = `${name} is ${format(value, unit, longest)}${isDefault ? ' (the default)' : ''}`;
  // What AWS only recommends, or says in one place and not in another, is no duty.
  const must = because === 'risky' || because === 'disputed' ? 'should' : 'must';
  if (kind.statement) {
    return kind.statement(check, {
      ...violation,
      name,
      shown,
      must,
      isConditional: when !== undefined,
      nameOf: path => nameOf(path, facts, spelling),
      format: (each, unitOf) => format(each, unitOf, longest),
      cut: text => cut(text, longest),
      filterPath: path => filterPath(path, spelling),
    });
  }
  const words = {
    fact: name,
    title,
    limit: limit === undefined ? '' : format(limit, unit),
    factOf: (path: FactPath) => nameOf(path, facts, spelling),
    literal: (text: string) => text,
    oneOf,
  };
  return `${shown}, but it ${must} be ${kind.expected(check, words)}.`;
}

/** The allowed values, as far as a sentence can have them. */
function oneOf(values: readonly string[], form?: string): string {
  if (form !== undefined) { return form; }
  if (values.length === 1) { return values[0]; }
  return values.length <= MOST_VALUES ? `one of ${values.join(', ')}` : `one of ${values.slice(0, MOST_VALUES - 2).join(', ')}, ... (${values.length} in all)`;
}

/** The other places or values that break the rule, after the first one. */
function alsoOf({ rule: { check }, value, others = [] }: Violation, spelling: Spelling): string {
  if (others.length === 0 || check.kind === 'observed') { return ''; }
  const { place = (each: Value) => format(each) } = checkKind(check);
  const shown = (each: Value) => place(each, { format, filterPath: path => filterPath(path, spelling) });
  const [, ...also] = new Set([value, ...others].map(shown));
  if (also.length === 0) { return ''; }
  const told = also.slice(0, MOST_PLACES - 1).join(', ');
  return ` Also wrong: ${told}${also.length < MOST_PLACES ? '' : ` and ${also.length - MOST_PLACES + 1} more`}.`;
}

function filterPath(path: string, spelling: Spelling): string {
  return spelling === 'prop' ? path.replace(/^Filters(\[\d+\])\.Pattern/, 'filters$1') : path;
}

/** Properties that hold one thing: what is in them is known by its own name. */
const CONTAINERS = /^(DocumentDBEventSourceConfig|SelfManagedEventSource\.Endpoints|SelfManagedKafkaEventSourceConfig)\./;

function nameOf(path: string, facts: Facts, spelling: Spelling, prop?: string): string {
  const known = entryAt(PROPERTIES, path);
  if (known?.phrase) { return spelling === 'template' ? inTemplateWords(known.phrase) : known.phrase; }
  const name = spelling === 'prop' && (prop ?? known) ? prop ?? known!.prop : path.replace(/^[a-z]+\./, '').replace(CONTAINERS, '').replace(/\[\]/g, '');
  return known?.of ? `${name} of the ${known.of} ${facts.nameOf(known.of) ?? ''}`.trimEnd() : name;
}

function format(value: Value, unit: string = '', longest: number = LONGEST_VALUES[0]): string {
  if (value === UNKNOWN) { return 'known only at deployment'; }
  if (value === ABSENT) { return 'missing'; }
  if (typeof value === 'number') { return quantity(value, unit); }
  if (typeof value === 'string') { return cut(unit ? `"${value}" ${unit}` : JSON.stringify(value), longest); }
  if (isObject(value) && typeof value.Pattern === 'string') { return cut(value.Pattern, longest); }
  const json = JSON.stringify(value, (_, item) => item === UNKNOWN ? '(known at deployment)' : item);
  return cut(json ?? typeof value, longest);
}
