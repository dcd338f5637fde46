import { ConstructFacts } from './construct-facts';
import { invokedFunction, InvokedFunction } from './function';
import { Resource } from './resource';
import { ResourceSource, NO_RESOURCES } from './resource-source';
import { polledSource, PolledSource } from './source';
import { ACCESS_FACTS } from '../facts/access';
import { ABSENT, isOn, UNKNOWN, Value } from '../values/value';

/** An event source mapping as a door of the engine finds it. */
export interface FoundMapping {
  readonly resource: Resource;
  /** What `FunctionName` refers to, where the door knows it better than the property tells. */
  readonly invoked?: Resource;
  readonly constructFacts?: ConstructFacts;
}

/** One event source mapping, with what it polls and what it invokes. */
export interface IndexedMapping extends FoundMapping {
  readonly source: PolledSource;
  readonly target: InvokedFunction;
}

/** For each mapping one that comes before it, where there is one. */
type Earlier = ReadonlyMap<string, IndexedMapping>;

/** What of several mappings matters to each of them. */
interface Group {
  readonly mappings: IndexedMapping[];
  enabled?: readonly IndexedMapping[];
  places?: ReadonlyMap<string, number>;
  earlierReaders?: Earlier;
  earlierFilters?: Earlier;
  concurrency?: { readonly sum: Value; readonly count: number };
}

/** All mappings that are deployed together, read once and shared by their judgements: rules over several mappings stay linear. */
export class MappingIndex {
  /** What one mapping is about, without the others. */
  public static read(found: FoundMapping): IndexedMapping {
    return {
      ...found,
      source: polledSource(found.resource, found.constructFacts?.kinds),
      target: invokedFunction(found.resource, found.invoked),
    };
  }

  public readonly mappings: readonly IndexedMapping[];

  private readonly bySource = new Map<string, Group>();
  private readonly byFunction = new Map<string, Group>();
  private readonly byPair = new Map<string, IndexedMapping>();
  private readonly pairs = new Map<IndexedMapping, string | undefined>();

  public constructor(found: readonly FoundMapping[], public readonly resourceSource: ResourceSource = NO_RESOURCES) {
    this.mappings = found.map(mapping => this.add(MappingIndex.read(mapping)));
  }

  /** A mapping of the same source and function that comes before this one. */
  public duplicateOf(mapping: IndexedMapping): IndexedMapping | undefined {
    // A mapping may be read again, with more known of its conditions.
    const pair = this.pairs.has(mapping) ? this.pairs.get(mapping) : mapping.resource.isConditional ? undefined : mappingKey(mapping);
    const first = pair === undefined ? undefined : this.byPair.get(pair);
    return first?.resource.id === mapping.resource.id ? undefined : first;
  }

  /** A mapping of the same source to another function that comes before this one: the later one is told, once. Those that are switched off read nothing. */
  public otherReader(mapping: IndexedMapping): IndexedMapping | undefined {
    const group = this.onSourceOf(mapping);
    group.earlierReaders ??= earlierOfAnotherFunction(enabledOf(group));
    return group.earlierReaders.get(mapping.resource.id);
  }

  /** The same, where both have filters. */
  public otherFilter(mapping: IndexedMapping): IndexedMapping | undefined {
    const group = this.onSourceOf(mapping);
    group.earlierFilters ??= earlierOfAnotherFunction(enabledOf(group).filter(hasFilters));
    return group.earlierFilters.get(mapping.resource.id);
  }

  /** How many mappings read the same source; unknown where the source is. */
  public readersOf(mapping: IndexedMapping): Value {
    return mapping.source.identity === undefined ? UNKNOWN : this.onSourceOf(mapping).mappings.length;
  }

  /** 1 for the first mapping that reads the source, 2 for the next: those beyond a limit are told. A mapping that is switched off reads nothing. */
  public placeAmongReaders(mapping: IndexedMapping): Value {
    if (mapping.source.identity === undefined) { return UNKNOWN; }
    const group = this.onSourceOf(mapping);
    group.places ??= new Map(enabledOf(group).map(({ resource }, i) => [resource.id, i + 1]));
    return group.places.get(mapping.resource.id) ?? ABSENT;
  }

  /** The maximum concurrency of all mappings of the function together, as far as they are switched on. */
  public concurrencyOf(mapping: IndexedMapping): { readonly sum: Value; readonly count: number } {
    const group = this.byFunction.get(mapping.target.resource?.id ?? '');
    if (!group) { return { sum: UNKNOWN, count: 0 }; }
    group.concurrency ??= sumOfConcurrency(enabledOf(group));
    return group.concurrency;
  }

  private onSourceOf(mapping: IndexedMapping): Group {
    return this.bySource.get(mapping.source.identity ?? '') ?? { mappings: [] };
  }

  private add(mapping: IndexedMapping): IndexedMapping {
    // A condition may leave either of two mappings out of the deployment, so that they never meet.
    if (!mapping.resource.isConditional) {
      addTo(this.bySource, mapping.source.identity, mapping);
      addTo(this.byFunction, mapping.target.resource?.id, mapping);
      const pair = mappingKey(mapping);
      this.pairs.set(mapping, pair);
      if (pair !== undefined && !this.byPair.has(pair)) { this.byPair.set(pair, mapping); }
    }
    return mapping;
  }
}

/** The first mapping is told to those of all other functions, the first of those to the later ones of the first's function. */
function earlierOfAnotherFunction(mappings: readonly IndexedMapping[]): Earlier {
  const earlier = new Map<string, IndexedMapping>();
  const [first] = mappings;
  let another: IndexedMapping | undefined;
  for (const mapping of mappings) {
    if (mapping.target.identity !== first.target.identity) {
      another ??= mapping;
      earlier.set(mapping.resource.id, first);
    } else if (another) {
      earlier.set(mapping.resource.id, another);
    }
  }
  return earlier;
}

function addTo(groups: Map<string, Group>, key: string | undefined, mapping: IndexedMapping): void {
  if (key === undefined) { return; }
  const group = groups.get(key);
  if (group) { group.mappings.push(mapping); } else { groups.set(key, { mappings: [mapping] }); }
}

/** Which part of a cluster or broker a mapping reads. */
const WITHIN = [
  ['Topics'], ['Queues'], ['DocumentDBEventSourceConfig', 'DatabaseName'], ['DocumentDBEventSourceConfig', 'CollectionName'],
] as const;

const WHOLE: readonly Value[] = [...WITHIN, 'access.VIRTUAL_HOST'].map(() => ABSENT);

/** Queues and streams are read as a whole. */
function readsAPart(resource: Resource): boolean {
  const given = resource.definedProperties?.();
  return !given || given.includes('SourceAccessConfigurations') || WITHIN.some(([property]) => given.includes(property));
}

/** What Lambda compares to find a mapping that exists already. */
function mappingKey(mapping: IndexedMapping): string | undefined {
  const { resource, source, target: behind } = mapping;
  if (source.identity === undefined || behind.identity === undefined) { return undefined; }
  const within = readsAPart(resource) ? [...WITHIN.map(path => resource.value(path)), ACCESS_FACTS['access.VIRTUAL_HOST'](mapping)] : WHOLE;
  if (within.some(view => view === UNKNOWN || (Array.isArray(view) && view.includes(UNKNOWN)))) { return undefined; }
  return JSON.stringify([source.identity, behind.identity, ...within.map(view => view === ABSENT ? null : view)]);
}

/** Those that are switched on. */
function enabledOf(group: Group): readonly IndexedMapping[] {
  return group.enabled ??= group.mappings.filter(isEnabled);
}

/** One whose switch is known only at deployment may read nothing. */
function isEnabled({ resource }: IndexedMapping): boolean {
  const enabled = resource.value(['Enabled']);
  return enabled === ABSENT || isOn(enabled);
}

function hasFilters({ resource }: IndexedMapping): boolean {
  const filters = resource.value(['FilterCriteria', 'Filters']);
  return Array.isArray(filters) && filters.length > 0;
}

function sumOfConcurrency(mappings: readonly IndexedMapping[]): { readonly sum: Value; readonly count: number } {
  const given = mappings
    .map(({ resource }) => resource.value(['ScalingConfig', 'MaximumConcurrency']))
    .filter(view => typeof view === 'number' || typeof view === 'string')
    .map(Number)
    .filter(Number.isFinite);
  return { sum: given.reduce((sum, value) => sum + value, 0), count: given.length };
}
