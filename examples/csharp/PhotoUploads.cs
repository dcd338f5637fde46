using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using Constructs;

namespace Shop;

/// <summary>Photos of articles that partners upload: each is registered as soon as it is there.</summary>
public class PhotoUploads : Stack
{
    public PhotoUploads(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var photos = new Bucket(this, "Photos", new BucketProps
        {
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        });
        var failed = new Queue(this, "FailedPhotos", new QueueProps { EnforceSSL = true, RetentionPeriod = Duration.Days(14) });

        var register = new ShopFunction(this, "Register", "register-photos", Duration.Seconds(10));
        register.AddEventSource(new S3EventSource(photos, new S3EventSourceProps
        {
            Events = new[] { EventType.OBJECT_CREATED },
            Filters = new[] { new NotificationKeyFilter { Prefix = "uploads/", Suffix = ".jpg" } },
            AsyncInvoke = new AsyncInvokeOptions { OnFailure = InvokeDestination.Queue(failed) },
        }));
    }
}
