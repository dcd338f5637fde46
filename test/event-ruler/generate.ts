import { Random } from './random';

/**
 * Patterns and events that are likely to meet: both draw from the same few keys and values, and events are grown along patterns.
 *
 * JSON is text here, so that keys repeat and numbers keep their spelling. Left out are four things on which event-ruler gives no usable answer:
 * lone surrogates (it depends on other rules whether they equal "?"), `anything-but` with an empty inner list (its compiler accepts it, its
 * machine then fails), doubles at whose spelling its Java version rounds wrongly, and text after the end of the pattern (it stops reading).
 */
const KEYS = ['a', 'b', 'c', 'd', 'a b', 'größe', '🚀', '__proto__', 'constructor', 'a-b'];
const ODD_KEYS = ['', 'a.b', '.', 'b.', '$or2', 'exists', 'prefix'];
const TEXTS = [
  '', 'a', 'A', 'ab', 'abc', 'ABC', 'aBc', 'b', 'cab', 'straße', 'STRASSE', 'ǆ', 'İ', 'i', 'ΰ', 'ⱥ', '🚀', '🚀a', '??', '?', 'null', 'true', '1',
  '5', '5.0', 'a"', '"a', '"', '*', 'a*', '\\', 'a\\b', 'a\nb', '大雨', '雨', '10.0.0.1', '10.0.0.9', '010.0.0.1', '10.0.0.15', '10.0.0.16', '10.0.1.1',
  '256.1.1.1', '::1', '0:0:0:0:0:0:0:1', '2001:db8::1', '2001:db8::', '32.1.13.184', '::ffff:0a00:0001', '1:2', '18.52.86.120', 'N',
];
const NUMBERS = [
  '0', '-0', '0.0', '1', '1.0', '1e0', '10E-1', '2', '5', '5.0', '5.5', '-5', '-5.25', '100', '1e2', '300', '300.0', '0.1', '0.3', '3.0e-1', '123', '12345678',
  '1234567890123456789', '9007199254740993', '0.1234567890123456789', '1e400', '1e-400', '1.5e300', '18', '255',
];
const CIDRS = ['10.0.0.0/24', '10.0.0.0/8', '10.0.0.8/29', '0.0.0.0/0', '2001:db8::/32', '2001::/16', '::/0', '18.0.0.0/8', '10.0.0.1/31', '::ffff:0a00:0000/24'];

export class Generator {
  constructor(private readonly random: Random) {}

  /** A pattern; most are valid. */
  public pattern(): string {
    const text = this.object(0, false);
    return this.random.chance(0.08) ? this.spoil(text) : text;
  }

  /** An event for the pattern: grown along it, with some parts changed. */
  public event(pattern: string): string {
    if (this.random.chance(0.05)) { return this.anyObject(0); }
    let shape: unknown;
    try {
      shape = JSON.parse(pattern);
    } catch {
      return this.anyObject(0);
    }
    return typeof shape === 'object' && shape !== null && !Array.isArray(shape) ? this.follow(shape as Record<string, unknown>) : this.anyObject(0);
  }

  private object(depth: number, insideOr: boolean): string {
    const members = this.random.list(1, depth === 0 ? 3 : 2, () => this.member(depth, insideOr));
    return `{${members.join(',')}}`;
  }

  private member(depth: number, insideOr: boolean): string {
    if (depth < 3 && this.random.chance(0.13)) {
      return `"$or":[${this.random.list(this.random.chance(0.05) ? 1 : 2, 3, () => this.object(depth + 1, true)).join(',')}]`;
    }
    const key = JSON.stringify(this.key());
    return depth < 3 && this.random.chance(0.35)
      ? `${key}:${this.object(depth + 1, insideOr)}`
      : `${key}:[${this.random.list(1, this.random.pick([1, 2, 3]), () => this.test()).join(',')}]`;
  }

  private key(): string {
    return this.random.chance(0.06) ? this.random.pick(ODD_KEYS) : this.random.pick(KEYS.slice(0, this.random.chance(0.7) ? 3 : KEYS.length));
  }

  private text(): string {
    return JSON.stringify(this.random.pick(TEXTS));
  }

  private number(): string {
    return this.random.chance(0.2) ? String((this.random.below(2000) - 1000) / 8) : this.random.pick(NUMBERS);
  }

  /** A number for an operator: seldom one that it refuses. */
  private bound(least = -100): string {
    return this.random.chance(0.03) ? this.number() : String(least + this.random.below(800) / 8);
  }

  private scalar(): string {
    const kind = this.random.fraction();
    return kind < 0.55 ? this.text() : kind < 0.85 ? this.number() : this.random.pick(['true', 'false', 'null']);
  }

  private test(): string {
    const r = this.random;
    if (r.chance(0.35)) { return this.scalar(); }
    const inner = () => {
      const operator = r.pick(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);
      const operand = () => operator === 'wildcard' ? this.wildcard() : r.chance(0.03) ? '""' : JSON.stringify(r.pick(TEXTS.slice(1)));
      return `{"${operator}":${r.chance(0.5) ? operand() : `[${r.list(1, 3, operand).join(',')}]`}}`;
    };
    const tests: Array<() => string> = [
      () => `{"prefix":${this.text()}}`,
      () => `{"suffix":${this.text()}}`,
      () => `{"equals-ignore-case":${this.text()}}`,
      () => `{"prefix":{"equals-ignore-case":${this.text()}}}`,
      () => `{"suffix":{"equals-ignore-case":${this.text()}}}`,
      () => `{"exists":${r.chance(0.5)}}`,
      () => `{"exists":${r.chance(0.3)}}`,
      () => `{"anything-but":${r.chance(0.5) ? this.text() : this.bound()}}`,
      () => `{"anything-but":[${r.list(1, 3, () => this.text()).join(',')}]}`,
      () => `{"anything-but":[${r.list(1, 3, () => this.bound()).join(',')}]}`,
      () => `{"anything-but":${inner()}}`,
      () => `{"numeric":["${r.pick(['=', '>', '>=', '<', '<='])}",${this.bound()}]}`,
      () => `{"numeric":["${r.pick(['>', '>='])}",${this.bound()},"${r.pick(['<', '<='])}",${this.bound(100)}]}`,
      () => `{"wildcard":${this.wildcard()}}`,
      () => `{"cidr":"${r.pick(CIDRS)}"}`,
      () => `{"exactly":${this.text()}}`,
    ];
    return r.pick(tests)();
  }

  private wildcard(): string {
    return JSON.stringify(this.random.list(1, 4, () => this.random.pick(['*', '*', 'a', 'b', 'c', 'ab', '\\*', '\\\\', '雨', '"', '🚀'])).join('').replace(/\*+/g, '*'));
  }

  /** Replaces a piece of the text by another piece of JSON, which seldom leaves a valid pattern, and often leaves no JSON. */
  private spoil(text: string): string {
    const pieces = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^[\]{}:,"]+/g)!;
    const at = this.random.below(pieces.length);
    const value = /^["0-9tfn-]/.test(pieces[at]);
    if (at < pieces.length - 1 || pieces[at] !== '}') {
      pieces[at] = value
        ? this.random.pick(['[]', '{}', '[[]]', 'null', '"$or"', '5', '"x"', '[5]', '{"prefix":"a"}', '"numeric"', '"anything-but"', '"prefix"', '"="', '""'])
        : this.random.pick(['', ',', '[', '{', ']', ':']);
    }
    return pieces.join('');
  }

  /** An object with what the pattern asks for, in most places. */
  private follow(shape: Record<string, unknown>): string {
    const members: string[] = [];
    for (const [key, value] of Object.entries(shape)) {
      if (key === '$or' && Array.isArray(value)) {
        value.filter(branch => this.random.chance(0.5) && branch && typeof branch === 'object')
          .forEach(branch => members.push(this.follow(branch as Record<string, unknown>).slice(1, -1)));
        continue;
      }
      if (this.random.chance(0.08)) { continue; }
      members.push(`${JSON.stringify(key)}:${this.followValue(value)}`);
    }
    if (this.random.chance(0.15)) { members.push(`${JSON.stringify(this.key())}:${this.anyValue(1)}`); }
    return `{${members.filter(member => member !== '').join(',')}}`;
  }

  private followValue(value: unknown): string {
    const r = this.random;
    if (r.chance(0.08)) { return this.anyValue(1); }
    if (Array.isArray(value)) {
      if (value.length === 1 && (value[0] as { exists?: boolean } | null)?.exists === false && r.chance(0.7)) { return r.pick(['{}', '[]', '{"z":1}']); }
      return r.chance(0.25) ? `[${r.list(0, 3, () => this.satisfy(r.pick(value))).join(',')}]` : this.satisfy(r.pick(value));
    }
    if (typeof value !== 'object' || value === null) { return this.scalar(); }
    const make = () => this.follow(value as Record<string, unknown>);
    if (r.chance(0.35)) { return `[${r.list(1, 4, () => r.chance(0.1) ? `[${make()},${this.scalar()}]` : make()).join(',')}]`; }
    return make();
  }

  /** A value that likely passes the test. */
  private satisfy(test: unknown): string {
    if (this.random.chance(0.15)) { return this.scalar(); }
    if (typeof test === 'number') { return this.random.pick([...NUMBERS.filter(text => Number(text) === test), ...Number.isInteger(test * 8) && Math.abs(test) < 1e6 ? [String(test)] : []].concat(this.number()).slice(0, 3)); }
    if (typeof test !== 'object' || test === null) { return JSON.stringify(test); }
    const [[operator, operand]] = Object.entries(test).concat([['', '']]);
    const text = typeof operand === 'string' ? operand : typeof operand === 'object' ? String(Object.values(operand ?? {}).flat()[0] ?? '') : '';
    const swapped = this.random.chance(0.5) ? text.toUpperCase() : text.toLowerCase();
    switch (operator) {
      case 'prefix': return JSON.stringify((typeof operand === 'string' ? text : swapped) + this.random.pick(['', 'x', 'ab']));
      case 'suffix': return JSON.stringify(this.random.pick(['', 'x', 'ab']) + (typeof operand === 'string' ? text : swapped));
      case 'equals-ignore-case': return JSON.stringify(swapped);
      case 'wildcard': return JSON.stringify(text.replace(/\\(.)|\*/g, (_, escaped) => escaped ?? this.random.pick(['', 'a', 'xyz'])));
      case 'anything-but': return this.random.chance(0.3) ? JSON.stringify(text) : this.scalar();
      case 'numeric': return this.random.chance(0.3) ? this.satisfy((operand as unknown[])[1]) : this.number();
      default: return this.scalar();
    }
  }

  private anyObject(depth: number): string {
    return `{${this.random.list(0, 4, () => `${JSON.stringify(this.key())}:${this.anyValue(depth + 1)}`).join(',')}}`;
  }

  private anyValue(depth: number): string {
    if (depth < 4 && this.random.chance(0.3)) { return this.anyObject(depth); }
    if (depth < 4 && this.random.chance(0.3)) { return `[${this.random.list(0, 3, () => this.anyValue(depth + 1)).join(',')}]`; }
    return this.scalar();
  }
}
