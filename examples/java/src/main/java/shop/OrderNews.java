package shop;

import io.github.cdklambdaeventsources.AsyncInvokeOptions;
import io.github.cdklambdaeventsources.InvokeDestination;
import io.github.cdklambdaeventsources.SnsEventSource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.sns.StringConditions;
import software.amazon.awscdk.services.sns.SubscriptionFilter;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** News of orders, as a topic: customers hear of what they wait for. */
public class OrderNews extends Stack {
    public OrderNews(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        Topic news = Topic.Builder.create(this, "News").enforceSsl(true).build();
        // What Lambda did not take, and what the function could not handle: two kinds of failure, one queue.
        Queue failed = Queue.Builder.create(this, "FailedNews")
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();

        ShopFunction notify = new ShopFunction(this, "Notify", "notify-customers", Duration.seconds(10));
        notify.addEventSource(SnsEventSource.Builder.create(news)
                .filterPolicy(Map.of("type", SubscriptionFilter.stringFilter(StringConditions.builder()
                        .allowlist(List.of("order-shipped", "order-cancelled"))
                        .build())))
                .deadLetterQueue(failed)
                .asyncInvoke(AsyncInvokeOptions.builder()
                        .maxEventAge(Duration.hours(1))
                        .onFailure(InvokeDestination.queue(failed))
                        .build())
                .build());
    }
}
