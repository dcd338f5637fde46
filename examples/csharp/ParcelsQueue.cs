using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using Constructs;
using ProvisionedPollerConfig = Amazon.CDK.AWS.Lambda.ProvisionedPollerConfig;

namespace Shop;

/// <summary>Scans of parcels, thousands at once when a lorry is unloaded: pollers are held ready for them.</summary>
public class ParcelsQueue : Stack
{
    public ParcelsQueue(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var scans = new Queue(this, "Scans", new QueueProps
        {
            EnforceSSL = true,
            VisibilityTimeout = Duration.Minutes(2),
            DeadLetterQueue = new DeadLetterQueue
            {
                Queue = new Queue(this, "FailedScans", new QueueProps { EnforceSSL = true, RetentionPeriod = Duration.Days(14) }),
                MaxReceiveCount = 5,
            },
        });

        var track = new ShopFunction(this, "Track", "track-parcels", Duration.Seconds(10));
        track.AddEventSource(new SqsEventSource(scans, new SqsEventSourceProps
        {
            BatchSize = 1000,
            MaxBatchingWindow = Duration.Seconds(1),
            ReportBatchItemFailures = true,
            ProvisionedPollerConfig = new ProvisionedPollerConfig { MinimumPollers = 2, MaximumPollers = 20 },
        }));
    }
}
