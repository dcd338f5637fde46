import { RULES } from '../rules';
import { ownId } from './rule-id';

/** The rule whose id has the most words in common with one that is mistyped; undefined if none has any. */
function nearestRule(id: string): string | undefined {
  const words = ownId(id).toLowerCase().split(/[^a-z0-9]+/).filter(word => word !== '');
  const scoreOf = (rule: string) => rule.split('-').filter(word => words.some(other => isAlike(word, other))).length;
  const [best] = RULES.map(rule => ({ id: rule.id, score: scoreOf(rule.id), distance: Math.abs(rule.id.length - ownId(id).length) }))
    .sort((one, other) => other.score - one.score || one.distance - other.distance);
  return best.score > 0 ? best.id : undefined;
}

/** ` Did you mean sqs-batch-size?`, or nothing. */
export function didYouMean(id: string, namespace: string = ''): string {
  const near = nearestRule(id);
  return near === undefined ? '' : ` Did you mean ${namespace}${near}?`;
}

/** Whether one word is the other, or its beginning: the plural of it, say. */
function isAlike(one: string, other: string): boolean {
  return one === other || (Math.min(one.length, other.length) > 3 && (one.startsWith(other) || other.startsWith(one)));
}
