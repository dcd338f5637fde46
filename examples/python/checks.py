"""What can be asked before anything is deployed. In an app of your own it belongs into the unit tests."""

from typing import Any, Callable

from aws_cdk import Acknowledgment, App, Duration, Environment, Stack, Validations
from aws_cdk import aws_sqs as sqs
from cdk_lambda_event_sources import FilterMatch, SqsEventSource
from cdk_lambda_event_sources.rules import FindingSeverity, RuleCatalogue, TemplateChecker
from cdk_lambda_event_sources.testing import FilterTester, Findings, SampleRecords

from shop.shop_function import ShopFunction


def title(text: str) -> None:
    print(f"\n{text}")


def complaint(action: Callable[[], Any]) -> str:
    """What an error says, to somebody who reads it in a log."""
    try:
        action()
    except Exception as error:
        return str(error).removeprefix("Error: ")
    return "no error"


title("What becomes of messages")
filters = [
    {"body": {"type": ["order-placed"], "total": [FilterMatch.greater_than(99.5)], "coupon": [None]}},
    {"body": {"type": ["order-changed"], "channel": [{"anything-but": ["test"]}], "express": [True]}},
]
orders = FilterTester.sqs(filters)
# As text: None in a dictionary does not arrive.
print(orders.test(SampleRecords.sqs_text('{"type":"order-placed","total":120,"coupon":null}')).to_string())
for body in (
    {"type": "order-placed", "total": 99.5, "coupon": "SPRING"},
    {"type": "order-changed", "channel": "web", "express": True},
):
    print(orders.test(SampleRecords.sqs(body)).to_string())
tills = FilterTester.rabbit_mq([{"data": {"training": [False]}}])
training = tills.test(SampleRecords.rabbit_mq({"training": True}))
mismatches = ",".join(f"{mismatch.path} is {mismatch.found}" for mismatch in training.mismatches)
print(str(training.passed).lower(), mismatches)
print(complaint(lambda: FilterTester.sqs([{"body": {"price": [{"numeric": [">", 10, "<", 5]}]}}])))

title("What a rule says")
rule = RuleCatalogue.find("sqs-fifo-batch-size")
print(f"{rule.id}, because {rule.because}. {rule.fix} {rule.url}")
print("sqs-moon-phase: no such rule" if RuleCatalogue.find("sqs-moon-phase") is None else "found")
catalogue = RuleCatalogue.all()
errors = [rule for rule in catalogue if rule.severity is FindingSeverity.ERROR]
print(f"{len(errors)} of {len(catalogue)} are errors")

title("What is wrong with a template")
verdict = TemplateChecker.check(
    {
        "Resources": {
            "Mapping": {
                "Type": "AWS::Lambda::EventSourceMapping",
                "Properties": {
                    "FunctionName": "fulfil-orders",
                    "EventSourceArn": "arn:aws:sqs:eu-west-1:111122223333:orders.fifo",
                    "BatchSize": 100,
                    "FilterCriteria": {"Filters": [{"Pattern": '{"body":{"type":"order-placed"}}'}]},
                },
            },
        },
    },
    region="eu-central-1",
)
print(f"{verdict.mappings} mapping, {verdict.undecided} undecided")
for finding in verdict.findings:
    print(finding.to_string())

title("What is wrong with a stack")
stack = Stack(App(), "Desk", env=Environment(account="111122223333", region="eu-west-1"))
queue = sqs.Queue(stack, "Returns", visibility_timeout=Duration.minutes(2))
take = ShopFunction(stack, "Take", file="fulfil-orders", timeout=Duration.seconds(10))
source = SqsEventSource(queue, batch_size=100, filters=filters)
print(complaint(lambda: source.event_source_mapping))
take.add_event_source(source)
print(Findings.of(stack).assert_has("sqs-batch-window-missing").path)
print(complaint(lambda: Findings.of(stack).assert_none()))
Validations.of(take).acknowledge(
    Acknowledgment(id="EventSources::sqs-redrive-policy-missing", reason="Returns are scanned again.")
)
Findings.of(stack).assert_only("sqs-batch-window-missing")

title("What the role must allow")
for statement in source.required_permissions():
    print(" ".join(sorted(statement.actions)))
