import { BOUNDS } from './bounds';
import { testRules } from './every-rule';
import { OWN_CASES } from './own-cases';
import { OTHERS } from './rule-groups';
import { RULES } from '../../src/rules';

testRules(OTHERS);

test('no cases are left of a rule that is gone', () => {
  const ids = RULES.map(({ id }) => id);
  expect([...Object.keys(OWN_CASES), ...Object.keys(BOUNDS)].filter(id => !ids.includes(id))).toEqual([]);
});
