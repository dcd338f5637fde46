import { AppIndex, IndexedMapping } from './app-index';
import { Facts } from './facts';
import { L1Resource } from './l1-resource';
import { deadLetterQueueIsFifo } from './source-behind';
import { ABSENT, splitPath, UNKNOWN, View } from './view';
import { FactPath, SourceKind } from '../limits';

/** The facts of a mapping in an app, read from its L1s when they are asked for. */
export class MappingFacts implements Facts {
  public readonly kinds: readonly SourceKind[];

  public constructor(private readonly mapping: IndexedMapping, private readonly index: AppIndex) {
    this.kinds = mapping.source.kinds;
  }

  public views(path: FactPath): readonly View[] {
    const segments = splitPath(path);
    switch (segments[0]) {
      case 'function': return this.viewsOf(this.mapping.behind.resource, path, segments);
      case 'queue': return this.viewsOf(this.mapping.source.queue, path, segments);
      case 'source':
      case 'mapping':
      case 'app': return [this.derived(path)];
      case 'seen': return [this.mapping.record?.seen(segments[1]) ?? ABSENT];
      default: return this.mapping.resource.views(segments);
    }
  }

  public nameOf(owner: 'queue' | 'function'): string | undefined {
    return (owner === 'queue' ? this.mapping.source.queue : this.mapping.behind.resource)?.path;
  }

  private viewsOf(resource: L1Resource | undefined, path: FactPath, segments: readonly string[]): readonly View[] {
    const derived = this.derived(path);
    if (derived !== ABSENT) { return [derived]; }
    return resource ? resource.views(segments.slice(1)) : [UNKNOWN];
  }

  private derived(path: FactPath): View {
    const { source, behind, resource } = this.mapping;
    switch (path) {
      case 'function.Known': return behind.resource !== undefined;
      case 'function.Region': return behind.region;
      case 'queue.Known': return source.queue !== undefined;
      case 'queue.DeadLetterQueueIsFifo': return source.queue ? deadLetterQueueIsFifo(source.queue) : UNKNOWN;
      case 'source.IsFifo': return this.kinds.length === 1 ? this.kinds[0] === 'sqs-fifo' : UNKNOWN;
      case 'source.Region': return source.region;
      case 'source.Service': return source.service;
      case 'mapping.Region': return resource.region;
      case 'app.SamePair': return pathOf(this.index.samePair(this.mapping)) ?? this.mapping.record?.seen('BoundTwice') ?? ABSENT;
      case 'app.OtherMappingOnQueue': return this.index.otherFilter(this.mapping) ? ABSENT : pathOf(this.index.otherReader(this.mapping)) ?? ABSENT;
      case 'app.OtherFilterOnQueue': return pathOf(this.index.otherFilter(this.mapping)) ?? ABSENT;
      case 'app.SumOfMaximumConcurrency': return this.index.concurrencyOf(this.mapping).sum;
      case 'app.MappingsWithMaximumConcurrency': return this.index.concurrencyOf(this.mapping).count;
      default: return ABSENT;
    }
  }
}

function pathOf(mapping: IndexedMapping | undefined): string | undefined {
  return mapping?.resource.path;
}
