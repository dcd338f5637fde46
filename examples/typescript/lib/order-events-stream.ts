import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { FailureDestination, KinesisConsumerEventSource, KinesisEventSource } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { OperationsTopic } from './operations-topic';
import { ShopFunction } from './shop-function';

/** What happens to orders, as a stream with two readers: one of the stream itself, one with a throughput of its own. */
export class OrderEventsStream extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const events = new kinesis.Stream(this, 'Events', {
      encryption: kinesis.StreamEncryption.MANAGED,
      retentionPeriod: Duration.days(3),
      shardCount: 2,
      streamMode: kinesis.StreamMode.PROVISIONED,
    });
    const failed = new sqs.Queue(this, 'FailedEvents', { enforceSSL: true, retentionPeriod: Duration.days(14) });

    // Every event counts: a bad one is tried 5 times and then set aside, so that its shard goes on.
    const follow = new ShopFunction(this, 'Follow', { file: 'follow-orders', timeout: Duration.seconds(30) });
    follow.addEventSource(new KinesisEventSource(events, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 500,
      maxBatchingWindow: Duration.seconds(2),
      parallelizationFactor: 2,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 5,
      onFailure: FailureDestination.queue(failed),
    }));

    // Figures of the minute: what is older than 5 minutes nobody wants to see.
    const measure = new ShopFunction(this, 'Measure', { file: 'measure-sales', timeout: Duration.seconds(30) });
    const consumer = new kinesis.StreamConsumer(this, 'Sales', { stream: events, streamConsumerName: 'sales' });
    measure.addEventSource(new KinesisConsumerEventSource(consumer, {
      startingPosition: lambda.StartingPosition.LATEST,
      tumblingWindow: Duration.minutes(1),
      filters: [{ data: { type: ['order-placed'] } }],
      retryAttempts: 2,
      maxRecordAge: Duration.minutes(5),
      onFailure: new OperationsTopic('arn:aws:sns:eu-west-1:111122223333:operations'),
    }));
  }
}
