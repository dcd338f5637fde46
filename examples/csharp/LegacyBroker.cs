using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.AmazonMQ;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.SecretsManager;
using CdkLambdaEventSources;
using Constructs;

namespace Shop;

/// <summary>Orders of the tills in the branches, which speak AMQP: a RabbitMQ broker. The tills declare the queue themselves.</summary>
public class LegacyBroker : Stack
{
    public LegacyBroker(Construct scope, string id, IVpc vpc, IStackProps props) : base(scope, id, props)
    {
        const string username = "shop";
        var credentials = new Secret(this, "Credentials", new SecretProps
        {
            GenerateSecretString = new SecretStringGenerator
            {
                SecretStringTemplate = JsonSerializer.Serialize(new { username }),
                GenerateStringKey = "password",
                ExcludePunctuation = true,
            },
        });
        var network = new SecurityGroup(this, "Network", new SecurityGroupProps
        {
            Vpc = vpc,
            Description = "The broker of the tills and what reads it",
        });
        var broker = new CfnBroker(this, "Broker", new CfnBrokerProps
        {
            BrokerName = "tills",
            EngineType = "RABBITMQ",
            EngineVersion = "3.13",
            AutoMinorVersionUpgrade = true,
            DeploymentMode = "SINGLE_INSTANCE",
            HostInstanceType = "mq.m7g.medium",
            PubliclyAccessible = false,
            SubnetIds = vpc.SelectSubnets(new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED }).SubnetIds.Take(1).ToArray(),
            SecurityGroups = new[] { network.SecurityGroupId },
            Logs = new CfnBroker.LogListProperty { General = true },
            Users = new[]
            {
                new CfnBroker.UserProperty
                {
                    Username = username,
                    Password = SecretValue.SecretsManager(credentials.SecretArn, new SecretsManagerSecretOptions { JsonField = "password" }).UnsafeUnwrap(),
                },
            },
        });

        var take = new ShopFunction(this, "Take", "take-till-orders", Duration.Minutes(1));
        var tillOrders = new MqEventSource(MqBroker.RabbitMq(broker), new MqEventSourceProps
        {
            Queue = "till-orders",
            Credentials = credentials,
            BatchSize = 50,
            MaxBatchingWindow = Duration.Seconds(1),
            Filters = new[]
            {
                new Dictionary<string, object>
                {
                    ["data"] = new Dictionary<string, object> { ["training"] = new[] { false } },
                },
            },
        });
        take.AddEventSource(tillOrders);
        PollerNetwork.Of(vpc).Connect(tillOrders, network);
    }
}
