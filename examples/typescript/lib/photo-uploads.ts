import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { InvokeDestination, S3EventSource } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** Photos of articles that partners upload: each is registered as soon as it is there. */
export class PhotoUploads extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const photos = new s3.Bucket(this, 'Photos', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    });
    const failed = new sqs.Queue(this, 'FailedPhotos', { enforceSSL: true, retentionPeriod: Duration.days(14) });

    const register = new ShopFunction(this, 'Register', { file: 'register-photos', timeout: Duration.seconds(10) });
    register.addEventSource(new S3EventSource(photos, {
      events: [s3.EventType.OBJECT_CREATED],
      filters: [{ prefix: 'uploads/', suffix: '.jpg' }],
      asyncInvoke: { onFailure: InvokeDestination.queue(failed) },
    }));
  }
}
