// Command checks asks what can be asked before anything is deployed. In an app of your own it belongs into the unit tests.
package main

import (
	"fmt"
	"sort"
	"strings"

	"shop/stacks"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
	sources "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources"
	"github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources/rules"
	sourcestest "github.com/cdk-lambda-event-sources/cdk-lambda-event-sources-go/cdklambdaeventsources/testing"
)

type object = map[string]any

func main() {
	defer jsii.Close()

	filters := &[]*map[string]any{
		{"body": object{
			"type":   []string{"order-placed"},
			"total":  []any{sources.FilterMatch_GreaterThan(jsii.Number(99.5))},
			"coupon": []any{nil},
		}},
		{"body": object{
			"type":    []string{"order-changed"},
			"channel": []object{{"anything-but": []string{"test"}}},
			"express": []bool{true},
		}},
	}
	messages(filters)
	rule()
	template()
	stack(filters)
}

func messages(filters *[]*map[string]any) {
	title("What becomes of messages")
	orders := sourcestest.FilterTester_Sqs(filters)
	// As text: a nil in a map does not arrive.
	text := sourcestest.SampleRecords_SqsText(jsii.String(`{"type":"order-placed","total":120,"coupon":null}`))
	fmt.Println(*orders.Test(text).ToString())
	for _, body := range []object{
		{"type": "order-placed", "total": 99.5, "coupon": "SPRING"},
		{"type": "order-changed", "channel": "web", "express": true},
	} {
		fmt.Println(*orders.Test(sourcestest.SampleRecords_Sqs(&body)).ToString())
	}
	tills := sourcestest.FilterTester_RabbitMq(&[]*map[string]any{{"data": object{"training": []bool{false}}}})
	training := tills.Test(sourcestest.SampleRecords_RabbitMq(&object{"training": true}))
	var mismatches []string
	for _, mismatch := range *training.Mismatches() {
		mismatches = append(mismatches, *mismatch.Path+" is "+*mismatch.Found)
	}
	fmt.Println(*training.Passed(), strings.Join(mismatches, ","))
	fmt.Println(complaint(func() {
		sourcestest.FilterTester_Sqs(&[]*map[string]any{{"body": object{"price": []object{{"numeric": []any{">", 10, "<", 5}}}}}})
	}))
}

func rule() {
	title("What a rule says")
	rule := rules.RuleCatalogue_Find(jsii.String("sqs-fifo-batch-size"))
	fmt.Printf("%s, because %s. %s %s\n", *rule.Id(), *rule.Because(), *rule.Fix(), *rule.Url())
	if rules.RuleCatalogue_Find(jsii.String("sqs-moon-phase")) == nil {
		fmt.Println("sqs-moon-phase: no such rule")
	}
	catalogue := *rules.RuleCatalogue_All()
	errors := 0
	for _, each := range catalogue {
		if each.Severity() == rules.FindingSeverity_ERROR {
			errors++
		}
	}
	fmt.Printf("%d of %d are errors\n", errors, len(catalogue))
}

func template() {
	title("What is wrong with a template")
	verdict := rules.TemplateChecker_Check(&object{
		"Resources": object{
			"Mapping": object{
				"Type": "AWS::Lambda::EventSourceMapping",
				"Properties": object{
					"FunctionName":   "fulfil-orders",
					"EventSourceArn": "arn:aws:sqs:eu-west-1:111122223333:orders.fifo",
					"BatchSize":      100,
					"FilterCriteria": object{"Filters": []object{{"Pattern": `{"body":{"type":"order-placed"}}`}}},
				},
			},
		},
	}, &rules.TemplateCheckOptions{Region: jsii.String("eu-central-1")})
	fmt.Printf("%v mapping, %v undecided\n", *verdict.Mappings, *verdict.Undecided)
	for _, finding := range *verdict.Findings {
		fmt.Println(*finding.ToString())
	}
}

func stack(filters *[]*map[string]any) {
	title("What is wrong with a stack")
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Desk"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	})
	queue := awssqs.NewQueue(stack, jsii.String("Returns"), &awssqs.QueueProps{
		VisibilityTimeout: awscdk.Duration_Minutes(jsii.Number(2)),
	})
	take := stacks.NewShopFunction(stack, "Take", stacks.ShopFunctionProps{
		File:    "fulfil-orders",
		Timeout: awscdk.Duration_Seconds(jsii.Number(10)),
	})
	source := sources.NewSqsEventSource(queue, &sources.SqsEventSourceProps{BatchSize: jsii.Number(100), Filters: filters})
	fmt.Println(complaint(func() { source.EventSourceMapping() }))
	take.AddEventSource(source)
	fmt.Println(*sourcestest.Findings_Of(stack).AssertHas(jsii.String("sqs-batch-window-missing")).Path())
	fmt.Println(complaint(func() { sourcestest.Findings_Of(stack).AssertNone() }))
	awscdk.Validations_Of(take).Acknowledge(&awscdk.Acknowledgment{
		Id:     jsii.String("EventSources::sqs-redrive-policy-missing"),
		Reason: jsii.String("Returns are scanned again."),
	})
	sourcestest.Findings_Of(stack).AssertOnly(jsii.String("sqs-batch-window-missing"))

	title("What the role must allow")
	for _, statement := range *source.RequiredPermissions() {
		var actions []string
		for _, action := range *statement.Actions() {
			actions = append(actions, *action)
		}
		sort.Strings(actions)
		fmt.Println(strings.Join(actions, " "))
	}
}

func title(text string) { fmt.Printf("\n%s\n", text) }

// complaint returns what an error says, to somebody who reads it in a log.
func complaint(action func()) (text string) {
	defer func() {
		if reason := recover(); reason != nil {
			text = strings.TrimPrefix(fmt.Sprint(reason), "Error: ")
		}
	}()
	action()
	return "no error"
}
