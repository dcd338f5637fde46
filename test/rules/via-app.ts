import { App, Stack, Validations } from 'aws-cdk-lib';
import { AppCase } from './cases';
import { Reported } from './via-template';
import { rules } from '../../src';
import { errorsOf, warningsOf } from '../model/shop';

const ENVIRONMENT = { region: 'eu-west-1', account: '111122223333' };

/** All reports of an app that a rule builds itself. */
export function reportedForApp(build: AppCase, acknowledged: string[] = []): Reported[] {
  const stack = stackWith(build);
  acknowledged.forEach(id => Validations.of(stack.node.root).acknowledge({ id: `EventSources::${id}`, reason: 'known' }));
  return [...thrownBy(stack).map(error => `error ${idIn(error)}`), ...warningsOf(stack.node.root).map(warning => `warning ${idIn(warning)}`)];
}

/** All reports of the checker for the templates of such an app. */
export function reportedForTemplatesOf(build: AppCase, acknowledged: string[] = []): Reported[] {
  const { stacks } = (stackWith(build).node.root as App).synth({ skipValidation: true });
  return stacks.flatMap(({ template }) => {
    const Resources = Object.fromEntries(Object.entries<object>(template.Resources).map(([id, resource]) =>
      [id, { ...resource, Metadata: { EventSources: { acknowledge: acknowledged } } }]));
    return rules.TemplateChecker.check({ ...template, Resources }, ENVIRONMENT).findings.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
  });
}

function stackWith(build: AppCase): Stack {
  const stack = new Stack(new App(), 'Shop', { env: ENVIRONMENT });
  build(stack);
  return stack;
}

/** Stacks that wait for each other end the synthesis before any validation. */
function thrownBy(stack: Stack): string[] {
  try {
    return errorsOf(stack);
  } catch (error) {
    const { message } = error as Error;
    if (message.includes('EventSources::s3-stacks-wait-for-each-other')) { return [message]; }
    // Acknowledged, it is the CDK that refuses them, in its own words.
    if (message.includes('cyclic reference')) { return []; }
    throw error;
  }
}

export function idIn(text: string): string {
  return /EventSources::([a-z0-9-]+)/.exec(text)?.[1] ?? /\[([a-z0-9-]+)\] /.exec(text)?.[1] ?? text;
}
