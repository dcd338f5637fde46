from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from cdk_lambda_event_sources import EventInvokeConfig, InvokeDestination
from constructs import Construct

from shop.shop_function import ShopFunction


class DayEnd(Stack):
    """The end of the day, by the clock: what comes of it goes on, and a failure is told at once."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        close = ShopFunction(self, "Close", file="close-day", timeout=Duration.minutes(5))
        live = lambda_.Alias(self, "CloseLive", alias_name="live", version=close.current_version)
        events.Rule(
            self,
            "Evening",
            schedule=events.Schedule.cron(hour="22", minute="0"),
            targets=[targets.LambdaFunction(live)],
        )

        report = ShopFunction(self, "Report", file="report-failures", timeout=Duration.seconds(10))
        EventInvokeConfig(
            self,
            "Closing",
            function=live,
            retry_attempts=1,
            max_event_age=Duration.hours(2),
            on_success=InvokeDestination.event_bus(),
            on_failure=InvokeDestination.function(report),
        )
