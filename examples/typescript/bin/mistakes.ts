import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'cdk-lambda-event-sources';
import { ShopFunction } from '../lib/shop-function';

// The shop on a bad day. Each numbered mistake fails the deployment, most of them after minutes; here all come out at once.

const app = new App();
const env = { account: '111122223333', region: 'eu-west-1' };
const inbox = new Stack(app, 'Inbox', { env });
const shop = new Stack(app, 'Shop', { env });

const queue = (id: string, props?: sqs.QueueProps) => new sqs.Queue(shop, id, { visibilityTimeout: Duration.minutes(2), ...props });

const fulfil = new ShopFunction(shop, 'Fulfil', { file: 'fulfil-orders', timeout: Duration.seconds(10), reservedConcurrentExecutions: 50 });
const settle = new ShopFunction(shop, 'Settle', { file: 'settle-payments', timeout: Duration.minutes(3) });
const track = new ShopFunction(shop, 'Track', { file: 'track-parcels', timeout: Duration.seconds(10) });

// 1. An alias, whose function runs longer than messages stay invisible.
const live = new lambda.Alias(shop, 'SettleLive', { aliasName: 'live', version: settle.currentVersion });
live.addEventSource(new SqsEventSource(queue('Invoices', { visibilityTimeout: Duration.minutes(1) })));

// 2. The same across stacks, with a queue that has the default of 30 seconds.
settle.addEventSource(new SqsEventSource(new sqs.Queue(inbox, 'PartnerInvoices')));

// 3. A large batch without a window to gather it.
fulfil.addEventSource(new SqsEventSource(queue('Orders'), { batchSize: 100 }));

// 4. and 5. A FIFO queue with a window, and with a batch that only standard queues can have.
track.addEventSource(new SqsEventSource(queue('Payments', { fifo: true }), { batchSize: 11, maxBatchingWindow: Duration.seconds(5) }));

// 6. Zero as "no concurrency".
fulfil.addEventSource(new SqsEventSource(queue('Returns'), { maxConcurrency: 0 }));

// 7. More concurrency than is reserved for the function.
fulfil.addEventSource(new SqsEventSource(queue('Changes'), { maxConcurrency: 51 }));

// 8. and 9. Provisioned pollers together with a limit of concurrency, and a maximum below the minimum.
track.addEventSource(new SqsEventSource(queue('Scans'), { maxConcurrency: 10, provisionedPollerConfig: { minimumPollers: 20, maximumPollers: 10 } }));

// 10. A poller group, which only Apache Kafka has.
track.addEventSource(new SqsEventSource(queue('Labels'), { provisionedPollerConfig: { minimumPollers: 2, pollerGroupName: 'parcels' } }));

// 11. One queue twice on one function: "already exists" after the deployment has begun.
const claims = queue('Claims');
track.addEventSource(new SqsEventSource(claims));
track.addEventSource(new SqsEventSource(claims, { batchSize: 5, mappingId: 'ClaimsAgain' }));

// 12. One filter more than AWS ever allows.
track.addEventSource(new SqsEventSource(queue('Routes'), {
  filters: ['AT', 'BE', 'CH', 'DE', 'DK', 'ES', 'FR', 'IT', 'LU', 'NL', 'PL'].map(country => ({ body: { country: [country] } })),
}));

// 13. A queue of another Region.
track.addEventSource(new SqsEventSource(sqs.Queue.fromQueueArn(shop, 'Overseas', 'arn:aws:sqs:us-east-1:111122223333:parcels')));

// 14. A tag as long as a page.
track.addEventSource(new SqsEventSource(queue('Pickups'), { tags: { purpose: 'Collects parcels from shops and lockers. '.repeat(7) } }));

// 15. A window of six minutes, set past the construct: what is judged is what would be deployed.
const stock = new SqsEventSource(queue('Stock', { visibilityTimeout: Duration.minutes(30) }));
fulfil.addEventSource(stock);
(stock.eventSourceMapping.node.defaultChild as CfnResource).addPropertyOverride('MaximumBatchingWindowInSeconds', 360);
