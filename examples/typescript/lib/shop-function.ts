import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface ShopFunctionProps {
  /** The file below functions/ that exports the handler. */
  readonly file: string;
  readonly timeout: Duration;
  readonly reservedConcurrentExecutions?: number;
}

/** A function of the shop: they share one folder of code, and how they log. */
export class ShopFunction extends lambda.Function {
  constructor(scope: Construct, id: string, { file, ...props }: ShopFunctionProps) {
    super(scope, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(join(__dirname, '../functions')),
      handler: `${file}.handler`,
      logGroup: new logs.LogGroup(scope, `${id}Log`, { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY }),
      ...props,
    });
  }
}
