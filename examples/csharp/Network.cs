using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;

namespace Shop;

/// <summary>Where cluster, broker and database are. From its private subnets Lambda reaches itself, STS and Secrets Manager through NAT.</summary>
public class Network : Stack
{
    public IVpc Vpc { get; }

    public Network(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        Vpc = new Vpc(this, "Vpc", new VpcProps
        {
            NatGateways = 1,
            SubnetConfiguration = new[]
            {
                new SubnetConfiguration { Name = "Public", SubnetType = SubnetType.PUBLIC, MapPublicIpOnLaunch = false },
                new SubnetConfiguration { Name = "Private", SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
            },
        });
    }

    /// <summary>The first two of the Region, whichever they are: to look them up at synth takes an account.</summary>
    public override string[] AvailabilityZones => new[] { 0, 1 }.Select(index => Fn.Select(index, Fn.GetAzs())).ToArray();
}
