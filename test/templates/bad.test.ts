import { findingsIn, NOW, templatesIn } from './templates';

const BAD = templatesIn('bad');

beforeEach(() => { jest.spyOn(Date, 'now').mockReturnValue(NOW); });
afterEach(() => jest.restoreAllMocks());

test.each(BAD)('$name: exactly the expected findings', ({ template, expected }) => {
  expect(expected.length).toBeGreaterThan(0);
  expect(findingsIn(template).sort()).toEqual([...expected].sort());
});

test('no two templates differ in names and numbers only', () => {
  const shapes = BAD.map(({ name, template }) => [name, shapeOf(template)] as const);
  const twice = shapes.filter(([, shape], i) => shapes.findIndex(([, other]) => other === shape) !== i).map(([name]) => name);
  expect(twice).toEqual([]);
});

/** A template without its names and numbers. */
function shapeOf(template: object): string {
  return JSON.stringify(template)
    .replace(/[A-Z]\w*(?=":\{"Type")/g, 'id')
    .replace(/\d+/g, '0');
}
