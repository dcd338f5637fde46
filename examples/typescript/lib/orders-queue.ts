import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** Orders of the web shop: a standard queue, read in large batches, with a limit that spares the warehouse. */
export class OrdersQueue extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const orders = new sqs.Queue(this, 'Orders', {
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(185), // 6 times the timeout of the function, plus the batching window
      deadLetterQueue: {
        queue: new sqs.Queue(this, 'FailedOrders', { enforceSSL: true, retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 5,
      },
    });

    const fulfil = new ShopFunction(this, 'Fulfil', {
      file: 'fulfil-orders',
      timeout: Duration.seconds(30),
      reservedConcurrentExecutions: 50,
    });

    const source = new SqsEventSource(orders, {
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(5),
      reportBatchItemFailures: true,
      maxConcurrency: 20,
      filters: [
        { body: { type: ['order-placed'] } },
        { body: { type: ['order-changed'], channel: [{ 'anything-but': ['test'] }] } },
      ],
      metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] },
      tags: { domain: 'orders' },
    });
    fulfil.addEventSource(source);

    new cloudwatch.Alarm(this, 'OrdersFail', {
      alarmDescription: 'Orders cannot be fulfilled',
      metric: source.metricFailedInvokeEventCount({ period: Duration.minutes(5) }),
      threshold: 10,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}
