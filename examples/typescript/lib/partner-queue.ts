import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** Where partners put their orders: encrypted with a key of the shop, and kept apart from what reads it. */
export class PartnerInbox extends Stack {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    this.queue = new sqs.Queue(this, 'Orders', {
      enforceSSL: true,
      encryptionMasterKey: key,
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: {
        queue: new sqs.Queue(this, 'FailedOrders', { enforceSSL: true, encryptionMasterKey: key, retentionPeriod: Duration.days(14) }),
        maxReceiveCount: 5,
      },
    });
  }
}

export interface PartnerOrdersProps extends StackProps {
  readonly inbox: sqs.IQueue;
  /** The key of the security team. Its policy is theirs too, which the warning of this stack is about. */
  readonly filterKeyArn: string;
}

/** Reads the inbox of the partners. Who they are is confidential, so the filters are encrypted as well. */
export class PartnerOrders extends Stack {
  constructor(scope: Construct, id: string, props: PartnerOrdersProps) {
    super(scope, id, props);
    const importOrders = new ShopFunction(this, 'Import', { file: 'import-partner-orders', timeout: Duration.minutes(1) });
    importOrders.addEventSource(new SqsEventSource(props.inbox, {
      reportBatchItemFailures: true,
      filters: [{ body: { partner: ['acme', 'globex'] } }],
      filterEncryption: kms.Key.fromKeyArn(this, 'FilterKey', props.filterKeyArn),
    }));
  }
}
