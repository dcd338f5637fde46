package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsamazonmq"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewLegacyBroker takes orders of the tills in the branches, which speak AMQP: a RabbitMQ broker. The tills declare the queue themselves.
func NewLegacyBroker(scope constructs.Construct, id string, props InNetworkProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	credentials := awssecretsmanager.NewSecret(stack, jsii.String("Credentials"), &awssecretsmanager.SecretProps{
		GenerateSecretString: &awssecretsmanager.SecretStringGenerator{
			SecretStringTemplate: jsii.String(`{"username":"shop"}`),
			GenerateStringKey:    jsii.String("password"),
			ExcludePunctuation:   jsii.Bool(true),
		},
	})
	network := securityGroup(stack, "Network", props.Vpc, "The broker of the tills and what reads it")
	subnets := *props.Vpc.SelectSubnets(isolatedSubnets()).SubnetIds
	password := awscdk.SecretValue_SecretsManager(credentials.SecretArn(), &awscdk.SecretsManagerSecretOptions{JsonField: jsii.String("password")})
	broker := awsamazonmq.NewCfnBroker(stack, jsii.String("Broker"), &awsamazonmq.CfnBrokerProps{
		BrokerName:              jsii.String("tills"),
		EngineType:              jsii.String("RABBITMQ"),
		EngineVersion:           jsii.String("3.13"),
		AutoMinorVersionUpgrade: jsii.Bool(true),
		DeploymentMode:          jsii.String("SINGLE_INSTANCE"),
		HostInstanceType:        jsii.String("mq.m7g.medium"),
		PubliclyAccessible:      jsii.Bool(false),
		SubnetIds:               &[]*string{subnets[0]},
		SecurityGroups:          &[]*string{network.SecurityGroupId()},
		Logs:                    &awsamazonmq.CfnBroker_LogListProperty{General: jsii.Bool(true)},
		Users: &[]any{
			&awsamazonmq.CfnBroker_UserProperty{Username: jsii.String("shop"), Password: password.UnsafeUnwrap()},
		},
	})

	take := NewShopFunction(stack, "Take", ShopFunctionProps{File: "take-till-orders", Timeout: minutes(1)})
	tillOrders := sources.NewMqEventSource(sources.MqBroker_RabbitMq(broker), &sources.MqEventSourceProps{
		Queue:             jsii.String("till-orders"),
		Credentials:       credentials,
		BatchSize:         jsii.Number(50),
		MaxBatchingWindow: seconds(1),
		Filters:           &[]*map[string]any{{"data": pattern{"training": []bool{false}}}},
	})
	take.AddEventSource(tillOrders)
	sources.PollerNetwork_Of(props.Vpc).Connect(tillOrders, network, nil)
	return stack
}
