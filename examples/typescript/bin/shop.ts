import { App } from 'aws-cdk-lib';
import { CatalogueChanges } from '../lib/catalogue-changes';
import { DayEnd } from '../lib/day-end';
import { LegacyBroker } from '../lib/legacy-broker';
import { Network } from '../lib/network';
import { OrderEventsStream } from '../lib/order-events-stream';
import { OrderNews } from '../lib/order-news';
import { OrdersQueue } from '../lib/orders-queue';
import { OrdersTable } from '../lib/orders-table';
import { ParcelsQueue } from '../lib/parcels-queue';
import { PartnerInbox, PartnerOrders } from '../lib/partner-queue';
import { PaymentsQueue } from '../lib/payments-queue';
import { PhotoUploads } from '../lib/photo-uploads';
import { ShipmentsTopic } from '../lib/shipments-topic';

const app = new App();
const env = { account: '111122223333', region: 'eu-west-1' };

// Amazon SQS
new OrdersQueue(app, 'Orders', { env });
new PaymentsQueue(app, 'Payments', { env });
const inbox = new PartnerInbox(app, 'PartnerInbox', { env });
new PartnerOrders(app, 'PartnerOrders', {
  env,
  inbox: inbox.queue,
  filterKeyArn: 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
});
new ParcelsQueue(app, 'Parcels', { env });

// Streams: Amazon Kinesis and Amazon DynamoDB
new OrderEventsStream(app, 'OrderEvents', { env });
new OrdersTable(app, 'OrdersTable', { env });

// In a network: Apache Kafka, Amazon MQ and Amazon DocumentDB
const { vpc } = new Network(app, 'Network', { env });
new ShipmentsTopic(app, 'Shipments', { env, vpc });
new LegacyBroker(app, 'Tills', { env, vpc });
new CatalogueChanges(app, 'Catalogue', { env, vpc });

// Asynchronous invocation: Amazon S3, Amazon SNS and the clock
new PhotoUploads(app, 'PhotoUploads', { env });
new OrderNews(app, 'OrderNews', { env });
new DayEnd(app, 'DayEnd', { env });
