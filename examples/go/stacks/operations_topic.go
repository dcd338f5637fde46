package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/jsii-runtime-go"
)

// operationsTopic is the topic of the operations team, of which only the ARN is known: a destination of the shop's own making.
type operationsTopic struct {
	topicArn string
}

var _ awslambda.IEventSourceDlq = (*operationsTopic)(nil)

func (t *operationsTopic) Bind(_ awslambda.IEventSourceMapping, handler awslambda.IFunction) *awslambda.DlqDestinationConfig {
	handler.AddToRolePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions:   jsii.Strings("sns:Publish"),
		Resources: jsii.Strings(t.topicArn),
	}))
	return &awslambda.DlqDestinationConfig{Destination: &t.topicArn}
}
