import { Deployment } from '../../src/model/deployment';
import { MappingGroups } from '../../src/model/mapping-groups';
import { Resource } from '../../src/model/resource';
import { Assumptions } from '../../src/readers/template/assumptions';
import { readTemplates, TemplateSource } from '../../src/readers/template/read-template';
import { TemplateResource } from '../../src/readers/template/template-resource';
import { ABSENT } from '../../src/values/value';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const SUBSCRIPTION = 'AWS::SNS::Subscription';
const COMPARISON = ['prod', { Ref: 'Stage' }];

/** A template that is one deployment, and its resources under an assumption about its only comparison. */
function deploymentOf(resources: { readonly [id: string]: { readonly Type: string; readonly Properties?: object; readonly Condition?: string } }) {
  const source = { Resources: resources, Conditions: { Busy: { 'Fn::Equals': COMPARISON } } };
  const [template] = readTemplates([{ source, key: '', name: '' }]);
  const probe = new Assumptions(new Map(), false);
  template.holds('Busy', probe);
  const [comparison] = probe.undecidedComparisons;
  return {
    deployment: new Deployment(new TemplateSource([template])),
    resource: (id: string, isBusy: boolean) => new TemplateResource(template, id, new Assumptions(new Map([[comparison, isBusy]]), false)),
  };
}

const mapping = (properties: object, Condition?: string) => ({ Type: MAPPING, Properties: { FunctionName: 'f', EventSourceArn: 'arn:aws:sqs:::q', ...properties }, Condition });

describe('a deployment', () => {
  test('asks its reader for nothing before somebody asks', () => {
    const asked: string[][] = [];
    const deployment = new Deployment({ resources: (...types) => { asked.push([...types]); return []; }, escapes: () => false });
    expect(asked).toEqual([]);
    expect([deployment.mappings, deployment.mappings]).toEqual([[], []]);
    expect(asked).toEqual([[MAPPING]]);
  });

  test('has its nodes by kind: subscriptions are those of functions', () => {
    const { deployment } = deploymentOf({
      M: mapping({}),
      Config: { Type: 'AWS::Lambda::EventInvokeConfig' },
      Sub: { Type: SUBSCRIPTION, Properties: { Protocol: 'lambda' } },
      Mail: { Type: SUBSCRIPTION, Properties: { Protocol: 'email' } },
      Images: { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: 'f' }] } } },
    });
    const { mappings, invokeConfigs, subscriptions } = deployment;
    expect([mappings, invokeConfigs, subscriptions].map(nodes => nodes.map(({ resource }) => resource.id))).toEqual([['M'], ['Config'], ['Sub']]);
    expect(deployment.notifications.map(({ name, entries }) => [name, entries.length])).toEqual([['Images', 1]]);
  });

  test('builds a node of the resource that is asked for, and has one for each resource of its own', () => {
    const { deployment, resource } = deploymentOf({ M: mapping({ EventSourceArn: { 'Fn::If': ['Busy', 'arn:aws:sqs:::a', 'arn:aws:sqs:::b.fifo'] } }) });
    const [busy, idle] = [true, false].map(isBusy => resource('M', isBusy));
    expect([busy, idle].map(each => deployment.mapping(each).source.kinds)).toEqual([['sqs'], ['sqs-fifo']]);
    expect(deployment.mapping(deployment.mappings[0].resource)).toBe(deployment.mappings[0]);
  });

  test('keeps what is built for a key by each function', () => {
    const { deployment } = deploymentOf({});
    const key = {};
    let built = 0;
    const [one, other] = [() => built += 1, () => built += 10];
    expect([one, one, other, other].map(build => deployment.memo(key, build))).toEqual([1, 1, 11, 11]);
    expect(deployment.memo({}, one)).toBe(12);
  });

  test('keeps undefined, too', () => {
    const { deployment } = deploymentOf({});
    const build = jest.fn(() => undefined);
    [1, 2].forEach(() => deployment.memo(deployment, build));
    expect(build).toHaveBeenCalledTimes(1);
  });
});

describe('groups', () => {
  const duplicateOf = (deployment: Deployment, resource: Resource) =>
    deployment.memo(deployment, MappingGroups.of).duplicateOf(deployment.mapping(resource))?.resource.id;

  test('know a resource under assumptions by its id', () => {
    const other = { EventSourceArn: { 'Fn::If': ['Busy', 'arn:aws:sqs:::q', 'arn:aws:sqs:::other'] } };
    const { deployment, resource } = deploymentOf({ A: mapping({}), B: mapping(other) });
    expect(duplicateOf(deployment, resource('A', true))).toBeUndefined();
    expect([true, false].map(isBusy => duplicateOf(deployment, resource('B', isBusy)))).toEqual(['A', undefined]);
  });

  test('have no resource that a condition may omit', () => {
    const { deployment, resource } = deploymentOf({ A: mapping({}, 'Busy'), B: mapping({}), C: mapping({}) });
    expect(['A', 'B', 'C'].map(id => duplicateOf(deployment, resource(id, true)))).toEqual([undefined, undefined, 'B']);
  });
});

describe('the notifications of a resource under assumptions', () => {
  const configuration = (prefix: unknown) => ({ Event: 's3:ObjectCreated:*', Function: 'f', Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: prefix }] } } });
  const notifications = (BucketName: string, prefix: unknown) => ({
    Type: 'Custom::S3BucketNotifications',
    Properties: { BucketName, Managed: false, NotificationConfiguration: { LambdaFunctionConfigurations: [{ ...configuration(prefix), LambdaFunctionArn: 'f' }] } },
  });

  test('meet those of the other resources of the bucket, in their order', () => {
    const { deployment, resource } = deploymentOf({
      A: notifications('images', 'a'),
      B: notifications('images', { 'Fn::If': ['Busy', 'a', 'b'] }),
      C: notifications('images', 'b'),
    });
    const overlap = (id: string, isBusy: boolean) => deployment.notificationGroups.overlap(deployment.notification(resource(id, isBusy)));
    expect(overlap('B', true)).toMatch(/ of A$/);
    expect(overlap('B', false)).toBe(ABSENT); // C is later, and reports it
    expect(overlap('A', true)).toBe(ABSENT);
  });
});
