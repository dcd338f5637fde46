import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { mutated, MUTATIONS } from './mutations';
import { expectSanity } from './run';
import { templatesIn } from '../templates/templates';

/** The same inputs in every run, and others where they are asked for: `FUZZ_SEED=1 FUZZ_TIMES=10`. A failure prints its own. */
const SEED = Number(process.env.FUZZ_SEED ?? 20261201);
const TIMES = Number(process.env.FUZZ_TIMES ?? 1);
const TIMEOUT_MILLIS = TIMES * 300_000;

const TEMPLATES = [...templatesIn('good'), ...templatesIn('bad')].map(({ template }) => template);
const TEMPLATE = fc.nat({ max: TEMPLATES.length - 1 }).map(i => TEMPLATES[i]);

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'fuzz-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Holds each of some inputs to what no input may break. */
async function hold<T>(inputs: number, input: fc.Arbitrary<T>, check: (input: T) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(input, check), { seed: SEED, numRuns: TIMES * inputs });
}

test('damaged templates in JSON', () => hold(2000, fc.tuple(TEMPLATE, MUTATIONS), ([template, mutations]) =>
  expectSanity(write('template.json', JSON.stringify(mutated(template, mutations))))), TIMEOUT_MILLIS);

test('damaged templates in YAML', () => hold(1000, fc.tuple(TEMPLATE, MUTATIONS, fc.constantFrom<'block' | 'flow'>('block', 'flow')), ([template, mutations, collectionStyle]) =>
  expectSanity(write('template.yaml', yaml.stringify(mutated(template, mutations), { collectionStyle })))), TIMEOUT_MILLIS);

const NOISE = fc.oneof(fc.constantFrom('{', '}', '[', ']', '"', '\'', ':', ',', '- ', '\n', '\n  ', '\t', '*a', '&a ', '<<: *a', '!Ref ', '!Sub ', '!!binary ', '|', '>', '%', '#', '\0', '\ufeff', '? '),
  fc.string({ unit: 'binary', maxLength: 5 }));

test('texts with noise in them', () => hold(1500,
  fc.tuple(TEMPLATE, fc.boolean(), fc.array(fc.tuple(fc.nat(), NOISE), { minLength: 1, maxLength: 5 })), ([template, isYaml, noises]) => {
    let text = isYaml ? yaml.stringify(template) : JSON.stringify(template, undefined, 1);
    for (const [at, noise] of noises) { text = text.slice(0, at % text.length) + noise + text.slice(at % text.length); }
    return expectSanity(write('template', text));
  }), TIMEOUT_MILLIS);

/** An assembly of two stacks and a Stage, as the CDK writes it. */
const MANIFEST = {
  version: '48.0.0',
  artifacts: {
    Shop: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://111122223333/eu-west-1',
      properties: { templateFile: 'Shop.template.json', stackName: 'Shop' },
      metadata: {
        '/Shop/Mapping': [{ type: 'aws:cdk:logicalId', data: 'Mapping' }, { type: 'aws:cdk:acknowledged-rules', data: { 'EventSources::sqs-dlq': 'tried' } }],
        '/Shop/Inner.NestedStack/Inner.NestedStackResource': [{ type: 'aws:cdk:logicalId', data: 'Inner' }],
      },
    },
    Store: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Store.template.json' }, additionalMetadataFile: 'Store.metadata.json' },
    Beta: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Beta' } },
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
  },
};

const METADATA = { '/Store/Mapping': [{ type: 'aws:cdk:logicalId', data: 'Mapping' }] };

const ASSETS = { files: { ['0'.repeat(64)]: { source: { path: 'Shop.template.json' } } } };

test('damaged assemblies', () => hold(1000,
  fc.tuple(TEMPLATE, TEMPLATE, fc.array(MUTATIONS, { minLength: 4, maxLength: 4 })), ([shop, store, changes]) => {
    const written = (name: string, value: unknown, i: number) => { write(name, JSON.stringify(mutated(value, changes[i])) ?? 'null'); };
    written('manifest.json', MANIFEST, 0);
    written('Store.metadata.json', METADATA, 1);
    written('Shop.assets.json', ASSETS, 2);
    const nesting = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://s3.amazonaws.com/bucket/${'0'.repeat(64)}.json` } };
    written('Store.template.json', { ...store, Resources: { ...store.Resources, Nesting: nesting } }, 3);
    write('Shop.template.json', JSON.stringify(shop));
    mkdirSync(join(folder, 'assembly-Beta'), { recursive: true });
    write('assembly-Beta/manifest.json', JSON.stringify({ ...MANIFEST, artifacts: { Shop: { ...MANIFEST.artifacts.Shop, metadata: {} } } }));
    write('assembly-Beta/Shop.template.json', JSON.stringify(shop));
    return expectSanity(folder);
  }), TIMEOUT_MILLIS);
