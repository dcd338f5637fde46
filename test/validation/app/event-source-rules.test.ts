import { join } from 'path';
import { App, Aspects, CfnResource, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as cfninc from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';
import { rules, SqsEventSource } from '../../../src';
import { newFunction, newQueue, newStack, queueArn } from '../../builders';

/** A mapping that AWS refuses, made without this library. */
function wrongMapping(scope: Construct, id = 'Mapping', props: Partial<lambda.CfnEventSourceMappingProps> = {}): lambda.CfnEventSourceMapping {
  return new lambda.CfnEventSourceMapping(scope, id, { functionName: 'fulfil', eventSourceArn: queueArn('orders.fifo'), batchSize: 11, ...props });
}

/** What the plugin reports of an app, as rule and construct path. */
function reported(app: Construct): [string, string][] {
  return reportOf(app).violations.map(({ ruleName, violatingResources: [resource] }) => [ruleName, resource.constructPath!]);
}

function reportOf(app: Construct) {
  return new rules.EventSourceRules().validate({ appConstruct: app, templatePaths: [] } as any);
}

function newApp(): App {
  return new App({ context: { 'aws:cdk:disable-validation-report': true } });
}

test('a mapping made with an L1 is judged, with rule, repair, path and place', () => {
  const stack = newStack();
  wrongMapping(stack);
  expect(reportOf(stack.node.root as App)).toEqual({
    success: false,
    violations: [{
      ruleName: 'sqs-fifo-batch-size',
      severity: 'error',
      description: expect.stringMatching(/^BatchSize is 11 messages, but it must be a whole number from 1 to 10 messages\.\n    Why: Lambda reads at most 10 messages/),
      fix: expect.stringMatching(/^Set BatchSize within that range, or omit it for 10\. See https:\/\/docs\.aws\.amazon\.com\//),
      violatingResources: [{ constructPath: 'Shop/Mapping', locations: ['Properties/BatchSize'] }],
    }],
  });
});

test('warnings alone succeed', () => {
  const stack = newStack();
  const queue = new sqs.Queue(stack, 'Orders');
  wrongMapping(stack, 'Mapping', { eventSourceArn: queue.queueArn, batchSize: 10 });
  const report = reportOf(stack.node.root as App);
  expect(report.success).toBe(true);
  expect(report.violations).toEqual([expect.objectContaining({
    ruleName: 'sqs-redrive-policy-missing', severity: 'warning', violatingResources: [{ constructPath: 'Shop/Mapping', locations: ['Properties/EventSourceArn'] }],
  })]);
});

test('what is wrong with the function is found at the reference to it', () => {
  const stack = newStack();
  const fn = newFunction(stack, 'Fulfil', { reservedConcurrentExecutions: 0 });
  wrongMapping(stack, 'Mapping', { functionName: fn.functionName, batchSize: 10 });
  expect(reportOf(stack.node.root as App).violations[0].violatingResources[0].locations).toEqual(['Properties/FunctionName']);
});

test('the event source of aws-cdk-lib is judged', () => {
  const stack = newStack();
  newFunction(stack).addEventSource(new upstream.SqsEventSource(new sqs.Queue(stack, 'Orders'), { batchSize: 10 }));
  expect(reported(stack.node.root as App).map(([rule]) => rule)).toEqual(['sqs-redrive-policy-missing']);
});

test('mappings of an included template are judged', () => {
  const stack = newStack();
  new cfninc.CfnInclude(stack, 'Included', { templateFile: join(__dirname, 'fixtures', 'included.json') });
  expect(reported(stack.node.root as App)).toEqual([['sqs-fifo-batch-size', 'Shop/Included/Mapping'], ['invoke-maximum-retry-attempts', 'Shop/Included/Config']]);
});

test('asynchronous configurations are judged', () => {
  const stack = newStack();
  new lambda.CfnEventInvokeConfig(stack, 'Config', { functionName: 'fulfil', qualifier: '$LATEST', maximumRetryAttempts: 3 });
  new lambda.EventInvokeConfig(stack, 'Nothing', { function: newFunction(stack) });
  expect(reported(stack.node.root as App)).toEqual([['invoke-maximum-retry-attempts', 'Shop/Config'], ['invoke-nothing-set', 'Shop/Nothing/Resource']]);
});

test('what the constructs of this library judged is not reported twice', () => {
  const stack = newStack();
  newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { batchSize: 0 }));
  expect(reported(stack.node.root as App)).toEqual([]);
  wrongMapping(stack);
  expect(reported(stack.node.root as App)).toEqual([['sqs-fifo-batch-size', 'Shop/Mapping']]);
});

test('a mapping that repeats one of ours is told', () => {
  const stack = newStack();
  const queue = newQueue(stack);
  const fn = newFunction(stack);
  fn.addEventSource(new SqsEventSource(queue));
  new lambda.CfnEventSourceMapping(stack, 'Again', { functionName: fn.functionName, eventSourceArn: queue.queueArn });
  expect(reported(stack.node.root as App)).toEqual([['same-source-and-function', 'Shop/Again']]);
});

test('mappings of nested stacks and of all stages are judged', () => {
  const app = newApp();
  wrongMapping(new NestedStack(new Stack(app, 'Shop'), 'Nested'));
  wrongMapping(new Stack(new Stage(app, 'Beta'), 'Shop'));
  wrongMapping(new Stack(new Stage(new Stage(app, 'Outer'), 'Inner'), 'Shop'));
  expect(reported(app).map(([, path]) => path)).toEqual(['Shop/Nested/Mapping', 'Beta/Shop/Mapping', 'Outer/Inner/Shop/Mapping']);
});

test('mappings of several stages do not meet', () => {
  const app = newApp();
  ['Beta', 'Prod'].forEach(id => wrongMapping(new Stack(new Stage(app, id), 'Shop'), 'Mapping', { batchSize: 10 }));
  expect(reported(app)).toEqual([]);
});

test('what aspects and escape hatches did is judged', () => {
  const stack = newStack();
  const mapping = wrongMapping(stack);
  mapping.addPropertyOverride('BatchSize', 10);
  expect(reported(stack.node.root as App)).toEqual([]);
  mapping.addPropertyOverride('StartingPosition', 'LATEST');
  expect(reported(stack.node.root as App)).toEqual([['starting-position-unsupported', 'Shop/Mapping']]);
});

describe('acknowledgement', () => {
  const acknowledge = (scope: Construct, id = 'EventSources::sqs-fifo-batch-size') => Validations.of(scope).acknowledge({ id, reason: 'tried and works' });

  test.each<[string, (stack: Stack, mapping: CfnResource) => Construct]>([
    ['the mapping', (_, mapping) => mapping],
    ['its stack', stack => stack],
    ['the app', stack => stack.node.root as App],
  ])('on %s silences the rule there', (_, scopeOf) => {
    const stack = newStack();
    acknowledge(scopeOf(stack, wrongMapping(stack)));
    expect(reported(stack.node.root as App)).toEqual([]);
  });

  test('on another mapping, or of another rule, silences nothing', () => {
    const stack = newStack();
    const mapping = wrongMapping(stack);
    acknowledge(wrongMapping(stack, 'Other', { functionName: 'other', batchSize: 10 }));
    acknowledge(mapping, 'EventSources::sqs-batch-size');
    expect(reported(stack.node.root as App)).toEqual(expect.arrayContaining([['sqs-fifo-batch-size', 'Shop/Mapping']]));
  });
});

test('the plugin names all its rules', () => {
  expect(new rules.EventSourceRules().ruleIds).toEqual(rules.RuleCatalogue.all().map(({ id }) => id));
  expect(new rules.EventSourceRules().name).toBe('EventSources');
});

describe('in a synthesis', () => {
  let exitCode: typeof process.exitCode;
  beforeEach(() => {
    exitCode = process.exitCode;
    jest.spyOn(console, 'log').mockImplementation();
    jest.spyOn(console, 'error').mockImplementation();
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  });
  afterEach(() => {
    process.exitCode = exitCode;
    jest.restoreAllMocks();
  });

  /** Older releases of the CDK only set the exit status, newer ones throw. */
  function fails(app: App): boolean {
    process.exitCode = undefined;
    try {
      app.synth();
      return process.exitCode === 1;
    } catch {
      return true;
    }
  }

  function appWithPlugin(): App {
    const app = newApp();
    Validations.of(app).addPlugins(new rules.EventSourceRules());
    return app;
  }

  test('an error fails it', () => {
    const app = appWithPlugin();
    wrongMapping(new Stack(app, 'Shop'));
    expect(fails(app)).toBe(true);
  });

  test('no finding, or an acknowledged one, lets it pass', () => {
    const app = appWithPlugin();
    const stack = new Stack(app, 'Shop');
    wrongMapping(stack, 'Fine', { batchSize: 10 });
    Validations.of(wrongMapping(stack, 'Known', { functionName: 'other' })).acknowledge(
      { id: 'EventSources::sqs-fifo-batch-size', reason: 'tried' }, { id: 'EventSources::sqs-competing-functions', reason: 'meant' });
    expect(fails(app)).toBe(false);
  });

  test('an aspect repairs in time', () => {
    const app = appWithPlugin();
    wrongMapping(new Stack(app, 'Shop'));
    Aspects.of(app).add({ visit: node => { if (node instanceof lambda.CfnEventSourceMapping) { node.batchSize = 10; } } });
    expect(fails(app)).toBe(false);
  });
});
