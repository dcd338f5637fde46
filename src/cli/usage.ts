import { entryAt } from '../values/json';

/** How to call one command. */
interface Usage {
  readonly call: string;
  /** Its options and the status it ends with. */
  readonly details: string;
}

const NAME = 'cdk-lambda-event-sources';

const USAGES: { readonly [command: string]: Usage } = {
  check: {
    call: 'check <template file | cdk.out folder>... [options]',
    details: `Options of check:
  --format text|json|sarif  how to print what was found (default text)
  --undecided               list the checks that wait for the deployment too, and what for
  --acknowledge <rule id>   leave the findings of a rule out; may be given several times
  --strict                  end with status 1 for warnings too

What a construct or its stack acknowledges is read from cdk.out. What a Stage or the App acknowledges is not in it.

Exit status of check: 0 nothing found or warnings only, 1 errors found, 2 bad input, whatever else was found.
`,
  },
  map: {
    call: 'map <template file | cdk.out folder>... [options]',
    details: `Options of map:
  --format mermaid|html     how to draw the event sources (default mermaid)
  --acknowledge <rule id>   leave the findings of a rule out; may be given several times

Exit status of map: 0, or 2 for bad input.
`,
  },
  rules: {
    call: 'rules [options]',
    details: `Options of rules:
  --format text|json        how to list the rules (default text)
`,
  },
  explain: {
    call: 'explain <rule id>',
    details: `explain prints what a rule asks for, why, and an accepted and a refused example. The id may be pasted from a finding.

Exit status of explain: 0, or 2 if there is no such rule.
`,
  },
};

/** How to call a command, or all of them if there is none of this name. */
export function usageOf(command?: string): string {
  const own = command === undefined ? undefined : entryAt(USAGES, command);
  const usages = own ? [own] : Object.values(USAGES);
  const calls = usages.map(({ call }) => `  ${NAME} ${call}\n`);
  if (usages.length > 1) { calls.push(`  ${NAME} --help, or --help after a command\n`, `  ${NAME} --version\n`); }
  return `Usage:\n${calls.join('')}\n${usages.map(({ details }) => details).join('\n')}`;
}
