"""The shop on a bad day: the app of ../typescript/bin/mistakes.ts, which says what each mistake is about."""

from aws_cdk import App, Duration, Environment, Stack
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import SqsEventSource

from shop.shop_function import ShopFunction

app = App()
env = Environment(account="111122223333", region="eu-west-1")
inbox = Stack(app, "Inbox", env=env)
shop = Stack(app, "Shop", env=env)


def queue(id: str, *, visibility_timeout: Duration = Duration.minutes(2), fifo: bool | None = None) -> sqs.Queue:
    return sqs.Queue(shop, id, visibility_timeout=visibility_timeout, fifo=fifo)


fulfil = ShopFunction(
    shop, "Fulfil", file="fulfil-orders", timeout=Duration.seconds(10), reserved_concurrent_executions=50
)
settle = ShopFunction(shop, "Settle", file="settle-payments", timeout=Duration.minutes(3))
track = ShopFunction(shop, "Track", file="track-parcels", timeout=Duration.seconds(10))

# 1. An alias, whose function runs longer than messages stay invisible.
live = lambda_.Alias(shop, "SettleLive", alias_name="live", version=settle.current_version)
live.add_event_source(SqsEventSource(queue("Invoices", visibility_timeout=Duration.minutes(1))))

# 2. The same across stacks, with a queue that has the default of 30 seconds.
settle.add_event_source(SqsEventSource(sqs.Queue(inbox, "PartnerInvoices")))

# 3. A large batch without a window to gather it.
fulfil.add_event_source(SqsEventSource(queue("Orders"), batch_size=100))

# 4. and 5. A FIFO queue with a window, and with a batch that only standard queues can have.
track.add_event_source(
    SqsEventSource(queue("Payments", fifo=True), batch_size=11, max_batching_window=Duration.seconds(5))
)

# 6. Zero as "no concurrency".
fulfil.add_event_source(SqsEventSource(queue("Returns"), max_concurrency=0))

# 7. More concurrency than is reserved for the function.
fulfil.add_event_source(SqsEventSource(queue("Changes"), max_concurrency=51))

# 8. and 9. Provisioned pollers together with a limit of concurrency, and a maximum below the minimum.
track.add_event_source(
    SqsEventSource(
        queue("Scans"),
        max_concurrency=10,
        provisioned_poller_config=lambda_.ProvisionedPollerConfig(minimum_pollers=20, maximum_pollers=10),
    )
)

# 10. A poller group, which only Apache Kafka has.
track.add_event_source(
    SqsEventSource(
        queue("Labels"),
        provisioned_poller_config=lambda_.ProvisionedPollerConfig(minimum_pollers=2, poller_group_name="parcels"),
    )
)

# 11. One queue twice on one function: "already exists" after the deployment has begun.
claims = queue("Claims")
track.add_event_source(SqsEventSource(claims))
track.add_event_source(SqsEventSource(claims, batch_size=5, mapping_id="ClaimsAgain"))

# 12. One filter more than AWS ever allows.
countries = ["AT", "BE", "CH", "DE", "DK", "ES", "FR", "IT", "LU", "NL", "PL"]
track.add_event_source(
    SqsEventSource(queue("Routes"), filters=[{"body": {"country": [country]}} for country in countries])
)

# 13. A queue of another Region.
track.add_event_source(
    SqsEventSource(sqs.Queue.from_queue_arn(shop, "Overseas", "arn:aws:sqs:us-east-1:111122223333:parcels"))
)

# 14. A tag as long as a page.
track.add_event_source(
    SqsEventSource(queue("Pickups"), tags={"purpose": "Collects parcels from shops and lockers. " * 7})
)

# 15. A window of six minutes, set past the construct: what is judged is what would be deployed.
stock = SqsEventSource(queue("Stock", visibility_timeout=Duration.minutes(30)))
fulfil.add_event_source(stock)
stock.event_source_mapping.node.default_child.add_property_override("MaximumBatchingWindowInSeconds", 360)

app.synth()
