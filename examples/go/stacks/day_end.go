package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
)

// NewDayEnd ends the day, by the clock: what comes of it goes on, and a failure is told at once.
func NewDayEnd(scope constructs.Construct, id string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	closeDay := NewShopFunction(stack, "Close", ShopFunctionProps{File: "close-day", Timeout: minutes(5)})
	live := awslambda.NewAlias(stack, jsii.String("CloseLive"), &awslambda.AliasProps{
		AliasName: jsii.String("live"),
		Version:   closeDay.CurrentVersion(),
	})
	awsevents.NewRule(stack, jsii.String("Evening"), &awsevents.RuleProps{
		Schedule: awsevents.Schedule_Cron(&awsevents.CronOptions{Hour: jsii.String("22"), Minute: jsii.String("0")}),
		Targets:  &[]awsevents.IRuleTarget{awseventstargets.NewLambdaFunction(live, nil)},
	})

	report := NewShopFunction(stack, "Report", ShopFunctionProps{File: "report-failures", Timeout: seconds(10)})
	sources.NewEventInvokeConfig(stack, jsii.String("Closing"), &sources.EventInvokeConfigProps{
		Function:      live,
		RetryAttempts: jsii.Number(1),
		MaxEventAge:   awscdk.Duration_Hours(jsii.Number(2)),
		OnSuccess:     sources.InvokeDestination_EventBus(nil),
		OnFailure:     sources.InvokeDestination_Function(report, nil),
	})
	return stack
}
