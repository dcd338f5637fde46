import type { Linter, Report } from './ask';
import type { Mistake } from './mistakes';
import { UpstreamOutcome } from './upstream';
import { groupsOf, linkTo } from '../../scripts/build/rules-doc';
import { Rule } from '../../src/rules';

const LINTERS: readonly Linter[] = ['aws-cdk-lib', 'cfn-lint', 'cdk-preflight'];

/** A mistake, and the linters that see it. */
export interface Compared {
  readonly mistake: Mistake;
  readonly upstream: UpstreamOutcome;
  readonly seenBy: ReadonlySet<Linter>;
}

/** What is reported of the bad template and not, or less often, of the repaired one. */
export function seenBy(ofBad: readonly Report[], ofRepaired: readonly Report[]): Set<Linter> {
  const before = countsOf(ofRepaired);
  const after = countsOf(ofBad);
  return new Set(ofBad.filter(report => after.get(keyOf(report))! > (before.get(keyOf(report)) ?? 0)).map(({ linter }) => linter));
}

function countsOf(reports: readonly Report[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const report of reports) { counts.set(keyOf(report), (counts.get(keyOf(report)) ?? 0) + 1); }
  return counts;
}

/** Where it is counts, which item of a list it is does not: a repair may have removed another. */
function keyOf({ linter, rule, resource, place }: Report): string {
  return [linter, rule, resource, place.replace(/\d+/g, '[]')].join(' ');
}

/** What the document says beside the mistakes. */
export interface Circumstances {
  /** By name, as the lock files pin them. */
  readonly versions: Readonly<Record<'aws-cdk-lib' | 'cfn-lint' | 'cdk-preflight', string>>;
  /** Rules that only a construct sees: no template breaks them. */
  readonly seenByConstructs: readonly Rule[];
  /** Rules of cdk-preflight about event sources that none of the mistakes breaks. */
  readonly preflightAlone: readonly string[];
}

export function comparisonDocument(compared: readonly Compared[], { versions, seenByConstructs, preflightAlone }: Circumstances): string {
  const rules = [...new Set(compared.map(({ mistake }) => mistake.rule))];
  const byRule = new Map(rules.map(rule => [rule, compared.filter(({ mistake }) => mistake.rule === rule)]));
  const groups = groupsOf(rules);
  const always = (isSo: (compared: Compared) => boolean) => rules.filter(rule => byRule.get(rule)!.every(isSo)).length;
  return [
    '# Who sees which mistake',
    '',
    '<!-- Made by `npm run test:linters -- --update` from test/templates/bad. -->',
    '',
    `${rules.length} mistakes, each of which breaks one rule of [RULES.md](../RULES.md), put before`,
    '',
    `- **L2**: the classes of aws-cdk-lib ${versions['aws-cdk-lib']} themselves, \`SqsEventSource\` and the others`,
    `- **linter**: the template linter that aws-cdk-lib ${versions['aws-cdk-lib']} runs on every synth`,
    `- **cfn-lint** ${versions['cfn-lint']}`,
    `- **cdk-preflight** ${versions['cdk-preflight']}, a pack of rules for that linter`,
    '- **ours**: this library. The mistakes are its own rules, so this column says nothing of what it misses;',
    '  [what others see beside](#what-others-see-beside) does, as far as they know.',
    '',
    '## Method',
    '',
    'Each mistake is taken from a template of `test/templates/bad`. Where a template has several, the others are repaired first. What is',
    'left is repaired as well, with the smallest change that leaves nothing for the rule to find, nor anything new. A linter sees the mistake',
    'if it reports something of the bad template, error or warning, at a place where it reports less of the repaired one: what it has to say',
    'about both does not count, whether it is right or not.',
    '',
    'For L2 both templates are translated, property by property, to what one would write with the classes of aws-cdk-lib. A mistake is seen',
    'if a constructor, `addEventSource` or the synthesis throws, or if a warning is left on a construct. `n/a` are mistakes that cannot be',
    'written with them, because there is no such prop or its type allows no such value; `no class` are sources that aws-cdk-lib lacks.',
    'Values that only the deployment knows stay so: no class can check them.',
    '',
    'Where several templates break a rule, `1 of 2` says in how many it is seen.',
    '',
    '## In short',
    '',
    'How many of the mistakes are seen, in at least one template:',
    '',
    '| | mistakes | L2 | linter | cfn-lint | cdk-preflight | ours |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...groups.map(([title, ofGroup]) => summary(title, ofGroup, byRule)),
    summary('**all**', rules, byRule),
    summary('errors', rules.filter(({ severity }) => severity === 'error'), byRule),
    summary('warnings', rules.filter(({ severity }) => severity === 'warning'), byRule),
    '',
    `Of the ${rules.length}, ${always(({ upstream }) => upstream === 'cannot be written')} cannot be written with the classes of aws-cdk-lib, and for`,
    `${always(({ upstream }) => upstream === 'no class')} it has no class. ${always(each => each.seenBy.size === 0 && each.upstream !== 'seen')} are seen by none of the four.`,
    ...groups.flatMap(([title, ofGroup]) => [
      '',
      `## ${title}`,
      '',
      '| mistake | | L2 | linter | cfn-lint | cdk-preflight | ours |',
      '|---|---|---|---|---|---|---|',
      ...ofGroup.map(rule => row(rule, byRule.get(rule)!)),
    ]),
    '',
    '## What others see beside',
    '',
    ...preflightAlone.length === 0
      ? ['Every rule of cdk-preflight about event sources is broken by a template of `test/templates/bad`. The linters were not searched for more.']
      : ['These rules of cdk-preflight about event sources are broken by no template of `test/templates/bad`:', '', ...preflightAlone.map(rule => `- \`${rule}\``)],
    '',
    '## What no template shows',
    '',
    `${seenByConstructs.length} rules are about what only a construct sees, and are not compared: ${seenByConstructs.map(link).join(', ')}.`,
    '',
  ].join('\n');
}

function summary(title: string, rules: readonly Rule[], byRule: ReadonlyMap<Rule, readonly Compared[]>): string {
  const count = (isSeen: (compared: Compared) => boolean) => rules.filter(rule => byRule.get(rule)!.some(isSeen)).length;
  const cells = [rules.length, count(({ upstream }) => upstream === 'seen'), ...LINTERS.map(linter => count(compared => compared.seenBy.has(linter))), rules.length];
  return `| ${title} | ${cells.join(' | ')} |`;
}

function row(rule: Rule, compared: readonly Compared[]): string {
  const linters = LINTERS.map(linter => cell(compared.map(each => each.seenBy.has(linter))));
  return `| ${link(rule)} | ${rule.severity} | ${[upstreamCell(compared), ...linters, 'yes'].join(' | ')} |`;
}

function upstreamCell(compared: readonly Compared[]): string {
  const written = compared.filter(({ upstream }) => upstream === 'seen' || upstream === 'missed');
  if (written.length > 0) { return cell(written.map(({ upstream }) => upstream === 'seen')); }
  return compared.some(({ upstream }) => upstream === 'cannot be written') ? 'n/a' : 'no class';
}

function cell(seen: readonly boolean[]): string {
  const times = seen.filter(Boolean).length;
  if (times === 0) { return '-'; }
  return times === seen.length ? 'yes' : `${times} of ${seen.length}`;
}

function link(rule: Rule): string {
  return `[${rule.id}](../${linkTo(rule)})`;
}
