import * as yaml from 'yaml';
import { InputError } from './input-error';
import { DEEPEST, tooDeep } from './nesting';
import { valueOfPlain } from './yaml-scalar';
import { JsonObject } from '../../values/json';
import { asText } from '../../values/text';

/**
 * The most that aliases may stand for, in characters of JSON, counted low: nobody can deploy more, because CloudFormation knows no
 * aliases, and takes 1 MB of what is written instead of them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MOST_REPEATED = 1024 * 1024;
/** Every value takes a character, and a comma or bracket behind it. */
const FEWEST_CHARACTERS = 2;

/** Turns YAML nodes into JSON values, with `!GetAtt Queue.Arn` as `{ "Fn::GetAtt": ["Queue", "Arn"] }`. */
export class YamlReader {
  private readonly anchors = new Map<string, yaml.Node>();
  /** What aliases stand for. An anchor may be used again for another node, so it is looked up when an alias is first read. */
  private readonly targets = new Map<yaml.Alias, yaml.Node>();
  /** The nodes around the one that is read. */
  private readonly open = new Set<unknown>();
  /** The alias of the document whose node is read instead of it. */
  private alias: yaml.Alias | undefined;
  private repeated = 0;

  public constructor(private readonly file: string, private readonly lineAt: (offset: number) => number) {}

  public read(node: unknown): unknown {
    this.count(node);
    if (!yaml.isNode(node)) { return null; }
    if (yaml.isAlias(node)) { return this.instead(node, target => this.read(target)); }
    this.rememberAnchor(node);
    if (yaml.isScalar(node)) { return withShortForm(node.tag, scalarOf(node)); }
    const { items } = node as yaml.YAMLSeq;
    return withShortForm(node.tag, this.within(node, () => yaml.isMap(node) ? this.readMap(node) : items.map(item => this.read(item))));
  }

  private readMap({ items }: yaml.YAMLMap): JsonObject {
    const merged: Record<string, unknown> = {};
    const own: Record<string, unknown> = {};
    for (const { key, value } of items) {
      if (isMergeKey(key)) {
        for (const object of this.readMerged(value)) { assign(merged, object); }
      } else {
        define(own, this.nameOf(key), this.read(value));
      }
    }
    return assign(merged, own);
  }

  /** What a merge key adds, the weakest first: of a list the first map wins, as PyYAML and the AWS CLI have it. */
  private readMerged(node: unknown): JsonObject[] {
    this.count(node);
    if (yaml.isAlias(node)) { return this.instead(node, target => this.readMerged(target)); }
    if (!yaml.isSeq(node)) { return [this.readMergedMap(node)]; }
    this.rememberAnchor(node);
    return this.within(node, () => node.items.map(item => this.readMergedMap(item))).reverse();
  }

  private readMergedMap(node: unknown): JsonObject {
    this.count(node);
    if (yaml.isAlias(node)) { return this.instead(node, target => this.readMergedMap(target)); }
    if (!yaml.isMap(node)) { throw this.refusal(node, 'has a merge key << of something else than maps'); }
    this.rememberAnchor(node);
    return this.within(node, () => this.readMap(node));
  }

  private nameOf(key: unknown): string {
    if (yaml.isAlias(key)) { return this.instead(key, target => this.nameOf(target)); }
    if (!yaml.isScalar(key)) { throw this.refusal(key, 'has a key that is no text'); }
    this.count(key);
    this.rememberAnchor(key);
    return asText(key.value);
  }

  /** The keys of a map with their values, before those that it merges. Only after the map was read. */
  public pairsOf(node: unknown): yaml.Pair[] {
    const map = this.withoutAlias(node);
    if (yaml.isSeq(map)) { return map.items.flatMap(item => this.pairsOf(item)); }
    if (!yaml.isMap(map)) { return []; }
    const [merging, own] = [true, false].map(wanted => map.items.filter(({ key }) => isMergeKey(key) === wanted));
    return [...own, ...merging.flatMap(({ value }) => this.pairsOf(value))];
  }

  /** The node that an alias stands for, or the node itself. Only after it was read. */
  public withoutAlias(node: unknown): unknown {
    return yaml.isAlias(node) ? this.targets.get(node) : node;
  }

  /** The line of a node; undefined if the text does not have it. */
  public lineOf(node: unknown): number | undefined {
    return yaml.isNode(node) && node.range ? this.lineAt(node.range[0]) : undefined;
  }

  /** @param read what to do with the node that an alias stands for */
  private instead<T>(alias: yaml.Alias, read: (target: yaml.Node) => T): T {
    const target = this.targets.get(alias) ?? this.anchors.get(alias.source);
    if (!target) { throw this.refusal(alias, `has an alias *${alias.source} without an anchor before it`); }
    if (this.open.has(target)) { throw this.refusal(alias, `has an alias *${alias.source} that refers to itself`); }
    this.targets.set(alias, target);
    const around = this.alias;
    this.alias ??= alias;
    const result = read(target);
    this.alias = around;
    return result;
  }

  private within<T>(node: yaml.Node, read: () => T): T {
    if (this.open.size > DEEPEST) { throw tooDeep(this.file, this.lineOf(node)); }
    this.open.add(node);
    const result = read();
    this.open.delete(node);
    return result;
  }

  private rememberAnchor(node: yaml.Node): void {
    const { anchor } = node as yaml.Scalar;
    if (anchor !== undefined && !this.alias) { this.anchors.set(anchor, node); }
  }

  private count(node: unknown): void {
    if (!this.alias) { return; }
    this.repeated += FEWEST_CHARACTERS + (yaml.isScalar(node) ? asText(node.value).length : 0);
    if (this.repeated > MOST_REPEATED) {
      throw this.refusal(this.alias, `repeats more than 1 MB by aliases, up to *${this.alias.source}. CloudFormation takes 1 MB, and no aliases`);
    }
  }

  private refusal(node: unknown, problem: string): InputError {
    return new InputError(this.file, `${problem}.`, this.lineOf(node));
  }
}

function isMergeKey(key: unknown): boolean {
  return yaml.isScalar(key) && key.type === 'PLAIN' && key.tag === undefined && key.value === '<<';
}

function scalarOf({ type, tag, value }: yaml.Scalar): unknown {
  return type === 'PLAIN' && tag === undefined ? valueOfPlain(asText(value)) : value;
}

/** Sets a property whatever its name: `__proto__` is one like others. */
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}

function assign(object: JsonObject, added: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(added)) { define(object, name, value); }
  return object;
}

function withShortForm(tag: string | undefined, value: unknown): unknown {
  if (!tag?.startsWith('!') || tag === '!') { return value; }
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') { return { [name]: value }; }
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
