from aws_cdk import App, Duration, Stack
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import SqsEventSource

app = App()
stack = Stack(app, "Shop")

orders = sqs.Queue(
    stack,
    "Orders",
    visibility_timeout=Duration.seconds(65),
    dead_letter_queue=sqs.DeadLetterQueue(queue=sqs.Queue(stack, "FailedOrders"), max_receive_count=5),
)
fulfil = lambda_.Function(
    stack,
    "Fulfil",
    runtime=lambda_.Runtime.NODEJS_22_X,
    handler="index.handler",
    code=lambda_.Code.from_inline('exports.handler = async event => console.log(event.Records.length, "orders");'),
    timeout=Duration.seconds(10),
)

fulfil.add_event_source(
    SqsEventSource(
        orders,
        batch_size=100,
        max_batching_window=Duration.seconds(5),
        max_concurrency=20,
        filters=[{"body": {"type": ["order-placed", "order-changed"]}}],
    )
)

app.synth()
