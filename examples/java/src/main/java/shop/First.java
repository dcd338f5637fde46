package shop;

import io.github.cdklambdaeventsources.SqsEventSource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;

public class First {
    public static void main(String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Shop");

        Queue orders = Queue.Builder.create(stack, "Orders")
                .visibilityTimeout(Duration.seconds(65))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(new Queue(stack, "FailedOrders"))
                        .maxReceiveCount(5)
                        .build())
                .build();
        Function fulfil = Function.Builder.create(stack, "Fulfil")
                .runtime(Runtime.NODEJS_22_X)
                .handler("index.handler")
                .code(Code.fromInline("exports.handler = async event => console.log(event.Records.length, \"orders\");"))
                .timeout(Duration.seconds(10))
                .build();

        fulfil.addEventSource(SqsEventSource.Builder.create(orders)
                .batchSize(100)
                .maxBatchingWindow(Duration.seconds(5))
                .maxConcurrency(20)
                .filters(List.of(Map.of("body", Map.of("type", List.of("order-placed", "order-changed")))))
                .build());

        app.synth();
    }
}
