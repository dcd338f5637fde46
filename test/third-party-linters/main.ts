import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { askLinters, askNag, isAboutEventSources, Linter, preflightRules, Report, Templates } from './ask';
import { Compared, comparisonDocument, seenBy } from './comparison';
import { EXCEPTIONS } from './exceptions';
import { allMistakes } from './mistakes';
import { outcomeOf } from './upstream';
import { RULES } from '../../src/rules';
import { isSeenByConstructs, NOW, templatesIn } from '../templates/templates';

const DOCUMENT = join(__dirname, '..', '..', 'docs', 'reports', 'COMPARISON.md');
const LINTERS: readonly Linter[] = ['aws-cdk-lib', 'cfn-lint', 'cdk-preflight', 'cdk-nag'];
/** What cdk-nag is asked about: resources that this library makes. The functions and queues of the example are its user's. */
const OURS = [
  'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Permission',
  'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::SNS::Subscription', 'AWS::EC2::SecurityGroup',
];

/** main.ts <assembly of the example> [--update] */
async function main([assembly, flag]: readonly string[]): Promise<string[]> {
  const example = exampleIn(assembly);
  const good: Templates = Object.fromEntries(templatesIn('good').map(({ name, template }) => [name, template]));
  const { mistakes, unrepaired } = allMistakes();
  const both = Object.fromEntries(mistakes.flatMap(({ bad, repaired }, i) => [[`bad ${i}`, bad], [`repaired ${i}`, repaired]]));

  const asked = Promise.all([askLinters({ ...example, ...good, ...both }), askNag(example), preflightRules()]);
  const upstream = mistakes.map(outcomeOf); // while the linters run
  const [linted, nagged, ofPreflight] = await asked;
  const byTemplate = new Map<string, Report[]>();
  for (const report of linted) { byTemplate.set(report.template, [...byTemplate.get(report.template) ?? [], report]); }

  const compared: Compared[] = mistakes.map((mistake, i) => ({
    mistake,
    upstream: upstream[i],
    seenBy: seenBy(byTemplate.get(`bad ${i}`) ?? [], byTemplate.get(`repaired ${i}`) ?? []),
  }));
  const relevant = Object.keys({ ...example, ...good }).flatMap(name => byTemplate.get(name) ?? []).filter(counts);
  const ofOurs = nagged.filter(({ template, resource }) => OURS.includes(example[template].Resources[resource]?.Type));
  const reports = [...relevant, ...ofOurs];
  printTable(reports, compared, Object.keys(example).length, Object.keys(good).length);

  const broken = new Set(linted.filter(({ template }) => template.startsWith('bad ')).map(({ rule }) => rule));
  const text = comparisonDocument(compared, {
    versions: versions(),
    seenByConstructs: RULES.filter(isSeenByConstructs),
    preflightAlone: ofPreflight.filter(rule => !broken.has(rule)),
  });
  if (flag === '--update') { writeFileSync(DOCUMENT, text); }
  return [
    ...reports.filter(report => !isExpected(report))
      .map(({ linter, template, resource, rule, message }) => `${linter} reports ${rule} of ${template} ${resource}: ${message}`),
    ...unused(reports),
    ...unrepaired.map(mistake => `No small change repairs ${mistake}: it cannot be compared. See test/third-party-linters/edits.ts.`),
    ...existsSync(DOCUMENT) && readFileSync(DOCUMENT, 'utf8') === text
      ? []
      : ['docs/reports/COMPARISON.md is out of date. Write it with `npm run test:linters -- --update`.'],
  ];
}

function exampleIn(assembly: string): Templates {
  const suffix = '.template.json';
  const files = readdirSync(assembly).filter(file => file.endsWith(suffix));
  if (files.length === 0) { throw new Error(`${assembly} has no templates`); }
  return Object.fromEntries(files.map(file => [file.slice(0, -suffix.length), JSON.parse(readFileSync(join(assembly, file), 'utf8'))]));
}

/** Errors of any resource, and whatever cdk-preflight has to say of event sources. */
function counts({ severity, rule }: Report): boolean {
  return severity === 'error' || isAboutEventSources(rule);
}

function isExpected(report: Report): boolean {
  return EXCEPTIONS.some(({ linter, rule, at }) => linter === report.linter && rule === report.rule && at.includes(`${report.template} ${report.resource}`));
}

function unused(reports: readonly Report[]): string[] {
  return EXCEPTIONS.flatMap(({ linter, rule, at }) => at
    .filter(place => !reports.some(report => report.linter === linter && report.rule === rule && place === `${report.template} ${report.resource}`))
    .map(place => `The exception of ${linter} ${rule} at ${place} is not needed any more.`));
}

function versions(): { 'aws-cdk-lib': string; 'cfn-lint': string; 'cdk-preflight': string } {
  const { dependencies } = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'));
  const [, cfnLint] = /^cfn-lint==(.*)$/m.exec(readFileSync(join(__dirname, 'requirements.txt'), 'utf8'))!;
  return { 'aws-cdk-lib': dependencies['aws-cdk-lib'], 'cfn-lint': cfnLint, 'cdk-preflight': dependencies['cdk-preflight'] };
}

function printTable(reports: readonly Report[], compared: readonly Compared[], ofExample: number, good: number): void {
  const rows = LINTERS.map(linter => {
    const own = reports.filter(report => report.linter === linter);
    const seen = new Set(compared.filter(each => each.seenBy.has(linter)).map(({ mistake }) => mistake.rule)).size;
    const isNag = linter === 'cdk-nag';
    return [linter, isNag ? ofExample : ofExample + good, own.filter(isExpected).length, own.filter(report => !isExpected(report)).length, isNag ? '-' : seen];
  });
  const bySource = new Set(compared.filter(({ upstream }) => upstream === 'seen').map(({ mistake }) => mistake.rule)).size;
  const all = new Set(compared.map(({ mistake }) => mistake.rule)).size;
  const table = [
    ['LINTER', 'TEMPLATES', 'EXCEPTIONS', 'UNEXPECTED', `OF ${all} MISTAKES`],
    ...rows,
    ['classes of aws-cdk-lib', '-', '-', '-', bySource],
    ['this library', ofExample + good, '-', '-', all],
  ];
  const widths = table[0].map((_, column) => Math.max(...table.map(row => String(row[column]).length)));
  for (const row of table) { console.log(row.map((value, column) => String(value).padEnd(widths[column])).join('  ').trimEnd()); }
}

process.env.CDK_VALIDATION = 'false'; // the classes of aws-cdk-lib are measured without its linter, which has a column of its own
Date.now = () => NOW;
void main(process.argv.slice(2)).then(problems => {
  if (problems.length > 0) { console.error(`\n${problems.join('\n')}`); }
  process.exitCode = problems.length > 0 ? 1 : 0;
});
