import { Fn, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RecordFact } from '../../../model/construct-facts';

/**
 * The subnets of a VPC to poll from. If only the deployment knows the length of the list, it is the first subnet, because each subnet is
 * an entry of its own.
 */
export function subnetIdsIn(vpc: ec2.IVpc | undefined, selection: ec2.SubnetSelection | undefined, addFact?: RecordFact): string[] {
  const ids = vpc ? vpc.selectSubnets(selection).subnetIds : [];
  return ids.map(id => {
    if (!Token.isUnresolved([id])) { return id; }
    addFact?.('SubnetListToken', vpc!.node.path);
    return Fn.select(0, [id]);
  });
}
