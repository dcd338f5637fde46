import { Deployment } from '../../src/model/deployment';
import { MappingGroups } from '../../src/model/mapping-groups';
import { Resource } from '../../src/model/resource';
import { valuesAt } from '../../src/values/path';
import { ABSENT, Value } from '../../src/values/value';

/** A mapping with the ids of function and queue written out, as a template has it. */
function mapping(id: string, properties: Value): Resource {
  const values = (segments: readonly string[]) => valuesAt(properties, segments);
  return {
    type: 'AWS::Lambda::EventSourceMapping',
    id,
    name: id,
    environment: { region: 'eu-west-1', account: '111122223333', key: '111122223333 eu-west-1' },
    isConditional: false,
    values,
    value: segments => values(segments)[0],
    text: segments => values(segments)[0] as string,
    isDefined: segments => values(segments)[0] !== ABSENT,
    target: () => undefined,
    targets: () => [],
    source: segments => values(segments)[0],
    sourceText: segments => JSON.stringify(values(segments)[0]),
  };
}

const filtered = { FilterCriteria: { Filters: [{ Pattern: '{}' }] } };

/** The answer to each question for each mapping, cheap or not. */
function questions(resources: readonly Resource[]): (string | undefined)[][] {
  const deployment = new Deployment({ resources: () => resources, escapes: () => true });
  const groups = MappingGroups.of(deployment);
  return deployment.mappings
    .map(each => [groups.duplicateOf(each), groups.otherReader(each), groups.otherFilter(each)].map(other => other?.resource.name));
}

test('mappings of any reader are compared by their properties', () => {
  const resources = [
    mapping('A', { FunctionName: 'f', EventSourceArn: 'q' }),
    mapping('B', { FunctionName: 'g', EventSourceArn: 'q', ...filtered }),
    mapping('C', { FunctionName: 'f', EventSourceArn: 'q', ...filtered }),
  ];
  expect(questions(resources)).toEqual([
    [undefined, undefined, undefined],
    [undefined, 'A', undefined],
    ['A', undefined, 'B'],
  ]);
});

test.each([
  ['one function', () => 'f'],
  ['a function each', (i: number) => `f${i}`],
  ['two functions in turn', (i: number) => `f${i % 2}`],
])('30,000 mappings of one queue and %s take linear time', (_, functionName) => {
  const resources = Array.from({ length: 30_000 }, (__, i) => mapping(`M${i}`, { FunctionName: functionName(i), EventSourceArn: 'q', ...filtered }));
  const started = process.cpuUsage();
  questions(resources);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(8); // less than a second; more than 20 when each looks at all before it
}, 60_000);
