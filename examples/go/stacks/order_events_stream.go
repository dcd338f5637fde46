package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskinesis"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewOrderEventsStream tells what happens to orders, as a stream with two readers: one of the stream itself, one with a throughput of its own.
func NewOrderEventsStream(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	events := awskinesis.NewStream(stack, jsii.String("Events"), &awskinesis.StreamProps{
		Encryption:      awskinesis.StreamEncryption_MANAGED,
		RetentionPeriod: days(3),
		ShardCount:      jsii.Number(2),
		StreamMode:      awskinesis.StreamMode_PROVISIONED,
	})
	failed := awssqs.NewQueue(stack, jsii.String("FailedEvents"), &awssqs.QueueProps{
		EnforceSSL:      jsii.Bool(true),
		RetentionPeriod: days(14),
	})

	// Every event counts: a bad one is tried 5 times and then set aside, so that its shard goes on.
	follow := NewShopFunction(stack, "Follow", ShopFunctionProps{File: "follow-orders", Timeout: seconds(30)})
	follow.AddEventSource(sources.NewKinesisEventSource(events, &sources.KinesisEventSourceProps{
		StartingPosition:        awslambda.StartingPosition_TRIM_HORIZON,
		BatchSize:               jsii.Number(500),
		MaxBatchingWindow:       seconds(2),
		ParallelizationFactor:   jsii.Number(2),
		ReportBatchItemFailures: jsii.Bool(true),
		BisectBatchOnError:      jsii.Bool(true),
		RetryAttempts:           jsii.Number(5),
		OnFailure:               sources.FailureDestination_Queue(failed),
	}))

	// Figures of the minute: what is older than 5 minutes nobody wants to see.
	measure := NewShopFunction(stack, "Measure", ShopFunctionProps{File: "measure-sales", Timeout: seconds(30)})
	consumer := awskinesis.NewStreamConsumer(stack, jsii.String("Sales"), &awskinesis.StreamConsumerProps{
		Stream:             events,
		StreamConsumerName: jsii.String("sales"),
	})
	measure.AddEventSource(sources.NewKinesisConsumerEventSource(consumer, &sources.KinesisEventSourceProps{
		StartingPosition: awslambda.StartingPosition_LATEST,
		TumblingWindow:   minutes(1),
		Filters:          &[]*map[string]any{{"data": pattern{"type": []string{"order-placed"}}}},
		RetryAttempts:    jsii.Number(2),
		MaxRecordAge:     minutes(5),
		OnFailure:        &operationsTopic{topicArn: "arn:aws:sns:eu-west-1:111122223333:operations"},
	}))
	return stack
}
