import { withoutNamespace } from './acknowledgements';
import { Assignment, isPossible } from './conditions';
import { Facts } from './facts';
import { Finding, FindingSeverity } from './finding';
import { InvokeConfigFacts, InvokeConfigIndex } from './invoke-facts';
import { Judgement, judge } from './judgement';
import { MappingFacts } from './mapping-facts';
import { MappingIndex } from './mapping-index';
import { NotificationFacts } from './notification-facts';
import { NotificationIndex } from './notification-index';
import { RolePolicies } from './role-policies';
import { SubscriptionFacts, SubscriptionIndex } from './subscription-facts';
import { Json, Reading, Template } from './template';
import type { TemplateCheckOptions, TemplateCheckResult } from './template-checker';
import { Environment, TemplateResource, ViewedProperties } from './template-resource';
import { ABSENT, UNKNOWN } from './view';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const INVOKE_CONFIG = 'AWS::Lambda::EventInvokeConfig';
const SUBSCRIPTION = 'AWS::SNS::Subscription';
const NOTIFICATION_HOLDERS = ['AWS::S3::Bucket', 'Custom::S3BucketNotifications'];
const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/** With more comparisons than this in one resource the rest stays unknown: their combinations double with each. */
const MOST_COMPARISONS = 6;

/** What of `AWS::Serverless::Function` becomes a mapping once it is translated. */
const POLLED_SERVERLESS_EVENTS = ['SQS', 'Kinesis', 'DynamoDB', 'MSK', 'SelfManagedKafka', 'MQ', 'DocumentDB'];

export function judgeTemplate(source: Json, options: TemplateCheckOptions): TemplateCheckResult {
  if (typeof source.Resources !== 'object' || source.Resources === null || Array.isArray(source.Resources)) {
    throw new Error('The template has no Resources, so it is no CloudFormation template. Give the parsed template itself.');
  }
  const template = new Template(source);
  const context: Context = {
    template,
    environment: { region: options.region ?? UNKNOWN, account: options.account ?? UNKNOWN },
    acknowledged: options.acknowledge ?? [],
    viewed: new Map(),
  };
  const idsOf = (...types: string[]) => Object.keys(template.resources).filter(id => types.includes(String(template.resources[id]?.Type)));
  const plain = (id: string) => resourceOf(context, id, new Reading(new Map(), false));
  const mappings = idsOf(MAPPING);
  const configs = idsOf(INVOKE_CONFIG);
  const mappingIndex = new MappingIndex(mappings.map(id => ({ resource: plain(id) })));
  const configIndex = new InvokeConfigIndex(configs.map(plain));
  const subscriptions = idsOf(SUBSCRIPTION).filter(id => SubscriptionFacts.isOfFunction(plain(id)));
  const subscriptionIndex = new SubscriptionIndex(subscriptions.map(plain));
  const holders = idsOf(...NOTIFICATION_HOLDERS);
  const policies = new RolePolicies(() => idsOf(...POLICIES).map(plain));
  const notifications = (resource: TemplateResource) => {
    const all = holders.map(id => id === resource.identity ? resource : plain(id));
    const index = new NotificationIndex(all, policies);
    return new NotificationFacts(index.of(resource.identity), index);
  };
  const notifying = holders.filter(id => plain(id).view(['NotificationConfiguration']) !== ABSENT);
  const judgements = [
    ...mappings.map(id => judgeEachWay(context, id, resource => new MappingFacts(MappingIndex.read({ resource }), mappingIndex))),
    ...configs.map(id => judgeEachWay(context, id, resource => new InvokeConfigFacts(resource, configIndex))),
    ...subscriptions.map(id => judgeEachWay(context, id, resource => new SubscriptionFacts(resource, subscriptionIndex))),
    ...notifying.map(id => judgeEachWay(context, id, notifications)),
  ];
  const notJudged = notJudgedOf(template);
  return {
    findings: judgements.flatMap(({ findings }) => findings),
    mappings: mappings.length,
    invokeConfigs: configs.length,
    undecided: judgements.reduce((sum, { undecided }) => sum + undecided, 0) + notJudged.length,
    notJudged,
  };
}

interface Context {
  readonly template: Template;
  readonly environment: Environment;
  readonly acknowledged: readonly string[];
  /** Views of resources by what was taken for granted. */
  readonly viewed: Map<string, ViewedProperties>;
}

function resourceOf({ template, environment, viewed }: Context, id: string, reading: Reading): TemplateResource {
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
function judgeEachWay(context: Context, id: string, factsOf: FactsOf): Judgement {
  const certain = explore(context, id, factsOf, new Map(), false);
  const withDefaults = explore(context, id, factsOf, new Map(), true);
  if (!withDefaults.usedDefault) { return certain; }
  const known = new Set(certain.findings.map(({ ruleId }) => ruleId));
  return {
    findings: [...certain.findings, ...withDefaults.findings.filter(({ ruleId }) => !known.has(ruleId)).map(asWarning)],
    undecided: certain.undecided,
  };
}

/** A default may be overridden at deployment, so what follows from it need not happen. */
function asWarning(finding: Finding): Finding {
  return new Finding({
    ruleId: finding.ruleId,
    severity: FindingSeverity.WARNING,
    message: `${finding.message} (This is with the defaults of the template's parameters.)`,
    fix: finding.fix,
    url: finding.url,
    property: finding.property,
    path: finding.path,
  });
}

interface Explored extends Judgement {
  readonly usedDefault: boolean;
}

function explore(context: Context, id: string, factsOf: FactsOf, assignment: Assignment, withDefaults: boolean): Explored {
  const reading = new Reading(assignment, withDefaults);
  const resource = resourceOf(context, id, reading);
  const { Condition: condition } = context.template.resources[id];
  const deployed = typeof condition === 'string' ? context.template.holds(condition, reading) : true;
  if (deployed === false) { return { findings: [], undecided: 0, usedDefault: reading.usedDefault }; }
  const judgement = judge(factsOf(resource), 'template', () => acknowledgedBy(context, id));

  const [comparison] = reading.needed;
  if (comparison === undefined || assignment.size >= MOST_COMPARISONS) { return { ...judgement, usedDefault: reading.usedDefault }; }
  const ways = [true, false]
    .map(truth => new Map([...assignment, [comparison, truth]]))
    .filter(isPossible)
    .map(way => explore(context, id, factsOf, way, withDefaults));
  return {
    findings: distinct(ways.flatMap(({ findings }) => findings)),
    undecided: Math.max(...ways.map(({ undecided }) => undecided)),
    usedDefault: ways.some(({ usedDefault }) => usedDefault),
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

function notJudgedOf({ resources }: Template): string[] {
  return Object.entries(resources).flatMap(([id, resource]) => {
    if (id.startsWith('Fn::')) { return [`${id}: its resources exist only after the transform`]; }
    if (resource?.Type !== 'AWS::Serverless::Function') { return []; }
    const { Events: events = {} } = (resource.Properties ?? {}) as { Events?: Record<string, Json> };
    return Object.entries(events)
      .filter(([, event]) => POLLED_SERVERLESS_EVENTS.includes(String(event?.Type)))
      .map(([name, event]) => `${id}: its ${event.Type} event ${name} is a mapping only after the AWS::Serverless transform`);
  });
}
