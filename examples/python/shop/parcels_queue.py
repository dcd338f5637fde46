from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import SqsEventSource
from constructs import Construct

from shop.shop_function import ShopFunction


class ParcelsQueue(Stack):
    """Scans of parcels, thousands at once when a lorry is unloaded: pollers are held ready for them."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        scans = sqs.Queue(
            self,
            "Scans",
            enforce_ssl=True,
            visibility_timeout=Duration.minutes(2),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=sqs.Queue(self, "FailedScans", enforce_ssl=True, retention_period=Duration.days(14)),
                max_receive_count=5,
            ),
        )

        track = ShopFunction(self, "Track", file="track-parcels", timeout=Duration.seconds(10))
        track.add_event_source(
            SqsEventSource(
                scans,
                batch_size=1000,
                max_batching_window=Duration.seconds(1),
                report_batch_item_failures=True,
                provisioned_poller_config=lambda_.ProvisionedPollerConfig(minimum_pollers=2, maximum_pollers=20),
            )
        )
