import { cidrRange, inIpRange, ipDigits, singleAddress } from '../../src/filters/ip';

test.each([
  ['10.0.0.1', '0A000001'], ['010.0.0.1', '0A000001'], ['255.255.255.255', 'FFFFFFFF'],
  ['::', '0'.repeat(32)], ['::1', `${'0'.repeat(31)}1`], ['2001:db8::1', '20010DB8000000000000000000000001'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'], ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
  ['::ffff:0a00:0001', '0A000001'], ['00001::', `0001${'0'.repeat(28)}`],
])('%s is an address', (text, digits) => expect(ipDigits(text)).toBe(digits));

test.each(['', ':', '1:2', '256.1.1.1', '1.2.3', '1.2.3.4.5', '10.0.0.0001000000', ':::', '1::2::3', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '12345::', 'a.b.c.d', '::g', ':1:2', '1:'])(
  '%j is no address', text => expect(ipDigits(text)).toBeUndefined());

test('a block has its first and last address, and those between', () => {
  const range = cidrRange('10.0.0.8/29')!;
  expect(['0A000007', '0A000008', '0A00000F', '0A000010'].map(digits => inIpRange(digits, range))).toEqual([false, true, true, false]);
  expect(inIpRange(ipDigits('2001:db8:ffff::')!, cidrRange('2001:db8::/32')!)).toBe(true);
  expect(inIpRange(ipDigits('2001:db9::')!, cidrRange('2001:db8::/32')!)).toBe(false);
});

test.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/32', '10.0.0.0/-1', '10.0.0.0/x', '10.0.0.0/8/8', '/8', '::/128', 'x/8'])('%j is no block', text => expect(cidrRange(text)).toBeUndefined());

test.each(['10.0.0.9', '10.0.0.14', '10.0.0.15', '::f'])('%s alone has neither neighbour', text => {
  const digits = ipDigits(text)!;
  const neighbour = (step: bigint) => (BigInt(`0x${digits}`) + step).toString(16).toUpperCase().padStart(digits.length, '0');
  expect([neighbour(-1n), digits, neighbour(1n)].map(given => inIpRange(given, singleAddress(digits)))).toEqual([false, true, false]);
});
