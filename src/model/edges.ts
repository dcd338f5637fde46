import { pathsAt } from './items';
import { Mapping } from './mapping';
import { Resource } from './resource';
import { ResourceSource } from './resource-source';
import { Relation, RELATIONS } from '../aws/relations';
import { splitPath } from '../values/path';
import { PLACEHOLDER } from '../values/text';
import { ABSENT } from '../values/value';

/** A resource that is named, and is not one of the deployment. */
export interface ExternalArn {
  /** ARN, name or address, with placeholders for what only the deployment knows. */
  readonly arn: string;
}

/** One resource that another names. */
export interface Edge {
  readonly kind: Relation;
  readonly from: Resource;
  readonly to: Resource | ExternalArn;
  /** The property of `from` that names it. */
  readonly at: readonly string[];
  /** The condition under which `from` is deployed. */
  readonly condition?: string;
}

export function isExternal(end: Resource | ExternalArn): end is ExternalArn {
  return 'arn' in end;
}

/** The parts of a deployment that edges are read from. */
interface Nodes {
  readonly resourceSource: ResourceSource;
  mapping(resource: Resource): Mapping;
}

/** All edges of a deployment, by the type of resource that they begin at. */
export function readEdges(nodes: Nodes): readonly Edge[] {
  return Object.entries(RELATIONS).flatMap(([type, relations]) =>
    nodes.resourceSource.resources(type).flatMap(resource => edgesOf(resource, relations, nodes)));
}

function edgesOf(from: Resource, relations: typeof RELATIONS[string], nodes: Nodes): Edge[] {
  return relations.flatMap(([kind, path]) => pathsAt(from, splitPath(path))
    .filter(at => from.value(at) !== ABSENT && isInEffect(kind, from, at))
    .map(at => ({ kind, from, to: endOf(kind, from, at, nodes), at, condition: from.condition })));
}

/** A statement that denies allows nothing. */
function isInEffect(kind: Relation, from: Resource, at: readonly string[]): boolean {
  const statement = at.indexOf('Statement');
  if (kind !== 'allows' || statement < 0) { return true; }
  const isItem = at[statement + 1] !== 'Resource';
  return from.value([...at.slice(0, statement + (isItem ? 2 : 1)), 'Effect']) !== 'Deny';
}

/** Nodes see through names that are composed: of an alias, of an Amazon DocumentDB cluster. */
function endOf(kind: Relation, from: Resource, at: readonly string[], nodes: Nodes): Resource | ExternalArn {
  const [target, another] = from.targets(at);
  const composed = another ? undefined : target;
  return from.target(at) ?? nodeEnd(kind, from, nodes) ?? composed ?? { arn: from.text(at) ?? PLACEHOLDER };
}

function nodeEnd(kind: Relation, from: Resource, nodes: Nodes): Resource | undefined {
  if (from.type !== 'AWS::Lambda::EventSourceMapping') { return undefined; }
  const { source, target } = nodes.mapping(from);
  return kind === 'polls' ? source.resource : kind === 'invokes' ? target.invoked : undefined;
}
