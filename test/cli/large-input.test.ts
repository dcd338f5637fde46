import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { check, checkFiles } from '../../src/cli/check';
import { DRAWINGS, mapOf } from '../../src/cli/map/map';
import { expectProportionalTime } from '../growth';

type Resources = { readonly [id: string]: object };

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'large-input-')); });
afterAll(() => rmSync(folder, { recursive: true }));

const resource = (type: string, properties: object = {}) => ({ Type: `AWS::${type}`, Properties: properties });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const lambda = resource('Lambda::Function', { Timeout: 10, Role: 'arn:aws:iam::111122223333:role/r', Runtime: 'nodejs22.x', Handler: 'i.h', Code: { ZipFile: 'x' } });

/** The resources of each of so many numbers, after those that they share. */
function each(size: number, resourcesOf: (i: number) => Resources, shared: Resources = {}): Resources {
  return Object.assign({ ...shared }, ...Array.from({ length: size }, (_, i) => resourcesOf(i)));
}

const INPUTS: { readonly [what: string]: (size: number) => Resources } = {
  'mappings of queues and functions of their own': size => each(size, i => ({
    [`Queue${i}`]: resource('SQS::Queue', { VisibilityTimeout: 60, RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: arn(`Dead${i}`) } }),
    [`Dead${i}`]: resource('SQS::Queue'),
    [`Function${i}`]: lambda,
    [`Mapping${i}`]: resource('Lambda::EventSourceMapping', { EventSourceArn: arn(`Queue${i}`), FunctionName: { Ref: `Function${i}` }, BatchSize: i % 2 ? 10 : 11 }),
  })),
  'mappings of one function': size => each(size, i => ({
    [`Queue${i}`]: resource('SQS::Queue'),
    [`Mapping${i}`]: resource('Lambda::EventSourceMapping', { EventSourceArn: arn(`Queue${i}`), FunctionName: { Ref: 'Function' } }),
  }), { Function: lambda }),
  'mappings of one stream, and asynchronous configurations': size => each(size, i => ({
    [`Function${i}`]: lambda,
    [`Mapping${i}`]: resource('Lambda::EventSourceMapping', { EventSourceArn: arn('Stream'), FunctionName: { Ref: `Function${i}` }, StartingPosition: 'LATEST' }),
    [`Config${i}`]: resource('Lambda::EventInvokeConfig', { FunctionName: { Ref: `Function${i}` }, Qualifier: '$LATEST', MaximumRetryAttempts: 1 }),
  }), { Stream: resource('Kinesis::Stream') }),
  'subscriptions of one topic': size => each(size, i => ({
    [`Function${i}`]: lambda,
    [`Subscription${i}`]: resource('SNS::Subscription', { Protocol: 'lambda', TopicArn: { Ref: 'Topic' }, Endpoint: arn(`Function${i}`) }),
    [`Permission${i}`]: resource('Lambda::Permission', { Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com', FunctionName: { Ref: `Function${i}` }, SourceArn: { Ref: 'Topic' } }),
  }), { Topic: resource('SNS::Topic') }),
  'notifications of one bucket': size => ({
    ...each(size, i => ({ [`Function${i}`]: lambda })),
    Bucket: resource('S3::Bucket', {
      NotificationConfiguration: {
        LambdaConfigurations: Array.from({ length: size }, (_, i) => ({
          Event: 's3:ObjectCreated:*', Function: arn(`Function${i}`), Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: `p${i}/` }] } },
        })),
      },
    }),
  }),
  'rules of one security group': size => ({
    Vpc: resource('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
    Subnet: resource('EC2::Subnet', { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' }),
    Group: resource('EC2::SecurityGroup', {
      VpcId: { Ref: 'Vpc' },
      SecurityGroupIngress: Array.from({ length: 5 * size }, (_, i) => ({ IpProtocol: 'tcp', FromPort: 1000 + i, ToPort: 1000 + i, CidrIp: '10.1.0.0/16' })),
    }),
    Cluster: resource('MSK::Cluster', {
      KafkaVersion: '3.6.0', NumberOfBrokerNodes: 2, BrokerNodeGroupInfo: { ClientSubnets: [{ Ref: 'Subnet' }], SecurityGroups: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] },
    }),
    Function: lambda,
    Mapping: resource('Lambda::EventSourceMapping', { EventSourceArn: { Ref: 'Cluster' }, FunctionName: { Ref: 'Function' }, StartingPosition: 'LATEST', Topics: ['orders'] }),
  }),
};

function fileOf(resources: Resources): string {
  const file = join(folder, `${Object.keys(resources).length}.json`);
  writeFileSync(file, JSON.stringify({ Resources: resources }));
  return file;
}

describe.each(Object.entries(INPUTS))('time grows in proportion to the number of %s', (_, resourcesOf) => {
  test('check', () => {
    expectProportionalTime(600, size => {
      const file = fileOf(resourcesOf(size));
      return () => { check([file], { acknowledge: [] }); };
    });
  });

  test.each(Object.keys(DRAWINGS))('map as %s', format => {
    expectProportionalTime(600, size => {
      const map = mapOf(checkFiles([fileOf(resourcesOf(size))], { acknowledge: [] }).checked, []);
      return () => { DRAWINGS[format](map); };
    });
  });

  test('what is drawn', () => {
    expectProportionalTime(600, size => {
      const { checked } = checkFiles([fileOf(resourcesOf(size))], { acknowledge: [] });
      return () => { mapOf(checked, []); };
    });
  });
});
