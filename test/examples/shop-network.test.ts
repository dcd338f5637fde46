import { App, Stack, StackProps } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { exampleModule } from './shop-stacks';
import { PollerNetwork, testing } from '../../src';

type NetworkStack = new (scope: App, id: string, props?: StackProps) => Stack & { readonly vpc: IVpc };
type InNetwork = new (scope: App, id: string, props: StackProps & { readonly vpc: IVpc }) => Stack;

/** What is found in the stacks of the example app that read inside of its network, by stack. */
function found(): Record<string, string[]> {
  const app = new App();
  const env = { account: '111122223333', region: 'eu-west-1' };
  const network = new (exampleModule('network').Network as NetworkStack)(app, 'Network', { env });
  const stacks = Object.entries({
    Shipments: exampleModule('shipments-topic').ShipmentsTopic as InNetwork,
    Tills: exampleModule('legacy-broker').LegacyBroker as InNetwork,
    Catalogue: exampleModule('catalogue-changes').CatalogueChanges as InNetwork,
  }).map(([id, of]) => new of(app, id, { env, vpc: network.vpc }));
  return Object.fromEntries(stacks.map(stack => [stack.node.id, testing.Findings.of(stack).all().map(({ ruleId }) => ruleId).sort()]));
}

afterEach(() => jest.restoreAllMocks());

test('with PollerNetwork nothing is found', () => {
  expect(found()).toEqual({ Shipments: [], Tills: [], Catalogue: [] });
});

test('without it, what it adds is found missing', () => {
  jest.spyOn(PollerNetwork.prototype, 'connect').mockImplementation(() => {});
  const onDemand = ['poller-network-broker-in', 'poller-network-lambda', 'poller-network-secrets-manager', 'poller-network-sts'];
  expect(found()).toEqual({ Shipments: ['poller-network-broker-in'], Tills: onDemand, Catalogue: onDemand });
});
