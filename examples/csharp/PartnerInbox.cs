using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace Shop;

/// <summary>Where partners put their orders: encrypted with a key of the shop, and kept apart from what reads it.</summary>
public class PartnerInbox : Stack
{
    public IQueue Queue { get; }

    public PartnerInbox(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var key = new Key(this, "Key", new KeyProps { EnableKeyRotation = true, RemovalPolicy = RemovalPolicy.RETAIN });
        Queue = new Queue(this, "Orders", new QueueProps
        {
            EnforceSSL = true,
            EncryptionMasterKey = key,
            VisibilityTimeout = Duration.Minutes(6),
            DeadLetterQueue = new DeadLetterQueue
            {
                Queue = new Queue(this, "FailedOrders", new QueueProps
                {
                    EnforceSSL = true,
                    EncryptionMasterKey = key,
                    RetentionPeriod = Duration.Days(14),
                }),
                MaxReceiveCount = 5,
            },
        });
    }
}
