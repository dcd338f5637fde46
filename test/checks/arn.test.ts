import { viewArn } from '../../src/checks/arn';
import { HOLE } from '../../src/checks/resource';
import { UNKNOWN } from '../../src/checks/view';

test('an ARN that is written out has all its parts', () => {
  expect(viewArn('arn:aws:sqs:eu-west-1:111122223333:orders.fifo')).toEqual({
    service: 'sqs', region: 'eu-west-1', account: '111122223333', resource: 'orders.fifo', ending: 'orders.fifo',
  });
});

test('the resource keeps the colons in it', () => {
  expect(viewArn('arn:aws:lambda:eu-west-1:111122223333:function:fulfil:live')?.resource).toBe('function:fulfil:live');
});

test('parts that are left empty are empty, not unknown', () => {
  expect(viewArn('arn:aws:s3:::photos')).toMatchObject({ service: 's3', region: '', account: '', resource: 'photos' });
});

test('parts that only the deployment knows are unknown, beside those that are written out', () => {
  expect(viewArn(`arn:${HOLE}:sqs:${HOLE}:111122223333:orders`)).toEqual({
    service: 'sqs', region: UNKNOWN, account: '111122223333', resource: 'orders', ending: 'orders',
  });
  expect(viewArn(`arn:aws:${HOLE}:eu-${HOLE}-1:${HOLE}:q`)).toMatchObject({ service: UNKNOWN, region: UNKNOWN, account: UNKNOWN });
});

test.each([
  [`${HOLE}.fifo`, '.fifo'],
  [`orders-${HOLE}-${HOLE}-x.fifo`, '-x.fifo'],
  ['orders', 'orders'],
  [`orders${HOLE}`, UNKNOWN],
  [HOLE, UNKNOWN],
  ['', UNKNOWN],
])('of the name %j the end is %p', (name, ending) => {
  expect(viewArn(`arn:aws:sqs:eu-west-1:111122223333:${name}`)?.ending).toBe(ending);
});

test('an ARN cut short does not fail, and its Region is unknown', () => {
  expect(viewArn('arn:aws:sqs')).toMatchObject({ service: 'sqs', region: UNKNOWN, account: UNKNOWN, ending: UNKNOWN });
});

test.each([undefined, 'orders', '', HOLE, `${HOLE}arn:aws:sqs:eu-west-1:111122223333:orders`])('%p is no ARN', (text) => {
  expect(viewArn(text)).toBeUndefined();
});
