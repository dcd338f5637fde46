import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DynamoEventSource, FailureDestination } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** The table of orders: whoever puts one there has it confirmed, without a call of their own. */
export class OrdersTable extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const orders = new dynamodb.TableV2(this, 'Orders', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // A bucket keeps the records themselves: the stream has forgotten them after a day.
    const failed = new s3.Bucket(this, 'FailedConfirmations', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });

    const confirm = new ShopFunction(this, 'Confirm', { file: 'confirm-orders', timeout: Duration.seconds(20) });
    confirm.addEventSource(new DynamoEventSource(orders, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      reportBatchItemFailures: true,
      filters: [{ eventName: ['INSERT'] }],
      retryAttempts: 5,
      onFailure: FailureDestination.bucket(failed),
    }));
  }
}
