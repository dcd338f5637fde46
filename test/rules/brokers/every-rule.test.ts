import { testRules } from '../every-rule';
import { OTHER_BROKERS } from '../rule-groups';

testRules(OTHER_BROKERS);
