import * as fc from 'fast-check';

/** What stands nowhere in a template that somebody wrote with care. */
const WILD: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null, '', 0, -1, 1e308, 1.5, true, false, 'x', '__proto__', 'constructor', 'toString', '\ud800', '\u001b[2J\n', '${', '${}', '${!', '${A.B.C}', 'arn:', 'arn:aws:sqs:::',
  [], {}, [null], [[]], [[[['x']]]], { toString: 1 }, { length: 1 }, { Ref: null }, { Ref: [] }, { Ref: { Ref: 'A' } }, { Ref: 'AWS::NoValue' },
  { Ref: 'AWS::Region' }, [{ Ref: 'AWS::Region' }], [[{ Ref: 'AWS::Region' }]], { 'Fn::GetAtt': null }, { 'Fn::GetAtt': [] }, { 'Fn::GetAtt': [{}, {}] },
  { 'Fn::If': [] }, { 'Fn::If': [null, null, null] }, { 'Fn::If': ['A', { Ref: 'AWS::NoValue' }] }, { 'Fn::Sub': [] }, { 'Fn::Sub': ['${A}', null] },
  { 'Fn::Sub': ['${A}', { A: [1] }] }, { 'Fn::Join': [] }, { 'Fn::Join': ['', [[{}]]] }, { 'Fn::Join': ['', { Ref: 'A' }] }, { 'Fn::Select': [0] },
  { 'Fn::Select': ['-1', [1]] }, { 'Fn::Split': [] }, { 'Fn::FindInMap': ['A', 'B', 'C'] }, { 'Fn::FindInMap': null }, { 'Fn::ImportValue': { Ref: 'A' } },
  { 'Fn::GetStackOutput': null }, { 'Fn::Transform': { Name: 1 } }, { 'Fn::ForEach::A': [] }, { Condition: null }, { 'Fn::Unknown': 1, 'Other': 2 },
);

const NAMES = fc.constantFrom('__proto__', 'constructor', 'toString', 'Ref', 'Fn::If', 'Fn::Transform', 'Fn::ForEach::A', 'Condition', '', 'Type', 'Properties', '\u001b]0;x\u0007\n');

/** One change of a JSON value, at one of its places. */
export interface Mutation {
  /** Chooses the place, and the value where another one of the same text is taken. */
  readonly at: number;
  readonly kind: 'wild' | 'drop' | 'rename' | 'list' | 'self' | 'other';
  readonly value: unknown;
  readonly name: string;
  readonly other: number;
}

export const MUTATIONS: fc.Arbitrary<Mutation[]> = fc.array(fc.record({
  at: fc.nat(), kind: fc.constantFrom('wild', 'wild', 'wild', 'drop', 'rename', 'list', 'self', 'other'), value: WILD, name: NAMES, other: fc.nat(),
}), { minLength: 1, maxLength: 4 });

/** A value that mutations changed. */
export function mutated(value: unknown, mutations: readonly Mutation[]): any {
  const root = { value: structuredClone(value) };
  for (const { at, kind, value: wild, name, other } of mutations) {
    const places = placesIn(root);
    const { parent, key } = places[at % places.length];
    const elsewhere = places[other % places.length];
    switch (kind) {
      case 'wild': set(parent, key, structuredClone(wild)); break;
      case 'drop': Array.isArray(parent) ? parent.splice(Number(key), 1) : parent !== root && Reflect.deleteProperty(parent, key); break;
      case 'rename': if (!Array.isArray(parent)) { set(parent, name, parent[key]); } break;
      case 'list': set(parent, key, [parent[key]]); break;
      // A resource that refers to itself.
      case 'self': set(parent, key, { Ref: elsewhere.key }); break;
      case 'other': set(parent, key, structuredClone(elsewhere.parent[elsewhere.key])); break;
    }
  }
  return root.value;
}

interface Place {
  readonly parent: any;
  readonly key: string;
}

function placesIn(parent: any): Place[] {
  return Object.keys(parent).flatMap(key => {
    const value = parent[key];
    return [{ parent, key }, ...typeof value === 'object' && value !== null ? placesIn(value) : []];
  });
}

/** As JSON has it: `__proto__` too is a key like any other. */
function set(parent: any, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}
