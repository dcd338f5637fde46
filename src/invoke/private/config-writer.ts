import { Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { keepBoundConfig } from './config-binding';
import { attachConstructFacts } from '../../cdk/construct-facts';
import { secondsOf } from '../../cdk/durations';
import { knownFifoOf } from '../../cdk/fifo';
import { GrantTracker } from '../../grants/grant-tracker';
import { validateAtSynthesis } from '../../validation/hook/validate-at-synthesis';
import { AsyncInvokeOptions } from '../async-invoke-options';
import { InvokeDestination } from '../destinations';

export interface InvokeSettingsProps {
  readonly l1: lambda.CfnEventInvokeConfig;
  /** The function as destinations want it, asked for when there is one. */
  readonly target: () => lambda.IFunction;
  /** ARN with qualifier. */
  readonly invokedArn: string;
}

type Side = 'onSuccess' | 'onFailure';

const TYPES: { readonly [side in Side]: lambda.DestinationType } = {
  onSuccess: 'Success' as lambda.DestinationType,
  onFailure: 'Failure' as lambda.DestinationType,
};

const known = new WeakMap<Construct, InvokeSettings>();

/** Writes settings into the L1 of a configuration, whoever made it, and holds its validation. */
export class InvokeSettings {
  public static of(config: Construct): InvokeSettings | undefined {
    return known.get(config);
  }

  private readonly notes = new Map<string, string>();
  private readonly grants: GrantTracker;
  private readonly destinations = new Map<Side, lambda.IDestination>();
  private by: readonly string[] = [];

  public constructor(private readonly config: Construct, private readonly props: InvokeSettingsProps) {
    known.set(config, this);
    this.grants = new GrantTracker(config);
    keepBoundConfig(config, {
      invokedArn: props.invokedArn,
      grant: (target, access) => this.grants.add(target, access).forEach(statement => this.note('ResultPolicyNotChanged', statement)),
    });
    attachConstructFacts(config, {
      fact: name => this.seen(name),
      factNames: () => [...this.notes.keys(), 'DestinationNotGranted'],
    });
    validateAtSynthesis(config, props.l1);
  }

  /** Notes something for the validation that the template does not tell. */
  public note(name: string, detail: string): void {
    this.notes.set(name, [this.notes.get(name), detail].filter(text => text !== undefined).join('; '));
  }

  /** Tells for messages who asked for what is set so far. */
  public askedBy(by: string): void {
    this.by = [by];
  }

  /**
   * Adds settings. What is set already must be the same.
   *
   * @param by who asks for them, for the message
   */
  public add(options: AsyncInvokeOptions, by: string): void {
    const { l1 } = this.props;
    const agreed = (prop: string, before: unknown, now: unknown) => {
      if (now !== undefined && before !== undefined && !this.isSame(before, now)) {
        this.note('SettingsDisagree', `${prop} is ${inWords(before)} for ${this.by.join(' and ')}, and ${inWords(now)} for ${by}`);
      }
      return before ?? now;
    };
    const age = secondsOf(options, 'maxEventAge', (name, detail) => this.note(name, detail));
    l1.maximumEventAgeInSeconds = agreed('maxEventAge', l1.maximumEventAgeInSeconds, age) as number | undefined;
    l1.maximumRetryAttempts = agreed('retryAttempts', l1.maximumRetryAttempts, options.retryAttempts) as number | undefined;
    this.addDestination('onFailure', options.onFailure, by);
    this.addDestination('onSuccess', options.onSuccess, by);
    this.by = [...this.by, by];
  }

  private addDestination(side: Side, destination: lambda.IDestination | undefined, by: string): void {
    const { l1 } = this.props;
    const before = this.destinations.get(side);
    if (!destination || destination === before || this.doTheSame(before, destination)) { return; }
    const config = l1.destinationConfig as lambda.CfnEventInvokeConfig.DestinationConfigProperty | undefined;
    const present = (config?.[side] as lambda.CfnEventInvokeConfig.OnFailureProperty | undefined)?.destination;
    if (before instanceof InvokeDestination && destination instanceof InvokeDestination) {
      this.note('SettingsDisagree', `${side} is another destination for ${this.by.join(' and ')} than for ${by}`);
      return;
    }
    // What another library's destination is, it tells only when it is bound. A second one may not take the ids of the first.
    const scope = present === undefined ? this.config : new Construct(this.config, `${side}:${by}`);
    const bound = destination.bind(scope, this.props.target(), { type: TYPES[side] });
    const fifo = knownFifoOf(destination);
    if (fifo) { this.notes.set(`${side}Fifo`, fifo.node.path); }
    if (present === undefined) {
      this.destinations.set(side, destination);
      l1.destinationConfig = { ...config, [side]: { destination: bound.destination } };
    } else if (!this.isSame(present, bound.destination)) {
      this.note('SettingsDisagree', `${side} is another destination for ${this.by.join(' and ')} than for ${by}`);
    }
  }

  private doTheSame(before: lambda.IDestination | undefined, destination: lambda.IDestination): boolean {
    return before instanceof InvokeDestination && destination instanceof InvokeDestination
      && this.isSame(before._key(this.config), destination._key(this.config));
  }

  private isSame(one: unknown, other: unknown): boolean {
    const stack = Stack.of(this.config);
    return one === other || JSON.stringify(stack.resolve(one)) === JSON.stringify(stack.resolve(other));
  }

  private seen(name: string): string | undefined {
    return name === 'DestinationNotGranted' ? this.grants.missingStatements() : this.notes.get(name);
  }
}

/** A number that is a token would be shown as one that nobody wrote. */
function inWords(value: unknown): string {
  return Token.isUnresolved(value) ? 'known only at deployment' : String(value);
}
