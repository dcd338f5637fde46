import * as yaml from 'yaml';
import { KIND_WORDS } from './kind-words';
import { SourceKind } from '../aws/source-kinds';
import { isRelated } from '../aws/source-types';
import { FactPath, Rule, RULES } from '../rules';
import { PROPERTIES } from '../rules/property-names';
import { factPhrase } from '../validation/rule-text';
import { entryAt } from '../values/json';
import { isProperty, splitPath } from '../values/path';
import { asText } from '../values/text';

const LONGEST_TEXT = 100;
const MOST_ITEMS = 3;

/** Facts about a related resource that are no property of it. */
const NO_PROPERTY = /\.(Known|Region|Tls|DeadLetterQueueIsFifo)$/;

/** Whether a fact is a property of a related resource. */
function isOfRelated(path: FactPath): boolean {
  return isRelated(splitPath(path)[0]) && !NO_PROPERTY.test(path);
}

/** Facts of a configuration that AWS calls differently for the two kinds of clusters. */
const OF_KAFKA = /^(kafka\.(?=ConsumerGroupId|ConsumptionMode)|registry\.(?=SchemaRegistryURI|EventRecordFormat|SchemaValidationConfigs|AccessConfigs))/;

/** Properties by name, with those within them. */
type Properties = Map<string, unknown>;

/** A case of a rule as a template has it: the properties of resources in YAML, and all else in words. */
export function exampleLines(rule: Rule, facts: { readonly [path: FactPath]: unknown }): string[] {
  const words: string[] = [];
  const resources = new Map<string, Properties>();
  for (const [path, value] of Object.entries(facts)) {
    const placed = placeOf(path, rule);
    if (placed) {
      const [resource, segments] = placed;
      const properties: Properties = resources.get(resource) ?? new Map();
      resources.set(resource, properties);
      put(properties, segments, path.startsWith('access.') ? accessEntries(path, value) : abbreviate(value));
    } else if (!/\.Known$|^registry\.SchemaRegistryConfig$/.test(path)) {
      words.push(`# ${inWords(path, value)}`);
    }
  }
  const blocks = [...resources].map(([resource, properties]) =>
    [...resource === '' ? [] : [`# ${resource}`], ...yaml.stringify(properties, { lineWidth: 0 }).trimEnd().split('\n')]);
  const lines = [...blocks.flat(), ...words];
  return lines.length > 0 ? lines : [['required', 'not-allowed'].includes(rule.check.kind) ? `# without ${nameOf(rule.fact)}` : '# anything else'];
}

/** What a rule about presence asks for. */
function nameOf(fact: FactPath): string {
  if (isProperty(fact)) { return fact.replace(/\[\].*/, ''); }
  const segments = splitPath(fact);
  return isOfRelated(fact) ? `${segments.slice(1).join('.')} of the ${segments[0]}` : factPhrase(fact).replace(/[`"]/g, '');
}

/** The resource that has a property, '' for the validated one, and the path there; undefined for facts that no property says. */
function placeOf(path: FactPath, { sources }: Rule): [resource: string, segments: readonly string[]] | undefined {
  if (isProperty(path) && !path.endsWith('.Count')) { return ['', splitPath(path)]; }
  const segments = splitPath(path);
  if (/^access\.[A-Z0-9_]+(\[\])?$/.test(path)) { return ['', ['SourceAccessConfigurations']]; }
  if (isOfRelated(path)) { return [`the ${segments[0]}`, segments.slice(1)]; }
  if (!OF_KAFKA.test(path)) { return undefined; }
  const config = sources.includes('msk') ? 'AmazonManagedKafkaEventSourceConfig' : 'SelfManagedKafkaEventSourceConfig';
  return ['', [config, ...path.startsWith('registry.') ? ['SchemaRegistryConfig'] : [], ...segments.slice(1)]];
}

/** Sets what a path leads to; several facts may be about one list. */
function put(within: Properties, [first, second, ...rest]: readonly string[], value: unknown): void {
  const before = within.get(first);
  if (second === undefined) {
    within.set(first, Array.isArray(before) && Array.isArray(value) ? [...before as unknown[], ...value as unknown[]] : value);
  } else if (second === '[]' && rest.length === 0) {
    within.set(first, [value].flat());
  } else {
    const around: unknown = Array.isArray(before) ? before[0] : before;
    const inner: Properties = around instanceof Map ? around : new Map();
    within.set(first, second === '[]' ? [inner] : inner);
    put(inner, second === '[]' ? rest : [second, ...rest], value);
  }
}

function accessEntries(path: FactPath, value: unknown): object[] {
  const Type = path.slice('access.'.length).replace('[]', '');
  return (Array.isArray(value) ? value : [value]).map(URI => ({ Type, URI: abbreviate(URI) }));
}

function inWords(path: FactPath, value: unknown): string {
  switch (path) {
    case 'example.Source': return `the source: ${KIND_WORDS[value as SourceKind]}`;
    case 'registry.IsGlue': return `a registry ${value === true ? 'of' : 'that is not of'} AWS Glue`;
    case 'construct.EventCountMetricUsed': return `the use of the ${asText(value)}`;
  }
  const known = entryAt(PROPERTIES, path);
  const phrase = known?.phrase ?? `${known?.of ? 'the ' : ''}${factPhrase(path).replace(/`/g, '')}`;
  const shown = Array.isArray(value) ? value.map(asText).join(', ') : asText(abbreviate(value));
  const isStatement = RULES.some(({ fact, check }) => fact === path && check.kind === 'observed');
  if (isStatement) { return value === true || value === 'true' ? phrase : `${phrase}: ${shown}`; }
  return `${phrase} is ${shown}`;
}

/** Bounds are shown by values that are just too long, and nobody reads hundreds of letters. */
function abbreviate(value: unknown): unknown {
  if (typeof value === 'string') { return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}… (${value.length} characters)` : value; }
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map(abbreviate);
    return value.length > MOST_ITEMS ? [...items, `… (${value.length} items)`] : items;
  }
  if (typeof value !== 'object' || value === null) { return value; }
  const entries = Object.entries(value);
  const shown = entries.slice(0, MOST_ITEMS).map(([key, member]) => [key, abbreviate(member)]);
  return Object.fromEntries(entries.length > MOST_ITEMS ? [...shown, ['…', `${entries.length} entries`]] : shown);
}
