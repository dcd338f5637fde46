import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import { compareTemplates, FLAGS, synthesise } from './compare';
import { functionIn } from './shop';
import * as ours from '../../src';

interface Classes {
  readonly ApiEventSource: typeof upstream.ApiEventSource | typeof ours.ApiEventSource;
}

const METHODS: [string, [method: string, path: string, options?: apigateway.MethodOptions][]][] = [
  ['the root', [['GET', '/']]],
  ['a parameter', [['POST', '/orders/{id}']]],
  ['options', [['ANY', '/orders', { apiKeyRequired: true, authorizationType: apigateway.AuthorizationType.IAM }]]],
  ['several', [['GET', '/orders'], ['PUT', '/orders'], ['GET', '/orders/{id}']]],
];

describe.each(Object.entries(FLAGS))('ApiEventSource with %s', (_, context) => {
  test.each(METHODS)('%s gives upstream\'s template', (__, methods) => {
    const of = (classes: Classes) => synthesise<Classes>((stack, { ApiEventSource }) => {
      const fn = functionIn(stack);
      methods.forEach(method => fn.addEventSource(new ApiEventSource(...method)));
    }, classes, context());
    expect(compareTemplates(of(upstream), of(ours))).toEqual([]);
  });
});

test('the CDK sees the name that it looks for', () => {
  expect(new ours.ApiEventSource('GET', '/').constructor.name).toBe('ApiEventSource');
});
