using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using Constructs;

namespace Shop;

/// <summary>News of orders, as a topic: customers hear of what they wait for.</summary>
public class OrderNews : Stack
{
    public OrderNews(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var news = new Topic(this, "News", new TopicProps { EnforceSSL = true });
        // What Lambda did not take, and what the function could not handle: two kinds of failure, one queue.
        var failed = new Queue(this, "FailedNews", new QueueProps { EnforceSSL = true, RetentionPeriod = Duration.Days(14) });

        var notify = new ShopFunction(this, "Notify", "notify-customers", Duration.Seconds(10));
        notify.AddEventSource(new SnsEventSource(news, new SnsEventSourceProps
        {
            FilterPolicy = new Dictionary<string, SubscriptionFilter>
            {
                ["type"] = SubscriptionFilter.StringFilter(new StringConditions { Allowlist = new[] { "order-shipped", "order-cancelled" } }),
            },
            DeadLetterQueue = failed,
            AsyncInvoke = new AsyncInvokeOptions { MaxEventAge = Duration.Hours(1), OnFailure = InvokeDestination.Queue(failed) },
        }));
    }
}
