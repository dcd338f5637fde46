import { Value } from './value';

/** An intrinsic function of CloudFormation, which only the deployment can evaluate. */
export function isIntrinsic(value: object): boolean {
  if (Array.isArray(value)) { return false; } // To list its indexes takes long.
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0] === 'Condition' || keys[0].startsWith('Fn::'));
}

/** Whether an intrinsic function omits its property. */
export function isNoValue(intrinsic: object): boolean {
  return 'Ref' in intrinsic && intrinsic.Ref === 'AWS::NoValue';
}

/** Whether an intrinsic function may omit its property: a condition can choose nothing. */
export function mayBeNothing(intrinsic: object): boolean {
  return 'Fn::If' in intrinsic || isNoValue(intrinsic) || 'Fn::Transform' in intrinsic;
}

/** Whether an intrinsic function gives text that is never empty: an attribute, or text composed with one. */
export function isNeverEmpty(intrinsic: object): boolean {
  return 'Fn::GetAtt' in intrinsic || 'Fn::Sub' in intrinsic || 'Fn::Join' in intrinsic;
}

/** Marks an object that has properties which only a transform adds. */
export const INCOMPLETE: unique symbol = Symbol('incomplete');

/** Marks an object with `Fn::Transform` or `Fn::ForEach` beside its properties. An undefined property may be among those that they add. */
export function markIncomplete(object: Record<string, Value>): Record<string, Value> {
  for (const key in object) {
    if (key.startsWith('Fn::')) {
      const defined = Object.entries(object).filter(([, value]) => value !== undefined);
      return Object.defineProperty(Object.fromEntries(defined), INCOMPLETE, { value: true });
    }
  }
  return object;
}
