import { App, Aspects, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { endpointsIn, ENV, isolatedIn, placeIn, portsIn, WITH_SECRET, WITHOUT_SECRET } from './poller-shop';
import { PollerNetwork } from '../../../src';
import { newFunction, newStack } from '../../builders';
import { mskByIam, mskByPassword, networkFindings, rabbitMq } from '../../facts/brokers/network-shop';

describe('stacks and aspects', () => {
  const AT_ONCE = { '@aws-cdk/core:aspectStabilization': false };

  function stacksOf(...ids: string[]): Stack[] {
    const app = new App();
    return ids.map(id => new Stack(app, id, ENV));
  }

  test('a VPC, a cluster and a function in a stack each: what is added makes no circle', () => {
    const [network, brokers, reader] = stacksOf('Network', 'Brokers', 'Reader');
    const vpc = isolatedIn(network);
    const group = new ec2.SecurityGroup(brokers, 'Brokers', { vpc, allowAllOutbound: false });
    const source = mskByPassword()(brokers, placeIn(vpc, group));
    PollerNetwork.of(vpc).connect(source, group);
    newFunction(reader).addEventSource(source);
    expect(endpointsIn(network)).toEqual(WITH_SECRET);
    expect(networkFindings(reader)).toEqual([]);
  });

  test('subnets of a stack that depends on that of the VPC: endpoints are in the subnets of the VPC', () => {
    const [network, brokers] = stacksOf('Network', 'Brokers');
    const vpc = isolatedIn(network);
    const subnet = new ec2.PrivateSubnet(brokers, 'Subnet', { vpcId: vpc.vpcId, availabilityZone: 'eu-west-1a', cidrBlock: '10.0.250.0/24' });
    const group = new ec2.SecurityGroup(brokers, 'Brokers', { vpc });
    const source = mskByIam()(brokers, { vpc, group, subnetIds: [subnet.subnetId] });
    newFunction(brokers).addEventSource(source);
    PollerNetwork.of(vpc).connect(source, group, { vpcSubnets: { subnets: [subnet] } });
    expect(endpointsIn(network)).toEqual(WITHOUT_SECRET);
    expect(networkFindings(brokers)).toEqual([]);
  });

  test.each<[string, object]>([['', {}], [', which do not wait for each other', AT_ONCE]])('an aspect that binds and connects a second source%s', (_, context) => {
    const stack = newStack({ ...ENV, context });
    const vpc = isolatedIn(stack);
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    const [first, second] = [mskByIam(), rabbitMq].map(source => source(stack, placeIn(vpc, group)));
    newFunction(stack).addEventSource(first);
    PollerNetwork.of(vpc).connect(first, group);
    let isBound = false;
    Aspects.of(stack).add({
      visit: () => {
        if (isBound) { return; }
        isBound = true;
        newFunction(stack, 'Second').addEventSource(second);
        PollerNetwork.of(vpc).connect(second, group);
      },
    });
    expect(endpointsIn(stack)).toEqual(WITH_SECRET);
    expect(portsIn(stack)).toEqual([5671, 9098]);
  });
});
