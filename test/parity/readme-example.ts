import { Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';

const EVENT_SOURCES = 'aws-cdk-lib/aws-lambda-event-sources';

/** What an example takes for granted: the names it declares or uses without importing them. */
export type Surroundings = { readonly [name: string]: (stack: Stack) => unknown };

/**
 * Runs the code of a README inside a stack. Only what it imports from upstream's event sources is exchanged: the one line
 * that a user changes.
 *
 * @throws if it declares a name that the surroundings lack
 */
export function runExample(code: string, stack: Stack, eventSources: unknown, surroundings: Surroundings): void {
  const declared = [...code.matchAll(/^\s*declare (?:const|let|var) (\w+)/gm)].map(([, name]) => name);
  const lacking = declared.filter(name => !(name in surroundings));
  if (lacking.length > 0) { throw new Error(`Upstream's README declares ${lacking.join(', ')}: say in the surroundings what that is.`); }

  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const names = Object.keys(surroundings).filter(name => declared.includes(name) || new RegExp(`\\b${name}\\b`).test(code));
  // Braces, because the code may declare names of its surroundings anew.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('require', 'exports', ...names, `{${outputText}\n}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const load = (module: string) => module === EVENT_SOURCES ? eventSources : require(module);
  run.call(stack, load, {}, ...names.map(name => surroundings[name](stack)));
}
