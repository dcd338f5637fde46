import * as yaml from 'yaml';
import { Place } from './source-map';
import { YamlReader } from './yaml-reader';
import { asText } from '../../values/text';

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
    const name = yaml.isScalar(key) ? asText(key.value) : undefined;
    if (name !== undefined && !members.has(name)) { members.set(name, new YamlPlace(key as yaml.Scalar, member, reader)); }
  }
  return members;
}
