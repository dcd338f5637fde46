import { Token } from 'aws-cdk-lib';

/** What an argument or prop must be. */
export interface Wanted {
  /** In the words of a message, with its article. */
  readonly what: string;
  /** How to get one, as a sentence. */
  readonly repair: string;
  readonly fits: (given: unknown) => boolean;
  /** Whether a prop must be given; an argument always must. */
  readonly required?: boolean;
}

/** By name, what the props of a class must be. Props of other types are checked by L1s and rules. */
export interface WantedProps {
  readonly [prop: string]: Wanted;
}

/**
 * Returns what is given if it is what is wanted. Types do not ensure that in JavaScript, nor where packages have classes of the same purpose.
 *
 * @param owner class or method that it is given to
 * @param name of the argument or prop
 * @throws if it is something else
 */
export function expectGiven<Given>(owner: string, name: string, given: Given, { fits, what, repair }: Wanted): Given {
  if (!fits(given)) { throw new Error(`${owner}: ${name} is ${shown(given)}, but it must be ${what}. ${repair}`); }
  return given;
}

/** Returns the items of a list if each is what is wanted. @throws if it is no list, or an item is something else */
export function expectList<Item>(owner: string, name: string, given: readonly Item[], wanted: Wanted): Item[] {
  return [...expectGiven(owner, name, given, LIST)].map((item, i) => expectGiven(owner, `${name}[${i}]`, item, wanted));
}

/**
 * Returns props if each of them is what is wanted, or left out: by undefined, null, or a condition that is false.
 *
 * @throws if one is something else
 */
export function expectProps<Props extends object>(owner: string, props: Props, wanted: WantedProps): Props {
  expectGiven(owner, 'props', props, OPTIONS);
  for (const [prop, each] of Object.entries(wanted)) {
    const given = (props as Record<string, unknown>)[prop];
    if (each.required || !isLeftOut(given)) { expectGiven(owner, prop, given, each); }
  }
  return props;
}

/** Whether a prop is not given. */
function isLeftOut(given: unknown): boolean {
  return given === undefined || given === null || given === false;
}

/** Wants an object with these members, of whatever class: packages and languages have their own. */
export function members(...names: string[]): Wanted['fits'] {
  return given => isObject(given) && names.every(name => offers(given, name));
}

function isObject(given: unknown): given is object {
  return (typeof given === 'object' && given !== null) || typeof given === 'function';
}

/** Imports have members that throw when they are read, so that they are not. Proxies may answer what they do not list. */
function offers(given: object, name: string): boolean {
  if (typeof given === 'function') { return Object.hasOwn(given, name); }
  return name in given || (given as Record<string, unknown>)[name] !== undefined;
}

const isText = (given: unknown) => typeof given === 'string';
const isToken = (given: unknown) => isObject(given) && members('resolve', 'creationStack')(given);
const isList = (given: unknown) => typeof given === 'object' && given !== null && Symbol.iterator in given;

export const TEXT: Wanted = { what: 'text', repair: 'Pass a string.', fits: isText };

export const TEXT_OR_TOKEN: Wanted = { ...TEXT, fits: given => isText(given) || isToken(given) };

export const LIST: Wanted = { what: 'a list', repair: 'Pass an array.', fits: isList };

export const MAP: Wanted = {
  what: 'an object of keys and values', repair: 'Pass a plain object.', fits: given => typeof given === 'object' && given !== null && !isList(given) && !isToken(given),
};

export const OPTIONS: Wanted = { what: 'an object', repair: 'Pass the props that it needs.', fits: isObject };

/** The same, where it may not be left out. */
export function required(wanted: Wanted): Wanted {
  return { ...wanted, required: true };
}

const LONGEST_SHOWN = 60;

/** What is given, in a few words. Never throws, whatever it is. */
export function shown(given: unknown): string {
  try {
    return words(given);
  } catch {
    return 'an object';
  }
}

function words(given: unknown): string {
  if (Token.isUnresolved(given)) { return 'a token'; }
  switch (typeof given) {
    case 'string': return JSON.stringify(given.length > LONGEST_SHOWN ? `${given.slice(0, LONGEST_SHOWN)}...` : given);
    case 'symbol': return 'a symbol';
    case 'function': return 'a function';
    case 'object': return given === null ? 'null' : wordsOfObject(given);
    default: return String(given);
  }
}

function wordsOfObject(given: object): string {
  if (Array.isArray(given)) { return 'a list'; }
  const type = Object.getPrototypeOf(given)?.constructor ?? Object;
  if (type !== Object) { return `an object of class ${nameOf(type)}`; }
  const keys = Object.keys(given).slice(0, 5);
  return keys.length > 0 ? `an object with ${keys.join(', ')}` : 'an object without keys';
}

/** Decorators append a digit to the names of the CDK's classes; jsii knows what they are called. */
const JSII_TYPE = Symbol.for('jsii.rtti');

function nameOf(type: { readonly name: string; readonly [JSII_TYPE]?: { readonly fqn: string } }): string {
  const called = type[JSII_TYPE]?.fqn.split('.').pop();
  return type.name.replace(/\d$/, '') === called ? called : type.name;
}
