import { readdirSync } from 'fs';
import { join } from 'path';

const { loadsCdk }: { loadsCdk: (file: string) => boolean } = jest.requireActual('../../scripts/check/loads-cdk.cjs');

const TEST = join(__dirname, '..');
const within = (folder: string) => readdirSync(join(TEST, folder), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.test.ts')).map(file => join(TEST, folder, file));

/** Here every test makes constructs, or is about what makes them. */
test.each(['grants', 'invoke', 'cdk', 'readers/app', 'validation/app', 'sources/streams', 'sources/brokers', 'sources/async'])('all tests of %s run on the newest aws-cdk-lib', folder => {
  expect(within(folder).filter(file => !loadsCdk(file))).toEqual([]);
});

/** These rooms know no constructs, by the table of layers. */
test.each(['values', 'filters', 'readers/template'])('tests of %s that name no construct run once', folder => {
  expect(within(folder).some(file => !loadsCdk(file))).toBe(true);
});

test.each([
  ['the public surface', join('testing', 'findings.test.ts'), true],
  ['a helper that makes an app', join('parity', 'sqs.parity.test.ts'), true],
  ['values alone', join('values', 'path.test.ts'), false],
])('a test that imports %s', (_, file, expected) => {
  expect(loadsCdk(join(TEST, file))).toBe(expected);
});
