package shop;

import io.github.cdklambdaeventsources.SqsEventSource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.lambda.MetricType;
import software.amazon.awscdk.services.lambda.MetricsConfig;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Orders of the web shop: a standard queue, read in large batches, with a limit that spares the warehouse. */
public class OrdersQueue extends Stack {
    public OrdersQueue(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        Queue orders = Queue.Builder.create(this, "Orders")
                .enforceSsl(true)
                .visibilityTimeout(Duration.seconds(185)) // 6 times the timeout of the function, plus the batching window
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(Queue.Builder.create(this, "FailedOrders")
                                .enforceSsl(true)
                                .retentionPeriod(Duration.days(14))
                                .build())
                        .maxReceiveCount(5)
                        .build())
                .build();

        ShopFunction fulfil = new ShopFunction(this, "Fulfil", "fulfil-orders", Duration.seconds(30), 50);

        SqsEventSource source = SqsEventSource.Builder.create(orders)
                .batchSize(100)
                .maxBatchingWindow(Duration.seconds(5))
                .reportBatchItemFailures(true)
                .maxConcurrency(20)
                .filters(List.of(
                        Map.of("body", Map.of("type", List.of("order-placed"))),
                        Map.of("body", Map.of(
                                "type", List.of("order-changed"),
                                "channel", List.of(Map.of("anything-but", List.of("test")))))))
                .metricsConfig(MetricsConfig.builder().metrics(List.of(MetricType.EVENT_COUNT)).build())
                .tags(Map.of("domain", "orders"))
                .build();
        fulfil.addEventSource(source);

        Alarm.Builder.create(this, "OrdersFail")
                .alarmDescription("Orders cannot be fulfilled")
                .metric(source.metricFailedInvokeEventCount(MetricOptions.builder().period(Duration.minutes(5)).build()))
                .threshold(10)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }
}
