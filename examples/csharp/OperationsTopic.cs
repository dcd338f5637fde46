using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.JSII.Runtime.Deputy;

namespace Shop;

/// <summary>The topic of the operations team, of which only the ARN is known: a destination of the shop's own making.</summary>
public class OperationsTopic : DeputyBase, IEventSourceDlq
{
    private readonly string _topicArn;

    public OperationsTopic(string topicArn)
    {
        _topicArn = topicArn;
    }

    public IDlqDestinationConfig Bind(IEventSourceMapping target, IFunction targetHandler)
    {
        targetHandler.AddToRolePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Actions = new[] { "sns:Publish" },
            Resources = new[] { _topicArn },
        }));
        return new DlqDestinationConfig { Destination = _topicArn };
    }
}
