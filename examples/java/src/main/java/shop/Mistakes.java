package shop;

import io.github.cdklambdaeventsources.SqsEventSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.ProvisionedPollerConfig;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The shop on a bad day: the app of ../typescript/bin/mistakes.ts, which says what each mistake is about. */
public final class Mistakes {
    private Mistakes() {}

    public static void main(String[] args) {
        App app = new App();
        StackProps props = StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build();
        Stack inbox = new Stack(app, "Inbox", props);
        Stack shop = new Stack(app, "Shop", props);

        ShopFunction fulfil = new ShopFunction(shop, "Fulfil", "fulfil-orders", Duration.seconds(10), 50);
        ShopFunction settle = new ShopFunction(shop, "Settle", "settle-payments", Duration.minutes(3));
        ShopFunction track = new ShopFunction(shop, "Track", "track-parcels", Duration.seconds(10));

        // 1. An alias, whose function runs longer than messages stay invisible.
        Alias live = Alias.Builder.create(shop, "SettleLive").aliasName("live").version(settle.getCurrentVersion()).build();
        live.addEventSource(new SqsEventSource(queue(shop, "Invoices").visibilityTimeout(Duration.minutes(1)).build()));

        // 2. The same across stacks, with a queue that has the default of 30 seconds.
        settle.addEventSource(new SqsEventSource(new Queue(inbox, "PartnerInvoices")));

        // 3. A large batch without a window to gather it.
        fulfil.addEventSource(SqsEventSource.Builder.create(queue(shop, "Orders").build()).batchSize(100).build());

        // 4. and 5. A FIFO queue with a window, and with a batch that only standard queues can have.
        track.addEventSource(SqsEventSource.Builder.create(queue(shop, "Payments").fifo(true).build())
                .batchSize(11)
                .maxBatchingWindow(Duration.seconds(5))
                .build());

        // 6. Zero as "no concurrency".
        fulfil.addEventSource(SqsEventSource.Builder.create(queue(shop, "Returns").build()).maxConcurrency(0).build());

        // 7. More concurrency than is reserved for the function.
        fulfil.addEventSource(SqsEventSource.Builder.create(queue(shop, "Changes").build()).maxConcurrency(51).build());

        // 8. and 9. Provisioned pollers together with a limit of concurrency, and a maximum below the minimum.
        track.addEventSource(SqsEventSource.Builder.create(queue(shop, "Scans").build())
                .maxConcurrency(10)
                .provisionedPollerConfig(ProvisionedPollerConfig.builder().minimumPollers(20).maximumPollers(10).build())
                .build());

        // 10. A poller group, which only Apache Kafka has.
        track.addEventSource(SqsEventSource.Builder.create(queue(shop, "Labels").build())
                .provisionedPollerConfig(ProvisionedPollerConfig.builder().minimumPollers(2).pollerGroupName("parcels").build())
                .build());

        // 11. One queue twice on one function: "already exists" after the deployment has begun.
        Queue claims = queue(shop, "Claims").build();
        track.addEventSource(new SqsEventSource(claims));
        track.addEventSource(SqsEventSource.Builder.create(claims).batchSize(5).mappingId("ClaimsAgain").build());

        // 12. One filter more than AWS ever allows.
        track.addEventSource(SqsEventSource.Builder.create(queue(shop, "Routes").build())
                .filters(Stream.of("AT", "BE", "CH", "DE", "DK", "ES", "FR", "IT", "LU", "NL", "PL")
                        .map(country -> Map.of("body", Map.of("country", List.of(country))))
                        .toList())
                .build());

        // 13. A queue of another Region.
        track.addEventSource(new SqsEventSource(
                Queue.fromQueueArn(shop, "Overseas", "arn:aws:sqs:us-east-1:111122223333:parcels")));

        // 14. A tag as long as a page.
        track.addEventSource(SqsEventSource.Builder.create(queue(shop, "Pickups").build())
                .tags(Map.of("purpose", "Collects parcels from shops and lockers. ".repeat(7)))
                .build());

        // 15. A window of six minutes, set past the construct: what is judged is what would be deployed.
        SqsEventSource stock = new SqsEventSource(queue(shop, "Stock").visibilityTimeout(Duration.minutes(30)).build());
        fulfil.addEventSource(stock);
        ((CfnResource) stock.getEventSourceMapping().getNode().getDefaultChild())
                .addPropertyOverride("MaximumBatchingWindowInSeconds", 360);

        app.synth();
    }

    private static Queue.Builder queue(Construct scope, String id) {
        return Queue.Builder.create(scope, id).visibilityTimeout(Duration.minutes(2));
    }
}
