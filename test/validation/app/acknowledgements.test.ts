import { App, Duration, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { SqsEventSource, SqsEventSourceProps, testing } from '../../../src';
import { acknowledgedRules } from '../../../src/validation/app/acknowledgements';
import { errorIdsOf, functionIn, queueIn, stackOf, warningIdsOf } from '../../model/shop';

/** An app with an error (the batch size) and a warning (no dead-letter queue), in a stage or without one. */
function appWithFindings(): Record<'mapping' | 'function' | 'stack' | 'stage' | 'app', IConstruct> & { readonly stack: Stack } {
  const app = new App();
  const stage = new Stage(app, 'Prod');
  const stack = stackOf(stage);
  const fn = functionIn(stack);
  const source = new SqsEventSource(queueIn(stack, 'Orders', { deadLetterQueue: undefined }), { batchSize: 0 });
  fn.addEventSource(source);
  return { mapping: source.eventSourceMapping, function: fn, stack, stage, app };
}

function acknowledge(scope: IConstruct, ...ids: string[]): void {
  ids.forEach(id => Validations.of(scope).acknowledge({ id, reason: 'known' }));
}

const ERROR = 'sqs-batch-size';
const WARNING = 'sqs-redrive-policy-missing';

test('without an acknowledgement both findings are told', () => {
  const { stack } = appWithFindings();
  expect(errorIdsOf(stack)).toEqual([ERROR]);
  expect(warningIdsOf(stack)).toEqual([WARNING]);
});

describe.each(['mapping', 'function', 'stack', 'stage', 'app'] as const)('acknowledged on the %s', (where) => {
  test.each(['EventSources::', ''])('with the namespace "%s" an error is silent, and the warning stays', (namespace) => {
    const scopes = appWithFindings();
    acknowledge(scopes[where], `${namespace}${ERROR}`);
    expect(errorIdsOf(scopes.stack)).toEqual([]);
    expect(warningIdsOf(scopes.stack)).toEqual([WARNING]);
  });

  test.each(['EventSources::', ''])('with the namespace "%s" a warning is silent, and the error stays', (namespace) => {
    const scopes = appWithFindings();
    acknowledge(scopes[where], `${namespace}${WARNING}`);
    expect(errorIdsOf(scopes.stack)).toEqual([ERROR]);
    expect(warningIdsOf(scopes.stack)).toEqual([]);
  });

  test('both are silent together', () => {
    const scopes = appWithFindings();
    acknowledge(scopes[where], ERROR, `EventSources::${WARNING}`);
    expect(errorIdsOf(scopes.stack)).toEqual([]);
    expect(warningIdsOf(scopes.stack)).toEqual([]);
  });
});

test('acknowledged on another construct nothing is silent', () => {
  const scopes = appWithFindings();
  const other = functionIn(scopes.stack, 'Other');
  acknowledge(other, ERROR, WARNING);
  acknowledge(scopes.mapping.node.findChild('Resource'), 'some-other-rule');
  expect(errorIdsOf(scopes.stack)).toEqual([ERROR]);
});

test('an acknowledgement of another tool, or of another rule, silences nothing', () => {
  const scopes = appWithFindings();
  acknowledge(scopes.app, 'Others::sqs-batch-size', 'EventSources::sqs-fifo-batch-size');
  expect(errorIdsOf(scopes.stack)).toEqual([ERROR]);
});

test('an acknowledged mapping leaves the findings of others alone', () => {
  const { stack, mapping } = appWithFindings();
  acknowledge(mapping, ERROR);
  functionIn(stack, 'Second').addEventSource(new SqsEventSource(queueIn(stack, 'More'), { batchSize: 0 }));
  expect(errorIdsOf(stack)).toEqual([ERROR]);
});

test('what is acknowledged is gathered from the construct and all above it, without what other metadata says', () => {
  const { mapping, stack, app } = appWithFindings();
  acknowledge(mapping, 'a');
  acknowledge(app, 'EventSources::b');
  stack.node.addMetadata('something', { c: 'd' });
  new sqs.CfnQueue(stack, 'Q').node.addMetadata('something', 'else');
  expect([...acknowledgedRules(mapping)].sort()).toEqual(['a', 'b']);
  expect(acknowledgedRules(stack)).toEqual(new Set(['b']));
});

describe('an acknowledgement of what aws-cdk-lib finds as well', () => {
  const told = (id: string, acknowledgedOn: (stack: Stack, mapping: IConstruct) => IConstruct, props: SqsEventSourceProps = { batchSize: 0 }) => {
    const stack = new Stack(new App(), 'Shop');
    const source = new SqsEventSource(queueIn(stack, 'Orders', { visibilityTimeout: Duration.seconds(1) }), props);
    functionIn(stack).addEventSource(source);
    Validations.of(acknowledgedOn(stack, source.eventSourceMapping)).acknowledge({ id: `CloudFormation-Validate::${id}`, reason: 'known' });
    return testing.Findings.of(stack).errors().map(({ ruleId }) => ruleId);
  };

  test('serves for the same finding of ours', () => {
    expect(told('F3034', (_, mapping) => mapping)).toEqual(['sqs-visibility-timeout']);
    expect(told('E3505', stack => stack)).toEqual(['sqs-batch-size']);
  });

  test('serves for no other', () => {
    expect(told('F3033', (_, mapping) => mapping)).toEqual(['sqs-batch-size', 'sqs-visibility-timeout']);
    expect(told('E3505', stack => stack.node.findChild('Orders'))).toEqual(['sqs-batch-size', 'sqs-visibility-timeout']);
    expect(told('F3034', (_, mapping) => mapping, { filters: [] })).toEqual(['filters-count', 'sqs-visibility-timeout']);
  });
});

test('one line on the stack ends the advice about dead-letter queues, as `cdk synth --strict` and hasNoWarning ask for', () => {
  const stack = stackOf();
  functionIn(stack).addEventSource(new SqsEventSource(queueIn(stack, 'Orders', { deadLetterQueue: undefined })));
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toHaveLength(1);
  const again = stackOf();
  Validations.of(again).acknowledge({ id: 'EventSources::sqs-redrive-policy-missing', reason: 'Lost messages are sent again.' });
  functionIn(again).addEventSource(new SqsEventSource(queueIn(again, 'Orders', { deadLetterQueue: undefined })));
  Annotations.fromStack(again).hasNoWarning('*', Match.anyValue());
});
