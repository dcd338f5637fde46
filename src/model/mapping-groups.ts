import { urisOf } from './access-entries';
import { Mapping } from './mapping';
import { Resource } from './resource';
import { ABSENT, isOn, UNKNOWN, Value } from '../values/value';

/** For each mapping one that comes before it, where there is one. */
type Earlier = ReadonlyMap<string, Mapping>;

/** Mappings of one source or function, and what follows from them together. */
interface Group {
  readonly mappings: Mapping[];
  enabled?: readonly Mapping[];
  /** Of the mappings of this library, and of the others. */
  first?: readonly (Mapping | undefined)[];
  last?: ReadonlySet<string>;
  earlierReaders?: Earlier;
  earlierFilters?: Earlier;
  concurrency?: { readonly sum: Value; readonly count: number };
}

/** The mappings of a deployment by source and function, read once for all, so that rules over several mappings stay linear. */
export class MappingGroups {
  public static of({ mappings }: { readonly mappings: readonly Mapping[] }): MappingGroups {
    return new MappingGroups(mappings);
  }

  private readonly bySource = new Map<string, Group>();
  private readonly byFunction = new Map<string, Group>();
  private readonly byKey = new Map<string, Mapping>();
  private readonly keys = new Map<Mapping, string | undefined>();

  private constructor(mappings: readonly Mapping[]) {
    // A condition may omit either of two mappings from the deployment, so that they never meet.
    mappings.filter(({ resource }) => !resource.isConditional).forEach(mapping => this.add(mapping));
  }

  /** A mapping of the same source and function that comes before this one. */
  public duplicateOf(mapping: Mapping): Mapping | undefined {
    if (mapping.resource.isConditional) { return undefined; }
    // A mapping that is read under other assumptions may have another key.
    const key = this.keys.has(mapping) ? this.keys.get(mapping) : mappingKey(mapping);
    const first = key === undefined ? undefined : this.byKey.get(key);
    return first?.resource.id === mapping.resource.id ? undefined : first;
  }

  /** The first enabled mapping before this one that reads the same source for another function. Only the later mapping reports the conflict. */
  public otherReader(mapping: Mapping): Mapping | undefined {
    const group = this.onSourceOf(mapping);
    group.earlierReaders ??= earlierOfAnotherFunction(enabledOf(group));
    return group.earlierReaders.get(mapping.resource.id);
  }

  /** The same, where both have filters. */
  public otherFilter(mapping: Mapping): Mapping | undefined {
    const group = this.onSourceOf(mapping);
    group.earlierFilters ??= earlierOfAnotherFunction(enabledOf(group).filter(hasFilters));
    return group.earlierFilters.get(mapping.resource.id);
  }

  /** How many mappings read the same source; unknown where the source is. */
  public readersOf(mapping: Mapping): Value {
    return mapping.source.identity === undefined ? UNKNOWN : this.onSourceOf(mapping).mappings.length;
  }

  /** The number of mappings that read the source, for the last of them: one mapping reports what is wrong with it. A disabled mapping reads nothing. */
  public readersUpTo(mapping: Mapping): Value {
    if (mapping.source.identity === undefined) { return UNKNOWN; }
    const group = this.onSourceOf(mapping);
    const readers = enabledOf(group);
    group.last ??= new Set([true, false].flatMap(ofLibrary => readers.filter(reader => isOfLibrary(reader) === ofLibrary).pop()?.resource.id ?? []));
    return group.last.has(mapping.resource.id) ? readers.length : ABSENT;
  }

  /** A mapping before this one that is polled from the same source, so that what is wrong with the source alone is reported there. */
  public earlierReader(mapping: Mapping): Mapping | undefined {
    if (mapping.resource.isConditional) { return undefined; }
    const group = this.onSourceOf(mapping);
    group.first ??= [true, false].map(ofLibrary => group.mappings.find(each => isOfLibrary(each) === ofLibrary));
    const first = group.first[isOfLibrary(mapping) ? 0 : 1];
    return first?.resource.id === mapping.resource.id ? undefined : first;
  }

  /** The maximum concurrency of all enabled mappings of the function together. */
  public concurrencyOf(mapping: Mapping): { readonly sum: Value; readonly count: number } {
    const group = this.byFunction.get(mapping.target.resource?.id ?? '');
    if (!group) { return { sum: UNKNOWN, count: 0 }; }
    group.concurrency ??= sumOfConcurrency(enabledOf(group));
    return group.concurrency;
  }

  private onSourceOf(mapping: Mapping): Group {
    return this.bySource.get(mapping.source.identity ?? '') ?? { mappings: [] };
  }

  private add(mapping: Mapping): void {
    addTo(this.bySource, mapping.source.identity, mapping);
    addTo(this.byFunction, mapping.target.resource?.id, mapping);
    const key = mappingKey(mapping);
    this.keys.set(mapping, key);
    if (key !== undefined && !this.byKey.has(key)) { this.byKey.set(key, mapping); }
  }
}

/** Whether the construct of this library validates itself: mappings of other constructs may not be validated at all. */
function isOfLibrary({ facts }: Mapping): boolean {
  return facts !== undefined;
}

/** The first mapping that invokes another function than the first of the source, with that one: further ones have the same conflict. */
function earlierOfAnotherFunction(mappings: readonly Mapping[]): Earlier {
  const [first] = mappings;
  return new Map([true, false].flatMap(ofLibrary => {
    const another = mappings.find(mapping => mapping.target.identity !== first.target.identity && isOfLibrary(mapping) === ofLibrary);
    return another ? [[another.resource.id, first] as const] : [];
  }));
}

function addTo(groups: Map<string, Group>, key: string | undefined, mapping: Mapping): void {
  if (key === undefined) { return; }
  const group = groups.get(key);
  if (group) { group.mappings.push(mapping); } else { groups.set(key, { mappings: [mapping] }); }
}

/** The properties that name the part of a cluster or broker that a mapping reads. */
const PART = [
  ['Topics'], ['Queues'], ['DocumentDBEventSourceConfig', 'DatabaseName'], ['DocumentDBEventSourceConfig', 'CollectionName'],
] as const;

const WHOLE: readonly Value[] = [...PART, 'VIRTUAL_HOST'].map(() => ABSENT);

/** Queues and streams are read as a whole. */
function readsAPart(resource: Resource): boolean {
  const properties = resource.definedProperties?.();
  return !properties || properties.includes('SourceAccessConfigurations') || PART.some(([property]) => properties.includes(property));
}

/** The values that Lambda compares to find a mapping that exists already. */
function mappingKey({ resource, source, target }: Mapping): string | undefined {
  if (source.identity === undefined || target.identity === undefined) { return undefined; }
  const part = readsAPart(resource) ? [...PART.map(path => resource.value(path)), urisOf(resource, 'VIRTUAL_HOST')] : WHOLE;
  if (part.some(value => value === UNKNOWN || (Array.isArray(value) && value.includes(UNKNOWN)))) { return undefined; }
  return JSON.stringify([source.identity, target.identity, ...part.map(value => value === ABSENT ? null : value)]);
}

function enabledOf(group: Group): readonly Mapping[] {
  return group.enabled ??= group.mappings.filter(isEnabled);
}

/** A mapping whose `Enabled` is known only at deployment may read nothing. */
function isEnabled({ resource }: Mapping): boolean {
  const enabled = resource.value(['Enabled']);
  return enabled === ABSENT || isOn(enabled);
}

function hasFilters({ resource }: Mapping): boolean {
  const filters = resource.value(['FilterCriteria', 'Filters']);
  return Array.isArray(filters) && filters.length > 0;
}

function sumOfConcurrency(mappings: readonly Mapping[]): { readonly sum: Value; readonly count: number } {
  const values = mappings
    .map(({ resource }) => resource.value(['ScalingConfig', 'MaximumConcurrency']))
    .filter(value => typeof value === 'number' || typeof value === 'string')
    .map(Number)
    .filter(Number.isFinite);
  return { sum: values.reduce((sum, value) => sum + value, 0), count: values.length };
}
