import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const API = readFileSync(join(ROOT, 'API.md'), 'utf8');

/** Pages that speak of the API in their sentences, where no compiler reads it. */
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.md')).map(name => `docs/${name}`),
];

const CLASSES = new Set([...API.matchAll(/^### (\w+) <a name="/gm)].map(([, name]) => name));

/** Members that are called in code within sentences, and that their class does not have. */
function unknownIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/`[^`]*`/g)]
    .flatMap(([code]) => [...code.matchAll(/\b([A-Z]\w+)\.(\w+)\(/g)])
    .filter(([, owner, member]) => CLASSES.has(owner) && !new RegExp(`id="cdk-lambda-event-sources\\.(\\w+\\.)?${owner}\\.${member}"`).test(API))
    .map(([call]) => call);
}

test.each(PAGES)('%s calls nothing that is not there', page => {
  expect(unknownIn(readFileSync(join(ROOT, page), 'utf8'))).toEqual([]);
});

test('a method that is not there is noticed', () => {
  expect(unknownIn('`testing.FilterTester.sqs(...)`, `FilterTester.mq(...)`, `KafkaCluster.msk(cluster)`, `lambda.Elsewhere.mq()`')).toEqual(['FilterTester.mq(']);
});
