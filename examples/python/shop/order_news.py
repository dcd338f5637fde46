from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import AsyncInvokeOptions, InvokeDestination, SnsEventSource
from constructs import Construct

from shop.shop_function import ShopFunction


class OrderNews(Stack):
    """News of orders, as a topic: customers hear of what they wait for."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        news = sns.Topic(self, "News", enforce_ssl=True)
        # What Lambda did not take, and what the function could not handle: two kinds of failure, one queue.
        failed = sqs.Queue(self, "FailedNews", enforce_ssl=True, retention_period=Duration.days(14))

        notify = ShopFunction(self, "Notify", file="notify-customers", timeout=Duration.seconds(10))
        notify.add_event_source(
            SnsEventSource(
                news,
                filter_policy={
                    "type": sns.SubscriptionFilter.string_filter(allowlist=["order-shipped", "order-cancelled"])
                },
                dead_letter_queue=failed,
                async_invoke=AsyncInvokeOptions(
                    max_event_age=Duration.hours(1), on_failure=InvokeDestination.queue(failed)
                ),
            )
        )
