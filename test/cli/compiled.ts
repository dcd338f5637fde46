import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** What a run of the command line answered. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** The package as it is published, compiled from the sources as they are now: a process of its own loads it. */
export class CompiledPackage {
  public readonly folder: string;

  public constructor() {
    const cache = join(ROOT, '.cache');
    mkdirSync(cache, { recursive: true });
    this.folder = mkdtempSync(join(cache, 'compiled-'));
    cpSync(join(ROOT, 'bin'), join(this.folder, 'bin'), { recursive: true });
    for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
      const target = join(this.folder, 'lib', file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const { outputText } = ts.transpileModule(readFileSync(join(ROOT, 'src', file), 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
      });
      writeFileSync(target, outputText);
    }
  }

  /** Runs the command line; paths in `args` are relative to `cwd`. */
  public run(args: readonly string[], cwd: string): Run {
    const start = process.hrtime.bigint();
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.folder, 'bin', 'cdk-lambda-event-sources'), ...args], { cwd, encoding: 'utf8' });
    return { status, stdout, stderr, milliseconds: Number(process.hrtime.bigint() - start) / 1e6 };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
