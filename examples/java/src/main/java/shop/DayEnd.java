package shop;

import io.github.cdklambdaeventsources.EventInvokeConfig;
import io.github.cdklambdaeventsources.InvokeDestination;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/** The end of the day, by the clock: what comes of it goes on, and a failure is told at once. */
public class DayEnd extends Stack {
    public DayEnd(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        ShopFunction close = new ShopFunction(this, "Close", "close-day", Duration.minutes(5));
        Alias live = Alias.Builder.create(this, "CloseLive")
                .aliasName("live")
                .version(close.getCurrentVersion())
                .build();
        Rule.Builder.create(this, "Evening")
                .schedule(Schedule.cron(CronOptions.builder().hour("22").minute("0").build()))
                .targets(List.of(new LambdaFunction(live)))
                .build();

        ShopFunction report = new ShopFunction(this, "Report", "report-failures", Duration.seconds(10));
        EventInvokeConfig.Builder.create(this, "Closing")
                .function(live)
                .retryAttempts(1)
                .maxEventAge(Duration.hours(2))
                .onSuccess(InvokeDestination.eventBus())
                .onFailure(InvokeDestination.function(report))
                .build();
    }
}
