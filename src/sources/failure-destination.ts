import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { grantFor } from './private/event-source-mapping';
import { kafkaDestination } from './private/kafka-destination';
import { expectGiven, TEXT_OR_TOKEN } from '../cdk/given';
import { BUCKET, QUEUE, TOPIC } from '../cdk/wanted';
import { bucketAccess, queueAccess, topicAccess } from '../grants/destinations';
import { RequiredAccess, statementsOf } from '../grants/required-permissions';

/**
 * Where Lambda sends records that a function could not process, for streams and Apache Kafka.
 *
 * Binding it gives the role of the function the permissions to write there, and nothing else. The classes of the same purpose in
 * `aws-cdk-lib/aws-lambda-event-sources` are accepted wherever this one is.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export abstract class FailureDestination implements lambda.IEventSourceDlq {
  /**
   * A standard Amazon SQS queue. It gets a message with where the batch is in the stream, not the records.
   *
   * @param queue the queue: a `sqs.Queue`, an import or a `CfnQueue`
   */
  public static queue(queue: sqs.IQueueRef): FailureDestination {
    return new SqsDlq(expectGiven('FailureDestination.queue', 'queue', queue, QUEUE));
  }

  /**
   * A standard Amazon SNS topic. It gets a message with where the batch is in the stream, not the records.
   *
   * @param topic the topic: a `sns.Topic`, an import or a `CfnTopic`
   */
  public static topic(topic: sns.ITopicRef): FailureDestination {
    return new SnsDlq(expectGiven('FailureDestination.topic', 'topic', topic, TOPIC));
  }

  /**
   * An Amazon S3 bucket. It gets the records as well.
   *
   * @param bucket the bucket: a `s3.Bucket`, an import or a `CfnBucket`
   */
  public static bucket(bucket: s3.IBucketRef): FailureDestination {
    return new S3OnFailureDestination(expectGiven('FailureDestination.bucket', 'bucket', bucket, BUCKET));
  }

  /**
   * Another topic of the Apache Kafka cluster that the records come from. It gets the records as well. Needs provisioned mode.
   *
   * @param topic the name of the topic
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
   */
  public static kafkaTopic(topic: string): FailureDestination {
    return new KafkaDlq(expectGiven('FailureDestination.kafkaTopic', 'topic', topic, TEXT_OR_TOKEN));
  }

  /** How the mapping names the destination. */
  public readonly destination: string;

  protected constructor(destination: string) {
    this.destination = destination;
  }

  /**
   * Gives the role of the function its permissions. The event source calls it.
   *
   * @param target the mapping
   * @param targetHandler the function
   */
  public bind(target: lambda.IEventSourceMapping, targetHandler: lambda.IFunction): lambda.DlqDestinationConfig {
    grantFor(target, targetHandler, this._access(), 'DestinationPolicyNotChanged');
    return { destination: this.destination };
  }

  /** The permissions that the execution role of the function needs so that Lambda can write there, for roles that are managed elsewhere. */
  public requiredPermissions(): iam.PolicyStatement[] {
    return statementsOf(this._access().permissions);
  }

  /**
   * The access that a writer needs.
   * @internal
   */
  protected abstract _access(): RequiredAccess;
}

/**
 * A standard Amazon SQS queue for records that a function could not process: aws-cdk-lib's name for `FailureDestination.queue()`.
 */
export class SqsDlq extends FailureDestination {
  /**
   * @param queue the queue: a `sqs.Queue`, an import or a `CfnQueue`
   */
  public constructor(private readonly queue: sqs.IQueueRef) {
    super(expectGiven('SqsDlq', 'queue', queue, QUEUE).queueRef.queueArn);
  }

  /** @internal */
  protected _access(): RequiredAccess {
    return queueAccess(this.queue);
  }
}

/**
 * A standard Amazon SNS topic for records that a function could not process: aws-cdk-lib's name for `FailureDestination.topic()`.
 */
export class SnsDlq extends FailureDestination {
  /**
   * @param topic the topic: a `sns.Topic`, an import or a `CfnTopic`
   */
  public constructor(private readonly topic: sns.ITopicRef) {
    super(expectGiven('SnsDlq', 'topic', topic, TOPIC).topicRef.topicArn);
  }

  /** @internal */
  protected _access(): RequiredAccess {
    return topicAccess(this.topic);
  }
}

/**
 * An Amazon S3 bucket for records that a function could not process: aws-cdk-lib's name for `FailureDestination.bucket()`.
 */
export class S3OnFailureDestination extends FailureDestination {
  /**
   * @param bucket the bucket: a `s3.Bucket`, an import or a `CfnBucket`
   */
  public constructor(private readonly bucket: s3.IBucketRef) {
    super(expectGiven('S3OnFailureDestination', 'bucket', bucket, BUCKET).bucketRef.bucketArn);
  }

  /** @internal */
  protected _access(): RequiredAccess {
    return bucketAccess(this.bucket);
  }
}

/**
 * Another topic of an Apache Kafka cluster for records that a function could not process: aws-cdk-lib's name for
 * `FailureDestination.kafkaTopic()`. Needs provisioned mode.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
 */
export class KafkaDlq extends FailureDestination {
  /**
   * @param topicName the name of the topic, with or without `kafka://` before it; a token comes with it
   */
  public constructor(topicName: string) {
    super(kafkaDestination(expectGiven('KafkaDlq', 'topicName', topicName, TEXT_OR_TOKEN)));
  }

  /**
   * The access depends on the login of the cluster, so the event source grants it.
   * @internal
   */
  protected _access(): RequiredAccess {
    return { permissions: [] };
  }
}
