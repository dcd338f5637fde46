from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import SqsEventSource
from constructs import Construct

from shop.shop_function import ShopFunction


class OrdersQueue(Stack):
    """Orders of the web shop: a standard queue, read in large batches, with a limit that spares the warehouse."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        orders = sqs.Queue(
            self,
            "Orders",
            enforce_ssl=True,
            visibility_timeout=Duration.seconds(185),  # 6 times the timeout of the function, plus the batching window
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=sqs.Queue(self, "FailedOrders", enforce_ssl=True, retention_period=Duration.days(14)),
                max_receive_count=5,
            ),
        )

        fulfil = ShopFunction(
            self,
            "Fulfil",
            file="fulfil-orders",
            timeout=Duration.seconds(30),
            reserved_concurrent_executions=50,
        )

        source = SqsEventSource(
            orders,
            batch_size=100,
            max_batching_window=Duration.seconds(5),
            report_batch_item_failures=True,
            max_concurrency=20,
            filters=[
                {"body": {"type": ["order-placed"]}},
                {"body": {"type": ["order-changed"], "channel": [{"anything-but": ["test"]}]}},
            ],
            metrics_config=lambda_.MetricsConfig(metrics=[lambda_.MetricType.EVENT_COUNT]),
            tags={"domain": "orders"},
        )
        fulfil.add_event_source(source)

        cloudwatch.Alarm(
            self,
            "OrdersFail",
            alarm_description="Orders cannot be fulfilled",
            metric=source.metric_failed_invoke_event_count(period=Duration.minutes(5)),
            threshold=10,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
