using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;

namespace Shop;

public static class First
{
    public static void Run()
    {
        var app = new App();
        var stack = new Stack(app, "Shop");

        var orders = new Queue(stack, "Orders", new QueueProps
        {
            VisibilityTimeout = Duration.Seconds(65),
            DeadLetterQueue = new DeadLetterQueue { Queue = new Queue(stack, "FailedOrders"), MaxReceiveCount = 5 },
        });
        var fulfil = new Function(stack, "Fulfil", new FunctionProps
        {
            Runtime = Runtime.NODEJS_22_X,
            Handler = "index.handler",
            Code = Code.FromInline("exports.handler = async event => console.log(event.Records.length, \"orders\");"),
            Timeout = Duration.Seconds(10),
        });

        fulfil.AddEventSource(new SqsEventSource(orders, new SqsEventSourceProps
        {
            BatchSize = 100,
            MaxBatchingWindow = Duration.Seconds(5),
            MaxConcurrency = 20,
            Filters = new[]
            {
                new Dictionary<string, object>
                {
                    ["body"] = new Dictionary<string, object> { ["type"] = new[] { "order-placed", "order-changed" } },
                },
            },
        }));

        app.Synth();
    }
}
