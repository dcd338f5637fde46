import { identityOfArn, parseArn } from '../../src/values/arn';
import { PLACEHOLDER } from '../../src/values/text';
import { UNKNOWN } from '../../src/values/value';

test('an ARN that is written out has all its parts', () => {
  expect(parseArn('arn:aws:sqs:eu-west-1:111122223333:orders.fifo')).toEqual({
    service: 'sqs', region: 'eu-west-1', account: '111122223333', resource: 'orders.fifo', ending: 'orders.fifo',
  });
});

test('the resource keeps the colons in it', () => {
  expect(parseArn('arn:aws:lambda:eu-west-1:111122223333:function:fulfil:live')?.resource).toBe('function:fulfil:live');
});

test('parts that are left empty are empty, not unknown', () => {
  expect(parseArn('arn:aws:s3:::photos')).toMatchObject({ service: 's3', region: '', account: '', resource: 'photos' });
});

test('parts that only the deployment knows are unknown, beside those that are written out', () => {
  expect(parseArn(`arn:${PLACEHOLDER}:sqs:${PLACEHOLDER}:111122223333:orders`)).toEqual({
    service: 'sqs', region: UNKNOWN, account: '111122223333', resource: 'orders', ending: 'orders',
  });
  expect(parseArn(`arn:aws:${PLACEHOLDER}:eu-${PLACEHOLDER}-1:${PLACEHOLDER}:q`)).toMatchObject({ service: UNKNOWN, region: UNKNOWN, account: UNKNOWN });
});

test.each([
  [`${PLACEHOLDER}.fifo`, '.fifo'],
  [`orders-${PLACEHOLDER}-${PLACEHOLDER}-x.fifo`, '-x.fifo'],
  ['orders', 'orders'],
  [`orders${PLACEHOLDER}`, UNKNOWN],
  [PLACEHOLDER, UNKNOWN],
  ['', UNKNOWN],
])('of the name %j the end is %p', (name, ending) => {
  expect(parseArn(`arn:aws:sqs:eu-west-1:111122223333:${name}`)?.ending).toBe(ending);
});

test('an ARN cut short does not fail, and its Region is unknown', () => {
  expect(parseArn('arn:aws:sqs')).toMatchObject({ service: 'sqs', region: UNKNOWN, account: UNKNOWN, ending: UNKNOWN });
});

test.each([undefined, 'orders', '', PLACEHOLDER, `${PLACEHOLDER}arn:aws:sqs:eu-west-1:111122223333:orders`])('%p is no ARN', (text) => {
  expect(parseArn(text)).toBeUndefined();
});

describe('the identity of an ARN', () => {
  const ARN = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';
  const IDENTITY = 'arn::rds:eu-west-1:111122223333:cluster:orders';
  const ENVIRONMENT = { region: 'eu-west-1', account: '111122223333', key: '111122223333 eu-west-1' };
  const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
  const ref = (name: string) => ({ Ref: name });

  test.each<[string, unknown]>([
    ['written out', ARN],
    ['of another partition, which the Region decides', ARN.replace('aws', 'aws-cn')],
    ['with the partition of the deployment', join('arn:', ref('AWS::Partition'), ':rds:eu-west-1:111122223333:cluster:orders')],
    ['with all of the deployment', join('arn:', ref('AWS::Partition'), ':rds:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':cluster:orders')],
    ['in a template text', { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:orders' }],
    ['with a template text in it', join({ 'Fn::Sub': 'arn:${AWS::Partition}:rds' }, ':eu-west-1:111122223333:cluster:orders')],
  ])('%s is the same', (_, written) => {
    expect(identityOfArn(written, ENVIRONMENT)).toBe(IDENTITY);
  });

  test.each<[string, unknown]>([
    ['of another Region', ARN.replace('eu-west-1', 'us-east-1')],
    ['of another account', ARN.replace('111122223333', '444455556666')],
    ['of another name', `${ARN}2`],
    ['of another service', ARN.replace('rds', 'mq')],
  ])('%s is another', (_, written) => {
    expect(identityOfArn(written, ENVIRONMENT)).not.toBe(IDENTITY);
  });

  test('of a place that is not known is the same within that place, and another elsewhere and than one that is written out', () => {
    const open = { region: UNKNOWN, account: UNKNOWN, key: 'Shop' };
    const written = join('arn:aws:rds:', ref('AWS::Region'), ':111122223333:cluster:orders');
    expect(identityOfArn(written, open)).toBe(identityOfArn({ 'Fn::Sub': 'arn:aws:rds:${AWS::Region}:111122223333:cluster:orders' }, open));
    expect(identityOfArn(written, open)).not.toBe(identityOfArn(written, { ...open, key: 'Till' }));
    expect(identityOfArn(written, open)).not.toBe(identityOfArn(ARN, open));
  });

  test.each<[string, unknown]>([
    ['a parameter', ref('Arn')],
    ['the name of the stack', join('arn:aws:rds:eu-west-1:111122223333:cluster:', ref('AWS::StackName'))],
    ['a parameter in a template text', { 'Fn::Sub': 'arn:aws:rds:eu-west-1:111122223333:cluster:${Name}' }],
    ['a template text with values of its own', { 'Fn::Sub': ['arn:aws:rds:eu-west-1:111122223333:cluster:${N}', { N: 'orders' }] }],
    ['an import', { 'Fn::ImportValue': 'Arn' }],
    ['parts joined by another text', { 'Fn::Join': [':', ['arn', 'aws', 'rds']] }],
    ['a list that is no list', { 'Fn::Join': ['', ref('Parts')] }],
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
  ])('%s is known only at deployment', (_, written) => {
    expect(identityOfArn(written, ENVIRONMENT)).toBeUndefined();
  });
});
