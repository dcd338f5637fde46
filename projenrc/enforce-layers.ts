import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { javascript } from 'projen';

/** A folder of src/. What a folder within it does not say itself, it has from the folder around it. */
export interface Layer {
  /** Path below src/. */
  readonly folder: string;
  /** What it knows, for docs/ARCHITECTURE.md. */
  readonly holds?: string;
  /** The folders that it may import from, besides itself; those of a folder within another add to them. */
  readonly imports?: readonly string[];
  /** Whether it may import aws-cdk-lib and constructs. */
  readonly cdk?: boolean;
  /** The file of the package that its modules are put into. */
  readonly bundle?: string;
  /** Whether they are data, which the package has as JSON. */
  readonly json?: boolean;
}

/** The folders of src/, innermost first. The linter, scripts/build/package.mjs and the table of docs/ARCHITECTURE.md read them. */
export const LAYERS: readonly Layer[] = JSON.parse(readFileSync(join(__dirname, 'layers.json'), 'utf8'));

const SOURCES: readonly (readonly [folder: string, source: string])[] = [
  ['.', 'sqs'],
  ['streams', 'kinesis'], ['streams', 'dynamodb'],
  ['brokers', 'kafka'], ['brokers', 'mq'], ['brokers', 'documentdb'],
  ['async', 's3'], ['async', 'sns'], ['async', 'api'],
];

/** What a folder may import from: its own list, and those of the folders around it. */
function importsOf({ folder }: Layer): string[] {
  const around = LAYERS.filter(layer => folder === layer.folder || folder.startsWith(`${layer.folder}/`));
  return [...new Set(around.flatMap(layer => [layer.folder, ...layer.imports ?? []]))];
}

function mayImportCdk({ folder }: Layer): boolean {
  return LAYERS.some(layer => layer.cdk === true && (folder === layer.folder || folder.startsWith(`${layer.folder}/`)));
}

/** The files of a folder that belong to none of the folders within it that have a layer of their own. */
function filesOf({ folder }: Layer): string[] {
  const within = LAYERS.filter(layer => layer.folder.startsWith(`${folder}/`)).map(layer => layer.folder.slice(folder.length + 1));
  return within.length === 0 ? [`./src/${folder}/**/*.ts`] : [`./src/${folder}/*.ts`, `./src/${folder}/!(${within.join('|')})/**/*.ts`];
}

/** Folders beside this one, within the same folder, that it may not import from: `readers/app` knows nothing of `readers/template`. */
function forbiddenSiblings(layer: Layer): string[] {
  const parent = dirname(layer.folder);
  const allowed = importsOf(layer);
  return LAYERS.map(({ folder }) => folder).filter(folder => parent !== '.' && dirname(folder) === parent && !allowed.includes(folder));
}

/** Folders that know constructs, within one that a folder without constructs may import from: `cli` knows nothing of `validation/app`. */
function forbiddenCdk(layer: Layer): string[] {
  if (mayImportCdk(layer)) { return []; }
  const [allowed, siblings] = [importsOf(layer), forbiddenSiblings(layer)];
  return LAYERS.filter(mayImportCdk).map(({ folder }) => folder)
    .filter(folder => allowed.some(outer => folder.startsWith(`${outer}/`)) && !siblings.includes(folder));
}

/** Makes eslint refuse circles, and imports that point outwards (`validation` from `sources`, say). `src/index.ts` may import all. */
export function enforceLayers(eslint: javascript.Eslint) {
  eslint.addRules({
    'import/no-cycle': ['error'],
    'import/no-restricted-paths': ['error', {
      zones: [
        ...LAYERS.flatMap(layer => {
          const allowed = importsOf(layer);
          const message = `src/${layer.folder} may import only from: ${allowed.join(', ')}. See docs/ARCHITECTURE.md.`;
          return filesOf(layer).flatMap(target => [
            { target, from: './src', except: allowed.map(folder => `./${folder}`), message },
            ...forbiddenSiblings(layer).map(folder => ({ target, from: `./src/${folder}`, message })),
            // The index of a folder is its door for users, and opens on all that is public.
            ...forbiddenCdk(layer).map(folder => ({ target: target.replace(/\*\.ts$/, '!(index).ts'), from: `./src/${folder}`, message })),
          ]);
        }),
        // The sources do not know each other: what two of them share has a file of its own. One may have several files.
        ...SOURCES.map(([folder, source]) => ({
          target: `./src/sources/**/!(${source}|${source}-*).ts`,
          from: `./src/sources/${folder === '.' ? '' : `${folder}/`}${source}.ts`,
          message: 'A source does not import another source.',
        })),
      ],
    }],
  });
  eslint.addOverride({
    files: LAYERS.filter(layer => !mayImportCdk(layer)).flatMap(filesOf).map(pattern => pattern.slice('./'.length)),
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'], message: 'This folder knows no constructs. See docs/ARCHITECTURE.md.' }] }],
    },
  });
}
