import { Aws, CfnParameter, Fn, Lazy, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { referencedConstruct, targetOf } from '../../src/cdk/references';
import { functionIn, queueIn, stackOf } from '../model/shop';

const stack = stackOf();
const queue = queueIn(stack);
const l1 = queue.node.defaultChild;

test('a reference leads to its resource, as text or as an object', () => {
  expect(targetOf(queue.queueArn)).toBe(l1);
  expect(targetOf((l1 as sqs.CfnQueue).ref)).toBe(l1);
  expect(targetOf(Fn.getAtt(stack.getLogicalId(l1 as sqs.CfnQueue), 'Arn'))).toBeUndefined(); // a logical id knows no construct
});

test('a reference leads to its parameter, which is no resource', () => {
  const parameter = new CfnParameter(stack, 'Stage');
  expect(referencedConstruct(parameter.valueAsString)).toBe(parameter);
  expect(targetOf(parameter.valueAsString)).toBeUndefined();
});

test.each<[string, unknown]>([
  ['text around it', `${queue.queueArn}/x`],
  ['two references', `${queue.queueArn}${functionIn(stack).functionArn}`],
  ['Fn::Join', Fn.join('', [queue.queueArn])],
  ['Fn::If', Fn.conditionIf('C', queue.queueArn, 'b')],
  ['a parameter', new CfnParameter(stack, 'P').valueAsString],
  ['a pseudo parameter', Aws.STACK_ID],
  ['Lazy', Lazy.string({ produce: () => queue.queueArn })],
  ['a number token', Token.asNumber({ Ref: 'N' })],
  ['plain text', 'orders'],
  ['nothing', undefined],
  ['null', null],
  ['an object', {}],
])('%s leads nowhere', (_, value) => {
  expect(targetOf(value)).toBeUndefined();
});
