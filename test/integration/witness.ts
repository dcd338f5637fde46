import { ExpectedResult, IApiCall, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** A function that sends every event it gets to a queue, where an assertion reads it: without bundle, SDK or log group to keep. */
export class Witness extends lambda.Function {
  private readonly seen: sqs.Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline([
        "const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');",
        'exports.handler = async event => {',
        '  await new SQSClient().send(new SendMessageCommand({ QueueUrl: process.env.SEEN, MessageBody: JSON.stringify(event) }));',
        '};',
      ].join('\n')),
      timeout: Duration.seconds(10),
      logGroup: new logs.LogGroup(scope, `${id}Logs`, { retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
    });
    this.seen = new sqs.Queue(scope, `${id}Seen`);
    this.seen.grantSendMessages(this);
    this.addEnvironment('SEEN', this.seen.queueUrl);
  }

  /** Waits for an event that the pattern, a regular expression, occurs in. */
  expectSeen(integ: IntegTest, pattern: string): IApiCall {
    return expectMessage(integ, this.seen, pattern);
  }
}

/** Waits for a message of the queue that the pattern, a regular expression, occurs in. */
export function expectMessage(integ: IntegTest, queue: sqs.IQueue, pattern: string): IApiCall {
  return integ.assertions
    .awsApiCall('SQS', 'receiveMessage', { QueueUrl: queue.queueUrl, WaitTimeSeconds: 20 })
    .expect(ExpectedResult.objectLike({ Messages: Match.arrayWith([Match.objectLike({ Body: Match.stringLikeRegexp(pattern) })]) }))
    .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) });
}
