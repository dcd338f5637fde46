import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { parseTemplate } from '../../../src/cli/input/parse-template';
import { findingsIn, templatesIn } from '../../templates/templates';

type Style = (template: object) => string;

/** As another program writes YAML 1.1: with quotes only where a text would be something else. */
function write(template: object, options: yaml.ToStringOptions = {}, change: (document: yaml.Document) => void = () => undefined): string {
  const document = new yaml.Document(template, { version: '1.1', aliasDuplicateObjects: false });
  change(document);
  return `---\n${document.toString({ lineWidth: 0, ...options })}`; // What begins with a brace is JSON.
}

/** Anchors on all that stands in a template several times. */
function anchored(template: object): string {
  const known = new Map<string, unknown>();
  const shared = (value: unknown): unknown => {
    const text = JSON.stringify(value);
    if (typeof value !== 'object' || value === null || text.length < 10) { return value; }
    if (!known.has(text)) {
      known.set(text, Array.isArray(value) ? value.map(shared) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shared(item)])));
    }
    return known.get(text);
  };
  return new yaml.Document(shared(template), { version: '1.1' }).toString();
}

/** Functions as `!Sub text`, the outer one of two that stand directly within each other in full. */
function shortened(document: yaml.Document): void {
  yaml.visit(document, {
    Pair: (_, pair) => { pair.value = shortForm(pair.value); },
    Seq: (_, seq) => { seq.items = seq.items.map(shortForm); },
  });
}

function shortForm(node: unknown): unknown {
  if (!yaml.isMap(node) || node.items.length !== 1) { return node; }
  const [{ key, value }] = node.items as yaml.Pair<yaml.Scalar, yaml.Node>[];
  const [, name] = /^(?:Fn::)?(Ref|(?<=Fn::)[A-Za-z]+)$/.exec(String(key.value)) ?? [];
  if (name === undefined || !value || (yaml.isScalar(value) && (name === 'GetAtt' || typeof value.value !== 'string'))) { return node; }
  if (yaml.isMap(value) && value.items.length === 1) { return node; }
  const [first, second, ...more] = name === 'GetAtt' && yaml.isSeq(value) ? value.items : [];
  const isAttribute = more.length === 0 && [first, second].every(item => yaml.isScalar(item) && typeof item.value === 'string' && /^\w+$/.test(item.value));
  const tagged = isAttribute ? new yaml.Scalar(`${first}.${second}`) : value;
  tagged.tag = `!${name}`;
  return tagged;
}

/** All of the lines of brackets and quotes at the margin, as PyYAML takes them. */
function atMargin(template: object): string {
  const sections = Object.entries(template).map(([name, section]) => `${JSON.stringify(name)}:\n  ${JSON.stringify(section, undefined, 1).replace(/^ +/gm, '')}`);
  return sections.join('\n');
}

const STYLES: readonly (readonly [string, Style])[] = [
  ['blocks', template => write(template)],
  ['blocks with short forms', template => write(template, {}, shortened)],
  ['flow', template => write(template, { collectionStyle: 'flow' })],
  ['flow with short forms', template => write(template, { collectionStyle: 'flow', lineWidth: 60 }, shortened)],
  ['double quotes', template => write(template, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' })],
  ['single quotes', template => write(template, { defaultStringType: 'QUOTE_SINGLE' })],
  ['folded texts', template => write(template, { lineWidth: 20 })],
  ['lists that are not indented', template => write(template, { indentSeq: false }, shortened)],
  ['lines of Windows', template => write(template, { indent: 5 }, shortened).replaceAll('\n', '\r\n')],
  ['anchors', anchored],
  ['brackets at the margin', atMargin],
  ['JSON behind a comment', template => `# from a program\n${JSON.stringify(template, undefined, 2)}`],
];

const read = (text: string) => parseTemplate(text, 'template').template;

const FIXTURES = [...templatesIn('good'), ...templatesIn('bad')].map(({ name, template }) => {
  const json = read(JSON.stringify(template));
  return [name, json, findingsIn(json)] as const;
});

test.each(FIXTURES)('%s is the same in YAML of every style', (_, json, findings) => {
  for (const [name, style] of STYLES) {
    const parsed = read(style(json));
    expect({ [name]: parsed }).toEqual({ [name]: json });
    expect({ [name]: JSON.stringify(parsed) }).toEqual({ [name]: JSON.stringify(json) }); // in the same order
    expect({ [name]: findingsIn(parsed) }).toEqual({ [name]: findings });
  }
});

/** Texts that YAML may take for something else. */
const text = fc.oneof(
  fc.constantFrom('yes', 'no', 'on', 'off', 'null', '~', '', '-', '--', '- a', '?', ': ', 'a: b', 'a #b', '#a', '*a', '&a', '!a', '!Ref', '|', '>', '%', '@', '`', '[', ']', '{', '}', ',', '"', '\'', '\\', '<<', '=',
    '0777', '0o17', '1_000', '1:30', '1e3', '1.5', '.5', '.inf', '.nan', '0x1f', '2012-10-17', '---', '...', ' a', 'a ', 'a\nb', '\na', 'a\n', 'a\n\nb\n', '\t', 'a\tb', '${A}-${B.Arn}', 'arn:aws:sqs:::q', '{"a": [1]}', '__proto__'),
  fc.string({ maxLength: 12 }),
);
const key = fc.oneof(fc.constantFrom('A', 'Ref', 'Fn::Sub', 'Fn::GetAtt', 'yes', '1', '__proto__', 'constructor', '-', 'a b', ''), fc.stringMatching(/^[A-Za-z:]{1,8}$/));
const { value } = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('map'), tie('function')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(entries => Object.fromEntries(entries)),
  function: fc.oneof(
    text.map(name => ({ Ref: name })),
    text.map(pattern => ({ 'Fn::Sub': pattern })),
    fc.tuple(fc.stringMatching(/^[A-Za-z]+$/), fc.constantFrom('Arn', 'Outputs.Arn', 'a b')).map(attribute => ({ 'Fn::GetAtt': attribute })),
    fc.tuple(text, tie('value'), tie('value')).map(arms => ({ 'Fn::If': arms })),
    fc.tuple(text, tie('list')).map(parts => ({ 'Fn::Join': parts })),
  ),
}));

test.each(STYLES)('any value as in JSON: YAML in %s', (_, style) => {
  fc.assert(fc.property(value, anything => {
    const template = { Resources: { A: { Type: 'B', Properties: { C: anything } } } };
    expect(read(style(template))).toEqual(read(JSON.stringify(template)));
  }), { numRuns: 300 });
});
