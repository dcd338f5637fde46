import { INVOKE_CONFIG, MAPPING, NOTIFICATION_TYPES, POLICIES, SUBSCRIPTION } from '../../aws/resource-types';
import { InvokeConfigFacts, InvokeConfigIndex } from '../../facts/async/invoke-config';
import { NotificationFacts } from '../../facts/async/notification';
import { SubscriptionFacts, SubscriptionIndex } from '../../facts/async/subscription';
import { Facts } from '../../facts/facts';
import { MappingFacts } from '../../facts/mapping';
import { NotificationIndex } from '../../model/async/notification';
import { MappingIndex } from '../../model/mapping-groups';
import { RolePolicies } from '../../model/role';
import { agreesOn, Assignment, comparedValues, isPossible } from '../../readers/template/conditions';
import { resourcesOfTemplate } from '../../readers/template/read-template';
import { Json, Assumptions, Template } from '../../readers/template/template';
import { Environment, TemplateResource, ResolvedProperties } from '../../readers/template/template-resource';
import { NESTED_STACKS, unreadNestedStack } from '../../readers/template/unread';
import { ABSENT, UNKNOWN } from '../../values/value';
import { Finding, FindingSeverity } from '../finding';
import { withoutNamespace } from '../rule-id';
import type { TemplateCheckOptions, TemplateCheckResult } from '../template-checker';
import { ValidationResult, validateFacts } from '../validate';

/** With more comparisons than this in one resource the rest stays unknown: their combinations double with each. */
const MOST_COMPARISONS = 6;

/** Deeper than any template is written, and far from what recursion can take. */
const DEEPEST = 500;

/** What the events of `AWS::Serverless::Function` become once it is translated. */
const SERVERLESS_EVENTS: { readonly [type: string]: string } = {
  ...Object.fromEntries(['SQS', 'Kinesis', 'DynamoDB', 'MSK', 'SelfManagedKafka', 'MQ', 'DocumentDB'].map(type => [type, 'mapping'])),
  S3: 'notification',
  SNS: 'subscription',
};

export function validateTemplate(source: Json, options: TemplateCheckOptions): TemplateCheckResult {
  const resources = objectIn(source, 'Resources');
  if (!resources || Array.isArray(resources)) {
    throw new Error('The template has no Resources, so it is no CloudFormation template. Give the parsed template itself.');
  }
  refuseDepth(source);
  const template = new Template(source);
  const context: Context = {
    template,
    environment: { region: options.region ?? UNKNOWN, account: options.account ?? UNKNOWN },
    acknowledged: options.acknowledge ?? [],
    viewed: new Map(),
  };
  const idsOf = (...types: string[]) => Object.keys(template.resources).filter(id => types.includes(String(template.resources[id]?.Type)));
  const plain = (id: string) => resourceOf(context, id, new Assumptions(new Map(), false));
  const mappings = idsOf(MAPPING);
  const configs = idsOf(INVOKE_CONFIG);
  const surroundings = resourcesOfTemplate(source, type => idsOf(type).map(plain));
  const mappingIndex = new MappingIndex(mappings.map(id => ({ resource: plain(id) })), surroundings);
  const configIndex = new InvokeConfigIndex(configs.map(plain));
  const subscriptions = idsOf(SUBSCRIPTION).filter(id => SubscriptionFacts.isOfFunction(plain(id)));
  const subscriptionIndex = new SubscriptionIndex(subscriptions.map(plain));
  const holders = idsOf(...NOTIFICATION_TYPES);
  const policies = new RolePolicies(() => idsOf(...POLICIES).map(plain));
  const allNotifications = new NotificationIndex(holders.map(plain), policies);
  const notifications = (resource: TemplateResource) => {
    const index = allNotifications.reread(resource);
    return new NotificationFacts(index.of(resource.id), index);
  };
  const notifying = holders.filter(id => plain(id).value(['NotificationConfiguration']) !== ABSENT);
  const judgements = [
    ...mappings.map(id => validateEachWay(context, id, resource => new MappingFacts(MappingIndex.read({ resource }), mappingIndex))),
    ...configs.map(id => validateEachWay(context, id, resource => new InvokeConfigFacts(resource, configIndex))),
    ...subscriptions.map(id => validateEachWay(context, id, resource => new SubscriptionFacts(resource, subscriptionIndex))),
    ...notifying.map(id => validateEachWay(context, id, notifications)),
  ];
  const notJudged = [...unreadMacros(source.Transform), ...unreadIn(template, source.Globals)];
  return {
    findings: judgements.flatMap(({ findings }) => findings),
    mappings: mappings.length,
    invokeConfigs: configs.length,
    notifications: notifying.reduce((sum, id) => sum + allNotifications.of(id).entries.length, 0),
    subscriptions: subscriptions.length,
    undecided: judgements.reduce((sum, { undecided }) => sum + undecided, 0) + notJudged.length,
    notJudged,
  };
}

interface Context {
  readonly template: Template;
  readonly environment: Environment;
  readonly acknowledged: readonly string[];
  /** Views of resources by what was taken for granted. */
  readonly viewed: Map<string, ResolvedProperties>;
}

function resourceOf({ template, environment, viewed }: Context, id: string, reading: Assumptions): TemplateResource {
  const granted = `${reading.withDefaults} ${[...reading.assignment].join()}`;
  let views = viewed.get(granted);
  if (!views) {
    views = new Map();
    viewed.set(granted, views);
  }
  return new TemplateResource(template, id, reading, environment, views);
}

type FactsOf = (resource: TemplateResource) => Facts;

/** Judges a resource for each way that its conditions can turn out, and then again with the defaults of parameters. */
function validateEachWay(context: Context, id: string, factsOf: FactsOf): ValidationResult {
  const certain = explore(context, id, factsOf, new Map(), false);
  const findings = findingsIn(certain.outcomes);
  if (!certain.usedDefault) { return { findings, undecided: certain.undecided }; }
  const withDefaults = explore(context, id, factsOf, new Map(), true);
  return { findings: [...findings, ...asWarnings(findingsIn(withDefaults.outcomes), findings, WITH_DEFAULTS)], undecided: certain.undecided };
}

/** A default may be overridden at deployment, so what follows from it need not happen. */
const WITH_DEFAULTS = 'This is with the defaults of the template\'s parameters.';

/** Nor need conditions that are about different values: who chooses them may know what goes together. */
const WHERE_CONDITIONS_MEET = 'This is where conditions of the template meet that are about different values.';

/** The findings of rules that nothing is known of yet, with a note of what they rest on. */
function asWarnings(findings: readonly Finding[], known: readonly Finding[], note: string): Finding[] {
  const rules = new Set(known.map(({ ruleId }) => ruleId));
  return findings.filter(({ ruleId }) => !rules.has(ruleId)).map(finding => new Finding({
    ruleId: finding.ruleId,
    severity: FindingSeverity.WARNING,
    message: `${finding.message} (${note})`,
    fix: finding.fix,
    url: finding.url,
    property: finding.property,
    path: finding.path,
  }));
}

/** What is found in one way that the conditions can turn out. */
interface Outcome {
  readonly assignment: Assignment;
  readonly findings: readonly Finding[];
}

interface Explored {
  /** The ways in which the resource is deployed. */
  readonly outcomes: readonly Outcome[];
  readonly undecided: number;
  readonly usedDefault: boolean;
}

/** What is found in any of the ways: an error only where one value that is compared is enough for it. */
function findingsIn(outcomes: readonly Outcome[]): Finding[] {
  const found = outcomes.flatMap(outcome => outcome.findings.map(finding => ({
    finding,
    isSure: finding.severity === FindingSeverity.WARNING || isDecidedByOneValue(finding, outcome, outcomes),
  })));
  const [sure, unsure] = [true, false].map(wanted => found.filter(({ isSure }) => isSure === wanted).map(({ finding }) => finding));
  return distinct([...sure, ...asWarnings(unsure, sure, WHERE_CONDITIONS_MEET)]);
}

/** One that is compared only where others turned out in some way counts alone: who nests conditions means that they meet. */
function isDecidedByOneValue({ ruleId }: Finding, { assignment }: Outcome, outcomes: readonly Outcome[]): boolean {
  const breaks = ({ findings }: Outcome) => findings.some(finding => finding.ruleId === ruleId);
  return outcomes.every(breaks)
    || [...comparedValues(assignment)].some(value => outcomes.filter(other => agreesOn(assignment, other.assignment, value)).every(breaks));
}

function explore(context: Context, id: string, factsOf: FactsOf, assignment: Assignment, withDefaults: boolean): Explored {
  const reading = new Assumptions(assignment, withDefaults);
  const resource = resourceOf(context, id, reading);
  const { Condition: condition } = context.template.resources[id];
  const deployed = typeof condition === 'string' ? context.template.holds(condition, reading) : true;
  if (deployed === false) { return { outcomes: [], undecided: 0, usedDefault: reading.usedDefault }; }
  resource.values([]);
  // What the resource itself depends on is split before it is judged, what is behind it when a rule has come upon it.
  if (canSplit(reading)) { return exploreBothWays(context, id, factsOf, reading); }
  const { findings, undecided } = validateFacts(factsOf(resource), 'template', () => acknowledgedBy(context, id));
  if (canSplit(reading)) { return exploreBothWays(context, id, factsOf, reading); }
  return { outcomes: [{ assignment, findings }], undecided, usedDefault: reading.usedDefault };
}

function canSplit({ undecidedComparisons: needed, assignment }: Assumptions): boolean {
  return needed.size > 0 && assignment.size < MOST_COMPARISONS;
}

function exploreBothWays(context: Context, id: string, factsOf: FactsOf, { undecidedComparisons: needed, assignment, withDefaults }: Assumptions): Explored {
  const [comparison] = needed;
  const ways = [true, false]
    .map(truth => new Map([...assignment, [comparison, truth]]))
    .filter(way => isPossible(way, context.template.allowed))
    .map(way => explore(context, id, factsOf, way, withDefaults));
  return {
    outcomes: ways.flatMap(({ outcomes }) => outcomes),
    undecided: Math.max(...ways.map(({ undecided }) => undecided)),
    usedDefault: ways.some(({ usedDefault: metDefault }) => metDefault),
  };
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map(finding => [finding.message, finding])).values()];
}

function acknowledgedBy({ template, acknowledged }: Context, id: string): Set<string> {
  const metadata = template.resources[id].Metadata as Json | undefined;
  const own = (metadata?.EventSources as Json | undefined)?.acknowledge;
  const ids = typeof own === 'object' && own !== null ? Array.isArray(own) ? own : Object.keys(own) : [];
  return new Set([...acknowledged, ...ids].map(rule => withoutNamespace(String(rule))));
}

/** A macro of one's own may make anything of a template. Those of AWS add to it. */
function unreadMacros(transform: unknown): string[] {
  return (Array.isArray(transform) ? transform : [transform])
    .map(item => typeof item === 'object' && item !== null ? (item as Json).Name : item)
    .filter(name => typeof name === 'string' && !name.startsWith('AWS::'))
    .map(name => `the template: what its transform ${name} changes is not known`);
}

function unreadIn({ resources }: Template, globals: unknown): string[] {
  const configuredForAll = objectIn(objectIn(globals, 'Function'), 'EventInvokeConfig') !== undefined;
  return Object.entries(resources).flatMap(([id, resource]) => {
    if (id.startsWith('Fn::')) { return [`${id}: its resources exist only after the transform`]; }
    if (Object.hasOwn(NESTED_STACKS, String(resource?.Type))) { return [unreadNestedStack(id)]; }
    if (resource?.Type !== 'AWS::Serverless::Function') { return []; }
    const events = Object.entries(objectIn(resource.Properties, 'Events') ?? {})
      .map(([name, event]) => [name, String((event as Json | null)?.Type)])
      .filter(([, type]) => Object.hasOwn(SERVERLESS_EVENTS, type))
      .map(([name, type]) => `${id}: its ${type} event ${name} is a ${SERVERLESS_EVENTS[type]} only after the AWS::Serverless transform`);
    const isConfigured = configuredForAll || objectIn(resource.Properties, 'EventInvokeConfig') !== undefined;
    return isConfigured ? [...events, `${id}: its EventInvokeConfig is a resource only after the AWS::Serverless transform`] : events;
  });
}

function objectIn(value: unknown, name: string): Json | undefined {
  const found = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Json)[name] : undefined;
  return typeof found === 'object' && found !== null ? found as Json : undefined;
}

/** Reading recurses. No template needs as many levels; an object that contains itself has no end of them. */
function refuseDepth(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) { return; }
  if (depth === DEEPEST) { throw new Error(`The template is nested more than ${DEEPEST} levels deep, which no template needs. Does it contain itself?`); }
  for (const item of Array.isArray(value) ? value : Object.values(value)) { refuseDepth(item, depth + 1); }
}
