import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { EventInvokeConfig, InvokeDestination } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** The end of the day, by the clock: what comes of it goes on, and a failure is told at once. */
export class DayEnd extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const close = new ShopFunction(this, 'Close', { file: 'close-day', timeout: Duration.minutes(5) });
    const live = new lambda.Alias(this, 'CloseLive', { aliasName: 'live', version: close.currentVersion });
    new events.Rule(this, 'Evening', {
      schedule: events.Schedule.cron({ hour: '22', minute: '0' }),
      targets: [new targets.LambdaFunction(live)],
    });

    const report = new ShopFunction(this, 'Report', { file: 'report-failures', timeout: Duration.seconds(10) });
    new EventInvokeConfig(this, 'Closing', {
      function: live,
      retryAttempts: 1,
      maxEventAge: Duration.hours(2),
      onSuccess: InvokeDestination.eventBus(),
      onFailure: InvokeDestination.function(report),
    });
  }
}
