import { MappingIndex } from '../../src/model/mapping-groups';
import { Resource } from '../../src/model/resource';
import { ABSENT, Value, valuesAt } from '../../src/values/value';

/** A mapping with the ids of function and queue written out, as a template has it. */
function mapping(identity: string, properties: Value): Resource {
  const views = (segments: readonly string[]) => valuesAt(properties, segments);
  return {
    type: 'AWS::Lambda::EventSourceMapping',
    id: identity,
    name: identity,
    region: 'eu-west-1',
    account: '111122223333',
    place: '111122223333 eu-west-1',
    isConditional: false,
    values: views,
    value: segments => views(segments)[0],
    text: segments => views(segments)[0] as string,
    isDefined: segments => views(segments)[0] !== ABSENT,
    target: () => undefined,
    targets: () => [],
    source: segments => views(segments)[0],
    sourceText: segments => JSON.stringify(views(segments)[0]),
  };
}

const filtered = { FilterCriteria: { Filters: [{ Pattern: '{}' }] } };

/** The answer to each question for each mapping, cheap or not. */
function questions(index: MappingIndex): (string | undefined)[][] {
  return index.mappings.map(each => [index.duplicateOf(each), index.otherReader(each), index.otherFilter(each)].map(other => other?.resource.name));
}

test('mappings of any door are compared by what they have written', () => {
  const index = new MappingIndex([
    mapping('A', { FunctionName: 'f', EventSourceArn: 'q' }),
    mapping('B', { FunctionName: 'g', EventSourceArn: 'q', ...filtered }),
    mapping('C', { FunctionName: 'f', EventSourceArn: 'q', ...filtered }),
  ].map(resource => ({ resource })));
  expect(questions(index)).toEqual([
    [undefined, undefined, undefined],
    [undefined, 'A', undefined],
    ['A', 'B', 'B'],
  ]);
});

test.each([
  ['one function', () => 'f'],
  ['a function each', (i: number) => `f${i}`],
  ['two functions in turn', (i: number) => `f${i % 2}`],
])('30,000 mappings of one queue and %s take linear time', (_, functionName) => {
  const resources = Array.from({ length: 30_000 }, (__, i) => mapping(`M${i}`, { FunctionName: functionName(i), EventSourceArn: 'q', ...filtered }));
  const started = process.cpuUsage();
  questions(new MappingIndex(resources.map(resource => ({ resource }))));
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(8); // less than a second; more than 20 when each looks at all before it
}, 60_000);
