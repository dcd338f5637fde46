// Command mistakes is the shop on a bad day: the app of ../typescript/bin/mistakes.ts, which says what each mistake is about.
package main

import (
	"strings"

	"shop/stacks"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	props := &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	}
	inbox := awscdk.NewStack(app, jsii.String("Inbox"), props)
	shop := awscdk.NewStack(app, jsii.String("Shop"), props)

	queueFor := func(id string, visible float64) awssqs.Queue {
		return awssqs.NewQueue(shop, &id, &awssqs.QueueProps{VisibilityTimeout: awscdk.Duration_Minutes(&visible)})
	}
	queue := func(id string) awssqs.Queue { return queueFor(id, 2) }

	fulfil := stacks.NewShopFunction(shop, "Fulfil", stacks.ShopFunctionProps{
		File:                         "fulfil-orders",
		Timeout:                      awscdk.Duration_Seconds(jsii.Number(10)),
		ReservedConcurrentExecutions: jsii.Number(50),
	})
	settle := stacks.NewShopFunction(shop, "Settle", stacks.ShopFunctionProps{
		File:    "settle-payments",
		Timeout: awscdk.Duration_Minutes(jsii.Number(3)),
	})
	track := stacks.NewShopFunction(shop, "Track", stacks.ShopFunctionProps{
		File:    "track-parcels",
		Timeout: awscdk.Duration_Seconds(jsii.Number(10)),
	})

	// 1. An alias, whose function runs longer than messages stay invisible.
	live := awslambda.NewAlias(shop, jsii.String("SettleLive"), &awslambda.AliasProps{
		AliasName: jsii.String("live"),
		Version:   settle.CurrentVersion(),
	})
	live.AddEventSource(sources.NewSqsEventSource(queueFor("Invoices", 1), nil))

	// 2. The same across stacks, with a queue that has the default of 30 seconds.
	settle.AddEventSource(sources.NewSqsEventSource(awssqs.NewQueue(inbox, jsii.String("PartnerInvoices"), nil), nil))

	// 3. A large batch without a window to gather it.
	fulfil.AddEventSource(sources.NewSqsEventSource(queue("Orders"), &sources.SqsEventSourceProps{BatchSize: jsii.Number(100)}))

	// 4. and 5. A FIFO queue with a window, and with a batch that only standard queues can have.
	payments := awssqs.NewQueue(shop, jsii.String("Payments"), &awssqs.QueueProps{
		VisibilityTimeout: awscdk.Duration_Minutes(jsii.Number(2)),
		Fifo:              jsii.Bool(true),
	})
	track.AddEventSource(sources.NewSqsEventSource(payments, &sources.SqsEventSourceProps{
		BatchSize:         jsii.Number(11),
		MaxBatchingWindow: awscdk.Duration_Seconds(jsii.Number(5)),
	}))

	// 6. Zero as "no concurrency".
	fulfil.AddEventSource(sources.NewSqsEventSource(queue("Returns"), &sources.SqsEventSourceProps{MaxConcurrency: jsii.Number(0)}))

	// 7. More concurrency than is reserved for the function.
	fulfil.AddEventSource(sources.NewSqsEventSource(queue("Changes"), &sources.SqsEventSourceProps{MaxConcurrency: jsii.Number(51)}))

	// 8. and 9. Provisioned pollers together with a limit of concurrency, and a maximum below the minimum.
	track.AddEventSource(sources.NewSqsEventSource(queue("Scans"), &sources.SqsEventSourceProps{
		MaxConcurrency:          jsii.Number(10),
		ProvisionedPollerConfig: &awslambda.ProvisionedPollerConfig{MinimumPollers: jsii.Number(20), MaximumPollers: jsii.Number(10)},
	}))

	// 10. A poller group, which only Apache Kafka has.
	track.AddEventSource(sources.NewSqsEventSource(queue("Labels"), &sources.SqsEventSourceProps{
		ProvisionedPollerConfig: &awslambda.ProvisionedPollerConfig{MinimumPollers: jsii.Number(2), PollerGroupName: jsii.String("parcels")},
	}))

	// 11. One queue twice on one function: "already exists" after the deployment has begun.
	claims := queue("Claims")
	track.AddEventSource(sources.NewSqsEventSource(claims, nil))
	track.AddEventSource(sources.NewSqsEventSource(claims, &sources.SqsEventSourceProps{
		BatchSize: jsii.Number(5),
		MappingId: jsii.String("ClaimsAgain"),
	}))

	// 12. One filter more than AWS ever allows.
	var filters []*map[string]any
	for _, country := range []string{"AT", "BE", "CH", "DE", "DK", "ES", "FR", "IT", "LU", "NL", "PL"} {
		filters = append(filters, &map[string]any{"body": map[string]any{"country": []string{country}}})
	}
	track.AddEventSource(sources.NewSqsEventSource(queue("Routes"), &sources.SqsEventSourceProps{Filters: &filters}))

	// 13. A queue of another Region.
	overseas := awssqs.Queue_FromQueueArn(shop, jsii.String("Overseas"), jsii.String("arn:aws:sqs:us-east-1:111122223333:parcels"))
	track.AddEventSource(sources.NewSqsEventSource(overseas, nil))

	// 14. A tag as long as a page.
	track.AddEventSource(sources.NewSqsEventSource(queue("Pickups"), &sources.SqsEventSourceProps{
		Tags: &map[string]*string{"purpose": jsii.String(strings.Repeat("Collects parcels from shops and lockers. ", 7))},
	}))

	// 15. A window of six minutes, set past the construct: what is judged is what would be deployed.
	stock := sources.NewSqsEventSource(queueFor("Stock", 30), nil)
	fulfil.AddEventSource(stock)
	stock.EventSourceMapping().Node().DefaultChild().(awscdk.CfnResource).
		AddPropertyOverride(jsii.String("MaximumBatchingWindowInSeconds"), 360)

	app.Synth(nil)
}
