package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// PartnerInbox is where partners put their orders: encrypted with a key of the shop, and kept apart from what reads it.
type PartnerInbox struct {
	awscdk.Stack
	Queue awssqs.Queue
}

// NewPartnerInbox makes the inbox.
func NewPartnerInbox(scope constructs.Construct, id string, props awscdk.StackProps) PartnerInbox {
	stack := awscdk.NewStack(scope, &id, &props)
	key := awskms.NewKey(stack, jsii.String("Key"), &awskms.KeyProps{
		EnableKeyRotation: jsii.Bool(true),
		RemovalPolicy:     awscdk.RemovalPolicy_RETAIN,
	})
	queue := awssqs.NewQueue(stack, jsii.String("Orders"), &awssqs.QueueProps{
		EnforceSSL:          jsii.Bool(true),
		EncryptionMasterKey: key,
		VisibilityTimeout:   minutes(6),
		DeadLetterQueue: &awssqs.DeadLetterQueue{
			Queue: awssqs.NewQueue(stack, jsii.String("FailedOrders"), &awssqs.QueueProps{
				EnforceSSL:          jsii.Bool(true),
				EncryptionMasterKey: key,
				RetentionPeriod:     days(14),
			}),
			MaxReceiveCount: jsii.Number(5),
		},
	})
	return PartnerInbox{Stack: stack, Queue: queue}
}

// PartnerOrdersProps tells what NewPartnerOrders needs.
type PartnerOrdersProps struct {
	awscdk.StackProps
	Inbox awssqs.IQueue
	// FilterKeyArn is the key of the security team. Its policy is theirs too, which the warning of this stack is about.
	FilterKeyArn string
}

// NewPartnerOrders reads the inbox of the partners. Who they are is confidential, so the filters are encrypted as well.
func NewPartnerOrders(scope constructs.Construct, id string, props PartnerOrdersProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)
	importOrders := NewShopFunction(stack, "Import", ShopFunctionProps{File: "import-partner-orders", Timeout: minutes(1)})
	importOrders.AddEventSource(sources.NewSqsEventSource(props.Inbox, &sources.SqsEventSourceProps{
		ReportBatchItemFailures: jsii.Bool(true),
		Filters:                 &[]*map[string]any{{"body": pattern{"partner": []string{"acme", "globex"}}}},
		FilterEncryption:        awskms.Key_FromKeyArn(stack, jsii.String("FilterKey"), &props.FilterKeyArn),
	}))
	return stack
}
