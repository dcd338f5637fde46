"""The shop: the app of ../typescript/bin/shop.ts."""

from aws_cdk import App, Environment

from shop.catalogue_changes import CatalogueChanges
from shop.day_end import DayEnd
from shop.legacy_broker import LegacyBroker
from shop.network import Network
from shop.order_events_stream import OrderEventsStream
from shop.order_news import OrderNews
from shop.orders_queue import OrdersQueue
from shop.orders_table import OrdersTable
from shop.parcels_queue import ParcelsQueue
from shop.partner_queue import PartnerInbox, PartnerOrders
from shop.payments_queue import PaymentsQueue
from shop.photo_uploads import PhotoUploads
from shop.shipments_topic import ShipmentsTopic

app = App()
env = Environment(account="111122223333", region="eu-west-1")

# Amazon SQS
OrdersQueue(app, "Orders", env=env)
PaymentsQueue(app, "Payments", env=env)
inbox = PartnerInbox(app, "PartnerInbox", env=env)
PartnerOrders(
    app,
    "PartnerOrders",
    env=env,
    inbox=inbox.queue,
    filter_key_arn="arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
)
ParcelsQueue(app, "Parcels", env=env)

# Streams: Amazon Kinesis and Amazon DynamoDB
OrderEventsStream(app, "OrderEvents", env=env)
OrdersTable(app, "OrdersTable", env=env)

# In a network: Apache Kafka, Amazon MQ and Amazon DocumentDB
vpc = Network(app, "Network", env=env).vpc
ShipmentsTopic(app, "Shipments", env=env, vpc=vpc)
LegacyBroker(app, "Tills", env=env, vpc=vpc)
CatalogueChanges(app, "Catalogue", env=env, vpc=vpc)

# Asynchronous invocation: Amazon S3, Amazon SNS and the clock
PhotoUploads(app, "PhotoUploads", env=env)
OrderNews(app, "OrderNews", env=env)
DayEnd(app, "DayEnd", env=env)

app.synth()
