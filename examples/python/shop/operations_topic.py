import jsii
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_


@jsii.implements(lambda_.IEventSourceDlq)
class OperationsTopic:
    """The topic of the operations team, of which only the ARN is known: a destination of the shop's own making."""

    def __init__(self, topic_arn: str) -> None:
        self._topic_arn = topic_arn

    def bind(
        self, target: lambda_.IEventSourceMapping, target_handler: lambda_.IFunction
    ) -> lambda_.DlqDestinationConfig:
        target_handler.add_to_role_policy(
            iam.PolicyStatement(actions=["sns:Publish"], resources=[self._topic_arn])
        )
        return lambda_.DlqDestinationConfig(destination=self._topic_arn)
