import { testRules } from '../every-rule';
import { STREAMS } from '../rule-groups';

testRules(STREAMS);
