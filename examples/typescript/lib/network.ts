import { Fn, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/**
 * Where cluster, broker and database are: in subnets without any way out, which NAT would be at a price. What Lambda needs in
 * there to read them, `PollerNetwork` adds, in the stacks that do.
 */
export class Network extends Stack {
  readonly vpc: ec2.Vpc;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
  }

  /** The first two of the Region, whichever they are: to look them up at synth takes an account. */
  get availabilityZones(): string[] {
    return [0, 1].map(index => Fn.select(index, Fn.getAzs()));
  }
}

/** What the stacks have in common that read inside of the network. */
export interface InNetworkProps extends StackProps {
  readonly vpc: ec2.IVpc;
}
