// Prints the event source mappings of a cdk.out folder, its notifications, subscriptions and asynchronous invocation, and the warnings.
// Usage: node scripts/check/show-mappings.mjs <cdk.out>
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

const mappings = resourcesOf('AWS::Lambda::EventSourceMapping', (p, stack) => ({
  source: [nameOf(p.EventSourceArn, stack), insideOf(p)].filter(Boolean).join(' '),
  function: nameOf(p.FunctionName, stack),
  batch: String(p.BatchSize ?? 'default'),
  window: p.MaximumBatchingWindowInSeconds ? `${p.MaximumBatchingWindowInSeconds} s` : '-',
  filters: p.FilterCriteria?.Filters.map(filter => filter.Pattern) ?? [],
  start: p.StartingPosition ?? '-',
  concurrency: concurrencyOf(p),
}));

const pushed = [
  ...resourcesOf('Custom::S3BucketNotifications', (p, stack) => (p.NotificationConfiguration.LambdaFunctionConfigurations ?? []).map(one => ({
    'pushed by': nameOf(p.BucketName, stack),
    'function': nameOf(one.LambdaFunctionArn, stack),
    'what': `${one.Events.join(', ')} of ${keysOf(one.Filter)}`,
  }))),
  ...resourcesOf('AWS::SNS::Subscription', (p, stack) => p.Protocol === 'lambda' ? {
    'pushed by': nameOf(p.TopicArn, stack),
    'function': nameOf(p.Endpoint, stack),
    'what': p.FilterPolicy ? JSON.stringify(p.FilterPolicy) : 'all messages',
  } : []),
];

const configured = resourcesOf('AWS::Lambda::EventInvokeConfig', (p, stack) => ({
  'asynchronous function': qualified(nameOf(p.FunctionName, stack), p.Qualifier, stack),
  'retries': String(p.MaximumRetryAttempts ?? 'default'),
  'within': p.MaximumEventAgeInSeconds ? `${p.MaximumEventAgeInSeconds} s` : '-',
  'on success': destinationOf(p.DestinationConfig?.OnSuccess, stack),
  'on failure': destinationOf(p.DestinationConfig?.OnFailure, stack),
}));

printTable(mappings.map(mapping => ({ ...mapping, filters: mapping.filters.length > 0 ? String(mapping.filters.length) : '-' })));
for (const rows of [pushed, configured]) {
  if (rows.length > 0) {
    console.log();
    printTable(rows);
  }
}

printList('Filters', mappings.flatMap(mapping => mapping.filters.map(pattern => `${mapping.source}: ${pattern}`)));
printList('Warnings', metadataOf('aws:cdk:warning').map(({ path, data }) => `${path}\n    ${data}`));
printList('Acknowledged', metadataOf('aws:cdk:acknowledged-rules').flatMap(({ path, data }) =>
  Object.entries(data).map(([id, reason]) => `${path} ${id}\n    ${reason}`)));

function resourcesOf(type, shown) {
  return stacks.flatMap(stack => Object.values(stack.template.Resources)
    .filter(resource => resource.Type === type)
    .flatMap(({ Properties }) => shown(Properties, stack)));
}

function keysOf(filter) {
  const value = name => filter?.Key.FilterRules.find(rule => rule.Name.toLowerCase() === name)?.Value ?? '';
  return filter ? `${value('prefix')}*${value('suffix')}` : 'all keys';
}

/** An alias is cut from the ARN that its reference yields. */
function qualified(fn, qualifier, stack) {
  if (qualifier === '$LATEST') { return fn; }
  return typeof qualifier === 'string' ? `${fn}:${qualifier}` : nameOf(qualifier, stack);
}

function destinationOf(side, stack) {
  if (!side) { return '-'; }
  const text = JSON.stringify(side.Destination);
  return text.includes(':event-bus/default') ? 'the default event bus' : nameOf(side.Destination, stack);
}

/** What the mapping reads of a cluster, broker or database. */
function insideOf({ Topics, Queues, DocumentDBEventSourceConfig: documents }) {
  return Topics?.[0] ?? Queues?.[0] ?? (documents && [documents.DatabaseName, documents.CollectionName].filter(Boolean).join('.'));
}

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
