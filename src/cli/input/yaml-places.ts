import * as yaml from 'yaml';
import { Place } from './source-map';
import { YamlReader } from './yaml-reader';

/** The places of resources in a YAML document that was read. Of several resources with one id the first counts. */
export function yamlPlaces(resources: unknown, reader: YamlReader): (logicalId: string) => Place | undefined {
  let byId: Map<string, YamlPlace> | undefined;
  return logicalId => (byId ??= membersOf(resources, reader)).get(logicalId);
}

class YamlPlace implements Place {
  public constructor(private readonly node: yaml.Node, private readonly value: unknown, private readonly reader: YamlReader) {}

  /** Nodes of the parser have a range. */
  public get line(): number {
    return this.reader.lineOf(this.node)!;
  }

  public inner(segment: string): Place | undefined {
    const value = this.reader.withoutAlias(this.value);
    if (!yaml.isSeq(value)) { return segment.startsWith('[') ? undefined : membersOf(value, this.reader).get(segment); }
    const item = segment === '[]' ? value.items.length === 1 ? value.items[0] : undefined : value.items[Number(segment.slice(1, -1))];
    return yaml.isNode(item) ? new YamlPlace(item, item, this.reader) : undefined;
  }
}

function membersOf(value: unknown, reader: YamlReader): Map<string, YamlPlace> {
  const members = new Map<string, YamlPlace>();
  for (const { key, value: member } of reader.pairsOf(value)) {
    if (yaml.isScalar(key) && !members.has(String(key.value))) { members.set(String(key.value), new YamlPlace(key, member, reader)); }
  }
  return members;
}
