import { Condition, Group, ValueTest } from './ast';
import { countBranches } from './branches';
import { ipDigits, singleAddress } from './ip';
import { FilterIssue, issue } from './issue';
import { Json, JsonError, JsonMember, readJson, showJson } from './json';
import { comparableNumber, hasShortestSpelling } from './numbers';
import { parseOperator } from './operators';
import { FILTER_LIMITS, RESERVED_IN_OR } from '../aws/filter-language';

/** A parsed pattern. */
export interface ParsedPattern {
  /** Absent if AWS's matcher refuses the pattern. */
  readonly pattern?: Group;
  /** The fields of a pattern that is refused, as far as they could be read. */
  readonly refused?: Group;
  /** In the order of the text. */
  readonly issues: FilterIssue[];
}

/**
 * Parses a pattern, for checks and for matching: one parser, so that the two cannot disagree.
 *
 * @param given JSON text, or JSON that was read already.
 * @param root what paths in issues start with.
 */
export function parsePattern(given: string | Json, root = 'Pattern'): ParsedPattern {
  let json: Json;
  try {
    json = typeof given === 'string' ? readJson(given) : given;
  } catch (error) {
    if (!(error instanceof JsonError)) { throw error; }
    return {
      issues: [error.tooDeep
        ? issue('filter-too-deep', root, `nested deeper than ${FILTER_LIMITS.jsonDepth} levels`)
        : issue('filter-not-json', root, `no JSON: ${error.message}`)],
    };
  }
  if (json.kind !== 'object') {
    return { issues: [issue('filter-not-object', root, showJson(json), 'a pattern is a JSON object')] };
  }
  return new Parser(root).parse(json.members);
}

/** Where in a pattern the parser is, and the group that the conditions found there go to. */
interface Place {
  /** The key that led here; undefined at the root. */
  readonly key?: string;
  /** The keys that led here, joined by dots; undefined at the root. */
  readonly name?: string;
  readonly path: string;
  /** True if one of those keys has a dot in it. */
  readonly dotted: boolean;
  readonly group: Array<Group[number]>;
  readonly insideOr: boolean;
}

class Parser {
  private readonly issues: FilterIssue[] = [];
  private refused = false;

  constructor(private readonly root: string) {}

  public parse(members: readonly JsonMember[]): ParsedPattern {
    const pattern: Group = this.object(members, { path: this.root, dotted: false, group: [], insideOr: false });
    this.reportOverwritten(pattern, new Set());
    if (this.refused) { return { refused: pattern, issues: this.issues }; }
    const combinations = countBranches(pattern);
    if (combinations > FILTER_LIMITS.orCombinations) {
      this.doubt('filter-or-combinations', this.root, `${combinations} combinations of $or branches`, `at most ${FILTER_LIMITS.orCombinations} are certain to work`);
    }
    return { pattern, issues: this.issues };
  }

  private object(members: readonly JsonMember[], place: Place): Array<Group[number]> {
    if (members.length === 0) {
      this.refuse('filter-empty-object', place.path, '{}', 'an object of a pattern names at least one field');
    }
    const keys = new Set<string>();
    for (const { key, value } of members) {
      const path = `${place.path}.${key}`;
      if (keys.has(key) && (key === '$or' || value.kind === 'object')) {
        this.doubt('filter-duplicate-key', path, 'given again', 'a key appears once');
      }
      keys.add(key);
      if (key === '$or') {
        this.alternatives(value, { ...place, path });
        continue;
      }
      if (place.insideOr && RESERVED_IN_OR.has(key)) {
        this.refuse('filter-or-reserved-key', path, JSON.stringify(key), 'a field inside $or has another name than an operator');
      }
      const inner = { ...place, key, name: place.name === undefined ? key : `${place.name}.${key}`, path, dotted: place.dotted || key.includes('.') };
      if (value.kind === 'object') {
        this.object(value.members, inner);
      } else if (value.kind === 'array') {
        // AWS's matcher loses a first step that is empty, except where an object is below it.
        place.group.push(this.condition(value.items, { ...inner, name: place.name ? `${place.name}.${key}` : key }));
      } else {
        this.refuse('filter-leaf-not-array', path, showJson(value), 'the value of a field is an array', wrapped(place, members, value));
        place.group.push({ kind: 'condition', name: inner.name, path, dotted: inner.dotted, tests: [] });
      }
    }
    return place.group;
  }

  private alternatives(value: Json, place: Place) {
    const branches = value.kind === 'array' ? value.items : [];
    if (branches.length < 2 || !branches.every(branch => branch.kind === 'object')) {
      this.refuse('filter-or-branches', place.path, showJson(value), '$or is an array of at least two objects');
    }
    const groups = branches.flatMap((branch, i) => branch.kind !== 'object' ? []
      : [this.object(branch.members, { ...place, path: `${place.path}[${i}]`, group: [], insideOr: true })]);
    place.group.push({ kind: 'alternatives', groups });
  }

  private condition(items: readonly Json[], { name, path, dotted }: Place): Condition {
    if (items.length === 0) {
      this.refuse('filter-empty-array', path, '[]', 'a field lists at least one value');
    }
    const tests = items.flatMap((item, i) => this.test(item, `${path}[${i}]`) ?? []);
    return { kind: 'condition', name: name!, path, dotted, tests };
  }

  private test(item: Json, path: string): ValueTest | undefined {
    switch (item.kind) {
      case 'string': return textTest(item.value);
      case 'literal': return { op: 'literal', text: item.text };
      case 'number': {
        if (!hasShortestSpelling(item.text)) {
          this.doubt('filter-number-spelling', path, item.text, 'records spell the number in another way, or a double does not hold it');
        }
        return { op: 'number', number: { text: item.text, value: comparableNumber(item.text) } };
      }
      case 'object': {
        const test = parseOperator(item.members, path, found => this.issues.push(found));
        this.refused ||= test === undefined;
        return test;
      }
      default:
        this.refuse('filter-nested-array', path, showJson(item), 'a value is a string, a number, true, false, null or an operator');
        return undefined;
    }
  }

  /** Fields that are constrained a second time in one combination: by a repeated key, by "a.b" beside {"a": {"b": ...}}, or in `$or`. */
  private reportOverwritten(group: Group, seen: Set<string>): string[] {
    const added: string[] = [];
    const add = (name: string) => {
      if (!seen.has(name)) {
        seen.add(name);
        added.push(name);
      }
    };
    for (const item of group) {
      if (item.kind === 'condition') {
        if (seen.has(item.name)) {
          this.doubt('filter-duplicate-key', item.path, 'constrained again', `the conditions on ${item.name} stand in one place`);
        }
        add(item.name);
      } else {
        const names = item.groups.flatMap(alternative => {
          const inside = this.reportOverwritten(alternative, seen);
          inside.forEach(name => seen.delete(name));
          return inside;
        });
        names.forEach(add);
      }
    }
    return added;
  }

  private refuse(...found: Parameters<typeof issue>) {
    this.refused = true;
    this.issues.push(issue(...found));
  }

  private doubt(...found: Parameters<typeof issue>) {
    this.issues.push(issue(...found));
  }
}

/** AWS's matcher takes text that is an address for the address: "::1" also matches "0:0:0:0:0:0:0:1". */
function textTest(text: string): ValueTest {
  const digits = ipDigits(text);
  return digits === undefined ? { op: 'text', text } : { op: 'ip', text, range: singleAddress(digits) };
}

/** The repair of a bare value: of an operator without its array, the array goes around the operator. */
function wrapped(place: Place, siblings: readonly JsonMember[], value: Json): string {
  const operator = siblings.length === 1 && RESERVED_IN_OR.has(siblings[0].key);
  return operator && place.key !== undefined
    ? `Write ${JSON.stringify(place.key)}: [${showJson({ kind: 'object', members: siblings })}].`
    : `Write [${showJson(value)}].`;
}
