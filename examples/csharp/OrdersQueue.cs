using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using Constructs;

namespace Shop;

/// <summary>Orders of the web shop: a standard queue, read in large batches, with a limit that spares the warehouse.</summary>
public class OrdersQueue : Stack
{
    public OrdersQueue(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var orders = new Queue(this, "Orders", new QueueProps
        {
            EnforceSSL = true,
            VisibilityTimeout = Duration.Seconds(185), // 6 times the timeout of the function, plus the batching window
            DeadLetterQueue = new DeadLetterQueue
            {
                Queue = new Queue(this, "FailedOrders", new QueueProps { EnforceSSL = true, RetentionPeriod = Duration.Days(14) }),
                MaxReceiveCount = 5,
            },
        });

        var fulfil = new ShopFunction(this, "Fulfil", "fulfil-orders", Duration.Seconds(30), reservedConcurrentExecutions: 50);

        var source = new SqsEventSource(orders, new SqsEventSourceProps
        {
            BatchSize = 100,
            MaxBatchingWindow = Duration.Seconds(5),
            ReportBatchItemFailures = true,
            MaxConcurrency = 20,
            Filters = new[]
            {
                new Dictionary<string, object>
                {
                    ["body"] = new Dictionary<string, object> { ["type"] = new[] { "order-placed" } },
                },
                new Dictionary<string, object>
                {
                    ["body"] = new Dictionary<string, object>
                    {
                        ["type"] = new[] { "order-changed" },
                        ["channel"] = new[] { new Dictionary<string, object> { ["anything-but"] = new[] { "test" } } },
                    },
                },
            },
            MetricsConfig = new MetricsConfig { Metrics = new[] { MetricType.EVENT_COUNT } },
            Tags = new Dictionary<string, string> { ["domain"] = "orders" },
        });
        fulfil.AddEventSource(source);

        new Alarm(this, "OrdersFail", new AlarmProps
        {
            AlarmDescription = "Orders cannot be fulfilled",
            Metric = source.MetricFailedInvokeEventCount(new MetricOptions { Period = Duration.Minutes(5) }),
            Threshold = 10,
            EvaluationPeriods = 1,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
    }
}
