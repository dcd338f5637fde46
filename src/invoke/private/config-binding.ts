import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { RequiredAccess } from '../../grants/required-permissions';

/** What a configuration of ours tells the destinations that it binds. */
export interface BoundConfig {
  /** The ARN that events of EventBridge have for what is invoked, with its qualifier. */
  readonly invokedArn: string;
  /** Gives the role of the function access, lets the configuration wait for it, and remembers what policies lack. */
  grant(target: lambda.IFunction, access: RequiredAccess): void;
}

const CONFIG = Symbol.for('cdk-lambda-event-sources.BoundConfig');

export function boundConfigOf(scope: IConstruct): BoundConfig | undefined {
  return (scope as { [CONFIG]?: BoundConfig })[CONFIG];
}

export function keepBoundConfig(scope: IConstruct, config: BoundConfig): void {
  Object.defineProperty(scope, CONFIG, { value: config });
}
