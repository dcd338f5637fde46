package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewPaymentsQueue takes payments, in order per order: a FIFO queue, read by the alias that the deployments of the function move.
func NewPaymentsQueue(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	payments := awssqs.NewQueue(stack, jsii.String("Payments"), &awssqs.QueueProps{
		Fifo:                      jsii.Bool(true),
		ContentBasedDeduplication: jsii.Bool(true),
		EnforceSSL:                jsii.Bool(true),
		VisibilityTimeout:         minutes(2),
		DeadLetterQueue: &awssqs.DeadLetterQueue{
			Queue: awssqs.NewQueue(stack, jsii.String("FailedPayments"), &awssqs.QueueProps{
				Fifo:            jsii.Bool(true),
				EnforceSSL:      jsii.Bool(true),
				RetentionPeriod: days(14),
			}),
			MaxReceiveCount: jsii.Number(3),
		},
	})

	settle := NewShopFunction(stack, "Settle", ShopFunctionProps{File: "settle-payments", Timeout: seconds(20)})
	live := awslambda.NewAlias(stack, jsii.String("SettleLive"), &awslambda.AliasProps{
		AliasName: jsii.String("live"),
		Version:   settle.CurrentVersion(),
	})
	live.AddEventSource(sources.NewSqsEventSource(payments, &sources.SqsEventSourceProps{
		BatchSize:               jsii.Number(10),
		ReportBatchItemFailures: jsii.Bool(true),
	}))

	awscdk.Validations_Of(live).Acknowledge(&awscdk.Acknowledgment{
		Id:     jsii.String("EventSources::sqs-max-receive-count"),
		Reason: jsii.String("A payment that fails holds up its order, so it leaves the queue after 3 attempts. The function is never throttled."),
	})
	return stack
}
