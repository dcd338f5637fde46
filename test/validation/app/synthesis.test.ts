import { App, CfnCondition, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SqsEventSource } from '../../../src';
import { MappingFacts } from '../../../src/facts/mapping';
import { MappingGroups } from '../../../src/model/mapping-groups';
import { Synthesis } from '../../../src/validation/app/synthesis';
import { validateFacts } from '../../../src/validation/validate';
import { UNKNOWN } from '../../../src/values/value';
import { errorIdsOf, functionIn, queueIn, stackOf, warningIdsOf } from '../../model/shop';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';

function mappingIn(stack: Stack, id: string, props: Partial<lambda.CfnEventSourceMappingProps> = {}): lambda.CfnEventSourceMapping {
  return new lambda.CfnEventSourceMapping(stack, id, { functionName: 'fulfil', eventSourceArn: QUEUE, ...props });
}

/** The earlier mapping that each mapping of the app reports, by a question to the groups. */
function reported(stack: Stack, question: 'duplicateOf' | 'otherReader' | 'otherFilter'): Record<string, string | undefined> {
  const { deployment } = new Synthesis(stack.node.root);
  const groups = MappingGroups.of(deployment);
  return Object.fromEntries(deployment.mappings.map(mapping => [mapping.resource.name, groups[question](mapping)?.resource.name]));
}

const conditional = (l1: lambda.CfnEventSourceMapping, id = 'C') => {
  l1.cfnOptions.condition = new CfnCondition(l1.stack, id, { expression: Fn.conditionEquals('a', 'b') });
};

describe('the mappings of a stage', () => {
  test('are those of its stacks in the order of the tree, not those of stages below', () => {
    const app = new App();
    mappingIn(stackOf(app, 'B'), 'M');
    mappingIn(stackOf(app, 'A'), 'M');
    const stage = new Stage(app, 'Stage');
    mappingIn(stackOf(stage, 'C'), 'M');
    expect(new Synthesis(app).deployment.mappings.map(({ resource }) => resource.name)).toEqual(['B/M', 'A/M']);
    expect(new Synthesis(stage).deployment.mappings.map(({ resource }) => resource.name)).toEqual(['Stage/C/M']);
  });

  test('are targets by their L1, and that of another app is none', () => {
    const l1 = mappingIn(stackOf(), 'M');
    const synthesis = new Synthesis(l1.node.root);
    expect(synthesis.targetOf(l1)?.facts().name).toBe('Shop/M');
    expect(synthesis.targetOf(mappingIn(stackOf(), 'M'))).toBeUndefined();
  });
});

describe('the same source and function', () => {
  test('twice: the later mapping reports the first', () => {
    const stack = stackOf();
    ['A', 'B', 'C'].forEach(id => mappingIn(stack, id));
    expect(reported(stack, 'duplicateOf')).toEqual({ 'Shop/A': undefined, 'Shop/B': 'Shop/A', 'Shop/C': 'Shop/A' });
  });

  test.each<[string, Partial<lambda.CfnEventSourceMappingProps>]>([
    ['another function', { functionName: 'other' }],
    ['an alias', { functionName: 'fulfil:live' }],
    ['another queue', { eventSourceArn: `${QUEUE}2` }],
    ['a queue that only the deployment knows', { eventSourceArn: Fn.importValue('Q') }],
    ['a function that only the deployment knows', { functionName: Fn.importValue('F') }],
    ['another topic', { topics: ['t'] }],
    ['a topic that only the deployment knows', { topics: [Fn.importValue('T')] }],
  ])('but for %s is another pair', (_, props) => {
    const stack = stackOf();
    mappingIn(stack, 'A');
    mappingIn(stack, 'B', props);
    expect(reported(stack, 'duplicateOf')).toEqual({ 'Shop/A': undefined, 'Shop/B': undefined });
  });

  test('with other filters is still the same pair', () => {
    const stack = stackOf();
    mappingIn(stack, 'A');
    mappingIn(stack, 'B', { filterCriteria: { filters: [{ pattern: '{}' }] } });
    expect(reported(stack, 'duplicateOf')['Shop/B']).toBe('Shop/A');
  });

  test.each(['A', 'B'])('with a condition on %s never meets', (id) => {
    const stack = stackOf();
    const mappings = { A: mappingIn(stack, 'A'), B: mappingIn(stack, 'B') };
    conditional(mappings[id as 'A' | 'B']);
    expect(reported(stack, 'duplicateOf')).toEqual({ 'Shop/A': undefined, 'Shop/B': undefined });
  });
});

test('a condition by an override keeps two mappings apart as well', () => {
  const stack = stackOf();
  ['One', 'Other'].forEach(id => mappingIn(stack, id).addOverride('Condition', id));
  expect(reported(stack, 'duplicateOf')).toEqual({ 'Shop/One': undefined, 'Shop/Other': undefined });
});

describe('several functions of one queue', () => {
  const filterCriteria = { filters: [{ pattern: '{}' }] };

  test('report the first that is another, once', () => {
    const stack = stackOf();
    mappingIn(stack, 'A');
    mappingIn(stack, 'B', { functionName: 'b' });
    mappingIn(stack, 'C', { functionName: 'b' });
    mappingIn(stack, 'D');
    expect(reported(stack, 'otherReader')).toEqual({ 'Shop/A': undefined, 'Shop/B': 'Shop/A', 'Shop/C': undefined, 'Shop/D': undefined });
  });

  test('report filters where both have some', () => {
    const stack = stackOf();
    mappingIn(stack, 'A');
    mappingIn(stack, 'B', { functionName: 'b', filterCriteria });
    mappingIn(stack, 'C', { functionName: 'c', filterCriteria });
    mappingIn(stack, 'D', { functionName: 'd', filterCriteria: { filters: [] } });
    expect(reported(stack, 'otherFilter')).toEqual({ 'Shop/A': undefined, 'Shop/B': undefined, 'Shop/C': 'Shop/B', 'Shop/D': undefined });
  });

  test.each<[string, boolean | undefined, string | undefined]>([['on', true, 'Shop/A'], ['on by default', undefined, 'Shop/A'], ['off', false, undefined]])(
    'of which one is switched %s', (_, enabled, other) => {
      const stack = stackOf();
      mappingIn(stack, 'A', { enabled, filterCriteria });
      mappingIn(stack, 'B', { functionName: 'b', filterCriteria });
      expect(reported(stack, 'otherReader')['Shop/B']).toBe(other);
      expect(reported(stack, 'otherFilter')['Shop/B']).toBe(other);
    });

  test('where the later one is switched off report nothing', () => {
    const stack = stackOf();
    mappingIn(stack, 'A');
    mappingIn(stack, 'B', { functionName: 'b', enabled: false });
    expect(reported(stack, 'otherReader')).toEqual({ 'Shop/A': undefined, 'Shop/B': undefined });
  });

  test('with a condition never meet', () => {
    const stack = stackOf();
    conditional(mappingIn(stack, 'A'));
    mappingIn(stack, 'B', { functionName: 'b' });
    expect(reported(stack, 'otherReader')).toEqual({ 'Shop/A': undefined, 'Shop/B': undefined });
  });
});

describe('the concurrency of a function', () => {
  const concurrency = (...maximums: (number | undefined)[]) => {
    const stack = stackOf();
    const fn = functionIn(stack);
    maximums.forEach((maximumConcurrency, i) => mappingIn(stack, `M${i}`, {
      functionName: fn.functionArn, eventSourceArn: `${QUEUE}${i}`, scalingConfig: { maximumConcurrency },
    }));
    const { deployment } = new Synthesis(stack.node.root);
    return MappingGroups.of(deployment).concurrencyOf(deployment.mappings[0]);
  };

  test('is the sum over the mappings that have one', () => {
    expect(concurrency(2, undefined, 40)).toEqual({ sum: 42, count: 2 });
    expect(concurrency(undefined)).toEqual({ sum: 0, count: 0 });
  });

  test('leaves out mappings that are switched off', () => {
    const stack = stackOf();
    const functionName = functionIn(stack).functionArn;
    [true, false, undefined].forEach((enabled, i) => mappingIn(stack, `M${i}`, {
      functionName, eventSourceArn: `${QUEUE}${i}`, enabled, scalingConfig: { maximumConcurrency: 10 },
    }));
    const { deployment } = new Synthesis(stack.node.root);
    expect(MappingGroups.of(deployment).concurrencyOf(deployment.mappings[0])).toEqual({ sum: 20, count: 2 });
  });

  test('leaves out what only the deployment knows', () => {
    const unknown = new CfnParameter(stackOf(), 'N', { type: 'Number' }).valueAsNumber;
    expect(concurrency(2, unknown, 5)).toEqual({ sum: 7, count: 2 });
  });

  test('of a function that is not in the app is unknown', () => {
    const stack = stackOf();
    mappingIn(stack, 'A', { scalingConfig: { maximumConcurrency: 5 } });
    const { deployment } = new Synthesis(stack.node.root);
    expect(MappingGroups.of(deployment).concurrencyOf(deployment.mappings[0])).toEqual({ sum: UNKNOWN, count: 0 });
  });
});

describe('the synthesis in progress', () => {
  test('is one for all mappings of a stage, and another for the next synthesis', () => {
    const stack = stackOf();
    const [a, b] = [mappingIn(stack, 'A'), mappingIn(stack, 'B')];
    const first = Synthesis.validating(a);
    expect(Synthesis.validating(b)).toBe(first);
    const second = Synthesis.validating(a);
    expect(second).not.toBe(first);
    expect(Synthesis.validating(b)).toBe(second);
  });

  test('is another for each stage', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map(id => mappingIn(stackOf(new Stage(app, id)), 'M'));
    expect(Synthesis.validating(one)).not.toBe(Synthesis.validating(two));
    expect(Synthesis.validating(one).stage.node.id).toBe('One');
  });

  test('sees in the second synthesis what was changed after the first', () => {
    const stack = stackOf();
    const source = new SqsEventSource(queueIn(stack));
    functionIn(stack).addEventSource(source);
    expect(errorIdsOf(stack)).toEqual([]);
    (source.eventSourceMapping.node.defaultChild as lambda.CfnEventSourceMapping).batchSize = 0;
    expect(errorIdsOf(stack)).toEqual(['sqs-batch-size']);
    functionIn(stack, 'Late').addEventSource(new SqsEventSource(queueIn(stack, 'Others'), { batchSize: 0 }));
    expect(errorIdsOf(stack)).toEqual(['sqs-batch-size', 'sqs-batch-size']);
  });

  test('sees mappings that other libraries made', () => {
    const stack = stackOf();
    const queue = queueIn(stack);
    mappingIn(stack, 'Theirs', { eventSourceArn: queue.queueArn });
    functionIn(stack).addEventSource(new SqsEventSource(queue));
    expect(errorIdsOf(stack)).toEqual([]);
    expect(warningIdsOf(stack)).toContain('sqs-competing-functions');
  });
});

test('3,000 mappings of one queue are read and validated in time', () => {
  const stack = stackOf();
  const [fn, queue] = [functionIn(stack), new sqs.CfnQueue(stack, 'Q')];
  for (let i = 0; i < 3000; i++) { mappingIn(stack, `M${i}`, { functionName: i % 2 ? fn.functionArn : `f${i}`, eventSourceArn: queue.attrArn }); }
  const started = process.cpuUsage();
  const { deployment } = new Synthesis(stack.node.root);
  const findings = deployment.mappings.flatMap(mapping => validateFacts(new MappingFacts(mapping, deployment), 'template', () => new Set()).findings);
  const { user, system } = process.cpuUsage(started);
  expect(findings.length).toBeGreaterThanOrEqual(1500);
  expect((user + system) / 1e6).toBeLessThan(20); // takes less than 2 seconds; read anew for each mapping it would be minutes
}, 60_000);

describe('a mapping added between two syntheses', () => {
  function foundAfterAdding(scopeOf: (stack: Stack, before: Construct) => Construct): string[] {
    const stack = stackOf();
    const before = new Construct(stack, 'Before');
    functionIn(stack).addEventSource(new SqsEventSource(queueIn(stack)));
    (stack.node.root as App).synth();
    functionIn(scopeOf(stack, before), 'Added').addEventSource(new SqsEventSource(queueIn(stack, 'More'), { batchSize: 0 }));
    return errorIdsOf(stack);
  }

  test('behind those that were there is validated', () => {
    expect(foundAfterAdding(stack => stack)).toEqual(['sqs-batch-size']);
  });

  test('before those that were there is validated', () => {
    expect(foundAfterAdding((_, before) => before)).toEqual(['sqs-batch-size']);
  });
});
