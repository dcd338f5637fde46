import { readFileSync } from 'fs';
import { join } from 'path';
import { Layer, LAYERS } from '../../projenrc/enforce-layers';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'ARCHITECTURE.md'), 'utf8');

const names = ({ imports = [], cdk = false }: Layer) => [...imports.map(folder => `\`${folder}\``), ...cdk ? ['aws-cdk-lib'] : []].join(', ');

/** The row of a folder, with the imports of the folders within it that may import more. */
function rowOf(layer: Layer): string {
  const within = LAYERS.filter(({ folder }) => folder.startsWith(`${layer.folder}/`))
    .map(inner => ({ name: inner.folder.slice(layer.folder.length + 1), imports: names(inner) }))
    .filter(({ imports }) => imports !== '');
  const cells = [names(layer) || 'nothing', ...within.map(({ name, imports }) => `\`${name}\` also ${imports}`)].join('; ');
  return `| \`src/${layer.folder}\` | ${layer.holds} | ${cells} |`;
}

test('the table of folders says what projenrc/layers.json says', () => {
  const rows = PAGE.split('\n').filter(line => line.startsWith('| `src/'));
  expect(rows).toEqual(LAYERS.filter(({ holds }) => holds !== undefined).map(rowOf));
});
