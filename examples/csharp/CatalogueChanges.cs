using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.DocDB;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Lambda;
using CdkLambdaEventSources;
using Constructs;

namespace Shop;

/// <summary>
/// The catalogue that buyers edit. What they change is published: the change stream of a collection, enabled in the database.
/// </summary>
public class CatalogueChanges : Stack
{
    public CatalogueChanges(Construct scope, string id, IVpc vpc, IStackProps props) : base(scope, id, props)
    {
        var network = new SecurityGroup(this, "Network", new SecurityGroupProps
        {
            Vpc = vpc,
            Description = "The catalogue and what reads it",
        });
        var cluster = new DatabaseCluster(this, "Cluster", new DatabaseClusterProps
        {
            Vpc = vpc,
            VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED },
            SecurityGroup = network,
            InstanceType = Amazon.CDK.AWS.EC2.InstanceType.Of(InstanceClass.R6G, InstanceSize.LARGE),
            EngineVersion = "5.0.0",
            MasterUser = new Login { Username = "shop" },
            StorageEncrypted = true,
            DeletionProtection = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            ParameterGroup = new ClusterParameterGroup(this, "Parameters", new ClusterParameterGroupProps
            {
                Family = "docdb5.0",
                Parameters = new Dictionary<string, string> { ["change_stream_log_retention_duration"] = $"{Duration.Days(3).ToSeconds()}" },
            }),
        });

        var publish = new ShopFunction(this, "Publish", "publish-catalogue", Duration.Seconds(30));
        var changes = new DocumentDbEventSource(cluster, new DocumentDbEventSourceProps
        {
            DatabaseName = "shop",
            CollectionName = "articles",
            FullDocument = FullDocument.UPDATE_LOOKUP,
            StartingPosition = StartingPosition.TRIM_HORIZON,
            BatchSize = 20,
            MaxBatchingWindow = Duration.Seconds(1),
        });
        publish.AddEventSource(changes);
        PollerNetwork.Of(vpc).Connect(changes, cluster);
    }
}
