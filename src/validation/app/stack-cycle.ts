import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgedRules } from './acknowledgements';
import { templateOf } from '../../cdk/internals';
import { targetsIn } from '../../cdk/references';
import { Facts } from '../../facts/facts';
import { RULES } from '../../rules';
import { ABSENT } from '../../values/value';
import { blockOf } from '../layout';
import { describe } from '../message';

const RULE = 's3-stacks-wait-for-each-other';

/** The message of the rule where something in the stack of a function refers to the stack of the bucket that notifies it. */
export function explainCycle(bucket: IConstruct, fn: IConstruct): string | undefined {
  const ofBucket = Stack.of(bucket);
  const ofFunction = Stack.of(fn);
  // Within one stack single resources wait for each other, and only for those that they refer to.
  if (deployedWith(ofBucket) === deployedWith(ofFunction)) { return undefined; }
  const referring = ofFunction.node.findAll().find(child =>
    CfnResource.isCfnResource(child) && child.stack === ofFunction && refersTo(child, ofBucket));
  const waits = referring ? `${referring.node.path} in the stack of the function names something in that of the bucket`
    : ofFunction.dependencies.includes(ofBucket) ? 'the stack of the function depends on that of the bucket' : undefined;
  if (waits === undefined || acknowledgedRules(fn).has(RULE)) { return undefined; }
  const rule = RULES.find(({ id }) => id === RULE)!;
  const facts: Facts = {
    name: fn.node.path,
    kinds: rule.sources,
    values: () => [ABSENT],
    isDefined: () => false,
    nameOf: () => undefined,
  };
  const words = describe({ rule, value: waits, isDefault: false, detail: waits }, facts, 'prop');
  return blockOf({ ruleId: RULE, severity: rule.severity, ...words });
}

/** The stack that a nested one is part of. */
function deployedWith(stack: Stack): Stack {
  return stack.nestedStackParent ? deployedWith(stack.nestedStackParent) : stack;
}

function refersTo(l1: CfnResource, stack: Stack): boolean {
  return targetsIn(templateOf(l1), l1, true).some(target => Stack.of(target) === stack);
}
