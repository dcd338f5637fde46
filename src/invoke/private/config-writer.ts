import { Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ConfigBinding } from './config-binding';
import { ConstructFacts, FactRecorder } from '../../cdk/construct-facts';
import { secondsOf } from '../../cdk/durations';
import { knownFifoOf } from '../../cdk/fifo';
import { expectGiven, expectProps, WantedProps } from '../../cdk/given';
import { DESTINATION_CONFIG, DURATION, INVOKE_DESTINATION } from '../../cdk/wanted';
import { GrantTracker } from '../../grants/grant-tracker';
import { RequiredAccess } from '../../grants/required-permissions';
import { validateAtSynthesis } from '../../validation/hook/validate-at-synthesis';
import { AsyncInvokeOptions } from '../async-invoke-options';
import { InvokeDestination } from '../destinations';

export interface ConfigWriterProps {
  readonly l1: lambda.CfnEventInvokeConfig;
  /** The function as destinations want it. Only a configuration with destinations asks for it. */
  readonly target: () => lambda.IFunction;
  /** The ARN with qualifier. */
  readonly invokedArn: string;
}

const WANTED_OPTIONS: WantedProps = { maxEventAge: DURATION, onSuccess: INVOKE_DESTINATION, onFailure: INVOKE_DESTINATION };

type Side = 'onSuccess' | 'onFailure';

const TYPES: { readonly [side in Side]: lambda.DestinationType } = {
  onSuccess: 'Success' as lambda.DestinationType,
  onFailure: 'Failure' as lambda.DestinationType,
};

/** Writes settings into the L1 of a configuration, of this library or of `fn.configureAsyncInvoke()`, and validates it. */
export class ConfigWriter extends ConfigBinding {
  public static of(config: Construct): ConfigWriter | undefined {
    const writer = super.of(config);
    return writer instanceof ConfigWriter ? writer : undefined;
  }

  public readonly invokedArn: string;
  private readonly facts = new FactRecorder();
  private readonly grants: GrantTracker;
  private readonly destinations = new Map<Side, lambda.IDestination>();
  private by: readonly string[] = [];

  public constructor(private readonly config: Construct, private readonly props: ConfigWriterProps) {
    super();
    ConfigBinding.attach(config, this);
    this.invokedArn = props.invokedArn;
    this.grants = new GrantTracker(config);
    this.facts.addLateFact('DestinationNotGranted', () => this.grants.missingStatements());
    ConstructFacts.attach(config, this.facts);
    validateAtSynthesis(config, props.l1);
  }

  public grant(fn: lambda.IFunction, access: RequiredAccess): void {
    this.grants.add(fn, access).forEach(statement => this.facts.addDetail('ResultPolicyNotChanged', statement));
  }

  /** Records a fact for the validation that the template does not have. */
  public addFact(name: string, detail: string): void {
    this.facts.addFact(name, detail);
  }

  /** Names in messages the construct that made the settings so far. */
  public askedBy(by: string): void {
    this.by = [by];
  }

  /**
   * Adds settings. What is set already must be the same.
   *
   * @param by who asks for them, for the message
   */
  public add(options: AsyncInvokeOptions, by: string): void {
    expectProps(by, options, WANTED_OPTIONS);
    const { l1 } = this.props;
    const agreed = (prop: string, before: unknown, now: unknown) => {
      if (now !== undefined && before !== undefined && !this.isSame(before, now)) {
        this.facts.addDetail('SettingsDisagree', `${prop} is ${inWords(before)} for ${this.by.join(' and ')}, and ${inWords(now)} for ${by}`);
      }
      return before ?? now;
    };
    const age = secondsOf(options, 'maxEventAge', this.facts.addDetail);
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
      this.facts.addDetail('SettingsDisagree', `${side} is another destination for ${this.by.join(' and ')} than for ${by}`);
      return;
    }
    // A destination of another library is known only once it is bound. A second one may not take the ids of the first.
    const scope = present === undefined ? this.config : new Construct(this.config, `${side}:${by}`);
    const bound = expectGiven(
      this.config.node.path, `what ${side}.bind() returns`, destination.bind(scope, this.props.target(), { type: TYPES[side] }), DESTINATION_CONFIG,
    );
    const fifo = knownFifoOf(destination);
    if (fifo) { this.facts.addFact(`${side}Fifo`, fifo.node.path); }
    if (present === undefined) {
      this.destinations.set(side, destination);
      l1.destinationConfig = { ...config, [side]: { destination: bound.destination } };
    } else if (!this.isSame(present, bound.destination)) {
      this.facts.addDetail('SettingsDisagree', `${side} is another destination for ${this.by.join(' and ')} than for ${by}`);
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
}

/** A number that is a token would be shown as an arbitrary number. */
function inWords(value: unknown): string {
  return Token.isUnresolved(value) ? 'known only at deployment' : String(value);
}
