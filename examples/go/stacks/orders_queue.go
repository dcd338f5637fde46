package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewOrdersQueue takes orders of the web shop: a standard queue, read in large batches, with a limit that spares the warehouse.
func NewOrdersQueue(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	orders := awssqs.NewQueue(stack, jsii.String("Orders"), &awssqs.QueueProps{
		EnforceSSL:        jsii.Bool(true),
		VisibilityTimeout: seconds(185), // 6 times the timeout of the function, plus the batching window
		DeadLetterQueue: &awssqs.DeadLetterQueue{
			Queue: awssqs.NewQueue(stack, jsii.String("FailedOrders"), &awssqs.QueueProps{
				EnforceSSL:      jsii.Bool(true),
				RetentionPeriod: days(14),
			}),
			MaxReceiveCount: jsii.Number(5),
		},
	})

	fulfil := NewShopFunction(stack, "Fulfil", ShopFunctionProps{
		File:                         "fulfil-orders",
		Timeout:                      seconds(30),
		ReservedConcurrentExecutions: jsii.Number(50),
	})

	source := sources.NewSqsEventSource(orders, &sources.SqsEventSourceProps{
		BatchSize:               jsii.Number(100),
		MaxBatchingWindow:       seconds(5),
		ReportBatchItemFailures: jsii.Bool(true),
		MaxConcurrency:          jsii.Number(20),
		Filters: &[]*map[string]any{
			{"body": pattern{"type": []string{"order-placed"}}},
			{"body": pattern{"type": []string{"order-changed"}, "channel": []pattern{{"anything-but": []string{"test"}}}}},
		},
		MetricsConfig: &awslambda.MetricsConfig{Metrics: &[]awslambda.MetricType{awslambda.MetricType_EVENT_COUNT}},
		Tags:          &map[string]*string{"domain": jsii.String("orders")},
	})
	fulfil.AddEventSource(source)

	awscloudwatch.NewAlarm(stack, jsii.String("OrdersFail"), &awscloudwatch.AlarmProps{
		AlarmDescription:  jsii.String("Orders cannot be fulfilled"),
		Metric:            source.MetricFailedInvokeEventCount(&awscloudwatch.MetricOptions{Period: minutes(5)}),
		Threshold:         jsii.Number(10),
		EvaluationPeriods: jsii.Number(1),
		TreatMissingData:  awscloudwatch.TreatMissingData_NOT_BREACHING,
	})
	return stack
}
