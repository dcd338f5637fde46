package shop;

import io.github.cdklambdaeventsources.FilterMatch;
import io.github.cdklambdaeventsources.SqsEventSource;
import io.github.cdklambdaeventsources.rules.Finding;
import io.github.cdklambdaeventsources.rules.FindingSeverity;
import io.github.cdklambdaeventsources.rules.Rule;
import io.github.cdklambdaeventsources.rules.RuleCatalogue;
import io.github.cdklambdaeventsources.rules.TemplateCheckOptions;
import io.github.cdklambdaeventsources.rules.TemplateCheckResult;
import io.github.cdklambdaeventsources.rules.TemplateChecker;
import io.github.cdklambdaeventsources.testing.FilterTestResult;
import io.github.cdklambdaeventsources.testing.FilterTester;
import io.github.cdklambdaeventsources.testing.Findings;
import io.github.cdklambdaeventsources.testing.SampleRecords;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.Queue;

/** What can be asked before anything is deployed. In an app of your own it belongs into the unit tests. */
public final class Checks {
    private Checks() {}

    public static void main(String[] args) {
        List<Map<String, Object>> filters = List.of(
                Map.of("body", Map.of(
                        "type", List.of("order-placed"),
                        "total", List.of(FilterMatch.greaterThan(99.5)),
                        "coupon", Arrays.asList((Object) null))),
                Map.of("body", Map.of(
                        "type", List.of("order-changed"),
                        "channel", List.of(Map.of("anything-but", List.of("test"))),
                        "express", List.of(true))));
        messages(filters);
        rule();
        template();
        stack(filters);
    }

    private static void messages(List<Map<String, Object>> filters) {
        title("What becomes of messages");
        FilterTester orders = FilterTester.sqs(filters);
        // As text: a null in a map does not arrive.
        say(orders.test(SampleRecords.sqsText("{\"type\":\"order-placed\",\"total\":120,\"coupon\":null}")).toString());
        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of("type", "order-placed", "total", 99.5, "coupon", "SPRING"),
                Map.of("type", "order-changed", "channel", "web", "express", true))) {
            say(orders.test(SampleRecords.sqs(body)).toString());
        }
        FilterTester tills = FilterTester.rabbitMq(List.of(Map.of("data", Map.of("training", List.of(false)))));
        FilterTestResult training = tills.test(SampleRecords.rabbitMq(Map.of("training", true)));
        say(training.getPassed() + " " + training.getMismatches().stream()
                .map(mismatch -> mismatch.getPath() + " is " + mismatch.getFound())
                .collect(Collectors.joining(",")));
        say(complaint(() -> FilterTester.sqs(List.of(
                Map.of("body", Map.of("price", List.of(Map.of("numeric", List.of(">", 10, "<", 5)))))))));
    }

    private static void rule() {
        title("What a rule says");
        Rule rule = RuleCatalogue.find("sqs-fifo-batch-size");
        say(rule.getId() + ", because " + rule.getBecause() + ". " + rule.getFix() + " " + rule.getUrl());
        say(RuleCatalogue.find("sqs-moon-phase") == null ? "sqs-moon-phase: no such rule" : "found");
        List<Rule> catalogue = RuleCatalogue.all();
        long errors = catalogue.stream().filter(each -> each.getSeverity() == FindingSeverity.ERROR).count();
        say(errors + " of " + catalogue.size() + " are errors");
    }

    private static void template() {
        title("What is wrong with a template");
        TemplateCheckResult verdict = TemplateChecker.check(
                Map.of("Resources", Map.of("Mapping", Map.of(
                        "Type", "AWS::Lambda::EventSourceMapping",
                        "Properties", Map.of(
                                "FunctionName", "fulfil-orders",
                                "EventSourceArn", "arn:aws:sqs:eu-west-1:111122223333:orders.fifo",
                                "BatchSize", 100,
                                "FilterCriteria", Map.of("Filters", List.of(
                                        Map.of("Pattern", "{\"body\":{\"type\":\"order-placed\"}}"))))))),
                TemplateCheckOptions.builder().region("eu-central-1").build());
        say(verdict.getMappings() + " mapping, " + verdict.getUndecided() + " undecided");
        for (Finding finding : verdict.getFindings()) {
            say(finding.toString());
        }
    }

    private static void stack(List<Map<String, Object>> filters) {
        title("What is wrong with a stack");
        Stack stack = new Stack(new App(), "Desk", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        Queue queue = Queue.Builder.create(stack, "Returns").visibilityTimeout(Duration.minutes(2)).build();
        ShopFunction take = new ShopFunction(stack, "Take", "fulfil-orders", Duration.seconds(10));
        SqsEventSource source = SqsEventSource.Builder.create(queue).batchSize(100).filters(filters).build();
        say(complaint(source::getEventSourceMapping));
        take.addEventSource(source);
        say(Findings.of(stack).assertHas("sqs-batch-window-missing").getPath());
        say(complaint(() -> Findings.of(stack).assertNone()));
        Validations.of(take).acknowledge(Acknowledgment.builder()
                .id("EventSources::sqs-redrive-policy-missing")
                .reason("Returns are scanned again.")
                .build());
        Findings.of(stack).assertOnly("sqs-batch-window-missing");

        title("What the role must allow");
        for (PolicyStatement statement : source.requiredPermissions()) {
            say(String.join(" ", new TreeSet<>(statement.getActions())));
        }
    }

    private static void title(String text) {
        say("\n" + text);
    }

    private static void say(String text) {
        System.out.println(text);
    }

    /** What an error says, to somebody who reads it in a log. The runtime repeats it with the stack of JavaScript, which is left out. */
    private static String complaint(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException error) {
            return error.getMessage().split("\n@jsii", 2)[0].replaceFirst("^Error: ", "");
        }
        return "no error";
    }
}
