/* eslint-disable no-bitwise -- the flags of TypeScript are bits */
import { join } from 'node:path';
import { Assembly, isClassType, isEnumType, isInterfaceType, Type } from '@jsii/spec';
import * as ts from 'typescript';
import { upstreamAssembly } from './upstream-assembly';

const EVENT_SOURCES = 'aws-cdk-lib.aws_lambda_event_sources';

/** What upstream has and we have not, and why a user of upstream gets along. */
const EXCEPTIONS: { readonly [what: string]: string } = {
  'KafkaEventSourceProps.secret': 'KafkaEventSourceProps are ours, of KafkaEventSource; ManagedKafkaEventSourceProps and SelfManagedKafkaEventSourceProps have it',
};

/** Props that ours must be given and upstream's need not. */
const DEMANDED: readonly string[] = [];

/** The public names of each type: members, static ones with `static ` before them, and props that must be given with `required ` as well. */
type Surface = ReadonlyMap<string, readonly string[]>;

function surfaceOfUpstream(assembly: Assembly): Surface {
  const own = Object.entries(assembly.types ?? {}).filter(([fqn]) => fqn.startsWith(`${EVENT_SOURCES}.`));
  return new Map(own.map(([fqn, type]) => [fqn.slice(EVENT_SOURCES.length + 1), membersOf(assembly, type)]));
}

function membersOf(assembly: Assembly, type: Type): string[] {
  if (isEnumType(type)) { return type.members.map(({ name }) => `static ${name}`); }
  const members = [...type.methods ?? [], ...type.properties ?? []].filter(member => !member.protected);
  const above = [...type.interfaces ?? [], ...isClassType(type) && type.base ? [type.base] : []];
  return [
    ...members.map(member => member.static ? `static ${member.name}` : member.name),
    ...isInterfaceType(type) && type.datatype ? (type.properties ?? []).filter(({ optional }) => !optional).map(({ name }) => `required ${name}`) : [],
    ...above.flatMap(fqn => assembly.types?.[fqn] ? membersOf(assembly, assembly.types[fqn]) : []),
  ];
}

/** What the entry point of the package exports, read from its source: tests run before anything is compiled. */
function surfaceOfOurs(): Surface {
  const entry = join(__dirname, '..', '..', 'src', 'index.ts');
  const program = ts.createProgram([entry], { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!);
  return new Map(exported.map(alias => {
    const symbol = ts.SymbolFlags.Alias & alias.flags ? checker.getAliasedSymbol(alias) : alias;
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const statics = symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Enum) ? checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)) : [];
    return [alias.name, [
      ...checker.getPropertiesOfType(type).map(({ name }) => name),
      ...symbol.flags & ts.SymbolFlags.Interface ? checker.getPropertiesOfType(type).filter(isRequired).map(({ name }) => `required ${name}`) : [],
      ...statics.map(({ name }) => `static ${name}`),
    ]];
  }));
}

function isRequired({ flags }: ts.Symbol): boolean {
  return (flags & ts.SymbolFlags.Optional) === 0;
}

/** What of upstream's surface another lacks. That a prop is required is no loss. */
function missing(theirs: Surface, ours: Surface): string[] {
  return [...theirs].flatMap(([name, members]) => {
    const mine = ours.get(name);
    const wanted = members.filter(member => !member.startsWith('required '));
    return mine ? wanted.filter(member => !mine.includes(member)).map(member => `${name}.${member}`) : [name];
  }).sort();
}

/** The props of ours that must be given and need not in upstream's struct of the same name. */
function demanded(theirs: Surface, ours: Surface): string[] {
  return [...theirs].flatMap(([name, members]) => (ours.get(name) ?? [])
    .filter(member => member.startsWith('required ') && members.some(other => !other.includes(' ')) && !members.includes(member))
    .map(member => `${name}: ${member}`));
}

const theirs = surfaceOfUpstream(upstreamAssembly());
const ours = surfaceOfOurs();

test('upstream\'s module has classes, structs and enums to compare with', () => {
  expect([...theirs.keys()]).toEqual(expect.arrayContaining(['SqsEventSource', 'SnsEventSourceProps', 'AuthenticationMethod']));
  expect(theirs.get('AuthenticationMethod')).toContain('static SASL_SCRAM_512_AUTH');
  expect(theirs.get('SqsEventSourceProps')).toContain('batchSize');
  expect(theirs.get('S3EventSourceProps')).toContain('required events');
});

test('every type and member of upstream\'s module is here, but for those with a reason', () => {
  expect(missing(theirs, ours)).toEqual(Object.keys(EXCEPTIONS).sort());
});

test('no struct demands a prop that upstream\'s does not, but for those with a reason', () => {
  expect(demanded(theirs, ours)).toEqual(DEMANDED);
});

test('a type and a member that are missing are found, and a prop that is demanded', () => {
  const less = new Map([...theirs].filter(([name]) => name !== 'SnsDlq').map(([name, members]) => [name, members.filter(member => member !== 'bind')]));
  expect(missing(theirs, less)).toEqual(expect.arrayContaining(['SnsDlq', 'SqsDlq.bind']));
  const more = new Map([...theirs, ['SnsEventSourceProps', ['required topic']]] as [string, string[]][]);
  expect(demanded(theirs, more)).toEqual(['SnsEventSourceProps: required topic']);
});
