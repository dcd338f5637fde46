import { readFileSync } from 'fs';
import { join } from 'path';
import * as jsii from '@jsii/spec';

/** What users of every language see: the assembly that the compiler wrote. */
const assembly: jsii.Assembly = JSON.parse(readFileSync(join(__dirname, '../../.jsii'), 'utf8'));
const types = Object.values(assembly.types ?? {});

interface Place { readonly name: string; readonly docs?: jsii.Docs }
interface Typed extends Place { readonly type: jsii.TypeReference; readonly optional: boolean }

const membersOf = (type: jsii.Type) => jsii.isEnumType(type) ? [] : [...type.methods ?? [], ...type.properties ?? []];
const place = (type: jsii.Type, member?: string) => [type.namespace, type.name, member].filter(Boolean).join('.');

/** Every type, member, value of an enum and constructor. */
const documentable: Place[] = types.flatMap(type => [
  { name: place(type), docs: type.docs },
  ...membersOf(type).filter(({ overrides }) => !overrides).map(({ name, docs }) => ({ name: place(type, name), docs })),
  ...jsii.isEnumType(type) ? type.members.map(({ name, docs }) => ({ name: place(type, name), docs })) : [],
]);

/** Every property, parameter and result. */
const typed: Typed[] = types.flatMap(type => jsii.isEnumType(type) ? [] : [
  ...(type.properties ?? []).map(({ name, type: of, optional, docs }) => ({ name: place(type, name), type: of, optional: optional ?? false, docs })),
  ...[...type.methods ?? [], ...jsii.isClassType(type) && type.initializer ? [{ name: 'constructor', ...type.initializer }] : []].flatMap(method => [
    ...(method.parameters ?? []).map(({ name, type: of, optional, docs }) => ({ name: `${place(type, method.name)}(${name})`, type: of, optional: optional ?? false, docs })),
    ...'returns' in method && method.returns ? [{ name: `${place(type, method.name)}()`, type: method.returns.type, optional: false }] : [],
  ]),
]);

/** A type, and what it is a list or map of. */
function within(type: jsii.TypeReference): jsii.TypeReference[] {
  return [type, ...jsii.isCollectionTypeReference(type) ? within(type.collection.elementtype) : []];
}

const isAny = (type: jsii.TypeReference) => jsii.isPrimitiveTypeReference(type) && type.primitive === jsii.PrimitiveType.Any;

/** A map of JSON, or a list of them. */
function isJson(type: jsii.TypeReference): boolean {
  if (!jsii.isCollectionTypeReference(type)) { return false; }
  const { kind, elementtype } = type.collection;
  return kind === jsii.CollectionKind.Map ? isAny(elementtype) : isJson(elementtype);
}

/** What none of the languages lets be a name, and what some of them write another way than TypeScript does. */
const RESERVED = new Set(`
  abstract and as assert async await base break build case catch chan checked class const continue def default defer del
  delegate do double elif else event except explicit extends extern fallthrough final finally fixed float for foreach from
  func global go goto if implements implicit import in instanceof int interface internal is lambda lock long map namespace
  native new nonlocal not null object operator or out override package params pass private protected public raise range
  readonly ref return select self short sizeof stackalloc static struct super switch synchronized this throw throws
  transient try type typeof unchecked unsafe using var virtual void volatile while with yield
`.trim().split(/\s+/));

const named = (places: readonly Place[]) => places.map(({ name }) => name);

test('the assembly: it has types, members and submodules to judge', () => {
  expect(documentable.length).toBeGreaterThan(300);
  expect(typed.length).toBeGreaterThan(300);
  expect(Object.keys(assembly.submodules ?? {})).toEqual(['cdk-lambda-event-sources.rules', 'cdk-lambda-event-sources.testing']);
});

test('every type: none is a union or an intersection', () => {
  const other = (type: jsii.TypeReference) => within(type).some(part => 'union' in part || 'intersection' in part);
  expect(named(typed.filter(({ type }) => other(type)))).toEqual([]);
});

test('every type: any is only what maps of JSON hold', () => {
  const loose = typed.filter(({ type }) => within(type).some(isAny) && !isJson(type)).filter(({ name }) => !name.endsWith('.toJSON()'));
  expect(named(loose)).toEqual([]);
});

test('everything public: it is documented', () => {
  expect(named(documentable.filter(({ docs }) => !docs?.summary))).toEqual([]);
});

test('every optional property of a struct: its default is documented', () => {
  const structs = types.filter(jsii.isInterfaceType).filter(({ datatype }) => datatype);
  const optional = structs.flatMap(type => (type.properties ?? [])
    .filter(property => property.optional)
    .map(({ name, docs }) => ({ name: place(type, name), docs })));
  expect(optional.length).toBeGreaterThan(60);
  expect(named(optional.filter(({ docs }) => !docs?.default))).toEqual([]);
});

test('every name: no language renames it', () => {
  const names = types.flatMap(type => membersOf(type).map(({ name }) => ({ name: place(type, name), word: name })));
  const parameters = typed.flatMap(({ name }) => { const word = /\((\w+)\)$/.exec(name)?.[1]; return word ? [{ name, word }] : []; });
  expect([...names, ...parameters].filter(({ word }) => RESERVED.has(word)).map(({ name }) => name)).toEqual([]);
});

test('every name: it does not change when a language writes it in snake case and back', () => {
  const back = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const structs = types.filter(jsii.isInterfaceType).filter(({ datatype }) => datatype);
  const changed = structs.flatMap(type => (type.properties ?? []).filter(({ name }) => back(name) !== name).map(({ name }) => place(type, name)));
  expect(changed).toEqual(['SelfManagedKafkaEventSourceProps.rootCACertificate']); // as aws-cdk-lib spells it
});
