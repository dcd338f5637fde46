using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;

namespace Shop;

/// <summary>
/// Where cluster, broker and database are: in subnets without any way out, which NAT would be at a price. What Lambda needs in
/// there to read them, <c>PollerNetwork</c> adds, in the stacks that do.
/// </summary>
public class Network : Stack
{
    public IVpc Vpc { get; }

    public Network(Construct scope, string id, IStackProps props) : base(scope, id, props)
    {
        Vpc = new Vpc(this, "Vpc", new VpcProps
        {
            SubnetConfiguration = new[]
            {
                new SubnetConfiguration { Name = "Private", SubnetType = SubnetType.PRIVATE_ISOLATED },
            },
        });
    }

    /// <summary>The first two of the Region, whichever they are: to look them up at synth takes an account.</summary>
    public override string[] AvailabilityZones => new[] { 0, 1 }.Select(index => Fn.Select(index, Fn.GetAzs())).ToArray();
}
