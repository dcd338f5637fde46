from pathlib import Path
from typing import Any

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

FUNCTIONS = Path(__file__).parents[2] / "typescript" / "functions"


class ShopFunction(lambda_.Function):
    """A function of the shop: they share one folder of code, and how they log."""

    def __init__(self, scope: Construct, id: str, *, file: str, timeout: Duration, **kwargs: Any) -> None:
        super().__init__(
            scope,
            id,
            runtime=lambda_.Runtime.NODEJS_22_X,
            architecture=lambda_.Architecture.ARM_64,
            code=lambda_.Code.from_asset(str(FUNCTIONS)),
            handler=f"{file}.handler",
            log_group=logs.LogGroup(
                scope,
                f"{id}Log",
                retention=logs.RetentionDays.ONE_MONTH,
                removal_policy=RemovalPolicy.DESTROY,
            ),
            timeout=timeout,
            **kwargs,
        )
