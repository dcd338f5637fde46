import { CfnResource, Duration, Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { override, withTokens } from './hatches';
import { ABSENT, rendered, UNKNOWN } from './situation';
import { EventInvokeConfig, InvokeDestination, SnsEventSource } from '../../src';

type Json = Record<string, any>;

/** The props that set a property of a configuration; what no prop can say is an escape hatch. */
const PROPS: { readonly [property: string]: (value: any, target: lambda.Function) => Json | undefined } = {
  Qualifier: value => value === UNKNOWN ? { qualifier: Token.asString(rendered(value)) } : { qualifier: value },
  MaximumRetryAttempts: value => ({ retryAttempts: withTokens(value, 'MaximumRetryAttempts') }),
  MaximumEventAgeInSeconds: value => Number.isInteger(value) || value === UNKNOWN
    ? { maxEventAge: Duration.seconds(withTokens(value, 'MaximumEventAgeInSeconds')) } : undefined,
  DestinationConfig: (value, target) => {
    if (typeof value !== 'object') { return undefined; }
    const sides = Object.entries<any>(value);
    const destinations = sides.map(([side, outcome]) => [side.replace('O', 'o'), destinationOf(outcome?.Destination, target)]);
    return destinations.every(([, destination]) => destination) ? Object.fromEntries(destinations) : undefined;
  },
};

function destinationOf(arn: unknown, target: lambda.Function): lambda.IDestination | undefined {
  if (JSON.stringify(arn) === JSON.stringify({ 'Fn::GetAtt': ['Fn', 'Arn'] })) { return InvokeDestination.function(target); }
  const written = arn === UNKNOWN ? Token.asString(rendered(arn)) : arn;
  return typeof written === 'string' ? { bind: () => ({ destination: written }) } : undefined;
}

/** A configuration with what differs from the base: as props where there are any, or else by escape hatches. */
export function configOf(target: lambda.Function, id: string, changed: Json): Construct {
  const props: Json = 'MaximumRetryAttempts' in changed ? {} : { retryAttempts: 1 };
  const hatches: Json = {};
  for (const [property, value] of Object.entries(changed)) {
    const said = value === ABSENT ? undefined : PROPS[property]?.(value, target);
    if (said) { Object.assign(props, said); } else { hatches[property] = value; }
  }
  const config = new EventInvokeConfig(Stack.of(target), id, { function: target, ...props });
  override(config.node.defaultChild as CfnResource, hatches);
  return config;
}

/** A subscription; rules in own-cases/subscriptions.ts set props. */
export function subscriptionOf(target: lambda.Function, topic: sns.CfnTopic, changed: Json): Construct {
  target.addEventSource(new SnsEventSource(topic));
  const subscription = target.node.findChild(topic.node.id);
  override(subscription.node.defaultChild as CfnResource, changed);
  return subscription as Construct;
}
