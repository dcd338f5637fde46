import { forHtml } from '../escape';
import { COLUMNS, Column, EventMap, isDelivery, linesOf, MapNode, neighboursIn, worstOf } from './graph';
import { shorten } from './labels';

const WIDTHS: { readonly [column in Column]: number } = { source: 250, delivery: 340, function: 250, routing: 250, destination: 250 };
const GAP = 90;
const LINE = 18;
const PADDING = 10;
const BETWEEN = 18;
/** The width of a character, of the widest usual fonts at 13 pixels, as it is and in bold. */
const CHARACTER = 7.4;
const BOLD_CHARACTER = 8.6;

interface Box {
  readonly node: MapNode;
  readonly lines: readonly string[];
  readonly x: number;
  readonly width: number;
  readonly height: number;
  y: number;
}

/** The map as SVG that needs nothing beside it. */
export function drawing(map: EventMap): string {
  const boxes = layOut(map);
  const all = [...boxes.values()];
  const [width, height] = [largest(all.map(box => box.x + box.width)) + PADDING, largest(all.map(box => box.y + box.height)) + PADDING];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Event sources and their functions" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
    ...map.edges.map(({ from, to, when }) => edge(boxes.get(from)!, boxes.get(to)!, when)),
    ...all.map(drawBox),
    '</svg>',
  ].join('\n');
}

/** Of any number of numbers, which Math.max does not take. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, each), 0);
}

/** A column for each kind of node. Deliveries are stacked by function; every other node stands as near to its neighbours as it can. */
function layOut(map: EventMap): Map<string, Box> {
  const { nodes } = map;
  const boxes = new Map<string, Box>();
  const columns = COLUMNS.filter(column => nodes.some(node => node.column === column));
  columns.forEach((column, i) => {
    const x = PADDING + columns.slice(0, i).reduce((sum, before) => sum + WIDTHS[before] + GAP, 0);
    const longest = (character: number) => Math.floor((WIDTHS[column] - 2 * PADDING) / character);
    for (const node of nodes.filter(other => other.column === column)) {
      const lines = linesOf(node).map(line => shorten(line, longest(line === node.name ? BOLD_CHARACTER : CHARACTER)));
      boxes.set(node.id, { node, lines, x, y: 0, width: WIDTHS[column], height: lines.length * LINE + 2 * PADDING });
    }
  });
  const inColumn = (column: Column) => [...boxes.values()].filter(({ node }) => node.column === column);
  const around = neighboursIn(map);
  const neighbours = (box: Box, column: Column) =>
    around.get(box.node.id)!.flatMap(({ node }) => node.column === column ? [boxes.get(node.id)!] : []);
  const functions = inColumn('function');
  const rank = new Map(functions.map(({ node }, i) => [node.id, i]));
  const rankOf = (box: Box) => Math.min(functions.length, ...neighbours(box, 'function').map(fn => rank.get(fn.node.id)!));
  const ranks = new Map(inColumn('delivery').map(box => [box, rankOf(box)]));
  stack([...ranks.keys()].sort((left, right) => ranks.get(left)! - ranks.get(right)!));
  const beside: readonly (readonly [Column, readonly Column[]])[] = [
    ['source', ['delivery']], ['function', ['delivery']], ['routing', ['function']], ['destination', ['routing', 'delivery']],
  ];
  for (const [column, others] of beside) {
    const wanted = new Map(inColumn(column).map(box => [box, meanMiddle(others.flatMap(other => neighbours(box, other))) - box.height / 2]));
    stack([...wanted.keys()].sort((left, right) => wanted.get(left)! - wanted.get(right)!), wanted);
  }
  return boxes;
}

function meanMiddle(boxes: readonly Box[]): number {
  return boxes.length === 0 ? 0 : boxes.reduce((sum, { y, height }) => sum + y + height / 2, 0) / boxes.length;
}

/** Sets boxes one below the other, each where it is wanted or as soon after that as there is room. */
function stack(boxes: readonly Box[], wanted: ReadonlyMap<Box, number> = new Map()): void {
  let free = PADDING;
  for (const box of boxes) {
    box.y = Math.max(free, wanted.get(box) ?? free);
    free = box.y + box.height + BETWEEN;
  }
}

function edge(from: Box, to: Box, when: string | undefined): string {
  const line = from.node.column === 'delivery' && to.node.column === 'destination' ? lineBelow(from, to) : lineAcross(from, to);
  const path = `<path class="edge${when === undefined ? '' : ' sometimes'}" marker-end="url(#tip)" d="${line}"/>`;
  if (when === undefined) { return path; }
  return `${path}<text class="when" x="${to.x - 12}" y="${to.y + to.height / 2 - 6}" text-anchor="end">${forHtml(when)}</text>`;
}

function lineAcross(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  return `M${x1} ${y1}C${x1 + GAP / 2} ${y1} ${x2 - GAP / 2} ${y2} ${x2} ${y2}`;
}

/** Between the rows, so that it does not seem to come from a function. */
function lineBelow(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height - PADDING, to.x, to.y + to.height / 2];
  const below = from.y + from.height + BETWEEN / 2;
  const bend = GAP / 2;
  return `M${x1} ${y1}C${x1 + bend / 2} ${y1} ${x1 + bend / 2} ${below} ${x1 + bend} ${below}H${x2 - GAP}C${x2 - bend} ${below} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

function drawBox({ node, lines, x, y, width, height }: Box): string {
  const text = lines.map((line, i) =>
    `<text class="${i === 0 ? 'what' : i === 1 && !isDelivery(node) ? 'name' : 'line'}" x="${x + PADDING}" y="${y + PADDING + (i + 1) * LINE - 5}">${forHtml(line)}</text>`).join('');
  const title = [node.what, node.name, ...node.lines, ...node.findings.map(({ ruleId, statement }) => `${ruleId}: ${statement}`)].join('\n');
  const drawn = `<g class="node ${node.column} ${worstOf(node.findings) ?? ''}"><title>${forHtml(title)}</title>`
    + `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${node.column === 'function' ? 18 : 4}"/>${text}</g>`;
  return isDelivery(node) ? `<a href="#${node.id}">${drawn}</a>` : drawn;
}
