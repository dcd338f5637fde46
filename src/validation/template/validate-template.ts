import { exploreConditions, FactsOf } from './explore-conditions';
import { NOTIFICATION_TYPES } from '../../aws/resource-types';
import { InvokeConfigFacts } from '../../facts/async/invoke-config';
import { NotificationFacts } from '../../facts/async/notification';
import { SubscriptionFacts } from '../../facts/async/subscription';
import { MappingFacts } from '../../facts/mapping';
import { Deployment } from '../../model/deployment';
import { Resource } from '../../model/resource';
import { readTemplates, TemplateSource } from '../../readers/template/read-template';
import { unreadParts } from '../../readers/template/unread';
import { JsonObject } from '../../values/json';
import { ABSENT } from '../../values/value';
import { TemplateCheckOptions, TemplateCheckResult } from '../template-check-result';

export function validateTemplate(source: JsonObject, options: TemplateCheckOptions): TemplateCheckResult {
  const [template] = readTemplates([{ source, key: '', name: '', region: options.region, account: options.account }]);
  const resources = new TemplateSource([template]);
  const deployment = new Deployment(resources);
  const { mappings, invokeConfigs, subscriptions } = deployment;
  const notifying = resources.resources(...NOTIFICATION_TYPES).filter(resource => resource.value(['NotificationConfiguration']) !== ABSENT);
  const { acknowledge = [] } = options;
  const validateAll = (all: readonly Resource[], factsOf: FactsOf) => all.map(({ id }) => exploreConditions(template, id, factsOf, acknowledge));
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
