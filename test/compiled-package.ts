import { execFileSync, spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');

/** What a run of the command line answered. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The time that the processor spent on it: what else the machine does meanwhile does not count. */
  readonly milliseconds: number;
}

/** Tells the time that a process took, once it ends. */
const METER = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('fs').writeFileSync(process.env.METER_FILE, String((user + system) / 1000));
});`;

/** The package as it is published, compiled from the sources as they are now: a process of its own loads it. */
export class CompiledPackage {
  public readonly folder: string;

  public constructor() {
    const cache = join(ROOT, '.cache');
    mkdirSync(cache, { recursive: true });
    this.folder = mkdtempSync(join(cache, 'compiled-'));
    writeFileSync(join(this.folder, 'meter.cjs'), METER);
    cpSync(join(ROOT, 'bin'), join(this.folder, 'bin'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(this.folder, 'package.json'));
    for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
      const target = join(this.folder, 'lib', file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const { outputText } = ts.transpileModule(readFileSync(join(ROOT, 'src', file), 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
      });
      writeFileSync(target, outputText);
    }
    this.package();
  }

  /** Does what the compiling task does after the compiler. */
  public package(): void {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'build', 'package.mjs'), join(this.folder, 'lib')], { stdio: 'pipe' });
  }

  /** Runs the command line; paths in `args` are relative to `cwd`. */
  public run(args: readonly string[], cwd: string): Run {
    const meter = join(this.folder, 'meter.txt');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--require', join(this.folder, 'meter.cjs'), join(this.folder, 'bin', 'cdk-lambda-event-sources'), ...args],
      { cwd, encoding: 'utf8', env: { ...process.env, METER_FILE: meter } },
    );
    return { status, stdout, stderr, milliseconds: Number(readFileSync(meter, 'utf8')) };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
