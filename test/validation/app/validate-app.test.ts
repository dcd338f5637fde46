import { App, Aspects, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SqsEventSource, SqsEventSourceProps } from '../../../src';
import { findingsBelow } from '../../../src/validation/app/validate-app';
import { errorIdsOf, errorsOf, functionIn, queueIn, stackOf, warningIdsOf, warningsOf } from '../../model/shop';

const WRONG = { batchSize: 0 };

function mapIn(scope: Construct, props: SqsEventSourceProps = {}, id = 'Orders'): SqsEventSource {
  const source = new SqsEventSource(queueIn(scope, id), props);
  functionIn(scope, `Handle${id}`).addEventSource(source);
  return source;
}

/** Where the errors are. */
function pathsOf(errors: string[]): string[] {
  return errors.map(error => /^\[([^\] ]*)\/SqsEventSource[^\] ]*\] /.exec(error)?.[1] ?? error);
}

/** What the synthesis throws. */
function messageOf(app: App): string {
  try { app.synth(); } catch (e) { return (e as Error).message; }
  throw new Error('nothing thrown');
}

describe('errors of one throw', () => {
  /** Wrong mappings: two in one stack, one in another, one in a nested one. */
  const wrongApp = () => {
    const app = new App();
    const shop = stackOf(app);
    mapIn(shop, WRONG);
    mapIn(shop, { maxConcurrency: 1 }, 'Returns');
    mapIn(shop, {}, 'Fine');
    mapIn(stackOf(app, 'Depot'), WRONG);
    mapIn(new NestedStack(shop, 'Inner'), WRONG);
    return { app, shop };
  };
  const paths = ['Depot/HandleOrders', 'Shop/HandleOrders', 'Shop/HandleReturns', 'Shop/Inner/HandleOrders'];

  test('are those of all stacks and nested stacks, through synth', () => {
    const errors = errorsOf(wrongApp().app);
    expect(pathsOf(errors).sort()).toEqual(paths);
    expect(errors.filter(error => error.includes('[sqs-maximum-concurrency]'))).toHaveLength(1);
  });

  test('are those of all stacks and nested stacks, through Template.fromStack', () => {
    let message = '';
    try { Template.fromStack(wrongApp().shop); } catch (e) { ({ message } = e as Error); }
    paths.forEach(path => expect(message).toContain(`[${path}/SqsEventSource`));
  });

  test('of one mapping are all that it has', () => {
    const stack = stackOf();
    mapIn(stack, { batchSize: NaN, maxConcurrency: 1, filters: [] });
    expect(errorIdsOf(stack)).toEqual(['filters-count', 'sqs-batch-size', 'sqs-maximum-concurrency']);
  });

  test('are none where nothing is wrong', () => {
    const stack = stackOf();
    mapIn(stack);
    expect(errorsOf(stack)).toEqual([]);
    expect(warningIdsOf(stack)).toEqual([]);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('an app with two stages', () => {
  const stages = (first: SqsEventSourceProps, second: SqsEventSourceProps, between: (app: App, stages: Stage[]) => void = () => undefined) => {
    const app = new App();
    const both = ['First', 'Second'].map(id => new Stage(app, id));
    mapIn(stackOf(both[0]), first);
    mapIn(stackOf(both[1]), second);
    between(app, both);
    return app;
  };

  test('both wrong by the same code tells it once, and where else it is', () => {
    const app = stages(WRONG, WRONG);
    expect(pathsOf(errorsOf(app))).toEqual(['First/Shop/HandleOrders']);
    expect(messageOf(app)).toMatch(/\n {4}at test\/validation\/app\/validate-app\.test\.ts:\d+:\d+, also in Second\n/);
    expect(messageOf(app)).toMatch(/\n {2}1 error and 0 warnings of event sources$/);
  });

  test('both wrong by different code tells each under its own path, those of the first together', () => {
    const app = stages(WRONG, WRONG, (_, [first, second]) => {
      mapIn(stackOf(first, 'Depot'), WRONG);
      functionIn(stackOf(second, 'Depot')).addEventSource(new SqsEventSource(queueIn(second.node.findChild('Depot') as Stack, 'Other'), { batchSize: 0 }));
    });
    expect(pathsOf(errorsOf(app))).toEqual(['First/Shop/HandleOrders', 'First/Depot/HandleOrders', 'Second/Depot/Fulfil']);
  });

  test('only the second wrong tells the errors of the second', () => {
    expect(pathsOf(errorsOf(stages({}, WRONG)))).toEqual(['Second/Shop/HandleOrders']);
  });

  test('only the first wrong tells the errors of the first', () => {
    expect(pathsOf(errorsOf(stages(WRONG, {})))).toEqual(['First/Shop/HandleOrders']);
  });

  test('and a wrong stack outside of them tells all', () => {
    const app = stages(WRONG, WRONG, each => { mapIn(stackOf(each, 'Outside'), WRONG); });
    expect(pathsOf(errorsOf(app))).toEqual(['First/Shop/HandleOrders']);
    expect(messageOf(app)).toContain(', also in the app, Second\n');
  });

  test('of which one is inside of the other tells both', () => {
    const app = new App();
    const outer = new Stage(app, 'Outer');
    mapIn(stackOf(outer), WRONG);
    mapIn(stackOf(new Stage(outer, 'Inner')), WRONG);
    expect(pathsOf(errorsOf(app))).toEqual(['Outer/Inner/Shop/HandleOrders']);
    expect(messageOf(app)).toContain(', also in Outer\n');
  });

  test('of which the later one has aspects says that they have not run yet', () => {
    const mend = { visit: (node: Construct) => { if (isMapping(node)) { node.batchSize = 5; } } };
    const app = stages(WRONG, WRONG, (_, [__, later]) => {
      functionIn(stackOf(later, 'Depot')).addEventSource(new SqsEventSource(queueIn(later.node.findChild('Depot') as Stack, 'Other'), { batchSize: 0 }));
      Aspects.of(later).add(mend as never);
    });
    expect(messageOf(app)).toContain(', also in Second (its aspects have not run yet)\n');
    const [first, second, ...more] = errorsOf(app);
    expect(pathsOf([first, second])).toEqual(['First/Shop/HandleOrders', 'Second/Depot/Fulfil']);
    expect(first).not.toContain('aspects');
    expect(second).toContain('(The aspects of that stage have not run yet.)');
    expect(more).toEqual([]);
  });

  test('of which an aspect mends the later one is correct once the first is', () => {
    const mend = { visit: (node: Construct) => { if (isMapping(node)) { node.batchSize = 5; } } };
    expect(errorsOf(stages({}, WRONG, (_, [__, later]) => Aspects.of(later).add(mend as never)))).toEqual([]);
  });

  test('fails as Template.fromStack with the errors of both', () => {
    const app = stages(WRONG, WRONG);
    const stack = app.node.findChild('First').node.findChild('Shop') as Stack;
    expect(() => Template.fromStack(stack)).toThrow(/First\/Shop\/HandleOrders[^]*also in Second\n/);
  });
});

describe('warnings', () => {
  const warned = () => {
    const stack = stackOf();
    const source = new SqsEventSource(queueIn(stack, 'Orders', { deadLetterQueue: undefined }));
    functionIn(stack).addEventSource(source);
    return { stack, path: `/${source.eventSourceMapping.node.path}` };
  };

  test('do not fail the synthesis, and are found on the mapping', () => {
    const { stack, path } = warned();
    expect(errorsOf(stack)).toEqual([]);
    const found = Annotations.fromStack(stack).findWarning(path, Match.stringLikeRegexp('EventSources::sqs-redrive-policy-missing\\s+at [^\\s]+\\s+deadLetterQueue of the queue Shop/Orders'));
    expect(found).toHaveLength(1);
  });

  test('carry the id to acknowledge them by', () => {
    const { stack } = warned();
    errorsOf(stack);
    expect(warningsOf(stack)[0]).toContain('[ack: EventSources::sqs-redrive-policy-missing]');
  });

  test('are not doubled by a second synthesis', () => {
    const { stack } = warned();
    errorsOf(stack);
    errorsOf(stack);
    Template.fromStack(stack);
    expect(warningIdsOf(stack)).toEqual(['sqs-redrive-policy-missing']);
  });

  test('come beside errors, and in their list', () => {
    const stack = stackOf();
    functionIn(stack).addEventSource(new SqsEventSource(queueIn(stack, 'Orders', { deadLetterQueue: undefined }), WRONG));
    expect(errorIdsOf(stack)).toEqual(['sqs-batch-size']);
    expect(warningIdsOf(stack)).toEqual(['sqs-redrive-policy-missing']);
    const message = messageOf(stack.node.root as App);
    expect(message).toMatch(/^ {2}\[Shop\/Fulfil\/SqsEventSource:ShopOrders\w+\] warning EventSources::sqs-redrive-policy-missing$/m);
    expect(message).toMatch(/\n {2}1 error and 1 warning of event sources$/);
  });
});

describe('the findings below a construct', () => {
  test('are those of our mappings there, in the order of the tree, stages included', () => {
    const app = new App();
    mapIn(stackOf(app, 'A'), WRONG);
    const stage = new Stage(app, 'Stage');
    const inStage = stackOf(stage, 'B');
    mapIn(inStage, WRONG);
    mapIn(inStage, { maxConcurrency: 0 }, 'Returns');
    new lambda.CfnEventSourceMapping(inStage, 'Theirs', { functionName: 'f', eventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:q', batchSize: 0 });
    app.synth({ skipValidation: true }); // roles take their policies while they are synthesised
    const ids = (scope: Construct) => findingsBelow(scope).map(({ path, ruleId }) => `${path.split('/SqsEventSource')[0]} ${ruleId}`);
    const b = ['Stage/B/HandleOrders sqs-batch-size', 'Stage/B/HandleReturns sqs-maximum-concurrency'];
    expect(ids(app)).toEqual(['A/HandleOrders sqs-batch-size', ...b]);
    expect(ids(stage)).toEqual(b);
    expect(ids(inStage)).toEqual(b);
    expect(ids(inStage.node.findChild('HandleReturns') as Construct)).toEqual([b[1]]);
  });
});

function isMapping(node: Construct): node is lambda.CfnEventSourceMapping {
  return CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::EventSourceMapping';
}
