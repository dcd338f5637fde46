import { App, Aspects, Duration, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RootConstruct } from 'constructs';
import { SqsEventSource, SqsEventSourceProps, rules, testing } from '../../src';
import { l1MappingOf, newFunction, newQueue, newStack } from '../builders';


function bound(stack: Stack, props?: SqsEventSourceProps, id = 'Orders'): SqsEventSource {
  const source = new SqsEventSource(newQueue(stack, id), props);
  const fn = stack.node.tryFindChild('Fulfil') as lambda.Function ?? newFunction(stack);
  fn.addEventSource(source);
  return source;
}

describe('Findings.of', () => {
  /** An app of two stacks and a stage with a stack, each with a mistake of its own. */
  function shop(): { app: App; orders: Stack; returns: Stack; stage: Stage } {
    const app = new App();
    const [orders, returns] = ['Shop', 'Returns'].map(id => new Stack(app, id));
    const stage = new Stage(app, 'Beta');
    bound(orders, { batchSize: 0 });
    bound(returns, { maxConcurrency: 1 });
    bound(new Stack(stage, 'Shop'), { maxBatchingWindow: Duration.seconds(301) });
    return { app, orders, returns, stage };
  }

  test('an app has the findings of its stacks and of the stages in it', () => {
    testing.Findings.of(shop().app).assertOnly('batching-window', 'sqs-batch-size', 'sqs-maximum-concurrency');
  });

  test('a stack has its own findings only', () => {
    const { orders, returns } = shop();
    testing.Findings.of(orders).assertOnly('sqs-batch-size');
    testing.Findings.of(returns).assertOnly('sqs-maximum-concurrency');
  });

  test('a stage has its own findings only', () => {
    testing.Findings.of(shop().stage).assertOnly('batching-window');
  });

  test('a function has the findings of its mappings only', () => {
    const stack = newStack();
    bound(stack, { batchSize: 0 });
    const report = newFunction(stack, 'Report');
    report.addEventSource(new SqsEventSource(newQueue(stack, 'Reports'), { maxConcurrency: 1 }));
    testing.Findings.of(report).assertOnly('sqs-maximum-concurrency');
  });

  test('a mapping has its own findings only', () => {
    const stack = newStack();
    const [zero] = [bound(stack, { batchSize: 0 }), bound(stack, { maxConcurrency: 1 }, 'Returns')];
    testing.Findings.of(zero.eventSourceMapping).assertOnly('sqs-batch-size');
  });

  test('a construct whose path begins like that of another has none of the other', () => {
    const app = new App();
    bound(new Stack(app, 'ShopTwo'), { batchSize: 0 });
    testing.Findings.of(new Stack(app, 'Shop')).assertNone();
  });

  test('a construct in no app cannot be synthesised, and is told so', () => {
    expect(() => testing.Findings.of(new RootConstruct('Alone'))).toThrow('Alone is in no App, so it cannot be synthesised. Put its stack into an App.');
  });

  test('what an aspect does is seen, each time that it is asked', () => {
    const stack = newStack();
    bound(stack);
    Aspects.of(stack).add({
      visit: node => {
        if (node instanceof lambda.CfnEventSourceMapping) { node.batchSize = 0; }
      },
    });
    testing.Findings.of(stack).assertOnly('sqs-batch-size');
    testing.Findings.of(stack).assertOnly('sqs-batch-size');
  });

  test('what is acknowledged is left out', () => {
    const stack = newStack();
    bound(stack, { batchSize: 0 });
    Validations.of(stack).acknowledge({ id: 'EventSources::sqs-batch-size', reason: 'a test' });
    testing.Findings.of(stack).assertNone();
  });

  test('what has changed since it was asked is seen when it is asked again, also in a stage', () => {
    for (const stack of [newStack(), new Stack(new Stage(new App(), 'Beta'), 'Shop')]) {
      const source = bound(stack);
      testing.Findings.of(stack.node.root).assertNone();
      l1MappingOf(source.eventSourceMapping).batchSize = 0;
      testing.Findings.of(stack.node.root).assertOnly('sqs-batch-size');
    }
  });

  test('the template after it still fails with the errors', () => {
    const stack = newStack();
    bound(stack, { batchSize: 0 });
    testing.Findings.of(stack);
    expect(() => Template.fromStack(stack)).toThrow(/EventSources::sqs-batch-size[^]* batchSize is 0 messages/);
  });

  test('the template of a stage after it still fails with the errors', () => {
    const { app, stage } = shop();
    testing.Findings.of(app);
    expect(() => Template.fromStack(stage.node.findChild('Shop') as Stack)).toThrow('EventSources::batching-window');
  });

  test('the template after it is the one that there would be without it', () => {
    const [asked, unasked] = [newStack(), newStack()];
    [asked, unasked].forEach(stack => bound(stack));
    testing.Findings.of(asked).assertNone();
    expect(Template.fromStack(asked).toJSON()).toEqual(Template.fromStack(unasked).toJSON());
  });

  test('the template after it has what changed since', () => {
    const stack = newStack();
    const source = bound(stack);
    testing.Findings.of(stack).assertNone();
    l1MappingOf(source.eventSourceMapping).batchSize = 7;
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', { BatchSize: 7 });
  });
});

describe('what is found', () => {
  function wrong(): testing.Findings {
    const stack = newStack();
    bound(stack, { batchSize: 0 }).metricPolledEventCount();
    return testing.Findings.of(stack);
  }

  test('is told apart in errors and warnings', () => {
    const findings = wrong();
    expect(findings.errors().map(({ ruleId }) => ruleId)).toEqual(['sqs-batch-size']);
    expect(findings.warnings().map(({ ruleId }) => ruleId)).toEqual(['metrics-not-enabled']);
    expect(findings.all()).toHaveLength(2);
    expect(findings.errors()[0].severity).toBe(rules.FindingSeverity.ERROR);
    expect(findings.warnings()[0].severity).toBe(rules.FindingSeverity.WARNING);
  });

  test('is in the order of the construct tree', () => {
    const stack = newStack();
    bound(stack, { maxConcurrency: 1 });
    bound(stack, { batchSize: 0 }, 'Returns');
    expect(testing.Findings.of(stack).all().map(({ ruleId }) => ruleId)).toEqual(['sqs-maximum-concurrency', 'sqs-batch-size']);
  });

  test('cannot be changed through the list that is given out', () => {
    const findings = wrong();
    findings.all().pop();
    expect(findings.all()).toHaveLength(2);
  });

  test('assertHas gives the finding with property, path, fix and page', () => {
    const finding = wrong().assertHas('sqs-batch-size');
    expect(finding).toMatchObject({
      ruleId: 'sqs-batch-size',
      property: 'BatchSize',
      path: 'Shop/Fulfil/SqsEventSource:ShopOrdersA8B1F509',
      fix: 'Set batchSize within that range, or omit it for 10.',
      url: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
    });
    expect(finding.location).toMatch(/^test\/testing\/findings\.test\.ts:\d+:\d+$/);
    expect(finding.message).toBe([
      'error EventSources::sqs-batch-size',
      `    at ${finding.location}`,
      '    batchSize is 0 messages, but it must be a whole number from 1 to 10000 messages.',
      '    Why: Lambda refuses any other batch size.',
      '    Fix: Set batchSize within that range, or omit it for 10.',
      `    See: ${finding.url}`,
    ].join('\n'));
    expect(finding.toString()).toBe(`[${finding.path}] ${finding.message}`);
  });

  test('assertHas throws for a rule that is not broken, with what there is', () => {
    expect(() => wrong().assertHas('tags-count')).toThrow(
      /^Expected a finding of tags-count at Shop, but found 2:\n- \[Shop\/.*\] warning EventSources::metrics-not-enabled\n[^]*\n- \[Shop\/.*\] error EventSources::sqs-batch-size\n/);
  });

  test('assertNone throws with all findings', () => {
    expect(() => wrong().assertNone()).toThrow(/^Expected no finding at Shop, but found 2:\n- .* warning [^]*\n- .* error /);
  });

  test('assertOnly takes the ids in any order', () => {
    expect(() => wrong().assertOnly('metrics-not-enabled', 'sqs-batch-size')).not.toThrow();
    expect(() => wrong().assertOnly('sqs-batch-size', 'metrics-not-enabled')).not.toThrow();
  });

  test.each([
    ['one is missing', ['metrics-not-enabled', 'sqs-batch-size', 'tags-count']],
    ['there is another', ['sqs-batch-size']],
    ['it is found fewer times', ['metrics-not-enabled', 'sqs-batch-size', 'sqs-batch-size']],
    ['none is expected', []],
  ])('assertOnly throws when %s', (_, ids) => {
    const expected = ids.length > 0 ? `findings of ${ids.join(', ')}` : 'no finding';
    expect(() => wrong().assertOnly(...ids)).toThrow(`Expected ${expected} at Shop, but found 2:`);
  });

  test('the same rule broken by two mappings is found twice', () => {
    const stack = newStack();
    bound(stack, { batchSize: 0 });
    bound(stack, { batchSize: 0 }, 'Returns');
    const findings = testing.Findings.of(stack);
    expect(() => findings.assertOnly('sqs-batch-size')).toThrow('but found 2');
    findings.assertOnly('sqs-batch-size', 'sqs-batch-size');
  });

  test('nothing is no finding, and a whole app is called the app', () => {
    const app = new App();
    bound(new Stack(app, 'Shop'));
    const findings = testing.Findings.of(app);
    expect(() => findings.assertNone()).not.toThrow();
    expect(() => findings.assertHas('tags-count')).toThrow('Expected a finding of tags-count at the app, but found none.');
    expect([findings.all(), findings.errors(), findings.warnings()]).toEqual([[], [], []]);
  });
});
