import { baseOf } from './bases';
import { RuleKind } from './cases';
import { rendered, resourcesOf, Situation } from './situation';
import { rules } from '../../src';

const ENVIRONMENT = { region: 'eu-west-1', account: '111122223333' };
const DOCUMENTDB_ARN = { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:${Source}' };

/** A finding as far as cases ask: `error sqs-batch-size`. */
export type Reported = string;

/** A template with what a situation says, for the TemplateChecker. */
export function templateOf(kind: RuleKind, situation: Situation, acknowledged: string[] = []): { [name: string]: any } {
  const base = baseOf(kind);
  const arn = kind === 'documentdb' ? DOCUMENTDB_ARN : base.type && { 'Fn::GetAtt': ['Source', base.attribute] };
  const properties = base.resource ? base.mapping : { FunctionName: { Ref: 'Fn' }, ...arn && { EventSourceArn: arn }, ...base.mapping };
  const { mapping, fn, source, parameters, others } = resourcesOf(kind, properties, situation);
  const type = base.resource ?? 'AWS::Lambda::EventSourceMapping';
  const metadata = acknowledged.length > 0 ? { Metadata: { EventSources: { acknowledge: acknowledged } } } : {};
  const resources: Record<string, object> = { Fn: { Type: 'AWS::Lambda::Function', Properties: rendered(fn) } };
  if (base.type) {
    resources.Source = { Type: base.type, Properties: rendered({ ...base.source, ...merged(base.source, source), ...group(parameters) }) };
  }
  if (Object.keys(parameters).length > 0) {
    resources.Group = { Type: 'AWS::DocDB::DBClusterParameterGroup', Properties: { Family: 'docdb5.0', Description: 'orders', Parameters: rendered(parameters) } };
  }
  for (let i = 0; i < others.count; i++) {
    const name = others.sameFunction ? 'Fn' : `Fn${i}`;
    resources[name] = { Type: 'AWS::Lambda::Function', Properties: rendered(fn) };
    resources[`Other${i}`] = { Type: type, Properties: rendered({ ...mapping, FunctionName: { Ref: name }, ...others.properties }), ...metadata };
  }
  resources.Mapping = { Type: type, Properties: rendered(mapping), ...metadata };
  return { Parameters: { Unknown: { Type: 'String' } }, Resources: resources };
}

/** What the checker reports for the mapping. Others are there for its sake. */
export function reportedForTemplate(kind: RuleKind, situation: Situation, acknowledged?: string[]): Reported[] {
  return rules.TemplateChecker.check(templateOf(kind, situation, acknowledged), ENVIRONMENT).findings
    .filter(({ path }) => path === 'Mapping')
    .map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}

/** Objects of the base keep what a situation does not speak of. */
export function merged(base: object | undefined, given: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => {
    const before = (base as Record<string, any> | undefined)?.[name];
    const both = [before, value].every(each => typeof each === 'object' && each !== null && !Array.isArray(each));
    return [name, both ? { ...before, ...value } : value];
  }));
}

function group(parameters: object): object {
  return Object.keys(parameters).length > 0 ? { DBClusterParameterGroupName: { Ref: 'Group' } } : {};
}

