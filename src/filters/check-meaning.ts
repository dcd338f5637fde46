import { Condition, Group } from './ast';
import { checkDynamoDb } from './check-dynamodb';
import { FilterIssue, issue } from './issue';
import { asksPresence, existsOnObject, isNumeric, isUnknown, numberOnText, Verdict } from './verdict';
import { DYNAMODB_KEYS, PAYLOADS, RecordKey, RecordShape, recordShape, sourcesWithKey } from '../aws/record-shapes';
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
    const never = neverOf(verdicts);
    if (isNever(pattern, verdicts)) {
      issues.push(...never);
    } else {
      never.forEach(found => issues.push(issue('filter-dead-alternative', found.path, found.received, found.expected, found.fix)));
    }
    if (isAlways(pattern, verdicts)) {
      issues.push(issue('filter-always-matches', root, 'true for every record', 'a filter excludes some record'));
    }
    return issues;
  });
}

/** The keys that no record has, of a pattern that is refused for something else: both are to be mended at once. */
export function checkKeys(pattern: Group, source?: SourceKind): FilterIssue[] {
  const shape = source && recordShape(source);
  if (!shape) { return []; }
  // A condition is read only in part where its value is what is refused.
  const ofKey = (condition: Condition): Verdict => {
    const [key] = condition.name.split('.');
    return hasPlaceholder(condition.path) || entryAt(shape.keys, key) ? {} : unknownKey(condition, key, shape);
  };
  const verdicts = new Map(conditionsOf(pattern).map(condition => [condition, ofKey(condition)]));
  return isNever(pattern, verdicts) ? neverOf(verdicts) : [];
}

function conditionsOf(group: Group): Condition[] {
  return group.flatMap(item => item.kind === 'condition' ? [item] : item.groups.flatMap(conditionsOf));
}

/** Why conditions are never satisfied: once for each place. */
function neverOf(verdicts: ReadonlyMap<Condition, Verdict>): FilterIssue[] {
  return [...new Map([...verdicts.values()].flatMap(({ never }) => never ? [[never.path, never] as const] : [])).values()];
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

function unknownKey(condition: Condition, key: string, shape: RecordShape): Verdict {
  if (condition.tests.some(test => test.op === 'absent')) { return { always: true }; }
  const path = placeOfKey(condition, key);
  const variant = Object.keys(shape.keys).find(known => known.toLowerCase() === key.toLowerCase());
  const owners = variant ? [] : sourcesWithKey(key);
  return {
    never: owners.length > 0
      ? issue('filter-foreign-key', path, 'no key of the records', `one of ${owners.join(', ')}`, repairOfKey(condition, key, shape))
      : issue('filter-unknown-key', path, 'no key of the records', undefined, variant ? `Did you mean ${variant}?` : repairOfKey(condition, key, shape)),
  };
}

/** A field below a key is missing because the key is: the key is the place. */
function placeOfKey({ path, name }: Condition, key: string): string {
  return path.endsWith(`.${name}`) ? `${path.slice(0, path.length - name.length)}${key}` : path;
}

/** Where the field belongs in the records of the source, written out. */
function repairOfKey({ name }: Condition, key: string, { payload, keys }: RecordShape): string {
  if (key === 'Records' || key === 'kinesis') {
    return `Use ${JSON.stringify(payload)}: a pattern starts at the record of the poller, not at the event of the function.`;
  }
  // AWS is not of one mind about the others.
  const others = Object.keys(keys).filter(known => known !== payload && keys[known].support === 'documented');
  const alternative = others.length === 0 ? '' : ` Other keys are ${others.join(', ')}.`;
  const written = (steps: readonly string[]) => steps.reduceRight((inner, step) => `{${JSON.stringify(step)}:${inner}}`, '[...]');
  const steps = name.split('.');
  const [, ...below] = steps;
  if (payload === 'dynamodb') {
    const inside = entryAt(DYNAMODB_KEYS, key) ? steps : ['NewImage', ...PAYLOADS.has(key) && below.length > 0 ? below : steps, 'S'];
    return `Put it under dynamodb: ${written([payload, ...inside])}.${alternative}`;
  }
  return `Put it under ${payload}: ${written([payload, ...PAYLOADS.has(key) ? below : steps])}.${alternative}`;
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
