import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { functionBehind, FunctionBehind } from './function-behind';
import { L1Resource } from './l1-resource';
import { MappingRecord, recordOf } from './mapping-record';
import { sourceBehind, SourceBehind } from './source-behind';
import { UNKNOWN, View } from './view';

/** One event source mapping of the app, with what it polls and what it invokes. */
export interface IndexedMapping {
  readonly resource: L1Resource;
  readonly record?: MappingRecord;
  readonly source: SourceBehind;
  readonly behind: FunctionBehind;
}

/** What of several mappings matters to each of them. */
interface Shared {
  readonly mappings: IndexedMapping[];
  filtered?: IndexedMapping[];
  concurrency?: { readonly sum: View; readonly count: number };
}

/** The index of each Stage, for its synthesis in progress. */
const current = new WeakMap<IConstruct, AppIndex>();

/**
 * All mappings of one Stage, read once per synthesis and shared by their validations: rules over several mappings stay linear.
 */
export class AppIndex {
  /** The index for the synthesis that now validates `mapping`. To see a mapping for the second time is to be in the next synthesis. */
  public static duringValidationOf(mapping: CfnResource): AppIndex {
    const stage = Stage.of(mapping) ?? mapping.node.root;
    let index = current.get(stage);
    if (!index || index.validated.has(mapping)) {
      index = new AppIndex(stage);
      current.set(stage, index);
    }
    index.validated.add(mapping);
    return index;
  }

  public readonly mappings: readonly IndexedMapping[];
  /** Whether the findings of the other stages have been added to those of this one. */
  public toldOfOtherStages = false;

  private readonly validated = new Set<CfnResource>();
  private readonly resources = new Map<CfnResource, L1Resource>();
  private readonly byL1 = new Map<CfnResource, IndexedMapping>();
  private readonly bySource = new Map<string, Shared>();
  private readonly byFunction = new Map<string, Shared>();
  private readonly byPair = new Map<string, IndexedMapping[]>();

  public constructor(public readonly stage: IConstruct) {
    const mappings: IndexedMapping[] = [];
    const visit = (construct: IConstruct) => {
      if (isMapping(construct)) { mappings.push(this.read(construct)); }
      for (const child of construct.node.children) {
        if (!Stage.isStage(child)) { visit(child); }
      }
    };
    visit(stage);
    this.mappings = mappings;
  }

  public mappingOf(l1: CfnResource): IndexedMapping | undefined {
    return this.byL1.get(l1);
  }

  /** A mapping of the same source and function that comes before this one. */
  public samePair(mapping: IndexedMapping): IndexedMapping | undefined {
    const pair = isConditional(mapping) ? undefined : pairOf(mapping);
    const first = pair === undefined ? undefined : this.byPair.get(pair)?.[0];
    return first === mapping ? undefined : first;
  }

  /** A mapping of the same source to another function that comes before this one: the later one is told, once. */
  public otherReader(mapping: IndexedMapping): IndexedMapping | undefined {
    return firstOfAnotherFunction(this.onSourceOf(mapping).mappings, mapping);
  }

  /** The same, where both have filters. */
  public otherFilter(mapping: IndexedMapping): IndexedMapping | undefined {
    const shared = this.onSourceOf(mapping);
    shared.filtered ??= shared.mappings.filter(hasFilters);
    return firstOfAnotherFunction(shared.filtered, mapping);
  }

  /** The maximum concurrency of all mappings of the function together. */
  public concurrencyOf(mapping: IndexedMapping): { readonly sum: View; readonly count: number } {
    const shared = this.byFunction.get(mapping.behind.resource?.path ?? '');
    if (!shared) { return { sum: UNKNOWN, count: 0 }; }
    shared.concurrency ??= sumOfConcurrency(shared.mappings);
    return shared.concurrency;
  }

  private onSourceOf(mapping: IndexedMapping): Shared {
    return this.bySource.get(mapping.source.identity ?? '') ?? { mappings: [] };
  }

  private readonly resourceOf = (l1: CfnResource): L1Resource => {
    let resource = this.resources.get(l1);
    if (!resource) {
      resource = new L1Resource(l1);
      this.resources.set(l1, resource);
    }
    return resource;
  };

  private read(l1: CfnResource): IndexedMapping {
    const resource = this.resourceOf(l1);
    const record = recordOf(l1.node.scope);
    const mapping = {
      resource,
      record,
      source: sourceBehind(resource, record, this.resourceOf),
      behind: functionBehind(resource, record, this.resourceOf),
    };
    this.byL1.set(l1, mapping);
    if (!isConditional(mapping)) {
      addTo(this.bySource, mapping.source.identity, mapping);
      addTo(this.byFunction, mapping.behind.resource?.path, mapping);
      const pair = pairOf(mapping);
      if (pair !== undefined) { this.byPair.set(pair, [...this.byPair.get(pair) ?? [], mapping]); }
    }
    return mapping;
  }
}

function isMapping(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::Lambda::EventSourceMapping';
}

/** A condition may leave either of two mappings out of the deployment, so that they never meet. */
function isConditional({ resource }: { readonly resource: L1Resource }): boolean {
  return resource.l1.cfnOptions.condition !== undefined;
}

function firstOfAnotherFunction(mappings: readonly IndexedMapping[], mapping: IndexedMapping): IndexedMapping | undefined {
  const [first] = mappings;
  if (first === undefined || first === mapping || !mappings.includes(mapping)) { return undefined; }
  if (first.behind.identity !== mapping.behind.identity) { return first; }
  return mappings.slice(0, mappings.indexOf(mapping)).find(other => other.behind.identity !== mapping.behind.identity);
}

function addTo(groups: Map<string, Shared>, key: string | undefined, mapping: IndexedMapping): void {
  if (key === undefined) { return; }
  const group = groups.get(key);
  if (group) { group.mappings.push(mapping); } else { groups.set(key, { mappings: [mapping] }); }
}

function pairOf({ resource, source, behind }: IndexedMapping): string | undefined {
  if (source.identity === undefined || behind.identity === undefined) { return undefined; }
  const within = ['Topics', 'Queues'].map(property => resource.view([property]));
  return within.includes(UNKNOWN) ? undefined : JSON.stringify([source.identity, behind.identity, ...within.map(String)]);
}

function hasFilters(mapping: IndexedMapping): boolean {
  const filters = mapping.resource.raw(['FilterCriteria', 'Filters']);
  return Array.isArray(filters) && filters.length > 0;
}

function sumOfConcurrency(mappings: readonly IndexedMapping[]): { readonly sum: View; readonly count: number } {
  const given = mappings
    .map(mapping => mapping.resource.view(['ScalingConfig', 'MaximumConcurrency']))
    .filter((view): view is number => typeof view === 'number');
  return { sum: given.reduce((sum, value) => sum + value, 0), count: given.length };
}
