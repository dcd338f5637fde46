import { parseTemplate } from '../../../src/cli/input/parse-template';

/** The lines of resources in a template. */
function linesIn(text: string, ...logicalIds: string[]): (number | undefined)[] {
  const { lineOf } = parseTemplate(text, 'template');
  return logicalIds.map(id => lineOf(id));
}

describe.each<[string, string]>([
  ['JSON', '{\n"Parameters": { "Queue": { "Type": "String" } },\n"Resources": {\n"Fulfil": { "Tags": [{ "Orders": "Late" }] },\n\n"Orders": {\n"Late": {} } },\n"Outputs": {\n"Late": {} }\n}'],
  ['YAML', 'Parameters: { Queue: { Type: String } }\n\nResources:\n  Fulfil: { Tags: [{ Orders: Late }] }\n\n  Orders:\n    Late: {}\nOutputs:\n  Late: {}\n'],
])('%s', (_, text) => {
  test('a resource has the line of its key, whatever else is called so', () => {
    expect(linesIn(text, 'Fulfil', 'Orders')).toEqual([4, 6]);
  });

  test('what is no resource has no line', () => {
    expect(linesIn(text, 'Queue', 'Late', 'Parameters', 'Missing')).toEqual([undefined, undefined, undefined, undefined]);
  });
});

test('brackets, quotes and colons within texts of JSON are no structure', () => {
  expect(linesIn('{ "Description": "} \\" \\\\", "Resources": { "A": { "B": "{ \\"C\\": [" },\n"\\u0044": {} } }', 'A', 'B', 'C', 'D')).toEqual([1, undefined, undefined, 2]);
});

test('a text of millions of characters does not stop it', () => {
  expect(linesIn(`{ "Metadata": ${JSON.stringify(`${'x'.repeat(9_000_000)}${'"'.repeat(1_000_000)}`)},\n"Resources": { "A": {} } }`, 'A')).toEqual([2]);
});

test('of two resources with one id the first has the line', () => {
  expect(linesIn('{ "Resources": { "A": {},\n"A": {} } }', 'A')).toEqual([1]);
  expect(linesIn('Resources:\n  A: {}\n  A: {}\n', 'A')).toEqual([2]);
});

test('resources of YAML in braces, in quotes and with numbers for names have lines', () => {
  expect(linesIn('Resources: { A: {},\n  "B": {},\n  1: {} }\n', 'A', 'B', '1')).toEqual([1, 2, 3]);
});
