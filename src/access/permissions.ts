/** Actions that Lambda needs of the execution role, as one statement on one kind of resource. */
export interface Permission {
  /** Statements with the same id grow together; one per action set and condition. */
  readonly id: string;
  readonly actions: readonly string[];
  /** The AWS page that names the actions. */
  readonly source: string;
}

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** To read a queue and to delete what was processed. */
export const POLL_QUEUE: Permission = {
  id: 'poll-queue',
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  source: `${GUIDE}/services-sqs-configure.html`,
};

/** To read what a customer key encrypts. */
export const DECRYPT: Permission = {
  id: 'decrypt',
  actions: ['kms:Decrypt'],
  source: `${GUIDE}/services-sqs-configure.html`,
};
