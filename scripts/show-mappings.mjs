// Prints the event source mappings of a cdk.out folder, and the warnings. Usage: node scripts/show-mappings.mjs <cdk.out>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const read = file => JSON.parse(readFileSync(join(folder, file), 'utf-8'));

const stacks = Object.entries(read('manifest.json').artifacts)
  .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
  .map(([id, artifact]) => ({
    name: artifact.properties.stackName ?? id,
    template: read(artifact.properties.templateFile),
    metadata: artifact.additionalMetadataFile ? read(artifact.additionalMetadataFile) : artifact.metadata ?? {},
  }));

const mappings = stacks.flatMap(stack => Object.values(stack.template.Resources)
  .filter(resource => resource.Type === 'AWS::Lambda::EventSourceMapping')
  .map(({ Properties: p }) => ({
    source: nameOf(p.EventSourceArn, stack),
    function: nameOf(p.FunctionName, stack),
    batch: String(p.BatchSize ?? 'default'),
    window: p.MaximumBatchingWindowInSeconds ? `${p.MaximumBatchingWindowInSeconds} s` : '-',
    filters: p.FilterCriteria?.Filters.map(filter => filter.Pattern) ?? [],
    concurrency: concurrencyOf(p),
  })));

printTable(mappings.map(mapping => ({ ...mapping, filters: mapping.filters.length > 0 ? String(mapping.filters.length) : '-' })));

printList('Filters', mappings.flatMap(mapping => mapping.filters.map(pattern => `${mapping.source}: ${pattern}`)));
printList('Warnings', metadataOf('aws:cdk:warning').map(({ path, data }) => `${path}\n    ${data}`));
printList('Acknowledged', metadataOf('aws:cdk:acknowledged-rules').flatMap(({ path, data }) =>
  Object.entries(data).map(([id, reason]) => `${path} ${id}\n    ${reason}`)));

/** The path of the construct behind a reference: in this stack, or in the one whose output or export it reads. */
function nameOf(value, stack) {
  if (typeof value === 'string') { return value; }
  const [kind, argument] = Object.entries(value)[0];
  if (kind === 'Fn::GetStackOutput') {
    const other = stacks.find(({ name }) => name === argument.StackName);
    return nameOf(other.template.Outputs[argument.OutputName].Value, other);
  }
  if (kind === 'Fn::ImportValue') {
    const other = stacks.find(({ template }) => exportOf(template, argument));
    return other ? nameOf(exportOf(other.template, argument).Value, other) : argument;
  }
  const id = kind === 'Ref' ? argument : kind === 'Fn::GetAtt' ? argument[0] : firstReference(argument);
  const resource = stack.template.Resources[id];
  if (resource?.Type === 'AWS::Lambda::Alias') { return `${nameOf(resource.Properties.FunctionName, stack)}:${resource.Properties.Name}`; }
  return resource?.Metadata?.['aws:cdk:path']?.replace(/\/Resource$/, '') ?? id;
}

function exportOf(template, name) {
  return Object.values(template.Outputs ?? {}).find(output => output.Export?.Name === name);
}

function firstReference(value) {
  return /"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/.exec(JSON.stringify(value))?.[1] ?? JSON.stringify(value);
}

function concurrencyOf({ ScalingConfig, ProvisionedPollerConfig }) {
  if (ProvisionedPollerConfig) {
    const { MinimumPollers, MaximumPollers } = ProvisionedPollerConfig;
    return `${MinimumPollers ?? 'default'} to ${MaximumPollers ?? 'default'} pollers`;
  }
  return ScalingConfig ? `at most ${ScalingConfig.MaximumConcurrency}` : '-';
}

function metadataOf(type) {
  return stacks.flatMap(({ metadata }) => Object.entries(metadata).flatMap(([path, entries]) => entries
    .filter(entry => entry.type === type)
    .map(({ data }) => ({ path: path.slice(1), data }))));
}

function printTable(rows) {
  if (rows.length === 0) { return console.log('No event source mappings.'); }
  const columns = Object.keys(rows[0]);
  const widths = columns.map(column => Math.max(column.length, ...rows.map(row => row[column].length)));
  const line = cells => cells.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd();
  console.log([line(columns.map(column => column.toUpperCase())), ...rows.map(row => line(Object.values(row)))].join('\n'));
}

function printList(title, items) {
  console.log([`\n${title}:${items.length > 0 ? '' : ' none'}`, ...items.map(item => `  ${item}`)].join('\n'));
}
