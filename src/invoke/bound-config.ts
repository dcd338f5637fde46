import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { Need } from '../access/resource-needs';

/** What a configuration of ours tells the destinations that it binds. */
export interface BoundConfig {
  /** The ARN that events of EventBridge have for what is invoked, with its qualifier. */
  readonly invokedArn: string;
  /** Gives the role of the function what it needs, and lets the configuration wait for it. */
  grant(target: lambda.IFunction, needs: readonly Need[]): void;
  /** Remembers what the policy of a destination lacks. */
  lacks(statements: readonly iam.PolicyStatement[]): void;
}

const CONFIG = Symbol.for('cdk-lambda-event-sources.BoundConfig');

export function boundConfigOf(scope: IConstruct): BoundConfig | undefined {
  return (scope as { [CONFIG]?: BoundConfig })[CONFIG];
}

export function keepBoundConfig(scope: IConstruct, config: BoundConfig): void {
  Object.defineProperty(scope, CONFIG, { value: config });
}
