import { CfnResource } from 'aws-cdk-lib';
import { viewArn } from './arn';
import { L1Resource } from './l1-resource';
import { MappingRecord } from './mapping-record';
import { targetOf } from './reference';
import { ABSENT, UNKNOWN, View } from './view';

const FUNCTION_NAME = ['FunctionName'];

/** What a mapping invokes: seen through alias and version down to the function. */
export interface FunctionBehind {
  /** The function, where it belongs to the app. */
  readonly resource?: L1Resource;
  /** Tells what is invoked from every other function, version and alias; undefined where it is known only at deployment. */
  readonly identity?: string;
  readonly region: View;
}

export function functionBehind(mapping: L1Resource, record: MappingRecord | undefined, resourceOf: (l1: CfnResource) => L1Resource): FunctionBehind {
  const written = mapping.raw(FUNCTION_NAME);
  const arn = record && written === record.functionName ? record.functionArn : written;
  const target = targetOf(arn) ?? mapping.follow(FUNCTION_NAME);
  if (!target) {
    const known = typeof arn === 'string' ? mapping.view(FUNCTION_NAME) : UNKNOWN;
    const identity = known === UNKNOWN || known === ABSENT ? undefined : `${String(known)}`;
    return { identity, region: viewArn(arn)?.region ?? UNKNOWN };
  }
  const resource = resourceOf(throughAliasAndVersion(target));
  return {
    resource: resource.l1.cfnResourceType === 'AWS::Lambda::Function' ? resource : undefined,
    identity: target.node.path,
    region: resource.region,
  };
}

function throughAliasAndVersion(target: CfnResource): CfnResource {
  if (target.cfnResourceType !== 'AWS::Lambda::Alias' && target.cfnResourceType !== 'AWS::Lambda::Version') { return target; }
  const next = new L1Resource(target).follow(FUNCTION_NAME);
  return next && next !== target ? throughAliasAndVersion(next) : target;
}
