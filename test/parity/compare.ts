import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Difference, isPolicyDocument, PolicyDocument, policyDifferences } from './policies';
import { UPSTREAM_FOLDER } from './upstream-assembly';

/** What a user writes, with upstream's classes or with ours. */
export type Build<C> = (stack: Stack, classes: C) => void;

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly [attribute: string]: unknown;
}

export interface Template {
  readonly Resources?: { readonly [logicalId: string]: Resource };
  readonly [section: string]: unknown;
}

export type Templates = { readonly [file: string]: Template };

/** The settings that apps are made with: the CDK's own defaults, and what `cdk init` writes. */
export const FLAGS: { readonly [name: string]: () => Record<string, unknown> } = {
  'no feature flags': () => ({}),
  'the recommended feature flags': () => JSON.parse(readFileSync(join(UPSTREAM_FOLDER, 'recommended-feature-flags.json'), 'utf8')),
};

/** The templates of an app as the CLI would have them: with the path of each construct in the metadata of its resource. */
export function synthesise<C>(build: Build<C>, classes: C, context: Record<string, unknown>, acknowledge: readonly string[] = []): Templates {
  const app = new App({ context: { ...context, 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Shop');
  acknowledge.forEach(rule => Validations.of(stack).acknowledge({ id: `EventSources::${rule}`, reason: 'upstream accepts it' }));
  build(stack, classes);
  const { directory } = app.synth();
  try {
    return Object.fromEntries(readdirSync(directory).filter(file => file.endsWith('.template.json')).sort().map(file => {
      // The name of a nested stack's asset is a hash of its template: what differs in there is seen there.
      return [file, JSON.parse(readFileSync(join(directory, file), 'utf8').replace(/\b[0-9a-f]{64}\b/g, '<hash>'))];
    }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Everything that is not the same in our templates as in upstream's. */
export function compareTemplates(theirs: Templates, ours: Templates): Difference[] {
  const all = [...keysOf(theirs, ours)].flatMap(file => {
    if (!theirs[file] || !ours[file]) { return [change(`template ${file} is only ${theirs[file] ? 'upstream\'s' : 'ours'}`)]; }
    const { Resources: theirResources = {}, ...theirOthers } = theirs[file];
    const { Resources: ourResources = {}, ...ourOthers } = ours[file];
    return [
      ...[...keysOf(theirResources, ourResources)].flatMap(id => compareResources(id, theirResources, ourResources)),
      ...compareValues(file, theirOthers, ourOthers),
    ];
  });
  return [...new Map(all.map(difference => [difference.text, difference])).values()].sort((a, b) => a.text < b.text ? -1 : 1);
}

type Resources = Required<Template>['Resources'];

function compareResources(id: string, theirs: Resources, ours: Resources): Difference[] {
  const theirResource = theirs[id];
  const ourResource = ours[id];
  if (!theirResource || !ourResource) {
    const only = theirResource ? 'upstream\'s' : 'ours';
    return [change(`${(theirResource ?? ourResource).Type} ${id} is only ${only}`)];
  }
  const { DependsOn: theirDependencies, ...theirRest } = theirResource;
  const { DependsOn: ourDependencies, ...ourRest } = ourResource;
  return [
    ...compareDependencies(theirResource.Type, typesOf(theirDependencies, theirs), typesOf(ourDependencies, ours)),
    ...compareValues(theirResource.Type, theirRest, ourRest),
  ];
}

/** Logical id and type, because the order of dependencies means nothing. */
function typesOf(dependencies: string | readonly string[] | undefined, resources: Resources): Map<string, string> {
  return new Map([dependencies ?? []].flat().map(id => [id, resources[id]?.Type ?? id]));
}

function compareDependencies(type: string, theirs: Map<string, string>, ours: Map<string, string>): Difference[] {
  return [
    ...[...ours].filter(([id]) => !theirs.has(id)).map(([, of]) => change(`${type} waits for ${of}`)),
    ...[...theirs].filter(([id]) => !ours.has(id)).map(([, of]) => change(`${type} no longer waits for ${of}`)),
  ];
}

function compareValues(at: string, theirs: unknown, ours: unknown): Difference[] {
  if (isPolicyDocument(theirs) && isPolicyDocument(ours)) { return comparePolicies(at, theirs, ours); }
  if (isObject(theirs) && isObject(ours) && Array.isArray(theirs) === Array.isArray(ours)) {
    return [...keysOf(theirs, ours)].flatMap(key => compareValues(`${at}.${key}`, theirs[key], ours[key]));
  }
  return Object.is(theirs, ours) ? [] : [change(`${at} is ${text(ours)} instead of ${text(theirs)}`)];
}

function comparePolicies(at: string, { Statement: before, ...theirs }: PolicyDocument, { Statement: after, ...ours }: PolicyDocument): Difference[] {
  return [
    ...compareValues(at, theirs, ours),
    ...policyDifferences({ Statement: before }, { Statement: after }).map(({ kind, text: what }) => ({ kind, text: `${at} ${what}` })),
  ];
}

function keysOf(a: object, b: object): Set<string> {
  return new Set([...Object.keys(a), ...Object.keys(b)]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function change(what: string): Difference {
  return { kind: 'template', text: what };
}
