import { rangesMeet } from '../../src/values/cidr';
import { Trilean } from '../../src/values/trilean';
import { UNKNOWN } from '../../src/values/value';

test.each<[unknown, unknown, Trilean]>([
  ['10.0.0.0/16', '10.0.255.255/32', true],
  ['10.0.0.0/16', '10.1.0.0/32', false],
  ['10.0.0.0/24', '10.0.1.0/24', false],
  ['10.0.0.0/23', '10.0.1.0/24', true],
  ['10.0.1.77/23', '10.0.0.0/24', true], // what is beyond the length does not count
  ['0.0.0.0/0', '255.255.255.255/32', true],
  ['0.0.0.0/1', '128.0.0.0/1', false],
  ['192.168.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/33', '10.0.0.0/8', UNKNOWN],
  ['10.0.0.256/32', '10.0.0.0/8', UNKNOWN],
  ['10.0.0.0', '10.0.0.0/8', UNKNOWN],
  ['::/0', '10.0.0.0/8', UNKNOWN],
  [undefined, '10.0.0.0/8', UNKNOWN],
])('%s and %s meet: %p', (one, other, expected) => {
  expect(rangesMeet(one, other)).toBe(expected);
  expect(rangesMeet(other, one)).toBe(expected);
});
