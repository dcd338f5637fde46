import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Private subnets in two zones without a way out: what Lambda needs in there to read a source, `PollerNetwork` adds. */
export class IsolatedVpc extends ec2.Vpc {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      maxAzs: 2,
      subnetConfiguration: [{ name: 'Source', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      // The function that would do it is an asset, which the snapshots do without.
      restrictDefaultSecurityGroup: false,
    });
  }
}
