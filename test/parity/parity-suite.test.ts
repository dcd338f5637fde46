import { App, Stack } from 'aws-cdk-lib';
import { coverageErrors, unrecorded } from './parity-suite';
import { runExample } from './readme-example';
import { upstreamExamples, upstreamMembers, upstreamProps } from './upstream-assembly';

describe('a table', () => {
  test('that lacks a prop of upstream is told to add it', () => {
    expect(coverageErrors('SqsEventSourceProps', ['batchSize'], ['batchSize', 'colour'])).toEqual([
      'aws-cdk-lib\'s SqsEventSourceProps has the prop colour, which the parity table lacks: add it to our props and a case to the table.',
    ]);
  });

  test('that has a prop more than upstream is told to remove it', () => {
    expect(coverageErrors('SqsEventSourceProps', ['batchSize', 'colour'], ['batchSize'])).toEqual([
      'The parity table has colour, which aws-cdk-lib\'s SqsEventSourceProps does not have: remove the case.',
    ]);
  });

  test('needs no recording for a tightening, and one for everything else', () => {
    const differences = (['tightening', 'widening', 'template'] as const).map(kind => ({ kind, text: kind }));
    const because = 'of a reason';
    expect(unrecorded(differences, differences.map(({ text }) => ({ text, because })))).toEqual(['widening', 'template']);
    expect(unrecorded(differences, differences.map(({ text }) => ({ text, because, recorded: 'an answer' })))).toEqual([]);
  });
});

describe('the assembly of upstream', () => {
  test('gives the props of a struct, and those of structs inside', () => {
    expect(upstreamProps('SqsEventSourceProps')).toEqual(expect.arrayContaining(['batchSize', 'provisionedPollerConfig.maximumPollers']));
  });

  test('gives inherited props and members', () => {
    expect(upstreamProps('KinesisEventSourceProps')).toEqual(expect.arrayContaining(['startingPosition', 'onFailure', 'startingPositionTimestamp']));
    expect(upstreamMembers('KinesisEventSource')).toContain('bind');
  });

  test('without the struct or class asked for says so', () => {
    expect(() => upstreamProps('NoSuchProps')).toThrow('has no struct aws-cdk-lib.aws_lambda_event_sources.NoSuchProps');
    expect(() => upstreamMembers('NoSuchSource')).toThrow('has no class NoSuchSource');
  });

  test('gives the README examples of a class, and not those of a class whose name is longer', () => {
    expect(upstreamExamples('S3EventSource').map(({ code }) => /S3EventSource\(/.test(code))).toContain(true);
    expect(upstreamExamples('S3EventSource').map(({ code }) => /S3EventSource\(/.test(code))).not.toContain(false);
    expect(upstreamExamples('NoSuchSource')).toEqual([]);
  });
});

describe('an example', () => {
  const example = 'import { Source } from \'aws-cdk-lib/aws-lambda-event-sources\';\ndeclare const fn: Function;\nfn(new Source(this));';

  test('runs with the classes and surroundings that it is given', () => {
    const stack = new Stack(new App());
    const seen: object[] = [];
    class Source { public constructor(public readonly scope: Stack) {} }
    runExample(example, stack, { Source }, { fn: () => (source: Source) => seen.push(source.scope) });
    expect(seen).toEqual([stack]);
  });

  test('that declares a name without surroundings is refused by name', () => {
    expect(() => runExample(example, new Stack(), {}, {})).toThrow('Upstream\'s README declares fn');
  });
});
