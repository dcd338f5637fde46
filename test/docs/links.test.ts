import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';

const ROOT = join(__dirname, '..', '..');

/** All pages that people write: at the top, in docs, and beside the examples. */
const PAGES = [
  ...markdownIn(ROOT, false), ...markdownIn(join(ROOT, 'docs'), true), ...readdirSync(join(ROOT, 'examples')).flatMap(example => markdownIn(join(ROOT, 'examples', example), false)),
].map(page => relative(ROOT, page)).filter(page => page !== 'API.md');

function markdownIn(folder: string, deep: boolean): string[] {
  return readdirSync(folder, { recursive: deep, encoding: 'utf8' }).filter(name => name.endsWith('.md')).map(name => join(folder, name));
}

/** The text of a page without its code, in which nothing is a link. */
function prose(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** The anchors of headings, as GitHub and GitLab make them. */
function anchorsOf(page: string): Set<string> {
  return new Set([...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-')));
}

function brokenIn(page: string, text = prose(page)): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter(link => {
    if (/^[a-z]+:/.test(link)) { return false; }
    const [path, anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).has(anchor));
  });
}

test.each(PAGES)('%s: all its links lead somewhere', page => {
  expect(brokenIn(page)).toEqual([]);
});

test('a link to a page or a heading that is not there is noticed', () => {
  expect(brokenIn('docs/filters.md', '[a](migrating.md#what-is-new) [b](migrating.md#what-is-old) [c](nowhere.md) [d](#filters) [e](https://example.com/x.md)'))
    .toEqual(['migrating.md#what-is-old', 'nowhere.md']);
});
