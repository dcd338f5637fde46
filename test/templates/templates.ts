import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { rules } from '../../src';
import { parseTemplate } from '../../src/cli/input/parse-template';
import { Rule, RULES } from '../../src/rules';

/** The time at which templates are judged, in milliseconds: some rules ask whether a moment is past. */
export const NOW = 1795000000_000;

/** Whether only a construct sees what a rule is about, so that no template can break it. */
export function isSeenByConstructs({ fact: own, when = [], check }: Rule): boolean {
  return [own, ...when.filter(({ present }) => present).map(({ fact }) => fact), 'fact' in check ? check.fact : '']
    .some(fact => fact.startsWith('construct.'));
}

const ROOT = __dirname;

/** A template with what is expected of it: a line for each finding. */
export interface TemplateCase {
  readonly name: string;
  readonly template: { readonly [key: string]: any };
  readonly expected: readonly string[];
}

/** The templates of a folder. What is expected stands beside each in a file of its own; without one nothing is. */
export function templatesIn(folder: 'good' | 'bad'): TemplateCase[] {
  const files = readdirSync(join(ROOT, folder)).sort();
  return files.filter(file => !file.endsWith('.expected')).map(file => {
    const beside = join(ROOT, folder, file.replace(/\.\w+$/, '.expected'));
    return {
      name: file.replace(/\.\w+$/, ''),
      template: parseTemplate(readFileSync(join(ROOT, folder, file), 'utf8'), file).template,
      expected: existsSync(beside) ? readFileSync(beside, 'utf8').trim().split('\n') : [],
    };
  });
}

/**
 * What is found in a template that is deployed to eu-west-1: a line for each finding, as severity, logical id, rule, property and value.
 *
 * The other words of a message are those of its rule, and stand in test/rules/messages.txt.
 */
export function findingsIn(template: TemplateCase['template']): string[] {
  return rules.TemplateChecker.check(template, { region: 'eu-west-1', account: '111122223333' }).findings.map(finding => {
    const { severity, path, ruleId, property } = finding;
    const value = valueIn(finding);
    return `${severity} ${path} [${ruleId}] ${property}${value === undefined ? '' : `: ${value}`}${ASSUMPTIONS.find(([note]) => finding.why.includes(note))?.[1] ?? ''}`;
  });
}

/** What is assumed in a message, and how a line says it. */
const ASSUMPTIONS: readonly (readonly [note: string, shown: string])[] = [
  ['defaults of the template\'s parameters', ' (with the defaults of parameters)'],
  ['conditions of the template meet', ' (where conditions meet)'],
];

/** Checks that have no value: their message says what is so, in words of the rule. */
const WITHOUT_VALUE = ['observed', 'requires', 'excludes', 'not-allowed'];

/** `11 messages` of `BatchSize is 11 messages, but it must be ...`; the place in a filter, and what is there; and what else is wrong. */
function valueIn({ ruleId, statement }: rules.Finding): string | undefined {
  const { kind } = RULES.find(({ id }) => id === ruleId)!.check;
  if (WITHOUT_VALUE.includes(kind)) { return undefined; }
  const [, name, value, also = ''] = /^(.+?) (?:is|has) (.+?)(?:, but .+?)?\.(?: Also wrong: (.+)\.)?$/s.exec(statement)!;
  return `${kind === 'filter' ? `${name} is ${value}` : value}${also === '' ? '' : `; ${also}`}`;
}
