import { Condition, Group } from './ast';
import { checkDynamoDb } from './check-dynamodb';
import { FilterIssue, issue } from './issue';
import { asksPresence, existsOnObject, isNumeric, isUnknown, numberOnText, Verdict } from './verdict';
import { RecordKey, RecordShape, recordShape, sourcesWithKey } from '../aws/record-shapes';
import { SourceKind } from '../aws/source-kinds';
import { entryAt } from '../values/json';
import { hasPlaceholder } from '../values/text';

/** Checks the meaning of well-formed patterns: against the records of the source, and against each other. */
export function checkMeaning(filters: ReadonlyArray<{ pattern: Group; root: string }>, source?: SourceKind, streamViewType?: string): FilterIssue[] {
  const shape = source && recordShape(source);
  const inner = innerNames(filters.flatMap(({ pattern }) => conditionsOf(pattern)));
  return filters.flatMap(({ pattern, root }) => {
    const verdicts = new Map(conditionsOf(pattern).map(condition => [condition, checkCondition(condition, shape, streamViewType, inner)]));
    const issues = [...verdicts.values()].flatMap(verdict => verdict.issues ?? []);
    const never = [...new Map([...verdicts.values()].flatMap(verdict => verdict.never ? [[verdict.never.path, verdict.never]] : [])).values()];
    if (isNever(pattern, verdicts)) {
      issues.push(...never);
    } else {
      never.forEach(found => issues.push(issue('filter-dead-alternative', found.path, found.received, found.expected)));
    }
    if (isAlways(pattern, verdicts)) {
      issues.push(issue('filter-always-matches', root, 'true for every record', 'a filter excludes some record'));
    }
    return issues;
  });
}

function conditionsOf(group: Group): Condition[] {
  return group.flatMap(item => item.kind === 'condition' ? [item] : item.groups.flatMap(conditionsOf));
}

function isNever(group: Group, verdicts: ReadonlyMap<Condition, Verdict>): boolean {
  return group.some(item => item.kind === 'condition' ? verdicts.get(item)!.never !== undefined : item.groups.every(inner => isNever(inner, verdicts)));
}

function isAlways(group: Group, verdicts: ReadonlyMap<Condition, Verdict>): boolean {
  return group.every(item => item.kind === 'condition' ? verdicts.get(item)!.always : item.groups.some(inner => isAlways(inner, verdicts)));
}

/** Names that have fields below them in some condition, so that they hold objects. */
function innerNames(conditions: readonly Condition[]): Set<string> {
  const names = new Set<string>();
  for (const { name } of conditions) {
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      names.add(name.slice(0, dot));
    }
  }
  return names;
}

function checkCondition(condition: Condition, shape?: RecordShape, streamViewType?: string, inner?: ReadonlySet<string>): Verdict {
  const { tests, name, path } = condition;
  if (tests.some(asksPresence) && tests.some(test => test.op === 'exists') && tests.some(test => test.op === 'absent')) { return { always: true }; }
  if (inner?.has(name) && tests.some(asksPresence)) { return { issues: [existsOnObject(path)] }; }
  if (!shape || hasPlaceholder(path) || tests.some(isUnknown)) { return {}; }

  const steps = name.split('.');
  const key = entryAt(shape.keys, steps[0]);
  if (!key) { return unknownKey(condition, steps[0], shape); }
  const doubts = key.support === 'doubtful'
    ? [issue('filter-metadata-key', path, `on ${steps[0]}`, `only the key ${shape.payload} is documented for this source`)]
    : [];
  const verdict = key.holds === 'payload'
    ? checkPayload(condition, steps, shape, streamViewType)
    : checkMetadata(condition, steps, key);
  return { ...verdict, issues: [...doubts, ...verdict.issues ?? []] };
}

function unknownKey({ tests, path }: Condition, key: string, shape: RecordShape): Verdict {
  if (tests.some(test => test.op === 'absent')) { return { always: true }; }
  const variant = Object.keys(shape.keys).find(known => known.toLowerCase() === key.toLowerCase());
  const owners = sourcesWithKey(key);
  const id = !variant && owners.length > 0 ? 'filter-foreign-key' : 'filter-unknown-key';
  const whose = owners.length > 0 ? ` (it is one of ${owners.join(' and ')})` : '';
  const fix = `Use ${JSON.stringify(variant ?? shape.payload)}${key === 'Records' || key === 'kinesis' ? ': a pattern starts at the record of the poller, not at the event of the function' : ''}.`;
  return { never: issue(id, path, `on the key ${JSON.stringify(key)}${whose}`, `the records of this source have ${Object.keys(shape.keys).join(', ')}`, fix) };
}

function checkPayload(condition: Condition, steps: readonly string[], shape: RecordShape, streamViewType: string | undefined): Verdict {
  const { tests, path } = condition;
  if (shape.text === 'none') { return checkDynamoDb(condition, steps, streamViewType); }
  if (steps.length > 1) { return {}; }
  if (shape.text === 'refused') {
    const asText = tests.some(test => !asksPresence(test));
    return { issues: [asText ? issue('filter-kinesis-data-text', path, 'an array of values', 'the pattern of the data is an object') : existsOnObject(path)] };
  }
  const onlyNumbers = tests.every(isNumeric);
  return onlyNumbers ? { issues: [issue('filter-text-payload', path, 'compared with numbers, true, false or null', `${shape.payload} is text here`)] } : {};
}

function checkMetadata({ tests, path }: Condition, steps: readonly string[], key: RecordKey): Verdict {
  if (key.holds === 'object' && steps.length === 1 && tests.some(asksPresence)) { return { issues: [existsOnObject(path)] }; }
  const textInside = steps[0] === 'attributes' && steps.length === 2;
  if ((key.holds === 'text' || textInside) && tests.some(isNumeric)) {
    return { issues: [numberOnText(path)] };
  }
  if (steps.length > 1) { return {}; }
  if (key.always && tests.every(test => test.op === 'absent')) {
    return { never: issue('filter-never-matches', path, 'asked to be absent', 'every record has it') };
  }
  if (key.values && tests.every(test => test.op === 'text' && !key.values!.includes(test.text))) {
    const given = tests.map(test => JSON.stringify((test as { text: string }).text)).join(' or ');
    return { never: issue('filter-never-matches', path, given, `the values are ${key.values.join(', ')}`) };
  }
  const covered = key.values?.every(value => tests.some(test => test.op === 'text' && test.text === value));
  return { always: covered || key.always && tests.some(test => test.op === 'exists') };
}
