using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using Constructs;

namespace Shop;

/// <summary>Payments, in order per order: a FIFO queue, read by the alias that the deployments of the function move.</summary>
public class PaymentsQueue : Stack
{
    public PaymentsQueue(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var payments = new Queue(this, "Payments", new QueueProps
        {
            Fifo = true,
            ContentBasedDeduplication = true,
            EnforceSSL = true,
            VisibilityTimeout = Duration.Minutes(2),
            DeadLetterQueue = new DeadLetterQueue
            {
                Queue = new Queue(this, "FailedPayments", new QueueProps { Fifo = true, EnforceSSL = true, RetentionPeriod = Duration.Days(14) }),
                MaxReceiveCount = 3,
            },
        });

        var settle = new ShopFunction(this, "Settle", "settle-payments", Duration.Seconds(20));
        var live = new Alias(this, "SettleLive", new AliasProps { AliasName = "live", Version = settle.CurrentVersion });
        live.AddEventSource(new SqsEventSource(payments, new SqsEventSourceProps { BatchSize = 10, ReportBatchItemFailures = true }));

        Validations.Of(live).Acknowledge(new Acknowledgment
        {
            Id = "EventSources::sqs-max-receive-count",
            Reason = "A payment that fails holds up its order, so it leaves the queue after 3 attempts. The function is never throttled.",
        });
    }
}
