import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgedRules } from './acknowledgements';
import { AppIndex, l1sBelow } from './app-index';
import { Facts } from './facts';
import { Finding } from './finding';
import { InvokeConfigFacts, InvokeConfigIndex } from './invoke-facts';
import { judge } from './judgement';
import { L1Resource } from './l1-resource';
import { MappingFacts } from './mapping-facts';
import { recordOf } from './mapping-record';
import { RULES } from '../limits';

/** A finding with the resource that it is about. */
export interface FindingOfOther {
  readonly finding: Finding;
  readonly l1: CfnResource;
}

export function ruleIds(): string[] {
  return RULES.map(({ id }) => id);
}

/** The findings of all mappings and asynchronous configurations that validate themselves not. */
export function findingsOfOthers(app: IConstruct): FindingOfOther[] {
  return app.node.findAll().filter(construct => Stage.isStage(construct)).flatMap(stage => [
    ...mappingsOfOthers(stage),
    ...invokeConfigsOfOthers(stage),
  ]);
}

function mappingsOfOthers(stage: IConstruct): FindingOfOther[] {
  const index = new AppIndex(stage);
  return index.mappings
    .filter(({ record }) => !record)
    .flatMap(mapping => findingsOf((mapping.resource as L1Resource).l1, new MappingFacts(mapping, index)));
}

function invokeConfigsOfOthers(stage: IConstruct): FindingOfOther[] {
  const resources = new Map<CfnResource, L1Resource>();
  const configs = l1sBelow(stage, 'AWS::Lambda::EventInvokeConfig').map(l1 => new L1Resource(l1, resources));
  const index = new InvokeConfigIndex(configs);
  return configs
    .filter(({ l1 }) => !recordOf(l1.node.scope))
    .flatMap(config => findingsOf(config.l1, new InvokeConfigFacts(config, index)));
}

function findingsOf(l1: CfnResource, facts: Facts): FindingOfOther[] {
  return judge(facts, 'template', () => acknowledgedRules(l1)).findings.map(finding => ({ finding, l1 }));
}
