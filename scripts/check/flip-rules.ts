import { SourceKind } from '../../src/aws/source-kinds';
import * as rules from '../../src/rules';
import { evaluate } from '../../src/validation/evaluate';
import { ExampleFacts } from '../../test/rules/example-facts';
import { messagesOf } from '../../test/rules/example-messages';
import { findingsIn, NOW, templatesIn } from '../../test/templates/templates';

/**
 * Flips every bound, severity and condition of the rules in src/rules, one at a time, and checks that something notices: the
 * templates of test/templates with their expected findings, or the examples of the rules with their messages. Messages print bounds,
 * so a bound that moves changes a message. The script prints the flips that nothing notices, and then ends with status 1.
 *
 *     npx projen rules:flip               # all rules
 *     npx projen rules:flip <rule id>...  # these
 */
interface Flip {
  readonly rule: string;
  readonly what: string;
  /** Makes the flip, and answers how to undo it. */
  apply(): () => void;
}

type Rule = rules.Rule;
type Mutable = { [key: string]: any };

function replacing(target: object, key: string, value: unknown): () => () => void {
  return () => {
    const before = (target as Mutable)[key];
    (target as Mutable)[key] = value;
    return () => { (target as Mutable)[key] = before; };
  };
}

function flipsOf(rule: Rule): Flip[] {
  const flip = (what: string, apply: () => () => void): Flip => ({ rule: rule.id, what, apply });
  const asked = rule.check as Mutable;
  return [
    flip('severity', replacing(rule, 'severity', rule.severity === 'error' ? 'warning' : 'error')),
    ...['min', 'max'].filter(bound => typeof asked[bound] === 'number').flatMap(bound => [-1, 1].map(step =>
      flip(`${bound} ${asked[bound]} ${step > 0 ? '+' : '-'} 1`, replacing(asked, bound, asked[bound] + step)))),
    ...'term' in asked ? [flip('factor', replacing(asked.term, 'times', (asked.term.times ?? 1) + 1))] : [],
    ...'values' in asked ? [flip('one value less', replacing(asked, 'values', asked.values.slice(1)))] : [],
    ...'pattern' in asked ? [flip('pattern that nothing matches', replacing(asked, 'pattern', '(?!)'))] : [],
    ...(rule.when ?? []).flatMap((condition, i) => flipsOfCondition(condition).map(([what, flipped]) =>
      flip(`condition on ${condition.fact}: ${what}`, replacing(rule, 'when', rule.when!.map((each, j) => i === j ? flipped : each))))),
    ...(rule.when ?? []).map((condition, i) =>
      flip(`condition on ${condition.fact}: left out`, replacing(rule, 'when', rule.when!.filter((_, j) => i !== j)))),
    flip('never applied', replacing(rule, 'when', [...rule.when ?? [], { fact: 'no.SuchFact', present: true }])),
  ];
}

function flipsOfCondition(condition: rules.Condition): [string, rules.Condition][] {
  if (condition.present !== undefined) { return [['the opposite', { ...condition, present: !condition.present }]]; }
  if (condition.equals !== undefined) { return [['another value', { ...condition, equals: undefined, notEquals: condition.equals }]]; }
  if (condition.notEquals !== undefined) { return [['the value', { ...condition, notEquals: undefined, equals: condition.notEquals }]]; }
  if (condition.above !== undefined) { return [['one more', { ...condition, above: condition.above + 1 }]]; }
  if (condition.below !== undefined) { return [['one less', { ...condition, below: condition.below - 1 }]]; }
  return [];
}

Date.now = () => NOW;
const templates = [...templatesIn('good'), ...templatesIn('bad')];
const expected = new Map(templates.map(({ name, expected: lines }) => [name, [...lines].sort().join('\n')]));
const brokenBy = new Map<string, string[]>();
for (const { name, expected: lines } of templates) {
  for (const line of lines) {
    const id = /\[([\w-]+)\]/.exec(line)?.[1] ?? '';
    brokenBy.set(id, [...brokenBy.get(id) ?? [], name]);
  }
}
/** What only constructs see no template can show: their severities, written down. */
const SEVERITIES: { readonly [rule: string]: Rule['severity'] } = {
  'metrics-not-enabled': 'warning',
  'mq-engine': 'warning',
  'dynamodb-stream-arn-missing': 'error',
  'dynamodb-mapping-id': 'warning',
  'destination-policy': 'warning',
  'permissions-missing': 'warning',
  'source-policy': 'warning',
  'filter-key-policy': 'warning',
  'mapping-id-missing': 'warning',
  'filter-not-renderable': 'error',
  'duration-token': 'error',
  'invoke-qualifier-contradicts': 'error',
  'invoke-settings-disagree': 'error',
  'invoke-duration-token': 'error',
  'invoke-permissions-missing': 'warning',
  'invoke-destination-policy': 'warning',
  's3-no-events': 'error',
  's3-stacks-wait-for-each-other': 'error',
  's3-several-prefixes': 'error',
  's3-several-suffixes': 'error',
  'sns-filter-policies-both': 'error',
  'sns-dead-letter-policy': 'warning',
  'sns-bound-twice': 'error',
  'source-of-another-service': 'error',
  'self-managed-kafka-name': 'warning',
  'self-managed-kafka-subnet-list': 'warning',
  'msk-unauthenticated-with-iam': 'warning',
};

/** Flips that change nothing, whatever the mapping: by `<rule>: <flip>`, with the reason. */
const EQUIVALENT: readonly (readonly [flip: RegExp, reason: string])[] = [
  [/: min 0 - 1$/, 'nothing has a negative length, and no list a negative count'],
  [/: condition on (queue|function|table)\.Known: left out$/, 'of a resource that is not at hand every property is unknown, and stays undecided'],
  [/(quota): condition on .*(Count|MaximumPollers): one more$/, 'the number next to the lower bound is within the range'],
  [/: condition on (function\.ReservedConcurrentExecutions|queue\.RedrivePolicy\.maxReceiveCount): left out$/, 'absent and without a default, it is no number to compare'],
  [/^pollers-order: condition on ProvisionedPollerConfig: left out$/, 'the defaults are in order'],
  [/^(kinesis-arn|dynamodb-stream-arn|documentdb-elastic-cluster): condition on source\.Service: left out$/, 'another service is found by a rule of its own, and does not have this kind'],
  [/^(documentdb-tls): condition on cluster\.Tls: left out$/, 'the values that pass are the others'],
  [/^event-source-arn-missing: condition on construct\./, 'only a construct sees it; its tests do'],
  [/^msk-unauthenticated-with-iam: condition/, 'only a construct sees it; its tests do'],
];

/** What a rule says of the cases that are known for it: its templates first, and of all templates where they do not tell. */
function isNoticed(rule: Rule): boolean {
  // The engine groups the rules of a list when it first meets it, so a flipped rule needs a list of its own.
  (rules as Mutable).RULES = [...rules.RULES];
  const own = new Set(brokenBy.get(rule.id) ?? []);
  const differs = ({ name, template }: (typeof templates)[number]) => {
    try {
      return findingsIn(template).sort().join('\n') !== expected.get(name);
    } catch {
      return true;
    }
  };
  return templates.filter(({ name }) => own.has(name)).some(differs)
    || examplesDiffer(rule)
    || templates.filter(({ name }) => !own.has(name)).some(differs);
}

const messages = new Map(rules.RULES.map(rule => [rule, messagesOf(rule)]));

/** Some examples are about one of the sources of their rule: those are compared whose example holds without a flip. */
const exampleSources = new Map(rules.RULES.map(rule => [rule, rule.sources.filter(kind => !exampleDiffers(rule, kind))]));

function examplesDiffer(rule: Rule): boolean {
  return exampleSources.get(rule)!.some(kind => exampleDiffers(rule, kind)) || messagesOf(rule) !== messages.get(rule);
}

function exampleDiffers(rule: Rule, kind: SourceKind): boolean {
  const isBroken = (facts: { readonly [path: string]: unknown }) => evaluate(new ExampleFacts(kind, facts), [rule]).violations.length > 0;
  return isBroken(rule.example.valid) || !isBroken(rule.example.invalid);
}

const start = performance.now();
const survivors: string[] = [];
let count = 0;
const ids = process.argv.slice(2);
const unknown = ids.filter(id => !rules.RULES.some(rule => rule.id === id));
if (unknown.length > 0) { throw new Error(`No such rule: ${unknown.join(', ')}`); }
const flipped = rules.RULES.filter(({ id }) => ids.length === 0 || ids.includes(id));
for (const rule of flipped) {
  // What is noticed without a flip would be noticed with any.
  if (isNoticed(rule)) { survivors.push(`${rule.id}: its cases differ as they are`); }
  for (const flip of flipsOf(rule)) {
    count++;
    const undo = flip.apply();
    try {
      const name = `${flip.rule}: ${flip.what}`;
      if (SEVERITIES[rule.id] !== undefined && SEVERITIES[rule.id] !== rule.severity) { continue; }
      if (!isNoticed(rule) && !EQUIVALENT.some(([pattern]) => pattern.test(name))) { survivors.push(name); }
    } finally {
      undo();
    }
  }
}
survivors.forEach(survivor => console.log(`survives: ${survivor}`));
console.log(`${count} flips of ${flipped.length} rules in ${((performance.now() - start) / 1000).toFixed(0)} s: ${survivors.length} survive`);
process.exitCode = survivors.length > 0 ? 1 : 0;
