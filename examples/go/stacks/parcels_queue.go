package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewParcelsQueue takes scans of parcels, thousands at once when a lorry is unloaded: pollers are held ready for them.
func NewParcelsQueue(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	scans := awssqs.NewQueue(stack, jsii.String("Scans"), &awssqs.QueueProps{
		EnforceSSL:        jsii.Bool(true),
		VisibilityTimeout: minutes(2),
		DeadLetterQueue: &awssqs.DeadLetterQueue{
			Queue: awssqs.NewQueue(stack, jsii.String("FailedScans"), &awssqs.QueueProps{
				EnforceSSL:      jsii.Bool(true),
				RetentionPeriod: days(14),
			}),
			MaxReceiveCount: jsii.Number(5),
		},
	})

	track := NewShopFunction(stack, "Track", ShopFunctionProps{File: "track-parcels", Timeout: seconds(10)})
	track.AddEventSource(sources.NewSqsEventSource(scans, &sources.SqsEventSourceProps{
		BatchSize:               jsii.Number(1000),
		MaxBatchingWindow:       seconds(1),
		ReportBatchItemFailures: jsii.Bool(true),
		ProvisionedPollerConfig: &awslambda.ProvisionedPollerConfig{MinimumPollers: jsii.Number(2), MaximumPollers: jsii.Number(20)},
	}))
	return stack
}
