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
