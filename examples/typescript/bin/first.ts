import { App, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'cdk-lambda-event-sources';

const app = new App();
const stack = new Stack(app, 'Shop');

const orders = new sqs.Queue(stack, 'Orders', {
  visibilityTimeout: Duration.seconds(65),
  deadLetterQueue: { queue: new sqs.Queue(stack, 'FailedOrders'), maxReceiveCount: 5 },
});
const fulfil = new lambda.Function(stack, 'Fulfil', {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async event => console.log(event.Records.length, "orders");'),
  timeout: Duration.seconds(10),
});

fulfil.addEventSource(new SqsEventSource(orders, {
  batchSize: 100,
  maxBatchingWindow: Duration.seconds(5),
  maxConcurrency: 20,
  filters: [{ body: { type: ['order-placed', 'order-changed'] } }],
}));
