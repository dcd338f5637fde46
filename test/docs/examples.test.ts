import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const FIXTURE = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');

/** The TypeScript of the pages, by the name of a file that is not there. */
const EXAMPLES = new Map<string, string>(pagesIn(join(ROOT, 'docs')).flatMap(page => {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```ts\b.*\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, code], i) => [`${page}.${i + 1}.ts`, /^import /m.test(code) ? code : FIXTURE.replace('/// here', code)] as const);
}));

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.md')).map(name => join(folder, name));
}

/** As a user compiles them, with the library under its name. */
function compile(): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), path => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [...EXAMPLES.keys()] }, ts.sys, ROOT);
  const strict: ts.CompilerOptions = {
    ...options,
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    noUnusedLocals: false,
    types: ['jest'],
    paths: { 'cdk-lambda-event-sources': [join(ROOT, 'src', 'index.ts')] },
  };
  const host = ts.createCompilerHost(strict);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = path => EXAMPLES.has(path) || fileExists(path);
  host.readFile = path => EXAMPLES.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const code = EXAMPLES.get(path);
    return code === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, code, rest[0]);
  };
  return ts.createProgram([...EXAMPLES.keys()], strict, host);
}

describe('the examples of the guide compile strictly', () => {
  let program: ts.Program;
  beforeAll(() => { program = compile(); }, 120_000);

  test.each([...EXAMPLES.keys()].map(path => [relative(ROOT, path), path]))('%s', (_, path) => {
    const errors = ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    expect(errors).toEqual([]);
  }, 120_000);

  test('every page of a source has one', () => {
    const without = readdirSync(join(ROOT, 'docs', 'sources')).filter(page => !EXAMPLES.has(join(ROOT, 'docs', 'sources', `${page}.1.ts`)));
    expect(without).toEqual([]);
  });
});
