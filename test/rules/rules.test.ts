import { ExampleFacts, FlatFacts } from './example-facts';
import { exampleMessage, exampleSources } from './example-messages';
import { isOfConstructs } from './rule-groups';
import { untrue } from './untrue';
import { ALL_SOURCES, SourceKind } from '../../src/aws/source-kinds';
import { Check, Citation, DEFAULTS, Rule, RULES } from '../../src/rules';
import { PROPERTIES } from '../../src/rules/property-names';
import { evaluate } from '../../src/validation/evaluate';
import { Spelling } from '../../src/validation/message';

/** What else is wrong with an invalid example, and cannot be otherwise. */
const COMPANIONS: Record<string, string[]> = {
  'sqs-minimum-pollers': ['pollers-order'], // 201 is also above the default of the maximum
  'sqs-maximum-pollers': ['pollers-order'], // 1 is also below the default of the minimum
  'sqs-visibility-timeout': ['sqs-redrive-policy-missing'], // a known queue of which the example has only the timeout
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

test('ids are unique', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

// One test for each rule lists all that is wrong with it: a test for each question would be some thousands.
test.each(RULES.map(rule => [rule.id, rule] as const))('%s: id, title, severity, page, sources, examples and messages are in order', (_, rule) => {
  expect([
    ...untrue(claimsAbout(rule)), ...wrongInExamples(rule), ...wrongInMessage(rule, 'prop'), ...wrongInMessage(rule, 'template'),
  ]).toEqual([]);
});

test.each(DEFAULTS.map(({ fact, source }) => [fact, source] as const))('the default of %s cites a page of AWS and the day it was read', (_, source) => {
  expect(isCitation(source)).toBe(true);
});

function claimsAbout({ id, title, severity, because, source, sources }: Rule): { [claim: string]: boolean } {
  const isError = severity === 'error';
  return {
    'the id is kebab-case and short enough to type': /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && id.length <= 45,
    'the title is short, and no sentence with a dot': /^(`[$\w]+` |anything-but |[A-Z])/.test(title) && !/[.:]$|\{|\}/.test(title) && title.length <= 80,
    'no other rule has the title': RULES.every(rule => rule.id === id || rule.title !== title),
    'the severity is known': isError || severity === 'warning',
    'the reason is known': ['refused', 'never-works', 'risky', 'disputed'].includes(because),
    'only what AWS refuses or what never works is an error': !isError || ['refused', 'never-works'].includes(because),
    'what AWS refuses is an error, to be found before the deployment does': because !== 'refused' || isError,
    'the rule cites a page of AWS and the day it was read': isCitation(source),
    'its sources exist': sources.length > 0 && sources.every(kind => [...ALL_SOURCES, 'asynchronous', 's3', 'sns'].includes(kind)),
    'each source is named once': new Set(sources).size === sources.length,
  };
}

function isCitation({ url, checkedOn, recorded = 'nothing was recorded' }: Citation): boolean {
  return /^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/.test(url)
    && /^20\d\d-[01]\d-[0-3]\d$/.test(checkedOn) && !Number.isNaN(Date.parse(checkedOn))
    && recorded.length > 10;
}

/** An example shows what one rule is about; what every mapping of the kind must have comes from the rules that demand it. */
function completed(kind: SourceKind, rule: Rule, facts: FlatFacts): ExampleFacts {
  const demanding = evaluate(new ExampleFacts(kind, facts), RULES).violations
    .map(violation => violation.rule)
    .find(other => other !== rule && other.check.kind === 'required' && /^([A-Z]|access\.)/.test(other.fact));
  return demanding ? completed(kind, rule, { ...demanding.example.valid, ...facts }) : new ExampleFacts(kind, facts);
}

/** The valid example violates neither the rule nor any error; the invalid one the rule and no other; those of other sources not the rule. */
function wrongInExamples(rule: Rule): string[] {
  const companions = COMPANIONS[rule.id] ?? [];
  const sometimes = SOMETIMES[rule.id] ?? [];
  const violated = (facts: ExampleFacts) => evaluate(facts, RULES).violations.map(violation => violation.rule);
  const problems: string[] = [];
  for (const kind of exampleSources(rule)) {
    const byValid = violated(completed(kind, rule, rule.example.valid))
      .filter(other => other === rule || (other.severity === 'error' && !sometimes.includes(other.id)));
    if (byValid.length > 0) { problems.push(`the valid example of ${kind} violates ${idsOf(byValid)}`); }
    const byInvalid = violated(completed(kind, rule, rule.example.invalid)).filter(({ id }) => !sometimes.includes(id));
    const expected = [rule.id, ...companions].sort();
    if (String(idsOf(byInvalid)) !== String(expected)) { problems.push(`the invalid example of ${kind} violates ${idsOf(byInvalid)}, and must violate ${expected}`); }
  }
  for (const kind of ALL_SOURCES.filter(each => !rule.sources.includes(each))) {
    if (violated(new ExampleFacts(kind, rule.example.invalid)).includes(rule)) { problems.push(`${kind} violates the rule, which is not about it`); }
  }
  return problems;
}

const OWNERS = ['queue', 'stream', 'consumer', 'table', 'cluster', 'broker', 'function'];

describe('names of properties', () => {
  const printed = new Set(RULES.flatMap(rule => [rule.fact, ...namedBy(rule.check)]));

  test('each is printed by a rule, or why not is known', () => {
    expect(Object.keys(PROPERTIES).filter(path => !printed.has(path))).toEqual(Object.keys(NEVER_PRINTED));
  });

  test('each that is printed has a name that users know, in src/rules/property-names.ts', () => {
    expect([...printed].filter(path => !ONLY_IN_TEMPLATES.includes(path) && PROPERTIES[path]?.prop === undefined)).toEqual([]);
  });

  test('each says whose it is, or is one of the mapping', () => {
    const owned = Object.entries(PROPERTIES).map(([path, { of }]) => [path, of]);
    expect(owned).toEqual(Object.keys(PROPERTIES).map(path => [path, OWNERS.find(owner => path.startsWith(`${owner}.`))]));
  });

  test('each that is derived has a phrase', () => {
    const derived = Object.entries(PROPERTIES).filter(([path]) => ['source', 'mapping', 'deployment', 'construct'].includes(path.split('.')[0]));
    expect(derived.filter(([, { phrase }]) => phrase === undefined)).toEqual([]);
  });
});

/** Words of who writes constructs: props, calls, classes. Values and keys of records are quoted. */
const OF_CONSTRUCTS = /\b(?!maxReceiveCount|messageId|eventSource|eventName)[a-z]+[A-Z]\w*|\w\(|\blambda\.|\b[A-Z][a-z]\w*(Destination|Broker|Authentication)\b|\blibrary\b|\bprop\b/;

/** A message has statement, reason and repair, and reads as sentences. */
function wrongInMessage(rule: Rule, spelling: Spelling): string[] {
  const { id, check, fact: path } = rule;
  const words = exampleMessage(rule, spelling);
  if (words === undefined) { return []; } // wrongInExamples says so
  const { statement, why, fix } = words;
  const message = `${statement} ${why} ${fix}`;
  const isFilter = check.kind === 'filter';
  const start = isFilter ? (spelling === 'prop' ? 'filters' : 'Filters') : shownName(path, spelling);
  const unit = 'unit' in check ? check.unit.replace(/s$/, '') : '';
  return untrue({
    'it begins with the property': statement.startsWith(start),
    'the statement is a sentence': /[^.]\.$/s.test(statement),
    'the repair is a sentence': /^[A-Z].*[.?]$/.test(fix),
    'the reason is a sentence': /^[A-Z].*[^.:]\.$/s.test(why),
    'it has no gap': !/ {2}|\.\.|,,/.test(message.replaceAll('...', '')),
    'no placeholder is left': !/\{(limit|value|detail|name)\}|undefined|Symbol|Token\[|\[object/.test(message),
    'it has no null, unless it is about filters, which may speak of it': id.startsWith('filter-') || !/null|NaN/.test(message),
    'numbers have their unit': unit === '' || new RegExp(`\\d+ ${unit}`).test(message),
    'the repair of a template speaks of CloudFormation': spelling === 'prop' || isOfConstructs(rule) || !OF_CONSTRUCTS.test(fix.replace(/"[^"]*"|\{[^}]*\}/g, '')),
  }).map(problem => `message in the spelling of a ${spelling}: ${problem}: ${message}`);
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
  expect(exampleMessage(rule, spelling)?.statement.startsWith(`${name} `)).toBe(true);
});

function idsOf(rules: readonly Rule[]): string[] {
  return rules.map(({ id }) => id).sort();
}

function namedBy(check: Check): string[] {
  return check.kind === 'equal-to' ? [check.fact] : check.kind === 'requires' || check.kind === 'excludes' ? [check.fact] : [];
}

function shownName(path: string, spelling: Spelling): string {
  const known = PROPERTIES[path];
  // Props within a phrase are spelled as properties in a template.
  if (known?.phrase) { return spelling === 'prop' ? known.phrase : known.phrase.split(/\b[a-z]+[A-Z]/)[0]; }
  if (spelling === 'prop' && known) { return known.prop; }
  return path.replace(/^[a-z]+\.|^DocumentDBEventSourceConfig\.|^SelfManagedKafkaEventSourceConfig\.|^SelfManagedEventSource\.Endpoints\./, '').replace('[]', '');
}
