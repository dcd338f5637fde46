// Draws maps in headless Chromium and fails where something is missing, overlaps or sticks out.
// Usage: node scripts/check/test-map.mjs <cdk.out> <mermaid.min.js>
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [example, mermaidJs] = process.argv.slice(2).map(path => resolve(path));
const folder = mkdtempSync(join(tmpdir(), 'map-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// Mermaid draws no more than 500 edges.
const inputs = { 'the example app': example, '160 mappings': templateOf(160), '200 mappings': templateOf(200) };

let failed = false;
for (const [name, input] of Object.entries(inputs)) {
  const flowchart = mapOf(input, 'mermaid');
  const nodes = flowchart.match(/^ {2}n\d+[^\s\d-]/gm).length;
  const edges = flowchart.match(/^ {2}n\d+ -/gm).length;
  expect(`${name} as a page`, inChromium(measuring(mapOf(input, 'html'))), { nodes, edges, overlapping: 0, stickingOut: 0, fetched: 0 });
  if (edges <= 500) { expect(`${name} by Mermaid`, inChromium(drawnByMermaid(flowchart)), { nodes, edges }); }
}
process.exit(failed ? 1 : 0);

function mapOf(input, format) {
  return execFileSync(process.execPath, ['bin/cdk-lambda-event-sources', 'map', input, '--format', format], { encoding: 'utf8', maxBuffer: 2 ** 26 });
}

function expect(name, found, expected) {
  const isRight = Object.entries(expected).every(([key, value]) => found[key] === value);
  failed ||= !isRight;
  console.log(`${isRight ? 'ok' : 'FAILED'}: ${name}: ${JSON.stringify(found)}${isRight ? '' : `, expected ${JSON.stringify(expected)}`}`);
}

/** Opens a page from disk, without a network, and answers what it leaves in its element `measured`. */
function inChromium(html) {
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  const dom = execFileSync('chromium', [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--allow-file-access-from-files', '--virtual-time-budget=120000', '--host-resolver-rules=MAP * ~NOTFOUND', `--user-data-dir=${join(folder, 'profile')}`,
    '--dump-dom', pathToFileURL(file).href,
  ], { encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 120_000, stdio: ['ignore', 'pipe', 'ignore'] });
  const measured = /<pre id="measured">(.*?)<\/pre>/s.exec(dom);
  return measured ? JSON.parse(decodeURIComponent(measured[1])) : { error: 'the page measured nothing' };
}

/** Runs in the page. */
function leave(found) {
  const element = document.createElement('pre');
  element.id = 'measured';
  element.textContent = encodeURIComponent(JSON.stringify(found));
  document.body.append(element);
}

function measuring(html) {
  const measure = () => {
    const boxes = [...document.querySelectorAll('svg .node')].map(node => ({ rect: node.querySelector('rect').getBBox(), texts: [...node.querySelectorAll('text')].map(text => text.getBBox()) }));
    const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    return {
      nodes: boxes.length,
      edges: document.querySelectorAll('svg .edge').length,
      overlapping: boxes.filter(({ rect }, i) => boxes.some((other, j) => i < j && meet(rect, other.rect))).length,
      stickingOut: boxes.filter(({ rect, texts }) => texts.some(text => text.x + text.width > rect.x + rect.width || text.y + text.height > rect.y + rect.height)).length,
      fetched: performance.getEntriesByType('resource').length,
    };
  };
  return html.replace('</body>', `<script>(${leave})((${measure})())</script></body>`);
}

function drawnByMermaid(flowchart) {
  return `<!doctype html><meta charset="utf-8"><body><script src="${pathToFileURL(mermaidJs).href}"></script><script>
    // The limits of GitHub, which are those of Mermaid, hold for apps of this size.
    mermaid.initialize({ startOnLoad: false });
    mermaid.render('map', ${JSON.stringify(flowchart).replace(/</g, '\\u003c')}).then(({ svg }) => {
      const drawn = new DOMParser().parseFromString(svg, 'text/html');
      return { nodes: drawn.querySelectorAll('g.node').length, edges: drawn.querySelectorAll('path.flowchart-link').length };
    }, error => ({ error: String(error) })).then(${leave});
  </script></body>`;
}

function templateOf(mappings) {
  const file = join(folder, `${mappings}.json`);
  const names = Array.from({ length: mappings }, (_, i) => i);
  writeFileSync(file, JSON.stringify({
    Resources: Object.fromEntries([
      ...Array.from({ length: mappings / 5 }, (_, i) => [`Function${i}`, { Type: 'AWS::Lambda::Function', Metadata: { 'aws:cdk:path': `Shop/Department${i}/Function/Resource` } }]),
      ...names.map(i => [`Mapping${i}`, {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: `arn:aws:kinesis:eu-west-1:111122223333:stream/events-of-department-number-${i % 50}`,
          FunctionName: { Ref: `Function${i % (mappings / 5)}` },
          StartingPosition: 'LATEST',
          BatchSize: i % 7 === 0 ? 20_000 : 100,
          FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ data: { type: [`type-${i}`] } }) }] },
          DestinationConfig: { OnFailure: { Destination: `arn:aws:sqs:eu-west-1:111122223333:failed-${i % 10}` } },
        },
      }]),
    ]),
  }));
  return file;
}
