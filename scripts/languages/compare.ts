import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/** Ways in which the templates of a cdk.out folder differ from the expected ones, byte by byte. Even the hashes of assets are equal. */
export function differentTemplates(expected: string, actual: string): string[] {
  const names = new Set([...templatesOf(expected), ...templatesOf(actual)]);
  return [...names].sort().flatMap(name => {
    const [left, right] = [textOf(expected, name), textOf(actual, name)];
    if (left === undefined || right === undefined) { return [`${name} is ${left === undefined ? 'not expected' : 'missing'}`]; }
    return firstDifference(left, right).map(difference => `${name}, ${difference}`);
  });
}

/** Where two texts differ first, in words; empty if they do not. */
export function firstDifference(expected: string, actual: string): string[] {
  if (expected === actual) { return []; }
  const [left, right] = [expected.split('\n'), actual.split('\n')];
  const line = left.findIndex((text, i) => text !== right[i]);
  const at = line < 0 ? left.length : line;
  return [`line ${at + 1}: expected ${shown(left[at])}, but found ${shown(right[at])}`];
}

function shown(line: string | undefined): string {
  return line === undefined ? 'nothing' : `"${line}"`;
}

/** Warnings and acknowledgements of an app, each with its path. They are in the manifest or in files beside it. */
export function annotationsOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const lines = Object.values<any>(manifest.artifacts).flatMap(artifact => {
    const metadata = artifact.additionalMetadataFile ? JSON.parse(readFileSync(join(folder, artifact.additionalMetadataFile), 'utf8')) : artifact.metadata ?? {};
    return Object.entries<any[]>(metadata).flatMap(([path, entries]) => entries
      .filter(({ type }) => ['aws:cdk:warning', 'aws:cdk:error', 'aws:cdk:acknowledged-rules'].includes(type))
      .map(({ type, data }) => `${path} ${type} ${JSON.stringify(typeof data === 'string' ? withoutCode(data) : data)}`));
  });
  return lines.sort().join('\n');
}

/** Text without lines of code, which are known for TypeScript alone: below the id of a finding, and in brackets behind a construct. */
export function withoutCode(text: string): string {
  return text.replace(/^ {4}at \S+:\d+:\d+\n/gm, '').replace(/\s\(\S+\.ts:\d+:\d+\)/g, '');
}

/** The findings in the text of an error, a line each, whatever the language writes before each line. The line of code is that of a language. */
export function findingsIn(output: string): string[] {
  const findings: string[] = [];
  let isWithin = false;
  for (const line of output.split('\n').map(each => each.replace(/^(?:\[ERROR\])?\s*/, '').trimEnd())) {
    if (/^\[[^\]\s]+\] (?:error|warning) EventSources::[a-z0-9-]+$/.test(line)) {
      findings.push(line);
      isWithin = true;
    } else if (line === '') {
      isWithin = false;
    } else if (isWithin && !/^(?:at|also in) /.test(line)) {
      findings.push(`${findings.pop()} ${line}`);
    }
  }
  return findings.map(withoutCode);
}

/** How an error differs from the expected findings. Some languages print it twice: as they raise it, and as JavaScript did. */
export function differentFindings(expected: readonly string[], output: string): string[] {
  if (/\[object \w+\]/.test(output)) { return ['the error shows an object instead of a text']; }
  const found = findingsIn(output);
  const times = Math.max(1, Math.round(found.length / expected.length));
  const repeated = Array.from({ length: times }, () => expected).flat();
  return firstDifference(repeated.join('\n'), found.join('\n'));
}

function templatesOf(folder: string): string[] {
  return readdirSync(folder).filter(name => name.endsWith('.template.json'));
}

function textOf(folder: string, name: string): string | undefined {
  try { return readFileSync(join(folder, name), 'utf8'); } catch { return undefined; }
}
