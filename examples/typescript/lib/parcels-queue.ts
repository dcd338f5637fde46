import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** Scans of parcels, thousands at once when a lorry is unloaded: pollers are held ready for them. */
export class ParcelsQueue extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const scans = new sqs.Queue(this, 'Scans', {
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(2),
      deadLetterQueue: {
        queue: new sqs.Queue(this, 'FailedScans', { enforceSSL: true, retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 5,
      },
    });

    const track = new ShopFunction(this, 'Track', { file: 'track-parcels', timeout: Duration.seconds(10) });
    track.addEventSource(new SqsEventSource(scans, {
      batchSize: 1000,
      maxBatchingWindow: Duration.seconds(1),
      reportBatchItemFailures: true,
      provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 20 },
    }));
  }
}
