using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.Kinesis;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using Constructs;
using Stream = Amazon.CDK.AWS.Kinesis.Stream;

namespace Shop;

/// <summary>What happens to orders, as a stream with two readers: one of the stream itself, one with a throughput of its own.</summary>
public class OrderEventsStream : Stack
{
    public OrderEventsStream(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var events = new Stream(this, "Events", new StreamProps
        {
            Encryption = StreamEncryption.MANAGED,
            RetentionPeriod = Duration.Days(3),
            ShardCount = 2,
            StreamMode = StreamMode.PROVISIONED,
        });
        var failed = new Queue(this, "FailedEvents", new QueueProps { EnforceSSL = true, RetentionPeriod = Duration.Days(14) });

        // Every event counts: a bad one is tried 5 times and then set aside, so that its shard goes on.
        var follow = new ShopFunction(this, "Follow", "follow-orders", Duration.Seconds(30));
        follow.AddEventSource(new KinesisEventSource(events, new KinesisEventSourceProps
        {
            StartingPosition = StartingPosition.TRIM_HORIZON,
            BatchSize = 500,
            MaxBatchingWindow = Duration.Seconds(2),
            ParallelizationFactor = 2,
            ReportBatchItemFailures = true,
            BisectBatchOnError = true,
            RetryAttempts = 5,
            OnFailure = FailureDestination.Queue(failed),
        }));

        // Figures of the minute: what is older than 5 minutes nobody wants to see.
        var measure = new ShopFunction(this, "Measure", "measure-sales", Duration.Seconds(30));
        var consumer = new StreamConsumer(this, "Sales", new StreamConsumerProps { Stream = events, StreamConsumerName = "sales" });
        measure.AddEventSource(new KinesisConsumerEventSource(consumer, new KinesisEventSourceProps
        {
            StartingPosition = StartingPosition.LATEST,
            TumblingWindow = Duration.Minutes(1),
            Filters = new[]
            {
                new Dictionary<string, object>
                {
                    ["data"] = new Dictionary<string, object> { ["type"] = new[] { "order-placed" } },
                },
            },
            RetryAttempts = 2,
            MaxRecordAge = Duration.Minutes(5),
            OnFailure = new OperationsTopic("arn:aws:sns:eu-west-1:111122223333:operations"),
        }));
    }
}
