import { testRules } from '../every-rule';
import { ASYNC } from '../rule-groups';

testRules(ASYNC);
