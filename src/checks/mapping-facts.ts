import { Facts } from './facts';
import { IndexedMapping, MappingIndex } from './mapping-index';
import { Resource } from './resource';
import { deadLetterQueueIsFifo } from './source-behind';
import { ABSENT, splitPath, UNKNOWN, View } from './view';
import { FactPath, Owner, SourceKind } from '../limits';

/** The facts of one mapping, read from the resources around it when they are asked for. */
export class MappingFacts implements Facts {
  public readonly kinds: readonly SourceKind[];

  public constructor(private readonly mapping: IndexedMapping, private readonly index: MappingIndex) {
    this.kinds = mapping.source.kinds;
  }

  public views(path: FactPath): readonly View[] {
    const segments = splitPath(path);
    switch (segments[0]) {
      case 'function':
      case 'queue':
      case 'stream':
      case 'consumer':
      case 'table':
      case 'cluster':
      case 'broker':
        return this.viewsOf(segments[0], path, segments);
      case 'source':
      case 'mapping':
      case 'app':
        return [this.derived(path)];
      case 'seen':
        return [this.mapping.record?.seen(segments[1]) ?? ABSENT];
      default:
        return this.mapping.resource.views(segments);
    }
  }

  public nameOf(owner: Owner): string | undefined {
    return this.resourceOf(owner)?.name;
  }

  private resourceOf(owner: Owner): Resource | undefined {
    const { source, behind } = this.mapping;
    if (owner === 'function') { return behind.resource; }
    return source.owner === owner ? source.resource : undefined;
  }

  private viewsOf(owner: Owner, path: FactPath, segments: readonly string[]): readonly View[] {
    const resource = this.resourceOf(owner);
    if (segments[1] === 'Known') { return [resource !== undefined]; }
    const derived = this.derived(path);
    if (derived !== ABSENT) { return [derived]; }
    return resource ? resource.views(segments.slice(1)) : [UNKNOWN];
  }

  private derived(path: FactPath): View {
    const { source, behind, resource } = this.mapping;
    switch (path) {
      case 'function.Region': return behind.region;
      case 'queue.DeadLetterQueueIsFifo': return source.owner === 'queue' && source.resource ? deadLetterQueueIsFifo(source.resource) : UNKNOWN;
      case 'source.IsFifo': return this.kinds.length === 1 ? this.kinds[0] === 'sqs-fifo' : UNKNOWN;
      case 'source.Region': return source.region;
      case 'source.Service': return source.service;
      case 'mapping.Region': return resource.region;
      case 'app.SamePair': return this.index.samePair(this.mapping)?.resource.name ?? this.mapping.record?.seen('BoundTwice') ?? ABSENT;
      case 'app.OtherMappingOnQueue':
        return this.index.otherFilter(this.mapping) ? ABSENT : this.index.otherReader(this.mapping)?.resource.name ?? ABSENT;
      case 'app.OtherFilterOnQueue': return this.index.otherFilter(this.mapping)?.resource.name ?? ABSENT;
      case 'app.SumOfMaximumConcurrency': return this.index.concurrencyOf(this.mapping).sum;
      case 'app.MappingsWithMaximumConcurrency': return this.index.concurrencyOf(this.mapping).count;
      default: return ABSENT;
    }
  }
}
