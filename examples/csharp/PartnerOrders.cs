using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using Constructs;

namespace Shop;

public class PartnerOrdersProps : StackProps
{
    public required IQueue Inbox { get; init; }

    /// <summary>The key of the security team. Its policy is theirs too, which the warning of this stack is about.</summary>
    public required string FilterKeyArn { get; init; }
}

/// <summary>Reads the inbox of the partners. Who they are is confidential, so the filters are encrypted as well.</summary>
public class PartnerOrders : Stack
{
    public PartnerOrders(Construct scope, string id, PartnerOrdersProps props) : base(scope, id, new StackProps { Env = props.Env })
    {
        var importOrders = new ShopFunction(this, "Import", "import-partner-orders", Duration.Minutes(1));
        importOrders.AddEventSource(new SqsEventSource(props.Inbox, new SqsEventSourceProps
        {
            ReportBatchItemFailures = true,
            Filters = new[]
            {
                new Dictionary<string, object>
                {
                    ["body"] = new Dictionary<string, object> { ["partner"] = new[] { "acme", "globex" } },
                },
            },
            FilterEncryption = Key.FromKeyArn(this, "FilterKey", props.FilterKeyArn),
        }));
    }
}
