import { CREATE_NETWORK_INTERFACE, DELETE_NETWORK_INTERFACE, DESCRIBE_CLUSTER, DESCRIBE_NETWORK, FIND_BROKERS, Permission } from './permissions';

/** A managed policy of AWS. */
export interface ManagedPolicy {
  readonly name: string;
  /** The permissions that it gives, each on all resources. */
  readonly permissions: readonly Permission[];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html */
export const MSK_EXECUTION_ROLE: ManagedPolicy = {
  name: 'service-role/AWSLambdaMSKExecutionRole',
  permissions: [DESCRIBE_CLUSTER, FIND_BROKERS, DESCRIBE_NETWORK, CREATE_NETWORK_INTERFACE, DELETE_NETWORK_INTERFACE],
};
