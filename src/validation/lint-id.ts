import { Check, Rule } from '../rules';
import { isProperty } from '../values/path';

/** How aws-cdk-lib names what the schema of a resource refuses, by the kind of check. */
const BY_KIND: { readonly [kind in Check['kind']]?: string } = {
  'integer-range': 'F3034',
  'number-range': 'F3034',
  'length': 'F3033',
  'pattern': 'F3031',
  'one-of': 'W3030',
  'count': 'F3032',
  'unique-items': 'F3037',
};

const BY_RULE: ReadonlyMap<string, string> = new Map([
  ['sqs-visibility-timeout', 'E3505'],
  ['on-success-destination-unsupported', 'F3002'],
]);

/** The id by which aws-cdk-lib, from 2.262 on, tells what a rule tells; undefined where it tells nothing. Compared with 2.276.0. */
export function lintIdOf({ id, fact, check }: Rule): string | undefined {
  const own = BY_RULE.get(id) ?? (isProperty(fact) ? BY_KIND[check.kind] : undefined);
  return own === undefined ? undefined : `CloudFormation-Validate::${own}`;
}
