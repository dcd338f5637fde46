import { App } from 'aws-cdk-lib';
import { OrdersQueue } from '../lib/orders-queue';
import { ParcelsQueue } from '../lib/parcels-queue';
import { PartnerInbox, PartnerOrders } from '../lib/partner-queue';
import { PaymentsQueue } from '../lib/payments-queue';

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
