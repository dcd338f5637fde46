import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ts from 'typescript';
import * as library from '../../src';

/*
 * That the examples of the pages compile is tested beside this. Here they are run, and the test that a page shows must pass with its example.
 */

const DOCS = join(__dirname, '..', '..', 'docs');
const PAGES = [...readdirSync(join(DOCS, 'sources')).map(page => `sources/${page}`), 'event-invoke-config.md', 'poller-network.md'];

const read = (page: string) => readFileSync(join(DOCS, page), 'utf8');
const examplesIn = (text: string) => [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);

/** Runs an example and answers the stack that it makes, or was given. */
function run(code: string, given: { readonly stack: Stack; readonly fn?: lambda.Function }): Stack {
  const declared = [...code.matchAll(/^declare const (\w+)/gm)].map(([, name]) => name);
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const own = /^const stack\b/m.test(code);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const example = new Function('require', 'exports', 'given', `const { ${declared.join(', ')} } = given; ${outputText}\nreturn ${own ? 'stack' : 'given.stack'};`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return example((module: string) => module === 'cdk-lambda-event-sources' ? library : require(module), {}, given);
}

function surroundings() {
  const stack = new Stack(new App(), 'Shop');
  const fn = new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('0') });
  return { stack, fn };
}

test.each(PAGES)('%s: its first example synthesises without an error, and passes the test that the page shows', page => {
  const text = read(page);
  const stack = run(examplesIn(text)[0], surroundings());
  expect(Template.fromStack(stack).toJSON().Resources).toBeDefined();
  const [shown] = examplesIn(text.split('\n## Testing\n')[1] ?? '');
  if (shown) { run(shown, { stack }); }
});

test('a page whose test does not pass is noticed', () => {
  const page = read('sources/sqs.md');
  const stack = run(examplesIn(page)[0].replace('Duration.seconds(5)', 'Duration.seconds(301)'), surroundings());
  expect(() => run(examplesIn(page.split('\n## Testing\n')[1])[0], { stack })).toThrow('batching-window');
});
