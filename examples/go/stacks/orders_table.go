package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewOrdersTable makes the table of orders: whoever puts one there has it confirmed, without a call of their own.
func NewOrdersTable(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	orders := awsdynamodb.NewTableV2(stack, jsii.String("Orders"), &awsdynamodb.TablePropsV2{
		PartitionKey: &awsdynamodb.Attribute{Name: jsii.String("id"), Type: awsdynamodb.AttributeType_STRING},
		DynamoStream: awsdynamodb.StreamViewType_NEW_IMAGE,
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{
			PointInTimeRecoveryEnabled: jsii.Bool(true),
		},
		DeletionProtection: jsii.Bool(true),
		RemovalPolicy:      awscdk.RemovalPolicy_RETAIN,
	})
	// A bucket keeps the records themselves: the stream has forgotten them after a day.
	failed := awss3.NewBucket(stack, jsii.String("FailedConfirmations"), &awss3.BucketProps{
		Encryption:     awss3.BucketEncryption_S3_MANAGED,
		EnforceSSL:     jsii.Bool(true),
		LifecycleRules: &[]*awss3.LifecycleRule{{Expiration: days(90)}},
	})

	confirm := NewShopFunction(stack, "Confirm", ShopFunctionProps{File: "confirm-orders", Timeout: seconds(20)})
	confirm.AddEventSource(sources.NewDynamoEventSource(orders, &sources.DynamoEventSourceProps{
		StartingPosition:        awslambda.StartingPosition_TRIM_HORIZON,
		BatchSize:               jsii.Number(25),
		ReportBatchItemFailures: jsii.Bool(true),
		Filters:                 &[]*map[string]any{{"eventName": []string{"INSERT"}}},
		RetryAttempts:           jsii.Number(5),
		OnFailure:               sources.FailureDestination_Bucket(failed),
	}))
	return stack
}
