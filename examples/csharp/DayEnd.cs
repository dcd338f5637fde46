using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Lambda;
using CdkLambdaEventSources;
using Constructs;
using EventInvokeConfig = CdkLambdaEventSources.EventInvokeConfig;
using EventInvokeConfigProps = CdkLambdaEventSources.EventInvokeConfigProps;

namespace Shop;

/// <summary>The end of the day, by the clock: what comes of it goes on, and a failure is told at once.</summary>
public class DayEnd : Stack
{
    public DayEnd(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var close = new ShopFunction(this, "Close", "close-day", Duration.Minutes(5));
        var live = new Alias(this, "CloseLive", new AliasProps { AliasName = "live", Version = close.CurrentVersion });
        new Rule(this, "Evening", new RuleProps
        {
            Schedule = Schedule.Cron(new CronOptions { Hour = "22", Minute = "0" }),
            Targets = new[] { new LambdaFunction(live) },
        });

        var report = new ShopFunction(this, "Report", "report-failures", Duration.Seconds(10));
        new EventInvokeConfig(this, "Closing", new EventInvokeConfigProps
        {
            Function = live,
            RetryAttempts = 1,
            MaxEventAge = Duration.Hours(2),
            OnSuccess = InvokeDestination.EventBus(),
            OnFailure = InvokeDestination.Function(report),
        });
    }
}
