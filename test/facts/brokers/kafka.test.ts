import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import { KafkaCluster, KafkaEventSource, ManagedKafkaEventSource, MskAuthentication, testing } from '../../../src';
import { l1MappingOf, newFunction, newStack } from '../../builders';
import { CLUSTER, clusterIn, secretIn, START } from '../../sources/brokers/kafka-shop';

const TOPIC = { topic: 'orders', ...START };

type Login = msk.CfnCluster.ClientAuthenticationProperty | undefined;

/** Who may get in. */
const LOGINS: { readonly [name: string]: Login } = {
  'IAM': { sasl: { iam: { enabled: true } } },
  'SCRAM': { sasl: { scram: { enabled: true } } },
  'TLS': { tls: { enabled: true } },
  'certificate authorities': { tls: { certificateAuthorityArnList: ['arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1'] } },
  'everybody': { unauthenticated: { enabled: true } },
  'IAM, and nobody without': { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: false } },
  'nobody': { sasl: { iam: { enabled: false }, scram: { enabled: false } }, tls: { enabled: false }, unauthenticated: { enabled: false } },
  'IAM and everybody': { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: true } },
  'whoever AWS lets in': undefined,
};

function reading(cluster: msk.CfnCluster, authentication: MskAuthentication): lambda.IEventSource {
  return new KafkaEventSource(KafkaCluster.msk(cluster, { authentication }), TOPIC);
}

/** How Lambda logs in. */
const SOURCES: { readonly [name: string]: (cluster: msk.CfnCluster, stack: Stack) => lambda.IEventSource } = {
  'iam': cluster => reading(cluster, MskAuthentication.iam()),
  'saslScram512': (cluster, stack) => reading(cluster, MskAuthentication.saslScram512(secretIn(stack))),
  'mutualTls': (cluster, stack) => reading(cluster, MskAuthentication.mutualTls(secretIn(stack))),
  'unauthenticated': cluster => reading(cluster, MskAuthentication.unauthenticated()),
  'upstream': cluster => new ManagedKafkaEventSource({ clusterArn: cluster.attrArn, ...TOPIC }),
  'upstream with a secret': (cluster, stack) => new ManagedKafkaEventSource({ clusterArn: cluster.attrArn, ...TOPIC, secret: secretIn(stack) }),
};

function findings(login: Login, source: keyof typeof SOURCES): testing.Findings {
  const stack = newStack();
  newFunction(stack).addEventSource(SOURCES[source](clusterIn(stack, 'Cluster', { clientAuthentication: login }), stack));
  return testing.Findings.of(stack);
}

const OFF = ['msk-login-switched-off'];
const PREFERS_IAM = ['msk-unauthenticated-with-iam'];
const NONE: string[] = [];

describe.each<[keyof typeof LOGINS, { readonly [source: string]: string[] }]>([
  ['IAM', { 'iam': NONE, 'saslScram512': OFF, 'mutualTls': OFF, 'unauthenticated': PREFERS_IAM, 'upstream': NONE, 'upstream with a secret': OFF }],
  ['SCRAM', { 'iam': OFF, 'saslScram512': NONE, 'mutualTls': OFF, 'unauthenticated': NONE, 'upstream': NONE, 'upstream with a secret': NONE }],
  ['TLS', { iam: OFF, saslScram512: OFF, mutualTls: NONE, unauthenticated: NONE, upstream: NONE }],
  // AWS does not say whether that is enough.
  ['certificate authorities', { iam: OFF, mutualTls: NONE }],
  ['everybody', { iam: OFF, saslScram512: OFF, mutualTls: OFF, unauthenticated: NONE, upstream: NONE }],
  ['IAM, and nobody without', { iam: NONE, unauthenticated: [...OFF, ...PREFERS_IAM], upstream: NONE }],
  ['IAM and everybody', { iam: NONE, unauthenticated: PREFERS_IAM, upstream: NONE }],
  ['nobody', { iam: OFF, saslScram512: OFF, mutualTls: OFF, unauthenticated: OFF, upstream: OFF }],
  ['whoever AWS lets in', { iam: OFF, saslScram512: OFF, mutualTls: OFF, unauthenticated: NONE, upstream: NONE }],
])('a cluster that lets in %s', (name, expected) => {
  test.each(Object.entries(expected))('and %s give %j', (source, ids) => {
    findings(LOGINS[name], source).assertOnly(...ids);
  });
});

test('the finding names the cluster and what to enable', () => {
  expect(findings(LOGINS.TLS, 'saslScram512').assertHas('msk-login-switched-off')).toMatchObject({
    why: expect.stringContaining('ClientAuthentication.Sasl.Scram of Shop/Cluster is not enabled.'),
    fix: expect.stringContaining('Enable it in clientAuthentication of the cluster'),
  });
});

describe('no finding is made of', () => {
  function read(clusterOf: (stack: Stack, app: App) => string, change?: (l1: lambda.CfnEventSourceMapping, stack: Stack) => void): testing.Findings {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    const source = new ManagedKafkaEventSource({ clusterArn: clusterOf(stack, app), ...TOPIC, secret: secretIn(stack), mappingId: 'Orders' });
    newFunction(stack).addEventSource(source);
    change?.(l1MappingOf(source.eventSourceMapping), stack);
    return testing.Findings.of(app);
  }
  const withIam = (stack: Stack) => clusterIn(stack, 'Cluster', { clientAuthentication: LOGINS.IAM }).attrArn;

  test.each<[string, (stack: Stack) => string]>([
    ['a literal ARN', () => CLUSTER],
    ['an import', () => Fn.importValue('cluster')],
    ['a login that only the deployment knows', stack => clusterIn(stack, 'Cluster', {
      clientAuthentication: { sasl: { scram: { enabled: Fn.conditionEquals(new CfnParameter(stack, 'On').valueAsString, 'yes') } } },
    }).attrArn],
    ['logins that only the deployment knows', stack => clusterIn(stack, 'Cluster', { clientAuthentication: Fn.conditionIf('C', {}, {}) }).attrArn],
  ])('%s', (_, clusterArn) => {
    read(clusterArn).assertNone();
  });

  test('an access configuration that only the deployment knows', () => {
    read(withIam, l1 => l1.addPropertyOverride('SourceAccessConfigurations', { 'Fn::If': ['C', [], []] })).assertNone();
    read(withIam, l1 => l1.addPropertyOverride('SourceAccessConfigurations.0.Type', { Ref: 'AWS::Region' })).assertNone();
  });
});

test('what an escape hatch does to the cluster counts, and that in another stack too', () => {
  const app = new App();
  const clusters = new Stack(app, 'Clusters');
  const stack = new Stack(app, 'Shop');
  const cluster = clusterIn(clusters, 'Cluster', { clientAuthentication: LOGINS.SCRAM });
  newFunction(stack).addEventSource(SOURCES.saslScram512(cluster, stack));
  testing.Findings.of(app).assertNone();
  cluster.addPropertyOverride('ClientAuthentication.Sasl.Scram.Enabled', false);
  testing.Findings.of(app).assertOnly('msk-login-switched-off');
});
