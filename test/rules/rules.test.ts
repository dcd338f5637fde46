import { ExampleFacts, FlatFacts } from './example-facts';
import { ALL_SOURCES, SourceKind } from '../../src/aws/source-kinds';
import { Check, Citation, DEFAULTS, Rule, RULES } from '../../src/rules';
import { PROPERTIES } from '../../src/rules/property-names';
import { evaluate, Violation } from '../../src/validation/evaluate';
import { describe as wordsOf, Spelling } from '../../src/validation/message';

/** What else is wrong with an invalid example, and cannot be otherwise. */
const COMPANIONS: Record<string, string[]> = {
  'sqs-minimum-pollers': ['pollers-order'], // 201 is also above the default of the maximum
  'sqs-maximum-pollers': ['pollers-order'], // 1 is also below the default of the minimum
  'sqs-visibility-timeout': ['sqs-redrive-policy-missing'], // a known queue of which the example tells only the timeout
  'sqs-visibility-timeout-short': ['sqs-redrive-policy-missing'],
  'filter-too-deep': ['filter-length'], // too many brackets are too many characters
  'filter-or-combinations': ['filter-unknown-key'], // shown without a record around it
};

/** What is wrong as well for some of the sources, and cannot be otherwise. */
const SOMETIMES: Record<string, string[]> = {
  'metrics-unique': ['metrics-undocumented'],
  'function-response-types': ['kafka-function-response-types-on-demand'],
  'function-response-types-count': ['kafka-function-response-types-on-demand'],
};

/** Names that no rule prints. */
const NEVER_PRINTED: Record<string, string> = {
  Enabled: 'true or false, so that no rule can refuse it; conditions ask for it',
};

/** Properties that our classes cannot set, so that the CloudFormation name is the one to show. */
const ONLY_IN_TEMPLATES = [
  'EventSourceArn', 'FunctionName',
  ...RULES.filter(({ check }) => check.kind === 'not-allowed').map(({ fact }) => fact),
];

const eachRule = RULES.map(rule => [rule.id, rule] as const);

test('ids are unique', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test.each(eachRule)('%s: the id is kebab-case and short enough to type', (id) => {
  expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  expect(id.length).toBeLessThanOrEqual(45);
});

test.each(eachRule)('%s: the title is short, its own, and no sentence with a dot', (id, { title }) => {
  expect(title).toMatch(/^(`[$\w]+` |anything-but |[A-Z])/);
  expect(title).not.toMatch(/[.:]$|\{|\}/);
  expect(title.length).toBeLessThanOrEqual(80);
  expect(RULES.filter(rule => rule.title === title).map(rule => rule.id)).toEqual([id]);
});

test.each(eachRule)('%s: only what AWS refuses or what never works is an error', (_, rule) => {
  expect(['error', 'warning']).toContain(rule.severity);
  expect(['refused', 'never-works', 'risky', 'disputed']).toContain(rule.because);
  if (rule.severity === 'error') { expect(['refused', 'never-works']).toContain(rule.because); }
  // What AWS refuses has to be found before the deployment does.
  if (rule.because === 'refused') { expect(rule.severity).toBe('error'); }
});

test.each([
  ...eachRule.map(([id, { source }]) => [id, source] as const),
  ...DEFAULTS.map(({ fact, source }) => [`default of ${fact}`, source] as const),
])('%s: cites a page of AWS and the day it was read', (_, source: Citation) => {
  expect(source.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
  expect(source.checkedOn).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
  expect(Number.isNaN(Date.parse(source.checkedOn))).toBe(false);
  if (source.recorded !== undefined) { expect(source.recorded.length).toBeGreaterThan(10); }
});

test.each(eachRule)('%s: names sources that exist, each once', (_, { sources }) => {
  expect(sources.length).toBeGreaterThan(0);
  expect([...ALL_SOURCES, 'asynchronous', 's3', 'sns']).toEqual(expect.arrayContaining([...sources]));
  expect(new Set(sources).size).toBe(sources.length);
});

/** What is right in a record of one source is wrong in that of another, so an example of a filter is of one source. */
function exampleSources(rule: Rule): readonly SourceKind[] {
  if (rule.check.kind === 'filter') { return [(rule.example.invalid['example.Source'] ?? 'sqs') as SourceKind]; }
  const hasFilters = [rule.example.valid, rule.example.invalid].some(facts => 'FilterCriteria.Filters' in facts);
  return hasFilters ? rule.sources.filter(kind => kind.startsWith('sqs')) : rule.sources;
}

/** An example shows what one rule is about; what every mapping of the kind must have comes from the rules that demand it. */
function completed(kind: SourceKind, rule: Rule, facts: FlatFacts): ExampleFacts {
  const demanding = evaluate(new ExampleFacts(kind, facts), RULES).violations
    .map(violation => violation.rule)
    .find(other => other !== rule && other.check.kind === 'required' && /^([A-Z]|access\.)/.test(other.fact));
  return demanding ? completed(kind, rule, { ...demanding.example.valid, ...facts }) : new ExampleFacts(kind, facts);
}

describe('examples', () => {
  test.each(eachRule)('%s: the valid one violates neither the rule nor any that is an error', (_, rule) => {
    for (const kind of exampleSources(rule)) {
      const { violations } = evaluate(completed(kind, rule, rule.example.valid), RULES);
      expect(idsOf(violations)).not.toContain(rule.id);
      const errors = idsOf(violations.filter(violation => violation.rule.severity === 'error'));
      expect(errors.filter(id => !SOMETIMES[rule.id]?.includes(id))).toEqual([]);
    }
  });

  test.each(eachRule)('%s: the invalid one violates the rule and no other, for each of its sources', (_, rule) => {
    for (const kind of exampleSources(rule)) {
      const { violations } = evaluate(completed(kind, rule, rule.example.invalid), RULES);
      const ids = idsOf(violations).filter(id => !SOMETIMES[rule.id]?.includes(id));
      expect(ids).toEqual([rule.id, ...COMPANIONS[rule.id] ?? []].sort());
    }
  });

  test.each(eachRule)('%s: other sources never violate the rule', (_, rule) => {
    for (const kind of ALL_SOURCES.filter(each => !rule.sources.includes(each))) {
      expect(idsOf(evaluate(new ExampleFacts(kind, rule.example.invalid), RULES).violations)).not.toContain(rule.id);
    }
  });
});

const OWNERS = ['queue', 'stream', 'consumer', 'table', 'cluster', 'broker', 'function'];

describe('names of properties', () => {
  const printed = new Set(RULES.flatMap(rule => [rule.fact, ...namedBy(rule.check)]));

  test.each(Object.keys(PROPERTIES))('%s is printed by a rule, or why not is known', (path) => {
    expect(printed.has(path)).toBe(!(path in NEVER_PRINTED));
  });

  test.each([...printed].filter(path => !ONLY_IN_TEMPLATES.includes(path)))('%s has a name that users know, in src/rules/property-names.ts', (path) => {
    expect({ path, prop: PROPERTIES[path]?.prop }).toEqual({ path, prop: expect.any(String) });
  });

  test.each(Object.entries(PROPERTIES))('%s says whose it is, or is one of the mapping', (path, name) => {
    const [owner] = path.split('.');
    expect(name.of).toBe(OWNERS.includes(owner) ? owner : undefined);
    if (['source', 'mapping', 'deployment', 'construct'].includes(owner)) { expect(name.phrase).toBeDefined(); }
  });
});

describe.each(['prop', 'template'] as const)('messages in the spelling of a %s', (spelling) => {
  test.each(eachRule)('%s: id, property, statement, repair and page', (id, rule) => {
    const { message, fix } = invalidExampleInWords(rule, spelling);
    const subject = `[${id}] ${rule.check.kind === 'filter' ? (spelling === 'prop' ? 'filters' : 'Filters') : shownName(rule.fact, spelling)}`;
    expect(message.slice(0, subject.length)).toBe(subject);
    expect(message.slice(subject.length)).toMatch(/^(.*)?, but \S/s);
    expect(message.endsWith(`. ${fix} See ${rule.source.url}`)).toBe(true);
  });

  test.each(eachRule)('%s: reads as sentences', (_, rule) => {
    const { message, fix } = invalidExampleInWords(rule, spelling);
    expect(fix).toMatch(/^[A-Z].*\.$/);
    if (rule.check.kind !== 'filter') { expect(rule.why).toMatch(/^(Amazon |Apache |AT_TIMESTAMP |AWS |Lambda |CloudFormation |the CDK |[a-z])/); }
    expect(rule.why).not.toMatch(/[.:]$/);
    expect(message.replaceAll('...', '')).not.toMatch(/ {2}|\.\.|,,/);
  });

  test.each(eachRule)('%s: no placeholder is left', (id, rule) => {
    const { message } = invalidExampleInWords(rule, spelling);
    expect(message).not.toMatch(/\{(limit|value|detail|name)\}|undefined|Symbol|Token\[|\[object/);
    if (!id.startsWith('filter-')) { expect(message).not.toMatch(/null|NaN/); } // which filters speak of
  });

  test.each(eachRule.filter(([, { check }]) => 'unit' in check))('%s: numbers have their unit', (_, rule) => {
    const { unit } = rule.check as { readonly unit: string };
    expect(invalidExampleInWords(rule, spelling).message).toMatch(new RegExp(`\\d+ ${unit.replace(/s$/, '')}`));
  });
});

/** Words of who writes constructs: props, calls, classes. Values and keys of records are quoted. */
const OF_CONSTRUCTS = /\b(?!maxReceiveCount|messageId|eventSource|eventName)[a-z]+[A-Z]\w*|\w\(|\blambda\.|\b[A-Z][a-z]\w*(Destination|Broker|Authentication)\b|\blibrary\b|\bprop\b/;

test.each(eachRule.filter(([, rule]) => !isSeen(rule)))('%s: the repair of a template speaks of CloudFormation', (_, rule) => {
  expect(invalidExampleInWords(rule, 'template').fix.replace(/"[^"]*"|\{[^}]*\}/g, '')).not.toMatch(OF_CONSTRUCTS);
});

/** Whether only constructs can break it, so that nobody with a template reads of it. */
function isSeen({ fact: own, check, when = [] }: Rule): boolean {
  return [own, 'fact' in check ? check.fact : '', ...when.map(({ fact }) => fact)].some(fact => fact.startsWith('construct.'));
}

test.each([
  ['sqs-fifo-batch-size', 'prop', 'batchSize'],
  ['sqs-fifo-batch-size', 'template', 'BatchSize'],
  ['sqs-maximum-concurrency', 'prop', 'maxConcurrency'],
  ['sqs-maximum-concurrency', 'template', 'ScalingConfig.MaximumConcurrency'],
  ['sqs-visibility-timeout', 'prop', 'visibilityTimeout of the queue Shop/Orders'],
  ['sqs-visibility-timeout', 'template', 'VisibilityTimeout of the queue Shop/Orders'],
  ['filter-length', 'prop', 'filters'],
  ['filter-length', 'template', 'FilterCriteria.Filters.Pattern'],
] as const)('%s calls its property in the spelling of a %s %s', (id, spelling, name) => {
  const rule = RULES.find(each => each.id === id)!;
  expect(invalidExampleInWords(rule, spelling).message.startsWith(`[${id}] ${name} `)).toBe(true);
});

function idsOf(violations: readonly Violation[]): string[] {
  return violations.map(({ rule }) => rule.id).sort();
}

function namedBy(check: Check): string[] {
  return check.kind === 'equal-to' ? [check.fact] : check.kind === 'requires' || check.kind === 'excludes' ? [check.fact] : [];
}

function shownName(path: string, spelling: Spelling): string {
  const known = PROPERTIES[path];
  // Props within a phrase are spelled as properties in a template.
  if (known?.phrase) { return spelling === 'prop' ? known.phrase : known.phrase.split(/\b[a-z]+[A-Z]/)[0]; }
  if (spelling === 'prop' && known) { return known.prop; }
  return path.replace(/^[a-z]+\./, '').replace('[]', '');
}

function invalidExampleInWords(rule: Rule, spelling: Spelling) {
  const facts = new ExampleFacts(exampleSources(rule)[0], rule.example.invalid);
  const [violation] = evaluate(facts, [rule]).violations;
  return wordsOf(violation, facts, spelling);
}
