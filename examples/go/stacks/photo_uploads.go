package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewPhotoUploads takes photos of articles that partners upload: each is registered as soon as it is there.
func NewPhotoUploads(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	photos := awss3.NewBucket(stack, jsii.String("Photos"), &awss3.BucketProps{
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		EnforceSSL:        jsii.Bool(true),
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
	})
	failed := awssqs.NewQueue(stack, jsii.String("FailedPhotos"), &awssqs.QueueProps{
		EnforceSSL:      jsii.Bool(true),
		RetentionPeriod: days(14),
	})

	register := NewShopFunction(stack, "Register", ShopFunctionProps{File: "register-photos", Timeout: seconds(10)})
	register.AddEventSource(sources.NewS3EventSource(photos, &sources.S3EventSourceProps{
		Events:      &[]awss3.EventType{awss3.EventType_OBJECT_CREATED},
		Filters:     &[]*awss3.NotificationKeyFilter{{Prefix: jsii.String("uploads/"), Suffix: jsii.String(".jpg")}},
		AsyncInvoke: &sources.AsyncInvokeOptions{OnFailure: sources.InvokeDestination_Queue(failed)},
	}))
	return stack
}
