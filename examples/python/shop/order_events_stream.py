from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import FailureDestination, KinesisConsumerEventSource, KinesisEventSource
from constructs import Construct

from shop.operations_topic import OperationsTopic
from shop.shop_function import ShopFunction


class OrderEventsStream(Stack):
    """What happens to orders, as a stream with two readers: one of the stream itself, one with a throughput of its own."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        events = kinesis.Stream(
            self,
            "Events",
            encryption=kinesis.StreamEncryption.MANAGED,
            retention_period=Duration.days(3),
            shard_count=2,
            stream_mode=kinesis.StreamMode.PROVISIONED,
        )
        failed = sqs.Queue(self, "FailedEvents", enforce_ssl=True, retention_period=Duration.days(14))

        # Every event counts: a bad one is tried 5 times and then set aside, so that its shard goes on.
        follow = ShopFunction(self, "Follow", file="follow-orders", timeout=Duration.seconds(30))
        follow.add_event_source(
            KinesisEventSource(
                events,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=500,
                max_batching_window=Duration.seconds(2),
                parallelization_factor=2,
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                retry_attempts=5,
                on_failure=FailureDestination.queue(failed),
            )
        )

        # Figures of the minute: what is older than 5 minutes nobody wants to see.
        measure = ShopFunction(self, "Measure", file="measure-sales", timeout=Duration.seconds(30))
        consumer = kinesis.StreamConsumer(self, "Sales", stream=events, stream_consumer_name="sales")
        measure.add_event_source(
            KinesisConsumerEventSource(
                consumer,
                starting_position=lambda_.StartingPosition.LATEST,
                tumbling_window=Duration.minutes(1),
                filters=[{"data": {"type": ["order-placed"]}}],
                retry_attempts=2,
                max_record_age=Duration.minutes(5),
                on_failure=OperationsTopic("arn:aws:sns:eu-west-1:111122223333:operations"),
            )
        )
