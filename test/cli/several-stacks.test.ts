import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, dirname, join } from 'path';
import { App, CfnCondition, Duration, Fn, NestedStack, Stack, StackProps, Stage } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { rules } from '../../src';
import { check } from '../../src/cli/check';
import { newFunction, newQueue, queueArn } from '../builders';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'stacks-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Strength = 'weak' | 'strong';

function newApp(strength: Strength = 'weak'): App {
  return new App({
    outdir: folder,
    analyticsReporting: false,
    context: { '@aws-cdk/core:defaultCrossStackReferences': strength, 'aws:cdk:disable-validation-report': true },
  });
}

/** File, rule and logical id of each finding, as `check` reports them. */
function findingsIn(...args: string[]): string[] {
  const report = check(args, { acknowledge: [] });
  expect(report.unreadable).toEqual([]);
  return report.findings.map(({ template, finding }) => `${template.slice(folder.length + 1)} ${finding.ruleId} ${finding.path}`);
}

/** The rules that `check` reports of the output, which are those that the app itself reports. */
function rulesOf(app: App): string[] {
  app.synth();
  const found = check([folder], { acknowledge: [] }).findings.map(({ finding }) => finding.ruleId);
  const { violations } = new rules.EventSourceRules().validate({ appConstruct: app, templatePaths: [] } as any);
  expect(found.sort()).toEqual(violations.map(({ ruleName }) => ruleName).sort());
  return found;
}

function mapping(scope: Construct, id: string, props: Partial<lambda.CfnEventSourceMappingProps> = {}): lambda.CfnEventSourceMapping {
  return new lambda.CfnEventSourceMapping(scope, id, { functionName: 'fulfil', eventSourceArn: queueArn(), batchSize: 10, ...props });
}

const TOO_SHORT = 'sqs-visibility-timeout';
/** Shorter than AWS recommends. */
const SHORT = 'sqs-visibility-timeout-short';
const PAIR = 'same-source-and-function';
const OTHERS = 'sqs-competing-functions';

const STRENGTHS: Strength[] = ['weak', 'strong'];

describe.each(STRENGTHS)('a queue of another stack, by a %s reference,', strength => {
  test.each([[29, [TOO_SHORT]], [30, [SHORT]], [180, []]])('with a visibility timeout of %d seconds for a function that takes 30', (seconds, expected) => {
    const app = newApp(strength);
    const queue = newQueue(new Stack(app, 'Queues'), 'Orders', { visibilityTimeout: Duration.seconds(seconds) });
    const fn = newFunction(new Stack(app, 'Functions'), 'Fulfil', { timeout: Duration.seconds(30) });
    fn.addEventSource(new upstream.SqsEventSource(queue));
    expect(rulesOf(app)).toEqual(expected);
  });

  test('and a function of another stack make one pair, which is reported once, at the later mapping', () => {
    const app = newApp(strength);
    const queue = newQueue(new Stack(app, 'Queues'));
    const fn = newFunction(new Stack(app, 'Functions'));
    for (const name of ['A', 'B']) { mapping(new Stack(app, name), 'Mapping', { functionName: fn.functionArn, eventSourceArn: queue.queueArn }); }
    expect(rulesOf(app)).toEqual([PAIR]);
    expect(findingsIn(folder)).toEqual([`B.template.json ${PAIR} Mapping`]);
  });

  test('is named with its file in messages', () => {
    const app = newApp(strength);
    const queue = newQueue(new Stack(app, 'Queues'), 'Orders', { visibilityTimeout: Duration.seconds(29) });
    newFunction(new Stack(app, 'Functions'), 'Fulfil', { timeout: Duration.seconds(30) }).addEventSource(new upstream.SqsEventSource(queue));
    app.synth();
    const [{ finding }] = check([folder], { acknowledge: [] }).findings;
    expect(finding.message).toMatch(/Orders\w+ in Queues\.template\.json/);
    expect(finding.message).not.toContain('Functions.template.json');
  });
});

describe.each<[string, (stack: Stack) => { queues: Construct; functions: Construct }]>([
  ['of the stack around it', stack => ({ queues: stack, functions: new NestedStack(stack, 'Functions') })],
  ['of a nested stack', stack => ({ queues: new NestedStack(stack, 'Queues'), functions: stack })],
  ['of a nested stack beside it', stack => ({ queues: new NestedStack(stack, 'Queues'), functions: new NestedStack(stack, 'Functions') })],
  ['of a nested stack of a nested stack', stack => ({ queues: new NestedStack(new NestedStack(stack, 'Outer'), 'Queues'), functions: stack })],
  ['of the stack around the one around it', stack => ({ queues: stack, functions: new NestedStack(new NestedStack(stack, 'Outer'), 'Functions') })],
])('a queue %s', (_, scopesIn) => {
  test.each([[29, [TOO_SHORT]], [30, [SHORT]], [180, []]])('with a visibility timeout of %d seconds for a function that takes 30', (seconds, expected) => {
    const app = newApp();
    const { queues, functions } = scopesIn(new Stack(app, 'Shop'));
    const queue = newQueue(queues, 'Orders', { visibilityTimeout: Duration.seconds(seconds) });
    newFunction(functions, 'Fulfil', { timeout: Duration.seconds(30) }).addEventSource(new upstream.SqsEventSource(queue));
    expect(rulesOf(app)).toEqual(expected);
  });
});

describe('two stacks', () => {
  /** An app with a mapping in each of two stacks. */
  function twice(props: Partial<lambda.CfnEventSourceMappingProps>, stackProps: StackProps = {}): App {
    const app = newApp();
    mapping(new Stack(app, 'A', stackProps), 'Mapping');
    mapping(new Stack(app, 'B', stackProps), 'Mapping', props);
    return app;
  }

  const HERE = { env: { account: '111122223333', region: 'eu-west-1' } };

  test('that map one queue to one function of an account and Region are a pair', () => {
    expect(rulesOf(twice({}, HERE))).toEqual([PAIR]);
  });

  test('that map one queue to functions of one name in environments that are not known have two functions', () => {
    expect(rulesOf(twice({}))).toEqual([OTHERS]);
  });

  test('that map two queues are no pair', () => {
    expect(rulesOf(twice({ eventSourceArn: queueArn('claims') }, HERE))).toEqual([]);
  });

  test('with resources of one logical id have two resources', () => {
    const app = newApp();
    for (const name of ['A', 'B']) {
      const stack = new Stack(app, name, HERE);
      newFunction(stack).addEventSource(new upstream.SqsEventSource(newQueue(stack)));
    }
    expect(rulesOf(app)).toEqual([]);
  });

  test('of which one is mapped under a condition are no pair', () => {
    const app = twice({}, HERE);
    const stack = app.node.findChild('B') as Stack;
    (stack.node.findChild('Mapping') as lambda.CfnEventSourceMapping).cfnOptions.condition = new CfnCondition(stack, 'Large', { expression: Fn.conditionEquals(Fn.ref('AWS::StackName'), 'x') });
    expect(rulesOf(app)).toEqual([]);
  });

  test('of which one is nested under a condition are no pair', () => {
    const app = newApp();
    const stack = new Stack(app, 'A', HERE);
    mapping(stack, 'Mapping');
    const nested = new NestedStack(stack, 'Nested');
    mapping(nested, 'Mapping');
    app.synth();
    expect(findingsIn(folder)).toEqual([expect.stringContaining(PAIR)]);
    nested.nestedStackResource!.cfnOptions.condition = new CfnCondition(stack, 'Large', { expression: Fn.conditionEquals(Fn.ref('AWS::StackName'), 'x') });
    app.synth({ force: true });
    expect(findingsIn(folder)).toEqual([]);
  });

  test('of two Stages are two deployments, also by their exports', () => {
    const app = newApp('strong');
    for (const name of ['Beta', 'Prod']) {
      const stage = new Stage(app, name);
      mapping(new Stack(stage, 'Literal'), 'Mapping');
      const queue = newQueue(new Stack(stage, 'Queues', { stackName: 'queues' }), 'Orders', { visibilityTimeout: Duration.seconds(name === 'Beta' ? 180 : 29) });
      newFunction(new Stack(stage, 'Functions'), 'Fulfil', { timeout: Duration.seconds(30) }).addEventSource(new upstream.SqsEventSource(queue));
    }
    app.synth();
    expect(findingsIn(folder)).toEqual([expect.stringMatching(/^assembly-Prod\/ProdFunctions\w+\.template\.json sqs-visibility-timeout /)]);
  });

  test('in two Regions, of which one reads a queue of the other', () => {
    const app = newApp();
    const there = new Stack(app, 'Queues', { env: { account: '111122223333', region: 'us-east-1' } });
    const queue = newQueue(there, 'Orders', { queueName: 'orders' });
    mapping(new Stack(app, 'Functions', HERE), 'Mapping', { eventSourceArn: queue.queueArn });
    expect(rulesOf(app)).toEqual(['source-region']);
  });
});

/** The ARN of a cluster in all subnets of a VPC. */
function clusterIn(scope: Construct, vpc: ec2.Vpc): string {
  return new msk.CfnCluster(scope, 'Cluster', {
    clusterName: 'orders',
    kafkaVersion: '3.9.x',
    numberOfBrokerNodes: 2,
    clientAuthentication: { sasl: { iam: { enabled: true } } },
    brokerNodeGroupInfo: {
      instanceType: 'kafka.m7g.large',
      clientSubnets: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
      securityGroups: [new ec2.SecurityGroup(scope, 'Group', { vpc }).securityGroupId],
    },
  }).attrArn;
}

/** Two subscriptions of one function to one topic, each in a stack of its own. */
function subscribeTwice(here: Stack, there: Stack, policies: readonly object[]): void {
  const topic = new sns.Topic(here, 'News');
  const fn = newFunction(here);
  [here, there].forEach((scope, i) => new sns.CfnSubscription(scope, 'Subscription', {
    topicArn: topic.topicArn, protocol: 'lambda', endpoint: fn.functionArn, filterPolicy: policies[i],
  }));
}

/** Two queues that one function reads, each in a stack of its own. */
function readTwice(here: Stack, there: Stack, reservedConcurrentExecutions: number): void {
  const { functionArn } = newFunction(here, 'Fulfil', { reservedConcurrentExecutions });
  for (const scope of [here, there]) {
    mapping(scope, 'Mapping', { functionName: functionArn, eventSourceArn: newQueue(scope).queueArn, scalingConfig: { maximumConcurrency: 3 } });
  }
}

/** A stream whose failed records go to a queue of another stack. */
function failTo(here: Stack, there: Stack, fifo?: true): void {
  mapping(there, 'Mapping', {
    eventSourceArn: new kinesis.Stream(there, 'Stream').streamArn,
    startingPosition: 'LATEST',
    maximumRetryAttempts: 1,
    destinationConfig: { onFailure: { destination: new sqs.Queue(here, 'Failed', { fifo }).queueArn } },
  });
}

describe.each(STRENGTHS)('across stacks, by %s references,', strength => {
  test.each<[string, (here: Stack, there: Stack) => void, string[]]>([
    ['two subscriptions with different filters', (here, there) => subscribeTwice(here, there, [{ type: ['a'] }, { type: ['b'] }]), ['sns-same-topic-and-function']],
    ['two subscriptions with the same filter', (here, there) => subscribeTwice(here, there, [{ type: ['a'] }, { type: ['a'] }]), []],
    ['two asynchronous configurations of a function', (here, there) => {
      const { functionName } = newFunction(here);
      for (const scope of [here, there]) { new lambda.CfnEventInvokeConfig(scope, 'Config', { functionName, qualifier: '$LATEST', maximumRetryAttempts: 1 }); }
    }, ['invoke-same-function-and-qualifier']],
    ['a dead-letter queue whose key does not allow Amazon SNS', (here, there) => {
      const queue = new sqs.Queue(here, 'Dead', { encryptionMasterKey: new kms.Key(here, 'Key') });
      new sns.CfnSubscription(there, 'Subscription', {
        topicArn: new sns.Topic(there, 'News').topicArn, protocol: 'lambda', endpoint: newFunction(there).functionArn, redrivePolicy: { deadLetterTargetArn: queue.queueArn },
      });
    }, ['sns-dead-letter-key']],
    ['an alias of a function that takes longer than the queue waits', (here, there) => {
      const alias = newFunction(here, 'Fulfil', { timeout: Duration.seconds(40) }).addAlias('live');
      mapping(there, 'Mapping', { functionName: alias.functionArn, eventSourceArn: newQueue(there, 'Orders', { visibilityTimeout: Duration.seconds(30) }).queueArn });
    }, [TOO_SHORT]],
    ['a FIFO queue as the destination of a stream', (here, there) => failTo(here, there, true), ['destination-fifo']],
    ['a standard queue as the destination of a stream', (here, there) => failTo(here, there), []],
    ['a table that has no stream', (here, there) => {
      mapping(there, 'Mapping', { eventSourceArn: new dynamodb.CfnTable(here, 'Table', { keySchema: [] }).attrStreamArn, startingPosition: 'LATEST', maximumRetryAttempts: 1 });
    }, ['dynamodb-stream-off']],
    ['two queues that need more concurrency than the function has', (here, there) => readTwice(here, there, 5), ['sqs-concurrency-sum-over-reserved', 'sqs-concurrency-sum-over-reserved']],
    ['two queues that need the concurrency that the function has', (here, there) => readTwice(here, there, 6), []],
  ])('%s', (_, build, expected) => {
    const app = newApp(strength);
    const [here, there] = ['Here', 'There'].map(name => new Stack(app, name));
    build(here, there);
    expect(rulesOf(app)).toEqual(expected);
  });
});

/** Where the VPC, the cluster and the function of a mapping are. */
const SPLITS: readonly [string, (stack: Stack) => readonly [network: Construct, cluster: Construct, functions: Construct]][] = [
  ['all in one stack', stack => [stack, stack, stack]],
  ['the VPC in a stack of its own', stack => { const rest = new Stack(stack.node.scope, 'Rest'); return [stack, rest, rest]; }],
  ['the function in a stack of its own', stack => [stack, stack, new Stack(stack.node.scope, 'Rest')]],
  ['the function in a nested stack', stack => [stack, stack, new NestedStack(stack, 'Rest')]],
  ['the VPC in a nested stack', stack => [new NestedStack(stack, 'Network'), stack, stack]],
];

describe.each(SPLITS)('pollers with %s', (_, scopesIn) => {
  test.each<[string, boolean]>([['without endpoints of the VPC cannot call AWS', false], ['with endpoints beside the function can', true]])('%s', (__, hasEndpoints) => {
    const app = newApp('strong');
    const [network, cluster, functions] = scopesIn(new Stack(app, 'Shop'));
    const vpc = new ec2.Vpc(network, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const eventSourceArn = clusterIn(cluster, vpc);
    if (hasEndpoints) {
      for (const service of ['lambda', 'sts']) { new ec2.InterfaceVpcEndpoint(functions, service, { vpc, service: new ec2.InterfaceVpcEndpointAwsService(service) }); }
    }
    mapping(functions, 'Mapping', { eventSourceArn, topics: ['orders'], startingPosition: 'LATEST' });
    app.synth();
    const found = check([folder], { acknowledge: [] }).findings.map(({ finding }) => finding.ruleId).filter(id => id === 'poller-network-lambda');
    expect(found).toEqual(hasEndpoints ? [] : ['poller-network-lambda']);
  });
});

describe('files that are of no assembly', () => {
  const MAPPING = (props: object = {}) => ({ Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'fulfil', EventSourceArn: queueArn(), BatchSize: 10, ...props } });

  function write(name: string, resources: object, sections: object = {}): string {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...sections, Resources: resources }));
    return file;
  }

  const nesting = (url: string, parameters?: object, others: object = {}) => ({ Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url, Parameters: parameters } }, ...others });

  test('are a deployment each, because they may be two versions of one', () => {
    expect(findingsIn(write('before.json', { Mapping: MAPPING() }), write('after.json', { Mapping: MAPPING() }))).toEqual([]);
  });

  test('are one deployment with those of their nested stacks, whether these are named as well or not', () => {
    const outer = write('outer.json', nesting('./inner.json', undefined, { Mapping: MAPPING() }));
    const inner = write('inner.json', { Mapping: MAPPING() });
    expect(findingsIn(outer)).toEqual([`inner.json ${PAIR} Mapping`]);
    expect(findingsIn(outer, inner)).toEqual([`inner.json ${PAIR} Mapping`]);
    expect(findingsIn(inner, outer)).toEqual([`outer.json ${PAIR} Mapping`]);
  });

  test('that share the template of a nested stack stay apart', () => {
    const outer = ['a.json', 'b.json'].map(name => write(name, nesting('./inner.json', undefined, { Mapping: MAPPING() })));
    write('inner.json', { Mapping: MAPPING() });
    expect(findingsIn(...outer)).toEqual([]);
  });

  test('give parameters to nested stacks, whose defaults no longer count', () => {
    const size = { Parameters: { Size: { Type: 'Number', Default: 20000 } } };
    write('inner.json', { Mapping: MAPPING({ MaximumBatchingWindowInSeconds: { Ref: 'Size' } }) }, size);
    const found = (parameters?: object) => check([write('outer.json', nesting('./inner.json', parameters))], { acknowledge: [] })
      .findings.map(({ template, finding }) => `${basename(template)} ${finding.severity} ${finding.ruleId}`);
    expect(found()).toEqual(['inner.json warning batching-window']);
    expect(found({ Size: 10 })).toEqual([]);
    expect(found({ Size: 20000 })).toEqual(['inner.json error batching-window']);
    expect(found({ Size: { 'Fn::ImportValue': 'size' } })).toEqual([]);
  });

  test('are checked once, however often they are named', () => {
    const file = write('shop.json', { Mapping: MAPPING({ MaximumBatchingWindowInSeconds: 20000 }) });
    const { checked, findings } = check([file, file], { acknowledge: [] });
    expect([checked.templates, findings.length]).toEqual([1, 1]);
  });
});
