using System;
using System.Collections.Generic;
using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using CdkLambdaEventSources;
using CdkLambdaEventSources.Rules;
using CdkLambdaEventSources.Testing;
using Environment = Amazon.CDK.Environment;

namespace Shop;

/// <summary>What can be asked before anything is deployed. In an app of your own it belongs into the unit tests.</summary>
public static class Checks
{
    public static void Run()
    {
        var filters = new[]
        {
            new Dictionary<string, object>
            {
                ["body"] = new Dictionary<string, object>
                {
                    ["type"] = new[] { "order-placed" },
                    ["total"] = new object[] { FilterMatch.GreaterThan(99.5) },
                    ["coupon"] = new object?[] { null },
                },
            },
            new Dictionary<string, object>
            {
                ["body"] = new Dictionary<string, object>
                {
                    ["type"] = new[] { "order-changed" },
                    ["channel"] = new[] { new Dictionary<string, object> { ["anything-but"] = new[] { "test" } } },
                    ["express"] = new[] { true },
                },
            },
        };
        Messages(filters);
        Rule();
        Template();
        Stack(filters);
    }

    private static void Messages(Dictionary<string, object>[] filters)
    {
        Title("What becomes of messages");
        var orders = FilterTester.Sqs(filters);
        // As text: a null in a dictionary does not arrive.
        Console.WriteLine(orders.Test(SampleRecords.SqsText("{\"type\":\"order-placed\",\"total\":120,\"coupon\":null}")));
        foreach (var body in new[]
        {
            new Dictionary<string, object> { ["type"] = "order-placed", ["total"] = 99.5, ["coupon"] = "SPRING" },
            new Dictionary<string, object> { ["type"] = "order-changed", ["channel"] = "web", ["express"] = true },
        })
        {
            Console.WriteLine(orders.Test(SampleRecords.Sqs(body)));
        }
        var tills = FilterTester.RabbitMq(new[]
        {
            new Dictionary<string, object> { ["data"] = new Dictionary<string, object> { ["training"] = new[] { false } } },
        });
        var training = tills.Test(SampleRecords.RabbitMq(new Dictionary<string, object> { ["training"] = true }));
        var mismatches = training.Mismatches.Select(mismatch => $"{mismatch.Path} is {mismatch.Found}");
        Console.WriteLine($"{training.Passed.ToString().ToLowerInvariant()} {string.Join(",", mismatches)}");
        Console.WriteLine(Complaint(() => FilterTester.Sqs(new[]
        {
            new Dictionary<string, object>
            {
                ["body"] = new Dictionary<string, object>
                {
                    ["price"] = new[] { new Dictionary<string, object> { ["numeric"] = new object[] { ">", 10, "<", 5 } } },
                },
            },
        })));
    }

    private static void Rule()
    {
        Title("What a rule says");
        var rule = RuleCatalogue.Find("sqs-fifo-batch-size")!;
        Console.WriteLine($"{rule.Id}, because {rule.Because}. {rule.Fix} {rule.Url}");
        Console.WriteLine(RuleCatalogue.Find("sqs-moon-phase") is null ? "sqs-moon-phase: no such rule" : "found");
        var catalogue = RuleCatalogue.All();
        Console.WriteLine($"{catalogue.Count(each => each.Severity == FindingSeverity.ERROR)} of {catalogue.Length} are errors");
    }

    private static void Template()
    {
        Title("What is wrong with a template");
        var verdict = TemplateChecker.Check(new Dictionary<string, object>
        {
            ["Resources"] = new Dictionary<string, object>
            {
                ["Mapping"] = new Dictionary<string, object>
                {
                    ["Type"] = "AWS::Lambda::EventSourceMapping",
                    ["Properties"] = new Dictionary<string, object>
                    {
                        ["FunctionName"] = "fulfil-orders",
                        ["EventSourceArn"] = "arn:aws:sqs:eu-west-1:111122223333:orders.fifo",
                        ["BatchSize"] = 100,
                        ["FilterCriteria"] = new Dictionary<string, object>
                        {
                            ["Filters"] = new[] { new Dictionary<string, object> { ["Pattern"] = "{\"body\":{\"type\":\"order-placed\"}}" } },
                        },
                    },
                },
            },
        }, new TemplateCheckOptions { Region = "eu-central-1" });
        Console.WriteLine($"{verdict.Mappings} mapping, {verdict.Undecided} undecided");
        foreach (var finding in verdict.Findings)
        {
            Console.WriteLine(finding);
        }
    }

    private static void Stack(Dictionary<string, object>[] filters)
    {
        Title("What is wrong with a stack");
        var stack = new Stack(new App(), "Desk", new StackProps
        {
            Env = new Environment { Account = "111122223333", Region = "eu-west-1" },
        });
        var queue = new Queue(stack, "Returns", new QueueProps { VisibilityTimeout = Duration.Minutes(2) });
        var take = new ShopFunction(stack, "Take", "fulfil-orders", Duration.Seconds(10));
        var source = new SqsEventSource(queue, new SqsEventSourceProps { BatchSize = 100, Filters = filters });
        Console.WriteLine(Complaint(() => _ = source.EventSourceMapping));
        take.AddEventSource(source);
        Console.WriteLine(Findings.Of(stack).AssertHas("sqs-batch-window-missing").Path);
        Console.WriteLine(Complaint(() => Findings.Of(stack).AssertNone()));
        Validations.Of(take).Acknowledge(new Acknowledgment
        {
            Id = "EventSources::sqs-redrive-policy-missing",
            Reason = "Returns are scanned again.",
        });
        Findings.Of(stack).AssertOnly("sqs-batch-window-missing");

        Title("What the role must allow");
        foreach (var statement in source.RequiredPermissions())
        {
            Console.WriteLine(string.Join(" ", statement.Actions.OrderBy(action => action, StringComparer.Ordinal)));
        }
    }

    private static void Title(string text) => Console.WriteLine($"\n{text}");

    /// <summary>What an error says, to somebody who reads it in a log.</summary>
    private static string Complaint(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            const string prefix = "Error: ";
            return error.Message.StartsWith(prefix, StringComparison.Ordinal) ? error.Message[prefix.Length..] : error.Message;
        }
        return "no error";
    }
}
