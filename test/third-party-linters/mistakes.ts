import { isDeepStrictEqual } from 'util';
import { Edit, editsBeyond, editsNearby, Template } from './edits';
import { rules } from '../../src';
import { Rule, RULES } from '../../src/rules';
import { templatesIn } from '../templates/templates';

/** A rule that a bad template breaks, alone as far as that goes, and what the template is without the mistake. */
export interface Mistake {
  readonly rule: Rule;
  /** The name of the bad template. */
  readonly template: string;
  readonly bad: Template;
  readonly repaired: Template;
}

/** How many ways of making a mistake good by way of another one are followed. */
const MOST_DETOURS = 20;

/** A rule that a resource breaks, by its logical id. */
export interface Broken {
  readonly ruleId: string;
  readonly path: string;
}

/** Every mistake of the bad templates. What cannot be repaired on its own is in `unrepaired`. */
export function allMistakes(): { readonly mistakes: readonly Mistake[]; readonly unrepaired: readonly string[] } {
  const mistakes: Mistake[] = [];
  const unrepaired: string[] = [];
  for (const { name, template } of templatesIn('bad')) {
    for (const broken of brokenIn(template)) {
      const rule = ruleOf(broken);
      const bad = isolate(template, broken);
      const repaired = repair(bad, broken);
      if (repaired) { mistakes.push({ rule, template: name, bad, repaired }); } else { unrepaired.push(`${name}: ${broken.ruleId} of ${broken.path}`); }
    }
  }
  return { mistakes, unrepaired };
}

/** The template with this mistake left, and of the others as few as can be. */
export function isolate(template: Template, kept: Broken): Template {
  return brokenIn(template)
    .filter(other => !isDeepStrictEqual(other, kept))
    .reduce((left, other) => has(brokenIn(left), other) ? repair(left, other, kept) ?? left : left, template);
}

/** The template after the first edit that repairs the one mistake, leaves the other one and makes no new one. */
export function repair(template: Template, broken: Broken, kept?: Broken, isDetour = false): Template | undefined {
  const before = brokenIn(template);
  const isGone = (after: readonly Broken[]) => !has(after, broken) && (!kept || has(after, kept));
  const isRepaired = (after: readonly Broken[]) => isGone(after) && after.every(each => has(before, each));
  const halfway: Template[] = [];
  const nearby = firstThat(editsNearby(template, ruleOf(broken), broken.path), template, edited => {
    const after = brokenIn(edited);
    if (isGone(after) && !isRepaired(after)) { halfway.push(edited); }
    return isRepaired(after);
  });
  if (nearby || isDetour) { return nearby; }
  // What repairs it makes another mistake, which is repaired in turn.
  for (const edited of halfway.slice(0, MOST_DETOURS)) {
    const left = brokenIn(edited).filter(each => !has(before, each))
      .reduce<Template | undefined>((at, other) => at && (has(brokenIn(at), other) ? repair(at, other, kept, true) : at), edited);
    if (left && isRepaired(brokenIn(left))) { return left; }
  }
  return firstThat(editsBeyond(template, ruleOf(broken), broken.path), template, edited => isRepaired(brokenIn(edited)));
}

function firstThat(edits: Iterable<Edit>, template: Template, isWanted: (edited: Template) => boolean): Template | undefined {
  for (const edit of edits) {
    const edited = structuredClone(template);
    edit(edited);
    if (isWanted(edited)) { return edited; }
  }
  return undefined;
}

function ruleOf({ ruleId }: Broken): Rule {
  return RULES.find(({ id }) => id === ruleId)!;
}

function has(all: readonly Broken[], one: Broken): boolean {
  return all.some(({ ruleId, path }) => ruleId === one.ruleId && path === one.path);
}

function brokenIn(template: Template): Broken[] {
  const { findings } = rules.TemplateChecker.check(template, { region: 'eu-west-1', account: '111122223333' });
  return [...new Map(findings.map(({ ruleId, path }) => [`${ruleId} ${path}`, { ruleId, path }])).values()];
}
