import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AsyncInvokeOptions, EventInvokeConfig, EventInvokeConfigProps, InvokeDestination, SnsEventSource } from '../../../src';
import { newFunction, queueArn } from '../../builders';
import { AppCase, OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

type Make = (stack: Stack, fn: lambda.Function) => Partial<EventInvokeConfigProps>;

const unknown = (stack: Stack) => new CfnParameter(stack, 'Unknown').valueAsString;
const unknownNumber = (stack: Stack) => new CfnParameter(stack, 'Unknown', { type: 'Number' }).valueAsNumber;
const to = (fn: lambda.IFunction) => InvokeDestination.function(fn);
/** A destination that only the deployment knows. */
const somewhere = (stack: Stack): lambda.IDestination => ({ bind: () => ({ destination: unknown(stack) }) });

const configured = (make: Make, functionOf: (stack: Stack) => lambda.Function = newFunction): AppCase => stack => {
  const fn = functionOf(stack);
  new EventInvokeConfig(stack, 'Config', { function: fn, retryAttempts: 1, ...make(stack, fn) });
};
const BARE = configured(() => ({}));

const otherVersion = (side: 'onSuccess' | 'onFailure'): OwnCases => ({
  app: {
    at: configured(stack => ({ [side]: to(newFunction(stack, 'Next').addAlias('live')) })),
    beyond: [configured((_, fn) => ({ [side]: to(fn.addAlias('live')) })), configured((_, fn) => ({ function: fn.addAlias('live'), [side]: to(fn) }))],
    unknown: configured(stack => ({ [side]: somewhere(stack) })),
    absent: BARE,
  },
});

/** Two functions; the first hands its results to the second, which hands them on. */
const handedOn = (next: (stack: Stack, ship: lambda.Function) => lambda.IDestination | undefined): AppCase => stack => {
  const [ship, bill] = ['Ship', 'Bill'].map(id => newFunction(stack, id));
  new EventInvokeConfig(stack, 'A', { function: ship, onSuccess: to(bill) });
  new EventInvokeConfig(stack, 'B', { function: bill, retryAttempts: 1, onFailure: next(stack, ship) });
};

const asking = (...asked: AsyncInvokeOptions[]): AppCase => stack => {
  const fn = newFunction(stack);
  asked.forEach((asyncInvoke, i) => fn.addEventSource(new SnsEventSource(new Topic(stack, `T${i}`), { asyncInvoke })));
};

const withQueue = (account: (stack: Stack) => string): AppCase => configured(stack => ({
  onFailure: InvokeDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', queueArn('failed', account(stack)))),
}));

const toQueueAs = (roleOf: (stack: Stack) => iam.IRole | undefined): AppCase => configured(
  stack => ({ onFailure: InvokeDestination.queue(new sqs.Queue(stack, 'Failed')) }),
  stack => newFunction(stack, 'Fulfil', { role: roleOf(stack) }),
);
const roleNamed = (stack: Stack, mutable: boolean) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/fulfil', { mutable });

const seen = (app: Exclude<OwnCases['app'], string | undefined>): OwnCases => ({ template: 'only constructs show it', app });

/** Rules of asynchronous invocation over several constructs. */
export const INVOCATIONS: { readonly [rule: string]: OwnCases } = {
  'invoke-on-success-other-version': otherVersion('onSuccess'),
  'invoke-on-failure-other-version': otherVersion('onFailure'),
  'invoke-qualifier-mismatch': {
    at: [{ FunctionName: 'fulfil:live', Qualifier: 'live' }],
    beyond: [{ FunctionName: 'fulfil:live', Qualifier: '2' }, { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:fulfil:live' }],
    unknown: { FunctionName: UNKNOWN, Qualifier: '2' },
    absent: { FunctionName: ABSENT, Qualifier: '2' },
  },
  'invoke-qualifier-contradicts': seen({
    at: configured((_, fn) => ({ function: fn.addAlias('live'), qualifier: 'live' })),
    beyond: configured((_, fn) => ({ function: fn.addAlias('live'), qualifier: '2' })),
    unknown: configured((stack, fn) => ({ function: fn.addAlias('live'), qualifier: unknown(stack) })),
    absent: configured((_, fn) => ({ function: fn.addAlias('live') })),
  }),
  // Two statements that are not the same text can never be shown to agree, and only one of them is deployed.
  'invoke-settings-disagree': seen({
    at: [asking({ retryAttempts: 0 }, { retryAttempts: 0 }), asking({ retryAttempts: 0 }, { maxEventAge: Duration.hours(1) })],
    beyond: asking({ retryAttempts: 0 }, { retryAttempts: 2 }),
    unknown: 'there is no value',
    absent: asking({ retryAttempts: 0 }),
  }),
  'invoke-duration-token': seen({
    at: configured(() => ({ maxEventAge: Duration.hours(6) })),
    beyond: configured(stack => ({ maxEventAge: Duration.minutes(unknownNumber(stack)) })),
    unknown: configured(stack => ({ maxEventAge: Duration.seconds(unknownNumber(stack)) })),
    absent: BARE,
  }),
  'invoke-cycle': {
    app: {
      at: handedOn(stack => to(newFunction(stack, 'Archive'))),
      beyond: handedOn((_, ship) => to(ship)),
      unknown: handedOn(somewhere),
      absent: handedOn(() => undefined),
    },
  },
  'invoke-permissions-missing': seen({
    at: toQueueAs(stack => roleNamed(stack, true)),
    beyond: toQueueAs(stack => roleNamed(stack, false)),
    unknown: toQueueAs(stack => iam.Role.fromRoleArn(stack, 'Role', unknown(stack))),
    absent: toQueueAs(() => undefined),
  }),
  'invoke-destination-policy': seen({
    at: withQueue(() => '111122223333'),
    beyond: withQueue(() => '444455556666'),
    unknown: withQueue(unknown),
    absent: BARE,
  }),
};
