import { Duration, Stack, StackProps, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** Payments, in order per order: a FIFO queue, read by the alias that the deployments of the function move. */
export class PaymentsQueue extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const payments = new sqs.Queue(this, 'Payments', {
      fifo: true,
      contentBasedDeduplication: true,
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(2),
      deadLetterQueue: {
        queue: new sqs.Queue(this, 'FailedPayments', { fifo: true, enforceSSL: true, retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 3,
      },
    });

    const settle = new ShopFunction(this, 'Settle', { file: 'settle-payments', timeout: Duration.seconds(20) });
    const live = new lambda.Alias(this, 'SettleLive', { aliasName: 'live', version: settle.currentVersion });
    live.addEventSource(new SqsEventSource(payments, { batchSize: 10, reportBatchItemFailures: true }));

    Validations.of(live).acknowledge({
      id: 'EventSources::sqs-max-receive-count',
      reason: 'A payment that fails holds up its order, so it leaves the queue after 3 attempts. The function is never throttled.',
    });
  }
}
