import { Condition, Group } from './ast';
import { FILTER_LIMITS } from '../aws/filter-language';

/** One combination of `$or` branches: the conditions that must hold together, in the order of AWS's matcher. */
export type Branch = readonly Condition[];

/** How many combinations of `$or` branches a pattern multiplies out to; not beyond 2^53. */
export function countBranches(pattern: Group): number {
  let combinations = 1;
  for (const item of pattern) {
    if (item.kind === 'alternatives') {
      const sum = item.groups.reduce((total, group) => total + countBranches(group), 0);
      combinations = Math.min(combinations * sum, Number.MAX_SAFE_INTEGER);
    }
  }
  return combinations;
}

/**
 * Multiplies `$or` out. A later condition on a field replaces an earlier one, as in AWS's matcher.
 *
 * @throws if there are more combinations than EventBridge allows.
 */
export function branchesOf(pattern: Group): Branch[] {
  const count = countBranches(pattern);
  if (count > FILTER_LIMITS.orCombinations) {
    throw new Error(`The pattern multiplies out to ${count} combinations of $or branches, but at most ${FILTER_LIMITS.orCombinations} can be tested. Split it over several filters.`);
  }
  return expand(pattern, [new Map()]).map(branch => [...branch.values()].sort((a, b) => a.name < b.name ? -1 : 1));
}

type Fields = Map<string, Condition>;

function expand(group: Group, start: Fields[]): Fields[] {
  let branches = start;
  for (const item of group) {
    if (item.kind === 'condition') {
      branches.forEach(branch => branch.set(item.name, item));
    } else {
      const before = branches;
      branches = item.groups.flatMap(alternative => expand(alternative, before.map(branch => new Map(branch))));
    }
  }
  return branches;
}
