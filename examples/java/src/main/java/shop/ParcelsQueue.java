package shop;

import io.github.cdklambdaeventsources.SqsEventSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.ProvisionedPollerConfig;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Scans of parcels, thousands at once when a lorry is unloaded: pollers are held ready for them. */
public class ParcelsQueue extends Stack {
    public ParcelsQueue(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        Queue scans = Queue.Builder.create(this, "Scans")
                .enforceSsl(true)
                .visibilityTimeout(Duration.minutes(2))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(Queue.Builder.create(this, "FailedScans")
                                .enforceSsl(true)
                                .retentionPeriod(Duration.days(14))
                                .build())
                        .maxReceiveCount(5)
                        .build())
                .build();

        ShopFunction track = new ShopFunction(this, "Track", "track-parcels", Duration.seconds(10));
        track.addEventSource(SqsEventSource.Builder.create(scans)
                .batchSize(1000)
                .maxBatchingWindow(Duration.seconds(1))
                .reportBatchItemFailures(true)
                .provisionedPollerConfig(ProvisionedPollerConfig.builder().minimumPollers(2).maximumPollers(20).build())
                .build());
    }
}
