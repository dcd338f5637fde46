using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace Shop;

/// <summary>A function of the shop: they share one folder of code, and how they log.</summary>
public class ShopFunction : Function
{
    public ShopFunction(Construct scope, string id, string file, Duration timeout, double? reservedConcurrentExecutions = null)
        : base(scope, id, new FunctionProps
        {
            Runtime = Runtime.NODEJS_22_X,
            Architecture = Architecture.ARM_64,
            Code = Code.FromAsset("../typescript/functions"),
            Handler = $"{file}.handler",
            LogGroup = new LogGroup(scope, $"{id}Log", new LogGroupProps
            {
                Retention = RetentionDays.ONE_MONTH,
                RemovalPolicy = RemovalPolicy.DESTROY,
            }),
            Timeout = timeout,
            ReservedConcurrentExecutions = reservedConcurrentExecutions,
        })
    {
    }
}
