// Package stacks holds the stacks of the shop, one file for each kind of event source.
package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// ShopFunctionProps tells what differs between the functions of the shop.
type ShopFunctionProps struct {
	// File is the file below functions/ that exports the handler.
	File    string
	Timeout awscdk.Duration
	// ReservedConcurrentExecutions may be nil: then nothing is reserved.
	ReservedConcurrentExecutions *float64
}

// NewShopFunction makes a function of the shop: they share one folder of code, and how they log.
func NewShopFunction(scope constructs.Construct, id string, props ShopFunctionProps) awslambda.Function {
	return awslambda.NewFunction(scope, jsii.String(id), &awslambda.FunctionProps{
		Runtime:      awslambda.Runtime_NODEJS_22_X(),
		Architecture: awslambda.Architecture_ARM_64(),
		Code:         awslambda.Code_FromAsset(jsii.String("../typescript/functions"), nil),
		Handler:      jsii.String(props.File + ".handler"),
		LogGroup: awslogs.NewLogGroup(scope, jsii.String(id+"Log"), &awslogs.LogGroupProps{
			Retention:     awslogs.RetentionDays_ONE_MONTH,
			RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		}),
		Timeout:                      props.Timeout,
		ReservedConcurrentExecutions: props.ReservedConcurrentExecutions,
	})
}

// pattern is a pattern of a filter: the text of JSON as a map.
type pattern = map[string]any

func seconds(amount float64) awscdk.Duration { return awscdk.Duration_Seconds(jsii.Number(amount)) }
func minutes(amount float64) awscdk.Duration { return awscdk.Duration_Minutes(jsii.Number(amount)) }
func days(amount float64) awscdk.Duration    { return awscdk.Duration_Days(jsii.Number(amount)) }
