/*
 * The types of resources that validation looks for.
 */

export const MAPPING = 'AWS::Lambda::EventSourceMapping';
export const INVOKE_CONFIG = 'AWS::Lambda::EventInvokeConfig';
export const SUBSCRIPTION = 'AWS::SNS::Subscription';

/** The types that have the notifications of a bucket: itself, and the resource that the CDK makes for them. */
export const NOTIFICATION_TYPES = ['AWS::S3::Bucket', 'Custom::S3BucketNotifications'];

/** The types that have the permissions of a role, beside the role itself. */
export const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

export const IAM_ROLE = 'AWS::IAM::Role';
export const KMS_KEY = 'AWS::KMS::Key';
export const MSK_VPC_CONNECTION = 'AWS::MSK::VpcConnection';
export const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';
export const SUBNET = 'AWS::EC2::Subnet';
