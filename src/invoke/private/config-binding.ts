import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { RequiredAccess } from '../../grants/required-permissions';

const BINDING = Symbol.for('cdk-lambda-event-sources.ConfigBinding');

/** What a configuration of this library offers to the destinations that it binds. */
export abstract class ConfigBinding {
  /** The binding of a configuration; undefined for configurations that this library did not create. */
  public static of(config: IConstruct): ConfigBinding | undefined {
    return (config as { [BINDING]?: ConfigBinding })[BINDING];
  }

  protected static attach(config: IConstruct, binding: ConfigBinding): void {
    Object.defineProperty(config, BINDING, { value: binding });
  }

  /** The ARN with qualifier, by which events of EventBridge name the function. */
  public abstract readonly invokedArn: string;

  /** Gives the role of the function access, makes the configuration depend on it, and records the statements that policies lack. */
  public abstract grant(fn: lambda.IFunction, access: RequiredAccess): void;
}
