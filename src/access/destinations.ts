import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Permission } from './permissions';
import { Need } from './resource-needs';

const source = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html';

/** To hand a result to another function. */
export const INVOKE_FUNCTION: Permission = { id: 'invoke-function', actions: ['lambda:InvokeFunction'], source };

/** To send a result to an event bus. */
export const PUT_EVENTS: Permission = { id: 'put-events', actions: ['events:PutEvents'], source };

/** What it takes to hand over to a function, or to that version or alias of it alone. */
export function needsOfFunction(fn: lambda.IFunctionRef): Need[] {
  return [{ permission: INVOKE_FUNCTION, resourceArn: fn.functionRef.functionArn }];
}

/** What it takes to send to an event bus. */
export function needsOfEventBus(bus: events.IEventBusRef): Need[] {
  return [{ permission: PUT_EVENTS, resourceArn: bus.eventBusRef.eventBusArn }];
}
