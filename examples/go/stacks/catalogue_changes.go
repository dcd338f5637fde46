package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdocdb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewCatalogueChanges makes the catalogue that buyers edit. What they change is published: the change stream of a collection,
// enabled in the database.
func NewCatalogueChanges(scope constructs.Construct, id string, props InNetworkProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	network := securityGroup(stack, "Network", props.Vpc, "The catalogue and what reads it")
	cluster := awsdocdb.NewDatabaseCluster(stack, jsii.String("Cluster"), &awsdocdb.DatabaseClusterProps{
		Vpc:                props.Vpc,
		VpcSubnets:         isolatedSubnets(),
		SecurityGroup:      network,
		InstanceType:       awsec2.InstanceType_Of(awsec2.InstanceClass_R6G, awsec2.InstanceSize_LARGE),
		EngineVersion:      jsii.String("5.0.0"),
		MasterUser:         &awsdocdb.Login{Username: jsii.String("shop")},
		StorageEncrypted:   jsii.Bool(true),
		DeletionProtection: jsii.Bool(true),
		RemovalPolicy:      awscdk.RemovalPolicy_RETAIN,
		ParameterGroup: awsdocdb.NewClusterParameterGroup(stack, jsii.String("Parameters"), &awsdocdb.ClusterParameterGroupProps{
			Family:     jsii.String("docdb5.0"),
			Parameters: &map[string]*string{"change_stream_log_retention_duration": jsii.String("259200")}, // seconds: 3 days
		}),
	})

	publish := NewShopFunction(stack, "Publish", ShopFunctionProps{File: "publish-catalogue", Timeout: seconds(30)})
	changes := sources.NewDocumentDbEventSource(cluster, &sources.DocumentDbEventSourceProps{
		DatabaseName:      jsii.String("shop"),
		CollectionName:    jsii.String("articles"),
		FullDocument:      sources.FullDocument_UPDATE_LOOKUP,
		StartingPosition:  awslambda.StartingPosition_TRIM_HORIZON,
		BatchSize:         jsii.Number(20),
		MaxBatchingWindow: seconds(1),
	})
	publish.AddEventSource(changes)
	sources.PollerNetwork_Of(props.Vpc).Connect(changes, cluster, nil)
	return stack
}
