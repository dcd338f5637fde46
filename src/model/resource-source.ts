import { Resource } from './resource';

/** What is deployed together with the mappings, and no reference leads to. Each door of the engine brings its own. */
export interface ResourceSource {
  /** The resources of one type. */
  resources(type: string): readonly Resource[];

  /** Whether somebody who is not seen may add to a resource: rules to a security group, endpoints to a VPC. */
  escapes(resource: Resource): boolean;
}

/** Nothing is seen but what mappings refer to. */
export const NO_RESOURCES: ResourceSource = { resources: () => [], escapes: () => true };

/** Types that hand on what they are given, or are made of what nobody sees: nested stacks, custom and third-party resources, modules. */
const PASSES_ON = new RegExp([
  '^AWS::CloudFormation::(Stack|StackSet|CustomResource|Macro)$',
  '^AWS::(Serverless::Application|ServiceCatalog::CloudFormationProvisionedProduct|SSM::Parameter)$',
  '^Custom::(?!VpcRestrictDefaultSG$)',
  '^(?!AWS::|Custom::)',
  '::MODULE$',
].join('|'));

/** Whether somebody who is not seen may add to what a resource of a type is given. */
export function passesOn(type: string): boolean {
  return PASSES_ON.test(type);
}

/** Whether a transform may add anything: a macro of somebody else does, and so does what is included. */
export function mayAddAnything(transform: string): boolean {
  return !transform.startsWith('AWS::') || transform === 'AWS::Include';
}
