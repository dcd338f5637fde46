import { exploreConditions, FactsOf } from './explore-conditions';
import { INVOKE_CONFIG, MAPPING, NOTIFICATION_TYPES, SUBSCRIPTION } from '../../aws/resource-types';
import { InvokeConfigFacts } from '../../facts/async/invoke-config';
import { NotificationFacts } from '../../facts/async/notification';
import { SubscriptionFacts } from '../../facts/async/subscription';
import { MappingFacts } from '../../facts/mapping';
import { isOfFunction } from '../../model/async/subscription';
import { Deployment } from '../../model/deployment';
import { DeployedTemplate } from '../../readers/template/cross-stack';
import { readTemplates, TemplateSource } from '../../readers/template/read-template';
import { Template } from '../../readers/template/template';
import { TemplateResource } from '../../readers/template/template-resource';
import { unreadParts } from '../../readers/template/unread';
import { JsonObject } from '../../values/json';
import { ABSENT } from '../../values/value';
import { TemplateCheckOptions, TemplateCheckResult } from '../template-check-result';
import { UndecidedCheck } from '../undecided';

export function validateTemplate(source: JsonObject, { region, account, acknowledge }: TemplateCheckOptions): TemplateCheckResult {
  return validateTemplates([{ source, key: '', name: '', region, account }], acknowledge ?? [])[0];
}

/** The findings of a template, and what nobody can know yet. */
export interface TemplateValidation extends TemplateCheckResult {
  /** The checks that stayed undecided, by the logical id of their resource; only if asked for. */
  readonly undecidedChecks?: ReadonlyMap<string, readonly UndecidedCheck[]>;
}

/**
 * Validates templates that are deployed together. Each finding is in the result of the template that has its resource.
 *
 * @param listsUndecided whether to list the checks that stay undecided
 */
export function validateTemplates(
  deployed: readonly DeployedTemplate[],
  acknowledged: readonly string[],
  listsUndecided = false,
): TemplateValidation[] {
  const templates = readTemplates(deployed);
  const deployment = new Deployment(new TemplateSource(templates));
  return templates.map(template => validateWithin(deployment, template, acknowledged, listsUndecided));
}

function validateWithin(deployment: Deployment, template: Template, acknowledged: readonly string[], listsUndecided: boolean): TemplateValidation {
  const resources = new TemplateSource([template]);
  const mappings = resources.resources(MAPPING);
  const invokeConfigs = resources.resources(INVOKE_CONFIG);
  const subscriptions = resources.resources(SUBSCRIPTION).filter(isOfFunction);
  const notifying = resources.resources(...NOTIFICATION_TYPES).filter(resource => resource.value(['NotificationConfiguration']) !== ABSENT);
  const validateAll = (all: readonly TemplateResource[], factsOf: FactsOf) =>
    all.map(({ logicalId }) => ({ logicalId, ...exploreConditions(template, logicalId, factsOf, acknowledged) }));
  const results = [
    ...validateAll(mappings, each => new MappingFacts(deployment.mapping(each), deployment)),
    ...validateAll(invokeConfigs, each => new InvokeConfigFacts(deployment.invokeConfig(each), deployment)),
    ...validateAll(subscriptions, each => new SubscriptionFacts(deployment.subscription(each), deployment)),
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
    ...listsUndecided ? { undecidedChecks: new Map(results.map(({ logicalId, listUndecided }) => [logicalId, listUndecided()])) } : {},
  };
}
