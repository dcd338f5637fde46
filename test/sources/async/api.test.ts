import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ApiEventSource, SqsEventSource } from '../../../src';
import { newFunction, newQueue, newStack } from '../../builders';

test('two sources of a function are methods of one API', () => {
  const stack = newStack();
  const fn = newFunction(stack);
  fn.addEventSource(new ApiEventSource('GET', '/orders/{id}'));
  fn.addEventSource(new ApiEventSource('POST', '/orders'));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
  template.resourceCountIs('AWS::ApiGateway::Method', 2);
});

test('a path without a slash is refused with the one that was meant', () => {
  expect(() => new ApiEventSource('GET', 'orders')).toThrow('The path of an ApiEventSource is "orders", but it must begin with a slash. Write "/orders".');
});

test('a function with tenant isolation takes it, and no other', () => {
  const stack = newStack();
  const fn = newFunction(stack, 'Fulfil', { tenancyConfig: lambda.TenancyConfig.PER_TENANT });
  fn.addEventSource(new ApiEventSource('GET', '/'));
  expect(() => fn.addEventSource(new SqsEventSource(newQueue(stack)))).toThrow('tenant isolation');
  Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::RestApi', 1);
});
