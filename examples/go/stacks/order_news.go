package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewOrderNews spreads news of orders, as a topic: customers hear of what they wait for.
func NewOrderNews(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	news := awssns.NewTopic(stack, jsii.String("News"), &awssns.TopicProps{EnforceSSL: jsii.Bool(true)})
	// What Lambda did not take, and what the function could not handle: two kinds of failure, one queue.
	failed := awssqs.NewQueue(stack, jsii.String("FailedNews"), &awssqs.QueueProps{
		EnforceSSL:      jsii.Bool(true),
		RetentionPeriod: days(14),
	})

	notify := NewShopFunction(stack, "Notify", ShopFunctionProps{File: "notify-customers", Timeout: seconds(10)})
	notify.AddEventSource(sources.NewSnsEventSource(news, &sources.SnsEventSourceProps{
		FilterPolicy: &map[string]awssns.SubscriptionFilter{
			"type": awssns.SubscriptionFilter_StringFilter(&awssns.StringConditions{
				Allowlist: jsii.Strings("order-shipped", "order-cancelled"),
			}),
		},
		DeadLetterQueue: failed,
		AsyncInvoke: &sources.AsyncInvokeOptions{
			MaxEventAge: awscdk.Duration_Hours(jsii.Number(1)),
			OnFailure:   sources.InvokeDestination_Queue(failed),
		},
	}))
	return stack
}
