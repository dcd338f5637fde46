from typing import Any

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from cdk_lambda_event_sources import DynamoEventSource, FailureDestination
from constructs import Construct

from shop.shop_function import ShopFunction


class OrdersTable(Stack):
    """The table of orders: whoever puts one there has it confirmed, without a call of their own."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        orders = dynamodb.TableV2(
            self,
            "Orders",
            partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=True,
            removal_policy=RemovalPolicy.RETAIN,
        )
        # A bucket keeps the records themselves: the stream has forgotten them after a day.
        failed = s3.Bucket(
            self,
            "FailedConfirmations",
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(90))],
        )

        confirm = ShopFunction(self, "Confirm", file="confirm-orders", timeout=Duration.seconds(20))
        confirm.add_event_source(
            DynamoEventSource(
                orders,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=25,
                report_batch_item_failures=True,
                filters=[{"eventName": ["INSERT"]}],
                retry_attempts=5,
                on_failure=FailureDestination.bucket(failed),
            )
        )
