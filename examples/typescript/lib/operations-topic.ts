import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** The topic of the operations team, of which only the ARN is known: a destination of the shop's own making. */
export class OperationsTopic implements lambda.IEventSourceDlq {
  constructor(private readonly topicArn: string) {}

  bind(_mapping: lambda.IEventSourceMapping, handler: lambda.IFunction): lambda.DlqDestinationConfig {
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [this.topicArn] }));
    return { destination: this.topicArn };
  }
}
