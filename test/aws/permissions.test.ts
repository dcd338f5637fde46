import * as permissions from '../../src/aws/permissions';

const ALL = Object.entries(permissions);

test('permissions have ids of their own, because the statements of one id grow together', () => {
  const ids = ALL.map(([, { id }]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(ALL)('%s names single actions, without a wildcard, and the AWS page that asks for them', (_, { actions, source }) => {
  expect(actions.length).toBeGreaterThan(0);
  expect(new Set(actions).size).toBe(actions.length);
  actions.forEach(action => expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/));
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[^?#]+\.html$/);
});
