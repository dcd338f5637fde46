package shop;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Where partners put their orders: encrypted with a key of the shop, and kept apart from what reads it. */
public class PartnerInbox extends Stack {
    private final IQueue queue;

    public PartnerInbox(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        Key key = Key.Builder.create(this, "Key").enableKeyRotation(true).removalPolicy(RemovalPolicy.RETAIN).build();
        this.queue = Queue.Builder.create(this, "Orders")
                .enforceSsl(true)
                .encryptionMasterKey(key)
                .visibilityTimeout(Duration.minutes(6))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(Queue.Builder.create(this, "FailedOrders")
                                .enforceSsl(true)
                                .encryptionMasterKey(key)
                                .retentionPeriod(Duration.days(14))
                                .build())
                        .maxReceiveCount(5)
                        .build())
                .build();
    }

    public IQueue getQueue() {
        return queue;
    }
}
