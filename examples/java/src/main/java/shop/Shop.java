package shop;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;

/** The shop: the app of ../typescript/bin/shop.ts. */
public final class Shop {
    private Shop() {}

    public static void main(String[] args) {
        App app = new App();
        StackProps props = StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build();

        // Amazon SQS
        new OrdersQueue(app, "Orders", props);
        new PaymentsQueue(app, "Payments", props);
        PartnerInbox inbox = new PartnerInbox(app, "PartnerInbox", props);
        new PartnerOrders(app, "PartnerOrders", props, inbox.getQueue(),
                "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        new ParcelsQueue(app, "Parcels", props);

        // Streams: Amazon Kinesis and Amazon DynamoDB
        new OrderEventsStream(app, "OrderEvents", props);
        new OrdersTable(app, "OrdersTable", props);

        // In a network: Apache Kafka, Amazon MQ and Amazon DocumentDB
        IVpc vpc = new Network(app, "Network", props).getVpc();
        new ShipmentsTopic(app, "Shipments", props, vpc);
        new LegacyBroker(app, "Tills", props, vpc);
        new CatalogueChanges(app, "Catalogue", props, vpc);

        // Asynchronous invocation: Amazon S3, Amazon SNS and the clock
        new PhotoUploads(app, "PhotoUploads", props);
        new OrderNews(app, "OrderNews", props);
        new DayEnd(app, "DayEnd", props);

        app.synth();
    }
}
