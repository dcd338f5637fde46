import { CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { L1Resource } from './l1-resource';
import { targetsIn } from '../../cdk/references';
import { passesOn, mayAddAnything, ResourceSource } from '../../model/resource-source';

/** What of a Stage is around its mappings. Only an app whose pollers have a known network pays for reading it. */
export function resourcesOfApp(constructs: readonly IConstruct[], read: (l1: CfnResource) => L1Resource): ResourceSource {
  let byType: Map<string, L1Resource[]> | undefined;
  let given: ReadonlySet<string> | undefined;
  return {
    resources: type => {
      byType ??= networkAmong(constructs, read);
      return byType.get(type) ?? [];
    },
    escapes: resource => {
      if (resource instanceof L1Resource && Stack.of(resource.l1).templateOptions.transforms?.some(mayAddAnything)) { return true; }
      given ??= new Set([
        ...constructs.filter(passesOnResources).flatMap(l1 => read(l1).allTargets()),
        ...constructs.filter(isToldOutside).flatMap(output => targetsIn(output.value, Stack.of(output))),
      ].map(({ node }) => node.path));
      return given.has(resource.id);
    },
  };
}

/** The whole app is seen, also its nested stacks, but not what other resources do with what they are given. */
function passesOnResources(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && passesOn(construct.cfnResourceType) && !construct.node.id.endsWith('.NestedStackResource');
}

/** Whether an output is for who reads outputs: not one that the CDK made for another stack of the app. */
function isToldOutside(construct: IConstruct): construct is CfnOutput {
  return construct instanceof CfnOutput && construct.node.scope?.node.id !== 'Exports' && !Stack.of(construct).nested;
}

function networkAmong(constructs: readonly IConstruct[], read: (l1: CfnResource) => L1Resource): Map<string, L1Resource[]> {
  const byType = new Map<string, L1Resource[]>();
  for (const construct of constructs) {
    if (!CfnResource.isCfnResource(construct) || !construct.cfnResourceType.startsWith('AWS::EC2::')) { continue; }
    const resource = read(construct);
    const alike = byType.get(resource.type);
    if (alike) { alike.push(resource); } else { byType.set(resource.type, [resource]); }
  }
  return byType;
}
