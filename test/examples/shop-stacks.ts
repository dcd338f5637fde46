import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import * as library from '../../src';

const LIB = join(__dirname, '..', '..', 'examples', 'typescript', 'lib');

const loaded = new Map<string, Record<string, any>>();

/**
 * What a file of the example app exports, on the library and the CDK of this test: the example may have its own, in another
 * version.
 */
export function exampleModule(name: string): Record<string, any> {
  const known = loaded.get(name);
  if (known) { return known; }
  const exported: Record<string, any> = {};
  loaded.set(name, exported);
  const { outputText } = ts.transpileModule(readFileSync(join(LIB, `${name}.ts`), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: false },
  });
  const load = (module: string) => module === 'cdk-lambda-event-sources' ? library
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    : module.startsWith('./') ? exampleModule(module.slice(2)) : require(module);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('require', 'exports', '__dirname', outputText)(load, exported, LIB);
  return exported;
}
