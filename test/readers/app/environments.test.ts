import { App, NestedStack, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { findingsOfOthers } from '../../../src/validation/app/validate-app';
import { stackOf } from '../../model/shop';

const IRELAND = { env: { account: '111122223333', region: 'eu-west-1' } };
const VIRGINIA = { env: { account: '111122223333', region: 'us-east-1' } };
const OTHER_ACCOUNT = { env: { account: '444455556666', region: 'eu-west-1' } };
const HALF_OPEN = { env: { region: 'eu-west-1' } };

/** What is told of mappings, brokers, groups and configurations that meet. */
const MEETING = [
  'invoke-same-function-and-qualifier', 'kafka-consumer-group-shared', 'kafka-poller-group-pollers', 'same-source-and-function', 'self-managed-kafka-overlap',
];

/** All of it by names that are written out. */
function shopIn(stack: Stack): void {
  new lambda.CfnEventSourceMapping(stack, 'Queue', { functionName: 'fulfil', eventSourceArn: stack.formatArn({ service: 'sqs', resource: 'orders' }) });
  const topic = new lambda.CfnEventSourceMapping(stack, 'Topic', {
    functionName: 'follow',
    topics: ['orders'],
    startingPosition: 'LATEST',
    selfManagedEventSource: { endpoints: { kafkaBootstrapServers: ['broker.example.com:9092'] } },
    sourceAccessConfigurations: [{ type: 'BASIC_AUTH', uri: stack.formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: 'broker' }) }],
    selfManagedKafkaEventSourceConfig: { consumerGroupId: 'orders' },
    provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 1200 },
  });
  topic.addPropertyOverride('ProvisionedPollerConfig.PollerGroupName', 'shared');
  new lambda.CfnEventInvokeConfig(stack, 'Config', { functionName: 'fulfil', qualifier: '$LATEST', maximumRetryAttempts: 1 });
}

function told(...stacks: Stack[]): string[] {
  stacks.forEach(shopIn);
  return findingsOfOthers(stacks[0].node.root).map(({ finding }) => finding.ruleId).filter(id => MEETING.includes(id)).sort();
}

test('names in one Region of one account meet, also of two stacks', () => {
  const app = new App();
  expect(told(stackOf(app, 'One', IRELAND), stackOf(app, 'Two', IRELAND))).toEqual(MEETING);
});

test.each([
  ['of another Region', IRELAND, VIRGINIA],
  ['of another account', IRELAND, OTHER_ACCOUNT],
  ['that leave Region and account open, as of one shop for trying and one for customers', {}, {}],
  ['that leave the account open', HALF_OPEN, HALF_OPEN],
  ['of which one leaves them open', IRELAND, {}],
])('names in two stacks %s do not', (_, one, other) => {
  const app = new App();
  expect(told(stackOf(app, 'One', one), stackOf(app, 'Two', other))).toEqual([]);
});

test.each([['known', IRELAND], ['left open', {}]])('names in a nested stack meet those of the stack around it, with Region and account %s', (_, props) => {
  const stack = stackOf(new App(), 'Shop', props);
  expect(told(stack, new NestedStack(stack, 'Inner'))).toEqual(MEETING);
});
