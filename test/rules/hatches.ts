import { CfnResource, Token } from 'aws-cdk-lib';
import { ABSENT, rendered, UNKNOWN } from './situation';

type Json = Record<string, any>;

/** What is known at deployment only, as the token that a user would have. */
export function withTokens(value: unknown, property: string): any {
  if (value === UNKNOWN) { return /Name$/.test(property) ? Token.asString({ Ref: 'Unknown' }) : Token.asNumber({ Ref: 'Unknown' }); }
  if (Array.isArray(value)) { return value.map(item => withTokens(item, property)); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== ABSENT).map(([key, item]) => [key, withTokens(item, key)]));
}

function hasGaps(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).some(item => item === ABSENT || hasGaps(item));
}

export function override(l1: CfnResource, properties: Json, within = ''): void {
  for (const [name, value] of Object.entries(properties)) {
    const path = `${within}${name}`;
    if (value === ABSENT) {
      l1.addPropertyDeletionOverride(path);
    } else if (hasGaps(value)) {
      override(l1, value, `${path}.`);
    } else {
      l1.addPropertyOverride(path, rendered(value));
    }
  }
}
