import { CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { L1Reader, L1Resource } from './l1-resource';
import { ConstructFacts } from '../../cdk/construct-facts';
import { targetsIn } from '../../cdk/references';
import { constructsBelow } from '../../cdk/stages';
import { BucketNotificationFacts } from '../../model/construct-facts';
import { Resource } from '../../model/resource';
import { mayAddAnything, NotificationRequest, passesOn, ResourceSource } from '../../model/resource-source';

/** The resources of a Stage of an app, each read on first use. */
export class AppReader implements ResourceSource {
  /** All constructs of the Stage, in the order of the tree. */
  public readonly constructs: readonly IConstruct[];

  private readonly l1s = new L1Reader();
  private byType?: Map<string, CfnResource[]>;
  private passedOn?: ReadonlySet<string>;

  public constructor(stage: IConstruct) {
    this.constructs = constructsBelow(stage);
  }

  public resource(l1: CfnResource): L1Resource {
    return this.l1s.resource(l1);
  }

  public resources(...types: readonly string[]): readonly L1Resource[] {
    this.byType ??= groupByType(this.constructs);
    const [type, another] = types;
    const l1s = another === undefined
      ? this.byType.get(type) ?? []
      : this.constructs.filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => types.includes(cfnResourceType));
    return l1s.map(l1 => this.resource(l1));
  }

  /** The whole app is known, with its nested stacks, but not how outputs are used, nor the inputs of custom resources and their like. */
  public escapes(resource: Resource): boolean {
    if (resource instanceof L1Resource && Stack.of(resource.l1).templateOptions.transforms?.some(mayAddAnything)) { return true; }
    this.passedOn ??= this.readPassedOn();
    return this.passedOn.has(resource.id);
  }

  public requestedNotifications(): readonly NotificationRequest[] {
    return this.constructs.flatMap(construct => {
      const facts = ConstructFacts.of(construct);
      return facts?.notifications ? [requestOf(construct, { ...facts.notifications, fact: name => facts.fact(name) })] : [];
    });
  }

  private readPassedOn(): ReadonlySet<string> {
    return new Set([
      ...this.constructs.filter(passesOnResources).flatMap(l1 => this.resource(l1).allTargets()),
      ...this.constructs.filter(isOutput).flatMap(output => targetsIn(output.value, Stack.of(output))),
    ].map(({ node }) => node.path));
  }
}

function groupByType(constructs: readonly IConstruct[]): Map<string, CfnResource[]> {
  const byType = new Map<string, CfnResource[]>();
  for (const construct of constructs) {
    if (!CfnResource.isCfnResource(construct)) { continue; }
    const others = byType.get(construct.cfnResourceType);
    if (others) { others.push(construct); } else { byType.set(construct.cfnResourceType, [construct]); }
  }
  return byType;
}

function passesOnResources(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && passesOn(construct.cfnResourceType) && !construct.node.id.endsWith('.NestedStackResource');
}

/** Whether it is an output for readers outside the app: not one that the CDK made for another stack of the app. */
function isOutput(construct: IConstruct): construct is CfnOutput {
  return construct instanceof CfnOutput && construct.node.scope?.node.id !== 'Exports' && !Stack.of(construct).nested;
}

/** An event source is recognised by resources below its bucket, and by its function as their stack writes it. */
function requestOf({ node }: IConstruct, facts: BucketNotificationFacts): NotificationRequest {
  const below = `${facts.bucketPath}/`;
  return {
    name: node.path,
    facts,
    isIn: ({ id }) => id.startsWith(below),
    functionText: resource => (resource as L1Resource).sourceTextOf(facts.functionArn),
  };
}
