import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { InvokeDestination, SnsEventSource } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** News of orders, as a topic: customers hear of what they wait for. */
export class OrderNews extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const news = new sns.Topic(this, 'News', { enforceSSL: true });
    // What Lambda did not take, and what the function could not handle: two kinds of failure, one queue.
    const failed = new sqs.Queue(this, 'FailedNews', { enforceSSL: true, retentionPeriod: Duration.days(14) });

    const notify = new ShopFunction(this, 'Notify', { file: 'notify-customers', timeout: Duration.seconds(10) });
    notify.addEventSource(new SnsEventSource(news, {
      filterPolicy: { type: sns.SubscriptionFilter.stringFilter({ allowlist: ['order-shipped', 'order-cancelled'] }) },
      deadLetterQueue: failed,
      asyncInvoke: { maxEventAge: Duration.hours(1), onFailure: InvokeDestination.queue(failed) },
    }));
  }
}
