// Command shop synthesises the shop: the app of ../typescript/bin/shop.ts.
package main

import (
	"shop/stacks"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	props := awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	}

	// Amazon SQS
	stacks.NewOrdersQueue(app, "Orders", props)
	stacks.NewPaymentsQueue(app, "Payments", props)
	inbox := stacks.NewPartnerInbox(app, "PartnerInbox", props)
	stacks.NewPartnerOrders(app, "PartnerOrders", stacks.PartnerOrdersProps{
		StackProps:   props,
		Inbox:        inbox.Queue,
		FilterKeyArn: "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
	})
	stacks.NewParcelsQueue(app, "Parcels", props)

	// Streams: Amazon Kinesis and Amazon DynamoDB
	stacks.NewOrderEventsStream(app, "OrderEvents", props)
	stacks.NewOrdersTable(app, "OrdersTable", props)

	// In a network: Apache Kafka, Amazon MQ and Amazon DocumentDB
	network := stacks.NewNetwork(app, "Network", props)
	inNetwork := stacks.InNetworkProps{StackProps: props, Vpc: network.Vpc}
	stacks.NewShipmentsTopic(app, "Shipments", inNetwork)
	stacks.NewLegacyBroker(app, "Tills", inNetwork)
	stacks.NewCatalogueChanges(app, "Catalogue", inNetwork)

	// Asynchronous invocation: Amazon S3, Amazon SNS and the clock
	stacks.NewPhotoUploads(app, "PhotoUploads", props)
	stacks.NewOrderNews(app, "OrderNews", props)
	stacks.NewDayEnd(app, "DayEnd", props)

	app.Synth(nil)
}
