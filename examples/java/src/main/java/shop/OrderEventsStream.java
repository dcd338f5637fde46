package shop;

import io.github.cdklambdaeventsources.FailureDestination;
import io.github.cdklambdaeventsources.KinesisConsumerEventSource;
import io.github.cdklambdaeventsources.KinesisEventSource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamConsumer;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What happens to orders, as a stream with two readers: one of the stream itself, one with a throughput of its own. */
public class OrderEventsStream extends Stack {
    public OrderEventsStream(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        Stream events = Stream.Builder.create(this, "Events")
                .encryption(StreamEncryption.MANAGED)
                .retentionPeriod(Duration.days(3))
                .shardCount(2)
                .streamMode(StreamMode.PROVISIONED)
                .build();
        Queue failed = Queue.Builder.create(this, "FailedEvents")
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();

        // Every event counts: a bad one is tried 5 times and then set aside, so that its shard goes on.
        ShopFunction follow = new ShopFunction(this, "Follow", "follow-orders", Duration.seconds(30));
        follow.addEventSource(KinesisEventSource.Builder.create(events)
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .batchSize(500)
                .maxBatchingWindow(Duration.seconds(2))
                .parallelizationFactor(2)
                .reportBatchItemFailures(true)
                .bisectBatchOnError(true)
                .retryAttempts(5)
                .onFailure(FailureDestination.queue(failed))
                .build());

        // Figures of the minute: what is older than 5 minutes nobody wants to see.
        ShopFunction measure = new ShopFunction(this, "Measure", "measure-sales", Duration.seconds(30));
        StreamConsumer consumer = StreamConsumer.Builder.create(this, "Sales")
                .stream(events)
                .streamConsumerName("sales")
                .build();
        measure.addEventSource(KinesisConsumerEventSource.Builder.create(consumer)
                .startingPosition(StartingPosition.LATEST)
                .tumblingWindow(Duration.minutes(1))
                .filters(List.of(Map.of("data", Map.of("type", List.of("order-placed")))))
                .retryAttempts(2)
                .maxRecordAge(Duration.minutes(5))
                .onFailure(new OperationsTopic("arn:aws:sns:eu-west-1:111122223333:operations"))
                .build());
    }
}
