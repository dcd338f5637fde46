using Amazon.CDK;

namespace Shop;

/// <summary>The shop: the app of ../typescript/bin/shop.ts.</summary>
public static class ShopApp
{
    public static void Run()
    {
        var app = new App();
        var env = new Environment { Account = "111122223333", Region = "eu-west-1" };
        var props = new StackProps { Env = env };

        // Amazon SQS
        new OrdersQueue(app, "Orders", props);
        new PaymentsQueue(app, "Payments", props);
        var inbox = new PartnerInbox(app, "PartnerInbox", props);
        new PartnerOrders(app, "PartnerOrders", new PartnerOrdersProps
        {
            Env = env,
            Inbox = inbox.Queue,
            FilterKeyArn = "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        });
        new ParcelsQueue(app, "Parcels", props);

        // Streams: Amazon Kinesis and Amazon DynamoDB
        new OrderEventsStream(app, "OrderEvents", props);
        new OrdersTable(app, "OrdersTable", props);

        // In a network: Apache Kafka, Amazon MQ and Amazon DocumentDB
        var vpc = new Network(app, "Network", props).Vpc;
        new ShipmentsTopic(app, "Shipments", vpc, props);
        new LegacyBroker(app, "Tills", vpc, props);
        new CatalogueChanges(app, "Catalogue", vpc, props);

        // Asynchronous invocation: Amazon S3, Amazon SNS and the clock
        new PhotoUploads(app, "PhotoUploads", props);
        new OrderNews(app, "OrderNews", props);
        new DayEnd(app, "DayEnd", props);

        app.Synth();
    }
}
