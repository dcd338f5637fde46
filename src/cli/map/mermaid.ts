import { forMermaid } from '../escape';
import { EventMap, linesOf, MapNode, worstOf } from './graph';
import { shorten } from './labels';
import { entryAt } from '../../values/json';

/** Mermaid draws what is longer as one endless line. */
const LONGEST_LINE = 60;

/** The limits of hosts, by https://mermaid.js.org/config/schema-docs/config.html (maxEdges, maxTextSize). */
const MOST_EDGES = 500;
const LONGEST_TEXT = 50_000;

/** Opening and closing of the shape, by the first word of what it is. */
const SHAPES: { readonly [service: string]: readonly [string, string] } = {
  SQS: ['[[', ']]'],
  SNS: ['>', ']'],
  S3: ['[(', ')]'],
  DynamoDB: ['[(', ')]'],
  DocumentDB: ['[(', ')]'],
  Kinesis: ['[/', '/]'],
  Kafka: ['[/', '/]'],
  function: ['([', '])'],
};

/** Why hosts will not draw the flowchart; undefined where they will. */
export function tooLargeForHosts(flowchart: string, { edges }: EventMap): string | undefined {
  if (edges.length <= MOST_EDGES && flowchart.length <= LONGEST_TEXT) { return undefined; }
  return `The flowchart has ${edges.length} edges and ${flowchart.length} characters, but Mermaid draws at most ${MOST_EDGES} and ${LONGEST_TEXT} unless it is configured. `
    + 'Use --format html, or draw one template at a time.';
}

/** The map as a flowchart of Mermaid, which GitHub, GitLab and most Markdown hosts draw. */
export function mermaid({ nodes, edges, notDrawn }: EventMap): string {
  const coloured = (severity: string) => nodes.filter(({ findings }) => worstOf(findings) === severity).map(({ id }) => id);
  const errors = coloured('error');
  const warnings = coloured('warning');
  return [
    'flowchart LR',
    ...nodes.map(node => `  ${node.id}${shapeOf(node)}`),
    ...edges.map(({ from, to, when }) => `  ${from} ${when === undefined ? '-->' : `-. "${forMermaid(when)}" .->`} ${to}`),
    ...errors.length > 0 ? ['  classDef error fill:#fde7e9,stroke:#c50f1f,color:#000', `  class ${errors.join()} error`] : [],
    ...warnings.length > 0 ? ['  classDef warning fill:#fff4ce,stroke:#9d5d00,color:#000', `  class ${warnings.join()} warning`] : [],
    ...notDrawn.map(what => `  %% not drawn: ${forMermaid(what)}`),
  ].join('\n');
}

function shapeOf(node: MapNode): string {
  const [open, close] = entryAt(SHAPES, node.what.split(' ')[0]) ?? ['[', ']'];
  return `${open}"${linesOf(node).map(line => forMermaid(shorten(line, LONGEST_LINE))).join('<br/>')}"${close}`;
}
