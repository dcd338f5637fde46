from typing import Any

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import SqsEventSource
from constructs import Construct

from shop.shop_function import ShopFunction


class PartnerInbox(Stack):
    """Where partners put their orders: encrypted with a key of the shop, and kept apart from what reads it."""

    queue: sqs.Queue

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)
        key = kms.Key(self, "Key", enable_key_rotation=True, removal_policy=RemovalPolicy.RETAIN)
        self.queue = sqs.Queue(
            self,
            "Orders",
            enforce_ssl=True,
            encryption_master_key=key,
            visibility_timeout=Duration.minutes(6),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=sqs.Queue(
                    self,
                    "FailedOrders",
                    enforce_ssl=True,
                    encryption_master_key=key,
                    retention_period=Duration.days(14),
                ),
                max_receive_count=5,
            ),
        )


class PartnerOrders(Stack):
    """Reads the inbox of the partners. Who they are is confidential, so the filters are encrypted as well.

    :param filter_key_arn: The key of the security team. Its policy is theirs too, which the warning of this stack is about.
    """

    def __init__(
        self, scope: Construct, id: str, *, inbox: sqs.IQueue, filter_key_arn: str, **kwargs: Any
    ) -> None:
        super().__init__(scope, id, **kwargs)
        import_orders = ShopFunction(self, "Import", file="import-partner-orders", timeout=Duration.minutes(1))
        import_orders.add_event_source(
            SqsEventSource(
                inbox,
                report_batch_item_failures=True,
                filters=[{"body": {"partner": ["acme", "globex"]}}],
                filter_encryption=kms.Key.from_key_arn(self, "FilterKey", filter_key_arn),
            )
        )
