import { App, CfnCondition, Fn } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { functionIn, queueIn, stackOf } from './shop';
import { S3EventSource, SnsEventSource, SqsEventSource } from '../../src';
import { RELATIONS } from '../../src/aws/relations';
import { Deployment } from '../../src/model/deployment';
import { Edge, isExternal } from '../../src/model/edges';
import { AppReader } from '../../src/readers/app/read-app';
import { DeployedTemplate } from '../../src/readers/template/cross-stack';
import { readTemplates, TemplateSource } from '../../src/readers/template/read-template';
import { PLACEHOLDER } from '../../src/values/text';

function lineOf({ kind, from, to, at }: Edge): string {
  return `${from.name} ${kind} ${isExternal(to) ? to.arn.replaceAll(PLACEHOLDER, '?') : to.name} (${at.join('.')})`;
}

/** The edges of an app of some kinds. */
function inApp(app: App, ...kinds: Edge['kind'][]): string[] {
  return new Deployment(new AppReader(app)).edges().filter(({ kind }) => kinds.includes(kind)).map(lineOf);
}

function edgesOf(...templates: DeployedTemplate[]): readonly Edge[] {
  return new Deployment(new TemplateSource(readTemplates(templates))).edges();
}

interface Resources { readonly [id: string]: { readonly Type: string; readonly Properties?: object; readonly Condition?: string } }

function inTemplate(resources: Resources, more: object = {}): readonly Edge[] {
  return edgesOf({ source: { Resources: resources, ...more }, key: '', name: '' });
}

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const FUNCTION = { Type: 'AWS::Lambda::Function' };
const QUEUE = { Type: 'AWS::SQS::Queue' };
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111122223333:orders';

describe('the edges of an app', () => {
  test('lead from a mapping to queue and alias, and from there to the function and the dead-letter queue', () => {
    const app = new App();
    const stack = stackOf(app);
    const fn = functionIn(stack);
    const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
    const queue = new sqs.Queue(stack, 'Orders', { deadLetterQueue: { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 5 } });
    alias.addEventSource(new SqsEventSource(queue));
    expect(inApp(app, 'polls', 'invokes', 'aliases', 'dead-letters')).toEqual([
      expect.stringMatching(/^Shop\/Live\/\S+ polls Shop\/Orders \(EventSourceArn\)$/),
      expect.stringMatching(/^Shop\/Live\/\S+ invokes Shop\/Live \(FunctionName\)$/),
      'Shop/Live aliases Shop/Fulfil (FunctionName)',
      'Shop/Live aliases Shop/Fulfil/CurrentVersion (FunctionVersion)',
      'Shop/Fulfil/CurrentVersion aliases Shop/Fulfil (FunctionName)',
      'Shop/Orders dead-letters Shop/Failed (RedrivePolicy.deadLetterTargetArn)',
    ]);
  });

  test('lead into other stacks', () => {
    const app = new App();
    const queue = queueIn(stackOf(app, 'Queues'));
    functionIn(stackOf(app, 'Functions')).addEventSource(new SqsEventSource(queue));
    expect(inApp(app, 'polls')).toEqual([expect.stringMatching(/ polls Queues\/Orders \(EventSourceArn\)$/)]);
  });

  test('end at a literal ARN, and at one that only the deployment knows', () => {
    const app = new App();
    const stack = stackOf(app);
    new lambda.CfnEventSourceMapping(stack, 'A', { functionName: 'fulfil', eventSourceArn: QUEUE_ARN });
    new lambda.CfnEventSourceMapping(stack, 'B', { functionName: Fn.importValue('F'), eventSourceArn: QUEUE_ARN });
    expect(inApp(app, 'polls', 'invokes')).toEqual([
      `Shop/A polls ${QUEUE_ARN} (EventSourceArn)`,
      'Shop/A invokes fulfil (FunctionName)',
      `Shop/B polls ${QUEUE_ARN} (EventSourceArn)`,
      'Shop/B invokes ? (FunctionName)',
    ]);
  });

  test('lead from subscriptions and buckets to functions', () => {
    const app = new App();
    const stack = stackOf(app);
    functionIn(stack).addEventSource(new SnsEventSource(new sns.Topic(stack, 'Placed')));
    functionIn(stack, 'Resize').addEventSource(new S3EventSource(new s3.Bucket(stack, 'Images'), { events: [s3.EventType.OBJECT_CREATED] }));
    expect(inApp(app, 'subscribes', 'invokes', 'notifies')).toEqual([
      expect.stringMatching(/ subscribes Shop\/Placed \(TopicArn\)$/),
      expect.stringMatching(/ invokes Shop\/Fulfil \(Endpoint\)$/),
      'Shop/Images/Notifications notifies Shop/Resize (NotificationConfiguration.LambdaFunctionConfigurations.0.LambdaFunctionArn)',
    ]);
  });

  test('lead from a function to its role, and from a policy to the resources that it allows', () => {
    const app = new App();
    const stack = stackOf(app);
    functionIn(stack).addEventSource(new SqsEventSource(queueIn(stack)));
    expect(inApp(app, 'assumes')).toEqual(['Shop/Fulfil assumes Shop/Fulfil/ServiceRole (Role)']);
    expect(inApp(app, 'allows')).toContain('Shop/Fulfil/ServiceRole/DefaultPolicy allows Shop/Orders (PolicyDocument.Statement.0.Resource)');
  });

  test('lead from an encrypted queue to its key', () => {
    const app = new App();
    const stack = stackOf(app);
    new sqs.Queue(stack, 'Orders', { encryptionMasterKey: new kms.Key(stack, 'Key') });
    expect(inApp(app, 'encrypts')).toEqual(['Shop/Orders encrypts Shop/Key (KmsMasterKeyId)']);
  });

  test('name the condition of the resource that they begin at', () => {
    const app = new App();
    const stack = stackOf(app);
    const mapping = new lambda.CfnEventSourceMapping(stack, 'A', { functionName: 'fulfil', eventSourceArn: QUEUE_ARN });
    mapping.cfnOptions.condition = new CfnCondition(stack, 'Busy', { expression: Fn.conditionEquals('a', 'b') });
    expect(new Deployment(new AppReader(app)).edges().map(({ condition }) => condition)).toEqual(['Busy', 'Busy']);
  });
});

describe('the edges of a template', () => {
  test('see through the composed name of an alias', () => {
    const edges = inTemplate({
      Fulfil: FUNCTION,
      Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Fulfil' }, Name: 'live' } },
      M: { Type: MAPPING, Properties: { FunctionName: { 'Fn::Join': [':', [{ Ref: 'Fulfil' }, { 'Fn::Select': [7, { 'Fn::Split': [':', { Ref: 'Live' }] }] }]] } } },
    });
    expect(edges.map(lineOf)).toEqual(['M invokes Live (FunctionName)', 'Live aliases Fulfil (FunctionName)']);
  });

  test('have placeholders in ARNs that are composed of what only the deployment knows', () => {
    const edges = inTemplate({ M: { Type: MAPPING, Properties: { EventSourceArn: { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders' } } } });
    expect(edges.map(lineOf)).toEqual(['M polls arn:aws:sqs:?:?:orders (EventSourceArn)']);
  });

  test('lead to each broker and each destination', () => {
    const edges = inTemplate({
      Failed: QUEUE,
      M: {
        Type: MAPPING,
        Properties: {
          SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['b1:9092', 'b2:9092'] } },
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
        },
      },
    });
    expect(edges.map(lineOf)).toEqual([
      'M polls b1:9092 (SelfManagedEventSource.Endpoints.KafkaBootstrapServers.0)',
      'M polls b2:9092 (SelfManagedEventSource.Endpoints.KafkaBootstrapServers.1)',
      'M on-failure Failed (DestinationConfig.OnFailure.Destination)',
    ]);
  });

  test('lead to both destinations of asynchronous invocation', () => {
    const edges = inTemplate({
      F: FUNCTION,
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { FunctionName: { Ref: 'F' }, DestinationConfig: { OnSuccess: { Destination: QUEUE_ARN }, OnFailure: { Destination: { 'Fn::GetAtt': 'F.Arn' } } } },
      },
    });
    expect(edges.map(({ kind }) => kind)).toEqual(['invokes', 'on-success', 'on-failure']);
  });

  test.each([['Allow', 1], ['Deny', 0]])('of a policy whose only statement says %s are %d', (effect, count) => {
    const statement = { Effect: effect, Action: 'sqs:*', Resource: { 'Fn::GetAtt': ['Q', 'Arn'] } };
    const policy = (Statement: object) => inTemplate({ Q: QUEUE, P: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } } });
    expect([policy(statement), policy([statement])].map(edges => edges.length)).toEqual([count, count]);
  });

  test('lead from a policy to the bucket whose objects it allows', () => {
    const edges = inTemplate({
      Images: { Type: 'AWS::S3::Bucket' },
      P: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Resource: [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Images', 'Arn'] }, '/*']] }, '*'] }] } },
      },
    });
    expect(edges.map(lineOf)).toEqual([
      'P allows Images (PolicyDocument.Statement.0.Resource.0)',
      'P allows * (PolicyDocument.Statement.0.Resource.1)',
    ]);
  });

  test('lead to subnets and security groups', () => {
    const edges = inTemplate({
      Subnet: { Type: 'AWS::EC2::Subnet' },
      Group: { Type: 'AWS::EC2::SecurityGroup' },
      Cluster: {
        Type: 'AWS::MSK::ServerlessCluster',
        Properties: { VpcConfigs: [{ SubnetIds: [{ Ref: 'Subnet' }, 'subnet-1'], SecurityGroups: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] }] },
      },
    });
    expect(edges.map(lineOf)).toEqual([
      'Cluster runs-in Subnet (VpcConfigs.0.SubnetIds.0)',
      'Cluster runs-in subnet-1 (VpcConfigs.0.SubnetIds.1)',
      'Cluster runs-in Group (VpcConfigs.0.SecurityGroups.0)',
    ]);
  });

  test('lead into the template that exports a queue', () => {
    const edges = edgesOf(
      { source: { Resources: { Q: QUEUE }, Outputs: { Q: { Value: { 'Fn::GetAtt': ['Q', 'Arn'] }, Export: { Name: 'orders' } } } }, key: 'queues', name: 'queues' },
      { source: { Resources: { M: { Type: MAPPING, Properties: { EventSourceArn: { 'Fn::ImportValue': 'orders' } } } } }, key: 'functions', name: 'functions' },
    );
    expect(edges.map(({ to }) => isExternal(to) ? to.arn : to.id)).toEqual(['queues Q']);
  });

  test('name the condition of the resource that they begin at', () => {
    const mapping = { Type: MAPPING, Properties: { EventSourceArn: QUEUE_ARN } };
    const edges = inTemplate({ A: mapping, B: { ...mapping, Condition: 'Busy' } }, { Conditions: { Busy: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } } });
    expect(edges.map(({ from, condition }) => [from.id, condition])).toEqual([['A', undefined], ['B', 'Busy']]);
  });

  test('are read once', () => {
    const deployment = new Deployment(new TemplateSource(readTemplates([{ source: { Resources: { Q: QUEUE } }, key: '', name: '' }])));
    expect(deployment.edges()).toBe(deployment.edges());
  });
});

test('every relation is of some type', () => {
  const kinds = Object.values(RELATIONS).flat().map(([kind]) => kind);
  expect([...new Set(kinds)].sort()).toEqual([
    'aliases', 'allows', 'assumes', 'dead-letters', 'encrypts', 'invokes', 'notifies', 'on-failure', 'on-success', 'polls', 'runs-in', 'subscribes',
  ]);
});
