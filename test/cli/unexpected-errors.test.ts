import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { DeployedTemplate } from '../../src/readers/template/cross-stack';
import { run } from '../fuzz/run';

/** Makes the validation of a template fail as no template should. */
const FATAL = 'Fatal';

jest.mock('../../src/validation/template/validate-template', () => {
  const actual = jest.requireActual('../../src/validation/template/validate-template');
  return {
    ...actual,
    validateTemplates: (templates: readonly DeployedTemplate[], ...rest: unknown[]) => {
      if (templates.some(({ source }) => FATAL in source)) { throw new TypeError('x is not a function\n    at line'); }
      return actual.validateTemplates(templates, ...rest);
    },
  };
});

const TEMPLATE = { Resources: { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'f', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:q', BatchSize: 0 } } } };

const FAULT = 'a fault of cdk-lambda-event-sources and not yours (x is not a function\\u000a    at line). '
  + 'Report it at https://github.com/cdk-lambda-event-sources/cdk-lambda-event-sources/issues, with the template and what NODE_DEBUG=cdk-lambda-event-sources prints.\n';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unexpected-'));
  const stack = (templateFile: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { Bad: stack('bad.json'), Good: stack('good.json') } }));
  writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...TEMPLATE, [FATAL]: true }));
  writeFileSync(join(folder, 'good.json'), JSON.stringify(TEMPLATE));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(['files', 'stacks of one app'])('an error that nobody expected is told in a line, and hides no other of several %s', async what => {
  const files = what === 'files' ? [join(folder, 'bad.json'), join(folder, 'good.json')] : [folder];
  const { status, stdout, stderr } = await run('check', ...files);
  expect(status).toBe(2);
  expect(stderr).toBe(`${join(folder, 'bad.json')}: ${FAULT}`);
  expect(stdout).toContain(`${join(folder, 'good.json')}:1 [Mapping] error EventSources::sqs-batch-size\n`);
  expect(stdout).toContain('of 1 template\n');
});

test('the map has the others', async () => {
  const { status, stdout, stderr } = await run('map', folder);
  expect(status).toBe(2);
  expect(stderr).toBe(`${join(folder, 'bad.json')}: ${FAULT}`);
  expect(stdout).toContain('event source mapping');
});
