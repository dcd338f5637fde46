package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Shop"), nil)

	orders := awssqs.NewQueue(stack, jsii.String("Orders"), &awssqs.QueueProps{
		VisibilityTimeout: awscdk.Duration_Seconds(jsii.Number(65)),
		DeadLetterQueue: &awssqs.DeadLetterQueue{
			Queue:           awssqs.NewQueue(stack, jsii.String("FailedOrders"), nil),
			MaxReceiveCount: jsii.Number(5),
		},
	})
	fulfil := awslambda.NewFunction(stack, jsii.String("Fulfil"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_NODEJS_22_X(),
		Handler: jsii.String("index.handler"),
		Code:    awslambda.Code_FromInline(jsii.String(`exports.handler = async event => console.log(event.Records.length, "orders");`)),
		Timeout: awscdk.Duration_Seconds(jsii.Number(10)),
	})

	fulfil.AddEventSource(sources.NewSqsEventSource(orders, &sources.SqsEventSourceProps{
		BatchSize:         jsii.Number(100),
		MaxBatchingWindow: awscdk.Duration_Seconds(jsii.Number(5)),
		MaxConcurrency:    jsii.Number(20),
		Filters: &[]*map[string]any{
			{"body": map[string][]string{"type": {"order-placed", "order-changed"}}},
		},
	}))

	app.Synth(nil)
}
