package shop;

import io.github.cdklambdaeventsources.SqsEventSource;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Payments, in order per order: a FIFO queue, read by the alias that the deployments of the function move. */
public class PaymentsQueue extends Stack {
    public PaymentsQueue(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        Queue payments = Queue.Builder.create(this, "Payments")
                .fifo(true)
                .contentBasedDeduplication(true)
                .enforceSsl(true)
                .visibilityTimeout(Duration.minutes(2))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(Queue.Builder.create(this, "FailedPayments")
                                .fifo(true)
                                .enforceSsl(true)
                                .retentionPeriod(Duration.days(14))
                                .build())
                        .maxReceiveCount(3)
                        .build())
                .build();

        ShopFunction settle = new ShopFunction(this, "Settle", "settle-payments", Duration.seconds(20));
        Alias live = Alias.Builder.create(this, "SettleLive")
                .aliasName("live")
                .version(settle.getCurrentVersion())
                .build();
        live.addEventSource(SqsEventSource.Builder.create(payments)
                .batchSize(10)
                .reportBatchItemFailures(true)
                .build());

        Validations.of(live).acknowledge(Acknowledgment.builder()
                .id("EventSources::sqs-max-receive-count")
                .reason("A payment that fails holds up its order, so it leaves the queue after 3 attempts. "
                        + "The function is never throttled.")
                .build());
    }
}
