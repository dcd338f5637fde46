/** Not defined: AWS's default applies, where there is one. */
export const ABSENT: unique symbol = Symbol('absent');

/** Defined, but known only at deployment: neither right nor wrong. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** A value as far as it is known before deployment: JSON that may have `UNKNOWN` in it, or one of the two above. */
export type Value = unknown;

/** Whether a part of a value is known only at deployment, so that it may differ from a value that looks the same. */
export function hasUnknown(value: Value): boolean {
  return value === UNKNOWN || (typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown));
}

export function isObject(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmpty(value: Value): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** Whether a switch is on. Switches are also written as text in templates, `True` for one. */
export function isOn(value: Value): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

/** Whether a switch is off, and not only absent. */
export function isOff(value: Value): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false');
}

/** Numbers are also written as text in templates, `100.0` for one. NaN where it is neither. */
export function asNumber(value: Value): number {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : typeof value === 'number' ? value : NaN;
}
