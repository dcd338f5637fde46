import { Element, Field } from './fields';

/** The places in the record that one condition finds. */
export interface Finding {
  /** Fields with a value that passes a test. */
  readonly passing: readonly Field[];
  /** All fields of that name, if the condition also allows that there is none. */
  readonly present?: readonly Field[];
}

/**
 * True if every condition can be satisfied by fields that agree: no two of them from different elements of one array.
 *
 * Conditions come in the order of their names. "Not present" is tested against the elements chosen so far, as AWS's matcher does.
 */
export function agree(findings: readonly Finding[]): boolean {
  const plain = findings.every(({ passing, present }) => [...passing, ...present ?? []].every(field => field.element === undefined));
  if (plain) {
    return findings.every(({ passing, present }) => passing.length > 0 || present?.length === 0);
  }
  return new Search(findings).run();
}

/** The fields of one condition as a tree: the elements that lead to them, outermost first. */
interface Node {
  readonly element?: Element;
  /** True if the condition has fields right in this element. */
  own: boolean;
  /** By array, then by index. */
  readonly children: Map<number, Map<number, Node>>;
}

/** A condition of the search, with the elements that remain to be tried for it. */
interface Level {
  readonly state: string;
  readonly options: Array<Element | undefined>;
  /** Arrays that the current option chose an element of. */
  readonly chosen: number[];
}

/** Goes through the conditions without recursion: a pattern may have thousands of them. */
class Search {
  private readonly trees: Array<{ passing: Node; present?: Node }>;
  /** The last condition that an array matters to: choices in it are of no concern afterwards. */
  private readonly lastUse = new Map<number, number>();
  /** Element chosen in each array, in the order of choosing. */
  private readonly chosen = new Map<number, number>();
  private readonly failed = new Set<string>();

  constructor(findings: readonly Finding[]) {
    this.trees = findings.map(({ passing, present }, condition) => ({
      passing: this.tree(passing, condition),
      present: present && this.tree(present, condition),
    }));
  }

  public run(): boolean {
    const levels = [this.enter(0)];
    while (levels.length > 0) {
      const level = levels[levels.length - 1];
      level.chosen.splice(0).forEach(array => this.chosen.delete(array));
      if (level.options.length === 0) {
        this.failed.add(level.state);
        levels.pop();
        continue;
      }
      this.choose(level.options.pop(), level);
      if (levels.length === this.trees.length) { return true; }
      levels.push(this.enter(levels.length));
    }
    return false;
  }

  private enter(condition: number): Level {
    const state = this.state(condition);
    if (this.failed.has(state)) { return { state, options: [], chosen: [] }; }
    const { passing, present } = this.trees[condition];
    const options: Level['options'] = this.agreeing(passing);
    if (present && this.agreeing(present).length === 0) { options.push(undefined); }
    return { state, options, chosen: [] };
  }

  /** Chooses an element and all around it. Where one is chosen, those around it are as well. */
  private choose(option: Element | undefined, level: Level) {
    for (let element = option; element && !this.chosen.has(element.array); element = element.parent) {
      this.chosen.set(element.array, element.index);
      level.chosen.push(element.array);
    }
  }

  /** The elements with fields that agree with what is chosen; undefined stands for fields outside all arrays. */
  private agreeing(root: Node): Array<Element | undefined> {
    const found: Array<Element | undefined> = [];
    const pending = [root];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.own) { found.push(node.element); }
      for (const [array, elements] of node.children) {
        const index = this.chosen.get(array);
        if (index === undefined) {
          for (const child of elements.values()) { pending.push(child); }
        } else if (elements.has(index)) {
          pending.push(elements.get(index)!);
        }
      }
    }
    return found;
  }

  /** The choices that still matter: a search from the same ones ends the same way. */
  private state(condition: number): string {
    let state = `${condition}`;
    for (const [array, index] of this.chosen) {
      if (this.lastUse.get(array)! >= condition) { state += ` ${array}:${index}`; }
    }
    return state;
  }

  private tree(fields: readonly Field[], condition: number): Node {
    const root: Node = { own: false, children: new Map() };
    const nodes = new Map<Element | undefined, Node>([[undefined, root]]);
    for (const { element } of fields) {
      this.nodeOf(element, nodes, condition).own = true;
    }
    return root;
  }

  private nodeOf(element: Element | undefined, nodes: Map<Element | undefined, Node>, condition: number): Node {
    const known = nodes.get(element);
    if (known) { return known; }
    const { array, index, parent } = element!;
    const around = this.nodeOf(parent, nodes, condition); // as deep as the record is nested, which its reader limits
    const elements = around.children.get(array) ?? new Map<number, Node>();
    const node: Node = { element, own: false, children: new Map() };
    around.children.set(array, elements.set(index, node));
    nodes.set(element, node);
    this.lastUse.set(array, condition);
    return node;
  }
}
