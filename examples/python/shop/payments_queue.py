from typing import Any

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import SqsEventSource
from constructs import Construct

from shop.shop_function import ShopFunction


class PaymentsQueue(Stack):
    """Payments, in order per order: a FIFO queue, read by the alias that the deployments of the function move."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        payments = sqs.Queue(
            self,
            "Payments",
            fifo=True,
            content_based_deduplication=True,
            enforce_ssl=True,
            visibility_timeout=Duration.minutes(2),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=sqs.Queue(
                    self, "FailedPayments", fifo=True, enforce_ssl=True, retention_period=Duration.days(14)
                ),
                max_receive_count=3,
            ),
        )

        settle = ShopFunction(self, "Settle", file="settle-payments", timeout=Duration.seconds(20))
        live = lambda_.Alias(self, "SettleLive", alias_name="live", version=settle.current_version)
        live.add_event_source(SqsEventSource(payments, batch_size=10, report_batch_item_failures=True))

        Validations.of(live).acknowledge(
            Acknowledgment(
                id="EventSources::sqs-max-receive-count",
                reason=(
                    "A payment that fails holds up its order, so it leaves the queue after 3 attempts. "
                    "The function is never throttled."
                ),
            )
        )
