import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import { SqsEventSource, SqsEventSourceProps, testing } from '../../src';
import { mappingIn, newFunction, newQueue, newStack } from '../builders';
import { oneLine } from '../one-line';

const MAPPING = { Ref: 'FulfilSqsEventSourceShopOrdersA8B1F5093F874280' };

function bound(props?: SqsEventSourceProps): { stack: Stack; source: SqsEventSource } {
  const stack = newStack();
  const source = new SqsEventSource(newQueue(stack), props);
  newFunction(stack).addEventSource(source);
  return { stack, source };
}

describe('filters', () => {
  function patternsOf(...filters: { [key: string]: any }[]): string[] {
    return mappingIn(bound({ filters }).stack).FilterCriteria.Filters.map(({ Pattern }: any) => Pattern);
  }

  test('a plain object becomes a pattern with its keys sorted at every level', () => {
    expect(patternsOf({ messageAttributes: { b: ['x'] }, body: { z: [1], a: { y: [null], x: [{ prefix: 'p' }] } } }))
      .toEqual(['{"body":{"a":{"x":[{"prefix":"p"}],"y":[null]},"z":[1]},"messageAttributes":{"b":["x"]}}']);
  });

  test('the items of a list keep their order', () => {
    expect(patternsOf({ body: { type: ['b', 'a', { 'anything-but': 'c' }] } })).toEqual(['{"body":{"type":["b","a",{"anything-but":"c"}]}}']);
  });

  test('two objects that differ in the order of their keys are one pattern, and so a repetition', () => {
    testing.Findings.of(bound({ filters: [{ body: { a: ['1'], b: ['2'] } }, { body: { b: ['2'], a: ['1'] } }] }).stack).assertOnly('filters-unique');
  });

  test('what lambda.FilterCriteria makes stays as it is', () => {
    expect(patternsOf(lambda.FilterCriteria.filter({ body: { z: lambda.FilterRule.isEqual('a'), a: lambda.FilterRule.exists() } })))
      .toEqual(['{"body":{"z":["a"],"a":[{"exists":true}]}}']);
  });

  test('a ready-made pattern stays as it is, white space included', () => {
    expect(patternsOf({ pattern: '{ "body" : ["x"] }' })).toEqual(['{ "body" : ["x"] }']);
  });

  test('a record key that is called pattern is no ready-made pattern', () => {
    const { stack } = bound({ filters: [{ pattern: ['x'] }, { pattern: 'x', body: ['y'] }] });
    testing.Findings.of(stack).assertOnly('filter-leaf-not-array', 'filter-unknown-key'); // as a pattern it would be none of both
  });

  test('a finding names the filter as the app does, not as the template does', () => {
    const { stack } = bound({ filters: [{ body: ['a'] }, { Body: ['b'] }] });
    expect(oneLine(testing.Findings.of(stack).assertHas('filter-unknown-key').message)).toContain(' filters[1].Body is ');
  });

  test('left out, there is no FilterCriteria', () => {
    expect(mappingIn(bound().stack)).not.toHaveProperty('FilterCriteria');
  });
});

describe('metrics', () => {
  const METRICS: { readonly [method: string]: string } = {
    metricPolledEventCount: 'PolledEventCount',
    metricFilteredOutEventCount: 'FilteredOutEventCount',
    metricInvokedEventCount: 'InvokedEventCount',
    metricFailedInvokeEventCount: 'FailedInvokeEventCount',
    metricDeletedEventCount: 'DeletedEventCount',
  };
  const EVENT_COUNT = { metrics: [lambda.MetricType.EVENT_COUNT] };

  test.each(Object.entries(METRICS))('%s is %s of the mapping in AWS/Lambda, as a sum', (method, metricName) => {
    const { stack, source } = bound({ metricsConfig: EVENT_COUNT });
    const metric = (source as any)[method]();
    expect(stack.resolve(metric.toMetricConfig().metricStat)).toMatchObject({
      namespace: 'AWS/Lambda', metricName, statistic: 'Sum', dimensions: [{ name: 'EventSourceMappingUUID', value: MAPPING }],
    });
    testing.Findings.of(stack).assertNone();
  });

  test.each(Object.entries(METRICS))('%s is warned about when metricsConfig does not turn it on', (method, metricName) => {
    const { stack, source } = bound();
    (source as any)[method]();
    const findings = testing.Findings.of(stack);
    findings.assertOnly('metrics-not-enabled');
    expect(oneLine(findings.assertHas('metrics-not-enabled').message)).toContain(`the metric ${metricName}`);
  });

  test('an empty list of metrics does not turn them on', () => {
    const { stack, source } = bound({ metricsConfig: { metrics: [] } });
    source.metricPolledEventCount();
    testing.Findings.of(stack).assertOnly('metrics-empty', 'metrics-not-enabled');
  });

  test('several metrics are one warning', () => {
    const { stack, source } = bound();
    source.metricPolledEventCount();
    source.metricDeletedEventCount();
    testing.Findings.of(stack).assertOnly('metrics-not-enabled');
  });

  test('a metric of another group is not warned about', () => {
    const { stack, source } = bound();
    expect(source.metric('MaxOffsetLag').metricName).toBe('MaxOffsetLag');
    testing.Findings.of(stack).assertNone();
  });

  test('options of the metric win over what it is by itself', () => {
    const { source } = bound({ metricsConfig: EVENT_COUNT });
    const metric = source.metricPolledEventCount({ statistic: cloudwatch.Stats.MAXIMUM, label: 'Polled' });
    expect([metric.statistic, metric.label, metric.namespace]).toEqual(['Maximum', 'Polled', 'AWS/Lambda']);
  });

  test('an alarm on the metric names the mapping', () => {
    const { stack, source } = bound({ metricsConfig: EVENT_COUNT });
    new cloudwatch.Alarm(stack, 'Failing', { metric: source.metricFailedInvokeEventCount(), threshold: 1, evaluationPeriods: 1 });
    const alarm = stack.node.findChild('Failing').node.defaultChild as cloudwatch.CfnAlarm;
    expect(stack.resolve(alarm.dimensions)).toEqual([{ name: 'EventSourceMappingUUID', value: MAPPING }]);
  });

  test('a metric of a mapping that aws-cdk-lib made has its id', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const fn = newFunction(stack);
    fn.addEventSource(new upstream.SqsEventSource(queue));
    const source = new SqsEventSource(queue);
    fn.addEventSource(source);
    expect(stack.resolve(source.metricPolledEventCount().dimensions)).toEqual({ EventSourceMappingUUID: MAPPING });
  });
});
