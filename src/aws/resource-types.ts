/*
 * The types of resources that both doors look for, apps and templates.
 */

export const MAPPING = 'AWS::Lambda::EventSourceMapping';
export const INVOKE_CONFIG = 'AWS::Lambda::EventInvokeConfig';
export const SUBSCRIPTION = 'AWS::SNS::Subscription';

/** What may hold the notifications of a bucket: itself, or what the CDK makes in its place. */
export const NOTIFICATION_TYPES = ['AWS::S3::Bucket', 'Custom::S3BucketNotifications'];

/** What is judged of asynchronous invocation. */
export const ASYNCHRONOUS = [INVOKE_CONFIG, SUBSCRIPTION, ...NOTIFICATION_TYPES];

/** Where the permissions of a role stand, beside the role itself. */
export const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

export const IAM_ROLE = 'AWS::IAM::Role';
export const KMS_KEY = 'AWS::KMS::Key';
export const MSK_VPC_CONNECTION = 'AWS::MSK::VpcConnection';
export const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';
export const SUBNET = 'AWS::EC2::Subnet';
