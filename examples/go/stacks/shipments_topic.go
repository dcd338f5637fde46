package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsmsk"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewShipmentsTopic takes shipments of the carriers, in order per parcel: a topic on MSK Serverless, where Lambda logs in by IAM.
// The carriers make the topics.
func NewShipmentsTopic(scope constructs.Construct, id string, props InNetworkProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	brokers := securityGroup(stack, "Brokers", props.Vpc, "Brokers of the shipments and what reads them")
	cluster := awsmsk.NewCfnServerlessCluster(stack, jsii.String("Cluster"), &awsmsk.CfnServerlessClusterProps{
		ClusterName: jsii.String("shipments"),
		ClientAuthentication: &awsmsk.CfnServerlessCluster_ClientAuthenticationProperty{
			Sasl: &awsmsk.CfnServerlessCluster_SaslProperty{
				Iam: &awsmsk.CfnServerlessCluster_IamProperty{Enabled: jsii.Bool(true)},
			},
		},
		VpcConfigs: &[]any{
			&awsmsk.CfnServerlessCluster_VpcConfigProperty{
				SubnetIds:      props.Vpc.SelectSubnets(isolatedSubnets()).SubnetIds,
				SecurityGroups: &[]*string{brokers.SecurityGroupId()},
			},
		},
	})

	ship := NewShopFunction(stack, "Ship", ShopFunctionProps{File: "follow-shipments", Timeout: seconds(30)})
	shipments := sources.NewKafkaEventSource(sources.KafkaCluster_MskServerless(cluster, nil), &sources.KafkaEventSourceProps{
		Topic:                   jsii.String("shipments"),
		StartingPosition:        awslambda.StartingPosition_TRIM_HORIZON,
		ConsumerGroupId:         jsii.String("shop-shipments"),
		BatchSize:               jsii.Number(200),
		MaxBatchingWindow:       seconds(1),
		ProvisionedPollerConfig: &awslambda.ProvisionedPollerConfig{MinimumPollers: jsii.Number(1), MaximumPollers: jsii.Number(4)},
		ReportBatchItemFailures: jsii.Bool(true),
		RetryAttempts:           jsii.Number(3),
		OnFailure:               sources.NewKafkaDlq(jsii.String("shipments-failed")),
	})
	ship.AddEventSource(shipments)
	// In provisioned mode this is a rule of the security group only: Lambda invokes the function past the VPC.
	sources.PollerNetwork_Of(props.Vpc).Connect(shipments, brokers, nil)
	return stack
}
