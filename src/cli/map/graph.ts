import { Finding, FindingSeverity } from '../../validation/finding';

/** The columns of the drawing, from left to right. */
export type Column = 'source' | 'delivery' | 'function' | 'routing' | 'destination';

export const COLUMNS: readonly Column[] = ['source', 'delivery', 'function', 'routing', 'destination'];

export interface MapNode {
  /** Unique within the drawing. */
  readonly id: string;
  readonly column: Column;
  /** Its kind in the words of its service: `SQS queue`. */
  readonly what: string;
  /** The path of its construct, its logical id, or the end of its ARN. */
  readonly name: string;
  /** Its main properties, a line each. */
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];
}

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  /** When events go that way; undefined where they always do. */
  readonly when?: string;
}

/** How events get from their sources to functions, and on from there. */
export interface EventMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** The parts that could not be drawn, and why. */
  readonly notDrawn: readonly string[];
}

/** A node at the other end of an edge. */
export interface Neighbour {
  readonly node: MapNode;
  readonly when?: string;
  /** Whether events come from there. */
  readonly isBefore: boolean;
}

/** The neighbours of each node, by id and in the order of the edges: to look for them edge by edge takes long in a large map. */
export function neighboursIn({ nodes, edges }: EventMap): ReadonlyMap<string, readonly Neighbour[]> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const neighbours = new Map<string, Neighbour[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to, when } of edges) {
    neighbours.get(from)!.push({ node: byId.get(to)!, when, isBefore: false });
    neighbours.get(to)!.push({ node: byId.get(from)!, when, isBefore: true });
  }
  return neighbours;
}

/** Whether events pass a node on their way, and do not begin or end there. */
export function isDelivery({ column }: MapNode): boolean {
  return column === 'delivery' || column === 'routing';
}

/** The text of a node. The ends of a delivery identify it, so that its own long path would only be noise. */
export function linesOf(node: MapNode): string[] {
  const rules = new Set(node.findings.map(({ severity, ruleId }) => `${severity}: ${ruleId}`));
  return [node.what, ...isDelivery(node) ? [] : [node.name], ...node.lines, ...rules];
}

export function worstOf(findings: readonly Finding[]): FindingSeverity | undefined {
  if (findings.some(({ severity }) => severity === FindingSeverity.ERROR)) { return FindingSeverity.ERROR; }
  return findings.length > 0 ? FindingSeverity.WARNING : undefined;
}
