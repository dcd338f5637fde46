import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CfnCondition, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as cfninc from 'aws-cdk-lib/cloudformation-include';
import { rules, SqsEventSource } from '../../../src';
import { findingsBelow, findingsOfOthers } from '../../../src/validation/app/validate-app';
import { l1MappingOf, newFunction, newQueue, newStack, REGION, ACCOUNT } from '../../builders';

/*
 * Rules are asked only about properties that are given. However a property got there, or was taken away, all doors see it alike.
 */

const STREAM = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/clicks`;

/** The L1 of a mapping of ours, which no rule has anything to say about. */
function ourMapping(stack: Stack): lambda.CfnEventSourceMapping {
  const source = new SqsEventSource(newQueue(stack), { grantPermissions: false });
  newFunction(stack).addEventSource(source);
  return l1MappingOf(source.eventSourceMapping);
}

/** The same, made without this library. */
function otherMapping(stack: Stack): lambda.CfnEventSourceMapping {
  return new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName: newFunction(stack).functionName, eventSourceArn: newQueue(stack).queueArn });
}

function foundAt(stack: Stack): string[] {
  return [...findingsBelow(stack), ...findingsOfOthers(stack.node.root).map(({ finding }) => finding)].map(({ ruleId }) => ruleId).sort();
}

/** What the checker finds in the template of a stack. */
function foundInTemplateOf(stack: Stack): string[] {
  // Errors of ours would end the synthesis that makes the template.
  const template = stack.resolve((stack as unknown as { _toCloudFormation(): any })._toCloudFormation());
  return rules.TemplateChecker.check(template).findings.map(({ ruleId }) => ruleId).sort();
}

type Change = (l1: lambda.CfnEventSourceMapping, stack: Stack) => void;

const set = (values: Partial<lambda.CfnEventSourceMappingProps>): Change => l1 => { Object.assign(l1, values); };

describe.each([['of ours', ourMapping], ['of others', otherMapping]])('a mapping %s', (_, made) => {
  test.each<[string, Change, string[]]>([
    ['nothing', () => {}, []],
    ['a property assigned', set({ batchSize: 0 }), ['sqs-batch-size']],
    ['one assigned, and taken away again', l1 => { l1.batchSize = 0; l1.batchSize = undefined; }, []],
    ['a property override', l1 => l1.addPropertyOverride('BatchSize', 0), ['sqs-batch-size']],
    ['an override of all properties', l1 => l1.addOverride('Properties', { BatchSize: 0 }), ['sqs-batch-size']],
    ['an override with a token', l1 => l1.addPropertyOverride('BatchSize', Lazy.number({ produce: () => 0 })), ['sqs-batch-size']],
    ['an override within a property', l1 => l1.addPropertyOverride('ScalingConfig.MaximumConcurrency', 1), ['sqs-maximum-concurrency']],
    ['a property that sources of this kind do not have', l1 => l1.addPropertyOverride('StartingPosition', 'LATEST'), ['starting-position-unsupported']],
    ['what was wrong, and deleted', l1 => { l1.batchSize = 0; l1.addPropertyDeletionOverride('BatchSize'); }, []],
    ['what was wrong, and overridden by a condition', (l1, stack) => {
      new CfnCondition(stack, 'Big', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
      l1.batchSize = 0;
      l1.addPropertyOverride('BatchSize', Fn.conditionIf('Big', 10, 5));
    }, []],
    ['a deletion of what must be there', l1 => { l1.eventSourceArn = STREAM; l1.startingPosition = 'LATEST'; l1.addPropertyDeletionOverride('StartingPosition'); },
      ['starting-position-missing']],
    ['a value told late', set({ batchSize: Lazy.number({ produce: () => 0 }) }), ['sqs-batch-size']],
    ['a value told late to be none', set({ batchSize: Lazy.number({ produce: () => undefined as any }) }), []],
    ['an object told late', set({ scalingConfig: Lazy.any({ produce: () => ({ maximumConcurrency: 1 }) }) }), ['sqs-maximum-concurrency']],
    ['an object told late to be none', set({ scalingConfig: Lazy.any({ produce: () => undefined }) }), []],
    ['AWS::NoValue', set({ batchSize: Token.asNumber({ Ref: 'AWS::NoValue' }) }), []],
    ['a transform in the place of a value', set({ batchSize: Token.asNumber(Fn.transform('Sizes', {})) }), []],
    ['a transform in the place of all', l1 => l1.addPropertyOverride('Fn::Transform', { Name: 'Mapping' }), []],
    ['a transform beside what it adds to', l1 => l1.addOverride('Properties', { 'Fn::Transform': { Name: 'Positions' }, 'EventSourceArn': STREAM }), []],
    ['a transform beside what is wrong by itself', l1 => l1.addOverride('Properties', { 'Fn::Transform': { Name: 'Positions' }, 'BatchSize': 0 }), ['sqs-batch-size']],
    ['a transform within a property', l1 => l1.addPropertyOverride('ProvisionedPollerConfig', { 'Fn::Transform': { Name: 'Pollers' }, 'MinimumPollers': 1 }), ['sqs-minimum-pollers']],
    ['metadata and policies', l1 => { l1.cfnOptions.metadata = { BatchSize: 0 }; l1.addOverride('UpdateReplacePolicy', 'Retain'); }, []],
  ])('with %s', (_name, change, expected) => {
    const stack = newStack();
    const l1 = made(stack);
    change(l1, stack);
    expect(foundAt(stack)).toEqual(expected);
    expect(foundInTemplateOf(stack)).toEqual(expected);
  });
});

test('a mapping whose properties are all known only after a transform is not judged', () => {
  const stack = newStack();
  const l1 = new CfnResource(stack, 'Mapping', { type: 'AWS::Lambda::EventSourceMapping', properties: { 'Fn::Transform': { Name: 'Mapping' } } });
  expect(foundAt(stack)).toEqual([]);
  // The CDK puts an override in the place of an intrinsic function.
  l1.addOverride('Properties', { EventSourceArn: STREAM, FunctionName: 'fulfil' });
  expect(foundAt(stack)).toEqual(['starting-position-missing']);
});

test('mappings of an included template are judged by what it gives', () => {
  const folder = mkdtempSync(join(tmpdir(), 'given-'));
  const mapping = (properties: object) => ({
    Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Name' }, EventSourceArn: STREAM, ...properties },
  });
  writeFileSync(join(folder, 'template.json'), JSON.stringify({
    Parameters: { Name: { Type: 'String' }, Size: { Type: 'Number' } },
    Conditions: { Big: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
    Resources: {
      Missing: mapping({ BatchSize: { Ref: 'Size' } }),
      NotSet: mapping({ StartingPosition: { Ref: 'AWS::NoValue' } }),
      Chosen: mapping({ StartingPosition: { 'Fn::If': ['Big', 'LATEST', 'TRIM_HORIZON'] } }),
      Newer: mapping({ StartingPosition: 'LATEST', PropertyOfTomorrow: 1, BatchSize: 0 }),
      Transformed: mapping({ 'PropertyOfTomorrow': 1, 'Fn::Transform': { Name: 'Positions' } }),
    },
  }));
  const stack = newStack();
  new cfninc.CfnInclude(stack, 'Included', { templateFile: join(folder, 'template.json') });
  rmSync(folder, { recursive: true });
  const found = findingsOfOthers(stack.node.root).filter(({ finding }) => finding.severity === rules.FindingSeverity.ERROR);
  expect(found.map(({ finding, l1 }) => `${l1.node.id} ${finding.ruleId}`)).toEqual([
    'Missing starting-position-missing', 'NotSet starting-position-missing', 'Newer batch-size',
  ]);
});

test('what is noted of a mapping between two judgements is asked for in the second', () => {
  const stack = newStack();
  const source = new SqsEventSource(newQueue(stack), { grantPermissions: false });
  newFunction(stack).addEventSource(source);
  expect(findingsBelow(stack)).toEqual([]);
  source.metricPolledEventCount();
  expect(findingsBelow(stack).map(({ ruleId }) => ruleId)).toEqual(['metrics-not-enabled']);
});
