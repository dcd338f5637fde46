import { NOTIFICATION_TYPES } from '../../aws/resource-types';
import { InvokeConfigFacts } from '../../facts/async/invoke-config';
import { NotificationFacts } from '../../facts/async/notification';
import { SubscriptionFacts } from '../../facts/async/subscription';
import { Facts } from '../../facts/facts';
import { MappingFacts } from '../../facts/mapping';
import { Deployment } from '../../model/deployment';
import { Resource } from '../../model/resource';
import { Assumptions } from '../../readers/template/assumptions';
import { agreesOn, Assignment, comparedValues, isPossible } from '../../readers/template/conditions';
import { readTemplates, TemplateSource } from '../../readers/template/read-template';
import { Template } from '../../readers/template/template';
import { TemplateResource } from '../../readers/template/template-resource';
import { unreadParts } from '../../readers/template/unread';
import { JsonObject } from '../../values/json';
import { ABSENT } from '../../values/value';
import { Finding, FindingSeverity } from '../finding';
import { withoutNamespace } from '../rule-id';
import { TemplateCheckOptions, TemplateCheckResult } from '../template-check-result';
import { ValidationResult, validateFacts } from '../validate';

/** With more comparisons than this in one resource the rest stays unknown: their combinations double with each. */
const MOST_COMPARISONS = 6;

export function validateTemplate(source: JsonObject, options: TemplateCheckOptions): TemplateCheckResult {
  const [template] = readTemplates([{ source, key: '', name: '', region: options.region, account: options.account }]);
  const context: Context = { template, acknowledged: options.acknowledge ?? [] };
  const resources = new TemplateSource([template]);
  const deployment = new Deployment(resources);
  const { mappings, invokeConfigs, subscriptions } = deployment;
  const notifying = resources.resources(...NOTIFICATION_TYPES).filter(resource => resource.value(['NotificationConfiguration']) !== ABSENT);
  const validateAll = (all: readonly Resource[], factsOf: FactsOf) => all.map(({ id }) => validateEachWay(context, id, factsOf));
  const results = [
    ...validateAll(resourcesOf(mappings), each => new MappingFacts(deployment.mapping(each), deployment)),
    ...validateAll(resourcesOf(invokeConfigs), each => new InvokeConfigFacts(deployment.invokeConfig(each), deployment)),
    ...validateAll(resourcesOf(subscriptions), each => new SubscriptionFacts(deployment.subscription(each), deployment)),
    ...validateAll(notifying, each => new NotificationFacts(deployment.notification(each), deployment)),
  ];
  const unread = unreadParts(template);
  return {
    findings: results.flatMap(({ findings }) => findings),
    mappings: mappings.length,
    invokeConfigs: invokeConfigs.length,
    notifications: notifying.reduce((sum, resource) => sum + deployment.notification(resource).entries.length, 0),
    subscriptions: subscriptions.length,
    undecided: results.reduce((sum, { undecided }) => sum + undecided, 0) + unread.length,
    notJudged: unread,
  };
}

function resourcesOf(nodes: readonly { readonly resource: Resource }[]): Resource[] {
  return nodes.map(({ resource }) => resource);
}

interface Context {
  readonly template: Template;
  readonly acknowledged: readonly string[];
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
  const resource = new TemplateResource(context.template, id, reading);
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

function exploreBothWays(context: Context, id: string, factsOf: FactsOf, assumptions: Assumptions): Explored {
  const { undecidedComparisons: [comparison], assignment, withDefaults } = assumptions;
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
  const metadata = template.resources[id].Metadata as JsonObject | undefined;
  const own = (metadata?.EventSources as JsonObject | undefined)?.acknowledge;
  const ids = typeof own === 'object' && own !== null ? Array.isArray(own) ? own : Object.keys(own) : [];
  return new Set([...acknowledged, ...ids].map(rule => withoutNamespace(String(rule))));
}
