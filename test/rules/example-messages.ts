import { join } from 'path';
import { ExampleFacts } from './example-facts';
import { SourceKind } from '../../src/aws/source-kinds';
import { Rule } from '../../src/rules';
import { evaluate } from '../../src/validation/evaluate';
import { describe as wordsOf, Spelling } from '../../src/validation/message';

/** The wording of all rules, written by `npx projen rules:messages` and by nothing else. */
export const MESSAGES_FILE = join(__dirname, 'messages.txt');

/** The sources that the examples of a rule are about: what is right in a record of one is wrong in that of another. */
export function exampleSources(rule: Rule): readonly SourceKind[] {
  if (rule.check.kind === 'filter') { return [(rule.example.invalid['example.Source'] ?? 'sqs') as SourceKind]; }
  const hasFilters = [rule.example.valid, rule.example.invalid].some(facts => 'FilterCriteria.Filters' in facts);
  return hasFilters ? rule.sources.filter(kind => kind.startsWith('sqs')) : rule.sources;
}

/** The message of a rule for its invalid example; undefined where the example does not violate it. */
export function exampleMessage(rule: Rule, spelling: Spelling): ReturnType<typeof wordsOf> | undefined {
  const facts = new ExampleFacts(exampleSources(rule)[0], rule.example.invalid);
  const [violation] = evaluate(facts, [rule]).violations;
  return violation && wordsOf(violation, facts, spelling);
}

function textOf(description: ReturnType<typeof exampleMessage>): string | undefined {
  return description && `${description.statement} ${description.why} ${description.fix}`;
}

/** The messages of a rule as messages.txt has them: for a construct, and below it for a template, if the words differ. Id and page are omitted. */
export function messagesOf(rule: Rule): string {
  const spelled = (['prop', 'template'] as const).map(spelling =>
    textOf(exampleMessage(rule, spelling)));
  return [rule.id, ...new Set(spelled)].join('\n  ');
}
