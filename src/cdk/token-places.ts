import { Token } from 'aws-cdk-lib';

/**
 * Refuses values of which a part is known only at deployment, where they are used before.
 *
 * @param place what the path in the message starts with
 * @throws if there is a token in them
 */
export function refuseTokens(value: unknown, place: string): void {
  const found = placeOfToken(value, place);
  if (found !== undefined) {
    throw new Error(`${found} is known only at deployment, but a test needs the value itself. Write one out in its place.`);
  }
}

/** The path to a token within a value. Each object is visited once, so that circles end. */
function placeOfToken(root: unknown, rootPlace: string): string | undefined {
  const visited = new Set<unknown>();
  const pending: [unknown, string][] = [[root, rootPlace]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [value, place] = next;
    if (isToken(value)) { return place; }
    if (typeof value !== 'object' || value === null || visited.has(value)) { continue; }
    visited.add(value);
    const members = membersOf(value);
    if (members.some(([key]) => isToken(key))) { return `A key of ${place}`; }
    members.forEach(([key, member]) => pending.push([member, `${place}${key}`]));
  }
  return undefined;
}

/** With what each adds to a path. What cannot be read is left to who renders it. */
function membersOf(value: object): [string, unknown][] {
  try {
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') { return [['', toJSON.call(value)]]; }
    return Object.entries(value).map(([key, member]) => [Array.isArray(value) ? `[${key}]` : `.${key}`, member]);
  } catch {
    return [];
  }
}

function isToken(value: unknown): boolean {
  try {
    return Token.isUnresolved(value);
  } catch {
    return false;
  }
}
