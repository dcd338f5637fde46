import { spawn } from 'child_process';
import { readdirSync, readFileSync } from 'fs';

export interface Run {
  readonly exitStatus: number;
  readonly stdout: string;
  /** What went to both streams, as a terminal would show it. */
  readonly output: string;
  readonly seconds: number;
  /** The most memory that the command and what it started held at once, in MB. 0 where there is no /proc. */
  readonly peakMegabytes: number;
}

/** Runs a command and measures it. */
export function run(command: readonly string[], folder: string): Promise<Run> {
  const began = Date.now();
  const child = spawn(command[0], command.slice(1), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '', output = '', peak = 0;
  child.stdout.setEncoding('utf8').on('data', text => { stdout += text; output += text; });
  child.stderr.setEncoding('utf8').on('data', text => { output += text; });
  const watch = setInterval(() => { peak = Math.max(peak, memoryOfTree(child.pid!)); }, 250);
  return new Promise((resolve, reject) => {
    const stop = () => clearInterval(watch);
    child.on('error', error => { stop(); reject(error); });
    child.on('close', code => {
      stop();
      resolve({ exitStatus: code ?? 1, stdout, output, seconds: (Date.now() - began) / 1000, peakMegabytes: Math.round(peak / 1024) });
    });
  });
}

/** The resident memory of a process and all below it, in kB. */
function memoryOfTree(root: number): number {
  const processes = new Map<number, { parent: number; memory: number }>();
  for (const name of folders('/proc')) {
    const status = textOf(`/proc/${name}/status`);
    const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    processes.set(Number(name), { parent: field('PPid'), memory: field('VmRSS') });
  }
  const below = (id: number): boolean => id === root || (processes.has(id) && below(processes.get(id)!.parent));
  return [...processes].filter(([id]) => below(id)).reduce((sum, [, { memory }]) => sum + memory, 0);
}

function folders(path: string): string[] {
  try { return readdirSync(path).filter(name => /^\d+$/.test(name)); } catch { return []; }
}

/** A process may end while it is looked at. */
function textOf(path: string): string {
  try { return readFileSync(path, 'utf8'); } catch { return ''; }
}
