using System.Collections.Generic;
using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using ProvisionedPollerConfig = Amazon.CDK.AWS.Lambda.ProvisionedPollerConfig;

namespace Shop;

/// <summary>The shop on a bad day: the app of ../typescript/bin/mistakes.ts, which says what each mistake is about.</summary>
public static class Mistakes
{
    public static void Run()
    {
        var app = new App();
        var props = new StackProps { Env = new Environment { Account = "111122223333", Region = "eu-west-1" } };
        var inbox = new Stack(app, "Inbox", props);
        var shop = new Stack(app, "Shop", props);

        Queue QueueOf(string id, Duration? visibilityTimeout = null, bool? fifo = null) =>
            new(shop, id, new QueueProps { VisibilityTimeout = visibilityTimeout ?? Duration.Minutes(2), Fifo = fifo });

        var fulfil = new ShopFunction(shop, "Fulfil", "fulfil-orders", Duration.Seconds(10), reservedConcurrentExecutions: 50);
        var settle = new ShopFunction(shop, "Settle", "settle-payments", Duration.Minutes(3));
        var track = new ShopFunction(shop, "Track", "track-parcels", Duration.Seconds(10));

        // 1. An alias, whose function runs longer than messages stay invisible.
        var live = new Alias(shop, "SettleLive", new AliasProps { AliasName = "live", Version = settle.CurrentVersion });
        live.AddEventSource(new SqsEventSource(QueueOf("Invoices", visibilityTimeout: Duration.Minutes(1))));

        // 2. The same across stacks, with a queue that has the default of 30 seconds.
        settle.AddEventSource(new SqsEventSource(new Queue(inbox, "PartnerInvoices")));

        // 3. A large batch without a window to gather it.
        fulfil.AddEventSource(new SqsEventSource(QueueOf("Orders"), new SqsEventSourceProps { BatchSize = 100 }));

        // 4. and 5. A FIFO queue with a window, and with a batch that only standard queues can have.
        track.AddEventSource(new SqsEventSource(QueueOf("Payments", fifo: true), new SqsEventSourceProps
        {
            BatchSize = 11,
            MaxBatchingWindow = Duration.Seconds(5),
        }));

        // 6. Zero as "no concurrency".
        fulfil.AddEventSource(new SqsEventSource(QueueOf("Returns"), new SqsEventSourceProps { MaxConcurrency = 0 }));

        // 7. More concurrency than is reserved for the function.
        fulfil.AddEventSource(new SqsEventSource(QueueOf("Changes"), new SqsEventSourceProps { MaxConcurrency = 51 }));

        // 8. and 9. Provisioned pollers together with a limit of concurrency, and a maximum below the minimum.
        track.AddEventSource(new SqsEventSource(QueueOf("Scans"), new SqsEventSourceProps
        {
            MaxConcurrency = 10,
            ProvisionedPollerConfig = new ProvisionedPollerConfig { MinimumPollers = 20, MaximumPollers = 10 },
        }));

        // 10. A poller group, which only Apache Kafka has.
        track.AddEventSource(new SqsEventSource(QueueOf("Labels"), new SqsEventSourceProps
        {
            ProvisionedPollerConfig = new ProvisionedPollerConfig { MinimumPollers = 2, PollerGroupName = "parcels" },
        }));

        // 11. One queue twice on one function: "already exists" after the deployment has begun.
        var claims = QueueOf("Claims");
        track.AddEventSource(new SqsEventSource(claims));
        track.AddEventSource(new SqsEventSource(claims, new SqsEventSourceProps { BatchSize = 5, MappingId = "ClaimsAgain" }));

        // 12. One filter more than AWS ever allows.
        var countries = new[] { "AT", "BE", "CH", "DE", "DK", "ES", "FR", "IT", "LU", "NL", "PL" };
        track.AddEventSource(new SqsEventSource(QueueOf("Routes"), new SqsEventSourceProps
        {
            Filters = countries.Select(country => new Dictionary<string, object>
            {
                ["body"] = new Dictionary<string, object> { ["country"] = new[] { country } },
            }).ToArray(),
        }));

        // 13. A queue of another Region.
        track.AddEventSource(new SqsEventSource(Queue.FromQueueArn(shop, "Overseas", "arn:aws:sqs:us-east-1:111122223333:parcels")));

        // 14. A tag as long as a page.
        track.AddEventSource(new SqsEventSource(QueueOf("Pickups"), new SqsEventSourceProps
        {
            Tags = new Dictionary<string, string>
            {
                ["purpose"] = string.Concat(Enumerable.Repeat("Collects parcels from shops and lockers. ", 7)),
            },
        }));

        // 15. A window of six minutes, set past the construct: what is judged is what would be deployed.
        var stock = new SqsEventSource(QueueOf("Stock", visibilityTimeout: Duration.Minutes(30)));
        fulfil.AddEventSource(stock);
        ((CfnResource)stock.EventSourceMapping.Node.DefaultChild!).AddPropertyOverride("MaximumBatchingWindowInSeconds", 360);

        app.Synth();
    }
}
