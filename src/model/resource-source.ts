import { BucketNotificationFacts } from './construct-facts';
import { Resource } from './resource';

/** The resources that are deployed together, as one reader finds them: of an app, of templates. */
export interface ResourceSource {
  /** The resources of some types, in the order of the app or template. */
  resources(...types: readonly string[]): readonly Resource[];

  /** Whether something that cannot be read may modify a resource: rules of a security group, endpoints of a VPC. */
  escapes(resource: Resource): boolean;

  /** The notifications that event sources of this library added to buckets; apps only. */
  requestedNotifications?(): readonly NotificationRequest[];
}

/** An event source that added notifications to a bucket, and how to recognise them in the resource that has all of the bucket's. */
export interface NotificationRequest {
  /** The path of its construct. */
  readonly name: string;
  readonly facts: BucketNotificationFacts;
  /** Whether a resource has the notifications of its bucket. */
  readonly isIn: (notificationResource: Resource) => boolean;
  /** Its function as that resource writes it. */
  readonly functionText: (notificationResource: Resource) => string;
}

/** Types that pass their inputs to code or templates that cannot be read: nested stacks, custom and third-party resources, modules. */
const PASSES_ON = new RegExp([
  '^AWS::CloudFormation::(Stack|StackSet|CustomResource|Macro)$',
  '^AWS::(Serverless::Application|ServiceCatalog::CloudFormationProvisionedProduct|SSM::Parameter)$',
  '^Custom::(?!VpcRestrictDefaultSG$)',
  '^(?!AWS::|Custom::)',
  '::MODULE$',
].join('|'));

/** Whether resources of a type pass on what is in their properties. */
export function passesOn(type: string): boolean {
  return PASSES_ON.test(type);
}

/** Whether a transform may add arbitrary resources. Every macro outside AWS may, and so may AWS::Include. */
export function mayAddAnything(transform: string): boolean {
  return !transform.startsWith('AWS::') || transform === 'AWS::Include';
}
