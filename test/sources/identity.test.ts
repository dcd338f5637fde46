import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SqsEventSource, testing } from '../../src';
import { mappingsIn, newFunction, newQueue, newStack, queueArn } from '../builders';
import { oneLine } from '../one-line';

describe('the id of the mapping', () => {
  test('is made of the queue when the source gives none', () => {
    const stack = newStack();
    const source = new SqsEventSource(newQueue(stack));
    newFunction(stack).addEventSource(source);
    expect(source.eventSourceMapping.node.path).toBe('Shop/Fulfil/SqsEventSource:ShopOrdersA8B1F509');
  });

  test('is mappingId when the source gives one', () => {
    const stack = newStack();
    const source = new SqsEventSource(newQueue(stack), { mappingId: 'Kept' });
    newFunction(stack).addEventSource(source);
    expect(source.eventSourceMapping.node.path).toBe('Shop/Fulfil/Kept');
    expect(Object.keys(mappingsIn(stack))).toEqual(['FulfilKeptDC3ADFA0']);
  });

  test('is refused when another construct below the function has it', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    new Construct(fn, 'Taken');
    expect(() => fn.addEventSource(new SqsEventSource(newQueue(stack), { mappingId: 'Taken' })))
      .toThrow('mappingId is "Taken", but Shop/Fulfil/Taken is already another construct. Choose another mappingId.');
  });

  test('is refused when it is that of the L1 of the function', () => {
    const stack = newStack();
    expect(() => newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { mappingId: 'Resource' })))
      .toThrow('mappingId is "Resource", but Shop/Fulfil/Resource is already another construct.');
  });
});

describe('one queue and one function twice', () => {
  /** The one error, whichever way the pair came about a second time. */
  function expectTold(stack: Stack, mappings = 1): testing.Findings {
    const findings = testing.Findings.of(stack);
    findings.assertOnly('same-source-and-function');
    expect(() => Template.fromStack(stack)).toThrow('EventSources::same-source-and-function');
    const l1s = stack.node.findAll().filter(node => node instanceof lambda.CfnEventSourceMapping);
    expect(l1s).toHaveLength(mappings);
    return findings;
  }

  test('by one source makes one mapping and an error, and the getters give the mapping', () => {
    const stack = newStack();
    const source = new SqsEventSource(newQueue(stack));
    const fn = newFunction(stack);
    fn.addEventSource(source);
    const { eventSourceMapping } = source;
    fn.addEventSource(source);
    expectTold(stack);
    expect(source.eventSourceMapping).toBe(eventSourceMapping);
  });

  test('by two sources makes one mapping and an error, and both have that mapping', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const [first, second] = [new SqsEventSource(queue), new SqsEventSource(queue, { batchSize: 1 })];
    const fn = newFunction(stack);
    fn.addEventSource(first);
    fn.addEventSource(second);
    expectTold(stack);
    expect(second.eventSourceMapping).toBe(first.eventSourceMapping);
  });

  test('by three sources is still one error', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const fn = newFunction(stack);
    for (let i = 0; i < 3; i++) { fn.addEventSource(new SqsEventSource(queue)); }
    expectTold(stack);
  });

  test('under two ids is an error of the later mapping, which names the earlier', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const fn = newFunction(stack);
    fn.addEventSource(new SqsEventSource(queue, { mappingId: 'First' }));
    fn.addEventSource(new SqsEventSource(queue, { mappingId: 'Second' }));
    const finding = expectTold(stack, 2).assertHas('same-source-and-function');
    expect(finding.path).toBe('Shop/Fulfil/Second');
    expect(oneLine(finding.message)).toMatch(/Shop\/Fulfil\/First \(test\/sources\/identity\.test\.ts:\d+:\d+\) maps the same pair/);
  });

  test('by two imports of one literal ARN is an error', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    for (const id of ['One', 'Two']) { fn.addEventSource(new SqsEventSource(sqs.Queue.fromQueueArn(stack, id, queueArn()))); }
    expectTold(stack, 2);
  });

  test('by a source of aws-cdk-lib that came first is an error, and its mapping stays as it is', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const fn = newFunction(stack);
    const theirs = new upstream.SqsEventSource(queue, { batchSize: 7 });
    fn.addEventSource(theirs);
    const ours = new SqsEventSource(queue, { batchSize: 5 });
    fn.addEventSource(ours);
    expectTold(stack);
    expect(ours.eventSourceMappingId).toBe(theirs.eventSourceMappingId);
  });

  test('by two of ours after one of aws-cdk-lib is still one error', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const fn = newFunction(stack);
    fn.addEventSource(new upstream.SqsEventSource(queue));
    fn.addEventSource(new SqsEventSource(queue));
    fn.addEventSource(new SqsEventSource(queue));
    expectTold(stack);
  });

  test('on a function and on its alias is no such error: they are two targets', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const fn = newFunction(stack);
    fn.addEventSource(new SqsEventSource(queue));
    new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }).addEventSource(new SqsEventSource(queue));
    testing.Findings.of(stack).assertOnly('sqs-competing-functions');
    expect(Object.keys(mappingsIn(stack))).toHaveLength(2);
  });
});

describe('the getters', () => {
  const GETTERS = ['eventSourceMapping', 'eventSourceMappingId', 'eventSourceMappingArn'] as const;

  test.each(GETTERS)('%s throws before the source is bound', getter => {
    const source = new SqsEventSource(newQueue(newStack()));
    expect(() => source[getter])
      .toThrow('The SqsEventSource of Shop/Orders has no event source mapping yet. Call fn.addEventSource() with it first.');
  });

  test.each(GETTERS)('%s throws when the source is bound to two functions, and names both mappings', getter => {
    const stack = newStack();
    const source = new SqsEventSource(newQueue(stack));
    newFunction(stack, 'Fulfil').addEventSource(source);
    newFunction(stack, 'Report').addEventSource(source);
    expect(() => source[getter]).toThrow('The SqsEventSource of Shop/Orders has 2 event source mappings, one for each function it is bound to: '
      + 'Shop/Fulfil/SqsEventSource:ShopOrdersA8B1F509, Shop/Report/SqsEventSource:ShopOrdersA8B1F509.');
  });

  test('a metric cannot be made before the source is bound', () => {
    expect(() => new SqsEventSource(newQueue(newStack())).metricPolledEventCount()).toThrow('has no event source mapping yet');
  });

  test('a source bound to two functions makes two mappings', () => {
    const stack = newStack();
    const source = new SqsEventSource(newQueue(stack), { batchSize: 3 });
    newFunction(stack, 'Fulfil').addEventSource(source);
    newFunction(stack, 'Report').addEventSource(source);
    expect(Object.values(mappingsIn(stack)).map(({ Properties }) => [Properties.FunctionName.Ref, Properties.BatchSize]))
      .toEqual([['Fulfil41551CE2', 3], [expect.stringMatching(/^Report/), 3]]);
  });

  test('id and ARN are those of the mapping', () => {
    const stack = newStack();
    const source = new SqsEventSource(newQueue(stack));
    newFunction(stack).addEventSource(source);
    const id = { Ref: 'FulfilSqsEventSourceShopOrdersA8B1F5093F874280' };
    const arn = {
      'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':lambda:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':event-source-mapping:', id,
      ]],
    };
    expect(stack.resolve(source.eventSourceMappingId)).toEqual(id);
    expect(stack.resolve(source.eventSourceMappingArn)).toEqual(arn);
    expect(stack.resolve(source.eventSourceMapping.eventSourceMappingRef)).toEqual({ eventSourceMappingId: id, eventSourceMappingArn: arn });
    expect(Object.keys(mappingsIn(stack))).toEqual([id.Ref]);
  });

  test('can be used in another stack', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    const source = new SqsEventSource(newQueue(stack));
    newFunction(stack).addEventSource(source);
    const other = new Stack(app, 'Other');
    new CfnOutput(other, 'MappingId', { value: source.eventSourceMappingId });
    const [[exported, { Value }]] = Object.entries(Template.fromStack(stack).findOutputs('*')) as [string, any][];
    expect(Value).toEqual({ Ref: 'FulfilSqsEventSourceShopOrdersA8B1F5093F874280' });
    Template.fromStack(other).hasOutput('MappingId', { Value: { 'Fn::ImportValue': `Shop:${exported}` } });
  });
});
