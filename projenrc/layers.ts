import { javascript } from 'projen';

/** Folders of src/, innermost first. A folder may import from those listed for it, from itself, and from nothing else in src/. */
const MAY_IMPORT: Record<string, string[]> = {
  limits: [],
  filters: ['limits'],
  access: ['limits'],
  checks: ['limits', 'filters'],
  invoke: ['limits', 'filters', 'access', 'checks'],
  sources: ['limits', 'filters', 'access', 'checks', 'invoke'],
  testing: ['limits', 'filters', 'checks'],
  cli: ['limits', 'filters', 'checks'],
};

/** Makes eslint refuse an import that points outwards (`checks` from `sources`, say). `src/index.ts` may import all. */
export function enforceLayers(eslint: javascript.Eslint) {
  const folders = Object.keys(MAY_IMPORT);
  eslint.addRules({
    'import/no-restricted-paths': ['error', {
      zones: [
        ...folders.map(folder => ({
          target: `./src/${folder}`,
          from: './src',
          except: [folder, ...MAY_IMPORT[folder]].map(allowed => `./${allowed}`),
          message: `src/${folder} may import only from: ${[folder, ...MAY_IMPORT[folder]].join(', ')}. See docs/ARCHITECTURE.md.`,
        })),
        // The sources do not know each other: what two of them share has a file of its own. One may have several files.
        ...['sqs', 'kinesis', 'dynamodb', 'kafka', 'mq', 'documentdb', 's3', 'sns', 'api'].map(source => ({
          target: `./src/sources/!(${source}|${source}-*).ts`,
          from: `./src/sources/${source}.ts`,
          message: 'A source does not import another source.',
        })),
      ],
    }],
  });
}
