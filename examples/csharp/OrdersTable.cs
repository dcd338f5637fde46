using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using CdkLambdaEventSources;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace Shop;

/// <summary>The table of orders: whoever puts one there has it confirmed, without a call of their own.</summary>
public class OrdersTable : Stack
{
    public OrdersTable(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        var orders = new TableV2(this, "Orders", new TablePropsV2
        {
            PartitionKey = new Attribute { Name = "id", Type = AttributeType.STRING },
            DynamoStream = StreamViewType.NEW_IMAGE,
            PointInTimeRecoverySpecification = new PointInTimeRecoverySpecification { PointInTimeRecoveryEnabled = true },
            DeletionProtection = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        // A bucket keeps the records themselves: the stream has forgotten them after a day.
        var failed = new Bucket(this, "FailedConfirmations", new BucketProps
        {
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            LifecycleRules = new[] { new LifecycleRule { Expiration = Duration.Days(90) } },
        });

        var confirm = new ShopFunction(this, "Confirm", "confirm-orders", Duration.Seconds(20));
        confirm.AddEventSource(new DynamoEventSource(orders, new DynamoEventSourceProps
        {
            StartingPosition = StartingPosition.TRIM_HORIZON,
            BatchSize = 25,
            ReportBatchItemFailures = true,
            Filters = new[] { new Dictionary<string, object> { ["eventName"] = new[] { "INSERT" } } },
            RetryAttempts = 5,
            OnFailure = FailureDestination.Bucket(failed),
        }));
    }
}
