import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** How Lambda treats the asynchronous invocations of a function. */
export interface AsyncInvokeOptions {
  /**
   * How long Lambda keeps an event for the function, from 60 seconds to 6 hours.
   *
   * @default - 6 hours
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
   */
  readonly maxEventAge?: Duration;

  /**
   * How often Lambda tries again when the function fails, from 0 to 2.
   *
   * @default 2
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
   */
  readonly retryAttempts?: number;

  /**
   * Where the result of a successful invocation goes: `InvokeDestination`, or a destination of aws-cdk-lib.
   *
   * @default - nowhere
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  readonly onSuccess?: lambda.IDestination;

  /**
   * Where an event goes that the function could not process: `InvokeDestination`, or a destination of aws-cdk-lib.
   *
   * @default - nowhere: the event is lost, unless the function has a dead-letter queue
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  readonly onFailure?: lambda.IDestination;
}
