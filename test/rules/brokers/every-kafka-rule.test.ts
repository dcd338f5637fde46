import { testRules } from '../every-rule';
import { KAFKA } from '../rule-groups';

testRules(KAFKA);
