import { visible } from './escape';
import { constructPathOf, ReadTemplate } from './input/template-file';
import { WaitingChecks } from './report';
import { UndecidedCheck } from '../validation/undecided';
import { memberAt, objectAt } from '../values/json';
import { splitPath } from '../values/path';
import { asText, cut, wholeText } from '../values/text';
import { UNKNOWN } from '../values/value';

const LONGEST_EXPRESSION = 80;
/** So many rules are named; the number of more says that something else is to be looked at. */
const MOST_NAMED = 3;

/** The undecided checks of a template, those of a resource together that wait for the same. */
export function waitingIn(template: ReadTemplate, undecided: ReadonlyMap<string, readonly UndecidedCheck[]>): WaitingChecks[] {
  return [...undecided].flatMap(([logicalId, checks]) => {
    const groups = new Map<string, UndecidedCheck[]>();
    for (const check of checks) {
      const key = JSON.stringify([check.property, check.of]);
      const group = groups.get(key);
      if (group) { group.push(check); } else { groups.set(key, [check]); }
    }
    return [...groups.values()].map(group => grouped(template, logicalId, group));
  });
}

function grouped(read: ReadTemplate, logicalId: string, checks: readonly UndecidedCheck[]): WaitingChecks {
  const { file, template: { Resources: resources }, lineOf } = read;
  const [{ property, of }] = checks;
  return {
    template: file,
    logicalId,
    constructPath: constructPathOf(read, logicalId),
    resourceType: asText(objectAt(resources, logicalId)?.Type),
    line: lineOf(logicalId, of === undefined ? property : undefined),
    property,
    of,
    value: property === undefined ? undefined : sourceOf(objectAt(resources, of ?? logicalId), property),
    ruleIds: checks.map(({ ruleId }) => ruleId),
  };
}

/** What a template has for a property, or for the beginning of its path. */
function sourceOf(resource: unknown, property: string): unknown {
  let value: unknown;
  let within = memberAt(resource, 'Properties');
  for (const segment of splitPath(property)) {
    within = segment === '[]' && Array.isArray(within) && within.length === 1 ? within[0] as unknown : memberAt(within, segment);
    if (within === undefined) { break; }
    value = within;
  }
  return value;
}

/** Lines about undecided checks: one for what the checks of a resource wait for, and one for what all of a template wait for. */
export function waitingLines(undecided: readonly WaitingChecks[]): string[] {
  const isOfAll = ({ property }: WaitingChecks) => property?.startsWith('AWS::') ?? false;
  const ofAll = new Map<string, WaitingChecks[]>();
  for (const waiting of undecided.filter(isOfAll)) {
    const key = JSON.stringify([waiting.template, waiting.property]);
    const others = ofAll.get(key);
    if (others) { others.push(waiting); } else { ofAll.set(key, [waiting]); }
  }
  return [
    ...undecided.filter(waiting => !isOfAll(waiting)).map(waiting => {
      const { template, line, logicalId } = waiting;
      return lineAbout(`${template}${line === undefined ? '' : `:${line}`} [${logicalId}]`, waiting, waiting.ruleIds);
    }),
    ...[...ofAll.values()].map(all => lineAbout(`${all[0].template}:`, all[0], all.flatMap(({ ruleIds }) => ruleIds))),
  ];
}

function lineAbout(place: string, waiting: WaitingChecks, ruleIds: readonly string[]): string {
  const named = [...new Set(ruleIds)];
  const rules = named.length > MOST_NAMED ? '' : ` (${named.join(', ')})`;
  return visible(`${place} ${ruleIds.length} ${ruleIds.length > 1 ? 'checks wait' : 'check waits'} for ${awaited(waiting)}${rules}`);
}

function awaited({ property, of, value }: WaitingChecks): string {
  if (property === undefined) { return 'other resources that only the deployment knows'; }
  const name = `${property}${of === undefined ? '' : ` of ${of}`}${value === undefined ? '' : `: ${expression(value)}`}`;
  // What is written in full is known, so it can only be a name of something else.
  const isWritten = typeof value === 'string' && wholeText(value) !== UNKNOWN;
  return isWritten ? `the resource behind ${name}, which no template has` : `${name}, which only the deployment knows`;
}

/** A value as YAML has it within a line. */
function expression(value: unknown): string {
  return cut(inFlow(value, LONGEST_EXPRESSION), LONGEST_EXPRESSION);
}

/** @param room so much is shown; a template may have any amount of text */
function inFlow(value: unknown, room: number): string {
  if (typeof value !== 'object' || value === null) { return (value === null ? 'null' : asText(value)).slice(0, room + 1); }
  const [opening, closing] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'];
  let text = opening;
  for (const [key, member] of Object.entries(value)) {
    if (text.length > room) { break; }
    text += `${text === opening ? '' : ', '}${Array.isArray(value) ? '' : `${key}: `}${inFlow(member, room - text.length)}`;
  }
  return text + closing;
}
