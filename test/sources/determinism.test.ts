import { execFileSync } from 'child_process';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { mappingsIn } from '../builders';
import { QUEUES, shop } from './fixtures/shop';

function templateOf(stack: Stack): { readonly Resources: Record<string, unknown> } {
  return Template.fromStack(stack).toJSON() as any;
}

test('an app synthesised twice gives the same template', () => {
  expect(JSON.stringify(templateOf(shop()))).toBe(JSON.stringify(templateOf(shop())));
});

test('sources that are added in another order have the same mappings', () => {
  const mappings = mappingsIn(shop());
  expect(Object.keys(mappings)).toHaveLength(QUEUES.length);
  expect(mappingsIn(shop([...QUEUES].reverse()))).toEqual(mappings);
});

test('one more source changes nothing but its own mapping and the policy of the role', () => {
  const before = templateOf(shop(QUEUES.slice(0, -1))).Resources;
  const after = templateOf(shop()).Resources;
  const changed = Object.keys(after).filter(id => JSON.stringify(after[id]) !== JSON.stringify(before[id]));
  expect(Object.keys(before).filter(id => !(id in after))).toEqual([]);
  expect(changed.map(id => (after[id] as any).Type).sort()).toEqual(['AWS::IAM::Policy', 'AWS::Lambda::EventSourceMapping']);
});

test('time zone and language of the machine make no difference', () => {
  const synthesise = (TZ: string, LC_ALL: string) => JSON.parse(execFileSync(
    process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'fixtures', 'synthesise.ts')],
    { env: { ...process.env, TZ, LC_ALL, TS_NODE_PROJECT: 'tsconfig.dev.json' }, cwd: join(__dirname, '..', '..'), encoding: 'utf-8' },
  ));
  const english = synthesise('UTC', 'en_US.UTF-8');
  const swedish = synthesise('Pacific/Kiritimati', 'sv_SE.UTF-8');
  expect([english.timeZone, english.order]).toEqual(['UTC', ['ä', 'z']]);
  expect([swedish.timeZone, swedish.order]).toEqual(['Pacific/Kiritimati', ['z', 'ä']]);
  expect(swedish.template).toBe(english.template);
}, 60_000);
