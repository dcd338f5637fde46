import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { annotationsOf, differentFindings, differentTemplates, firstDifference, withoutCode } from '../../scripts/languages/compare';

const root = mkdtempSync(join(tmpdir(), 'compare-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
function folderWith(files: Record<string, string>): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text));
  return folder;
}

describe('templates', () => {
  const expected = folderWith({ 'A.template.json': '{\n "a": 1\n}', 'B.template.json': '{}', 'manifest.json': '{}' });
  test.each([
    ['the same bytes: no difference', { 'A.template.json': '{\n "a": 1\n}', 'B.template.json': '{}', 'manifest.json': '[]' }, []],
    ['another value: its line is told', { 'A.template.json': '{\n "a": 2\n}', 'B.template.json': '{}' },
      ['A.template.json, line 2: expected " "a": 1", but found " "a": 2"']],
    ['a line feed too many: it is told', { 'A.template.json': '{\n "a": 1\n}\n', 'B.template.json': '{}' },
      ['A.template.json, line 4: expected nothing, but found ""']],
    ['one too few and one too many: both are told', { 'A.template.json': '{\n "a": 1\n}', 'C.template.json': '{}' },
      ['B.template.json is missing', 'C.template.json is not expected']],
  ])('%s', (_, files, differences) => {
    expect(differentTemplates(expected, folderWith(files as Record<string, string>))).toEqual(differences);
  });
});

test('lines of code are left out, which only TypeScript has', () => {
  expect(withoutCode('error X\n    at bin/a.ts:1:2\n    Why: Shop/A (bin/a.ts:3:4) maps the same pair, at a time.')).toBe('error X\n    Why: Shop/A maps the same pair, at a time.');
});

describe('findings', () => {
  const expected = ['[Shop/A] error EventSources::sqs-batch-size batchSize is 0.', '[Shop/B] warning EventSources::tags-count tags has 51.'];
  /** The blocks of findings as a synthesis lists them, in TypeScript with the line of code. */
  const listOf = (findings: readonly string[], code = '') => findings.map(finding => `  ${finding.replace(/(?<=::[a-z-]+) /, `\n${code}    `)}\n`).join('\n');
  const python = `RuntimeError: Validation failed:\n${listOf(expected)}`;

  test('the same in the same order: no difference, whatever stands before them', () => {
    expect(differentFindings(expected, python)).toEqual([]);
    expect(differentFindings(expected, listOf(expected, '    at bin/mistakes.ts:1:2\n').replace(/^/gm, '[ERROR] '))).toEqual([]);
    expect(differentFindings(expected, `${python}\n${python}`)).toEqual([]);
  });

  test.each([
    ['one is lost', listOf(expected.slice(0, 1)), 'line 2: expected "[Shop/B] warning EventSources::tags-count tags has 51.", but found nothing'],
    ['none arrives', 'panic: runtime error', 'line 1: expected "[Shop/A] error EventSources::sqs-batch-size batchSize is 0.", but found ""'],
    ['a text is cut', python.replace(' is 0.', ''), 'line 1: expected "[Shop/A] error EventSources::sqs-batch-size batchSize is 0.", but found "[Shop/A] error EventSources::sqs-batch-size batchSize"'],
    ['one is lost the second time', `${python}\n${listOf(expected.slice(0, 1))}`, 'line 4: expected "[Shop/B] warning EventSources::tags-count tags has 51.", but found nothing'],
    ['an object instead of a text', `${python}\n[object Object]`, 'the error shows an object instead of a text'],
  ])('%s: it is told', (_, output, difference) => {
    expect(differentFindings(expected, output)).toEqual([difference]);
  });
});

test('annotations: warnings and acknowledgements are compared with their paths, also from a file beside the manifest', () => {
  const warning = { '/Shop/A': [{ type: 'aws:cdk:warning', data: 'text' }, { type: 'aws:cdk:logicalId', data: 'A' }] };
  const inside = folderWith({ 'manifest.json': JSON.stringify({ artifacts: { Shop: { metadata: warning } } }) });
  const beside = folderWith({
    'manifest.json': JSON.stringify({ artifacts: { Shop: { additionalMetadataFile: 'Shop.metadata.json' } } }),
    'Shop.metadata.json': JSON.stringify(warning),
  });
  expect(annotationsOf(inside)).toBe('/Shop/A aws:cdk:warning "text"');
  expect(annotationsOf(beside)).toBe(annotationsOf(inside));
});

test('two texts: the first line that differs is told', () => {
  expect(firstDifference('a\nb', 'a\nb')).toEqual([]);
  expect(firstDifference('a\nb', 'a\nc')).toEqual(['line 2: expected "b", but found "c"']);
  expect(firstDifference('a', 'a\nb')).toEqual(['line 2: expected nothing, but found "b"']);
});
