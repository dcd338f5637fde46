using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.MSK;
using CdkLambdaEventSources;
using Constructs;
using ProvisionedPollerConfig = Amazon.CDK.AWS.Lambda.ProvisionedPollerConfig;

namespace Shop;

/// <summary>
/// Shipments of the carriers, in order per parcel: a topic on MSK Serverless, where Lambda logs in by IAM. The carriers make the topics.
/// </summary>
public class ShipmentsTopic : Stack
{
    public ShipmentsTopic(Construct scope, string id, IVpc vpc, IStackProps props) : base(scope, id, props)
    {
        var brokers = new SecurityGroup(this, "Brokers", new SecurityGroupProps
        {
            Vpc = vpc,
            Description = "Brokers of the shipments and what reads them",
        });
        var cluster = new CfnServerlessCluster(this, "Cluster", new CfnServerlessClusterProps
        {
            ClusterName = "shipments",
            ClientAuthentication = new CfnServerlessCluster.ClientAuthenticationProperty
            {
                Sasl = new CfnServerlessCluster.SaslProperty { Iam = new CfnServerlessCluster.IamProperty { Enabled = true } },
            },
            VpcConfigs = new[]
            {
                new CfnServerlessCluster.VpcConfigProperty
                {
                    SubnetIds = vpc.SelectSubnets(new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED }).SubnetIds,
                    SecurityGroups = new[] { brokers.SecurityGroupId },
                },
            },
        });

        var ship = new ShopFunction(this, "Ship", "follow-shipments", Duration.Seconds(30));
        var shipments = new KafkaEventSource(KafkaCluster.MskServerless(cluster), new KafkaEventSourceProps
        {
            Topic = "shipments",
            StartingPosition = StartingPosition.TRIM_HORIZON,
            ConsumerGroupId = "shop-shipments",
            BatchSize = 200,
            MaxBatchingWindow = Duration.Seconds(1),
            ProvisionedPollerConfig = new ProvisionedPollerConfig { MinimumPollers = 1, MaximumPollers = 4 },
            ReportBatchItemFailures = true,
            RetryAttempts = 3,
            OnFailure = new KafkaDlq("shipments-failed"),
        });
        ship.AddEventSource(shipments);
        // In provisioned mode this is a rule of the security group only: Lambda invokes the function past the VPC.
        PollerNetwork.Of(vpc).Connect(shipments, brokers);
    }
}
