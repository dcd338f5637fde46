import { App, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export { newFunction as functionIn } from '../builders';

/** An app with one stack, or the stack of one that is given. */
export function stackOf(scope: Construct = new App(), id = 'Shop', props: StackProps = {}): Stack {
  return new Stack(scope, id, props);
}

/** A queue about which there is nothing to say: with a dead-letter queue and time enough. */
export function queueIn(scope: Construct, id = 'Orders', props: sqs.QueueProps = {}): sqs.Queue {
  const failed = new sqs.Queue(scope, `${id}Failed`, { fifo: props.fifo });
  return new sqs.Queue(scope, id, {
    visibilityTimeout: Duration.minutes(10),
    deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    ...props,
  });
}

/** What a failing synthesis tells of one finding, on one line. */
interface Entry {
  /** Undefined for an error of others. */
  readonly severity?: string;
  readonly text: string;
}

/** The list that a failing synthesis throws: `[Shop/Fulfil/...] [sqs-batch-size] batchSize is ... Why: ... Fix: ... See: ...` */
export function entriesIn(message: string): Entry[] {
  return message.split(/\n {2}(?=\[)/).slice(1).map(entry => {
    const [, path, severity, id, rest] = /^\[([^\n]*?)\] (error|warning) EventSources::([a-z0-9-]+)(.*)$/s.exec(entry) ?? [];
    const text = rest?.replace(/\n\n {2}\d+ errors? and .*$/, '').replace(/^\n {4}(at|also in) [^\n]*/, '');
    return { severity, text: (id === undefined ? entry : `[${path}] [${id}]${text}`).replace(/\s+/g, ' ').trim() };
  });
}

/** The errors that the synthesis throws, one by one and without what the CDK puts around them. */
export function errorsOf(scope: IConstruct): string[] {
  try {
    (scope.node.root as App).synth({ force: true });
    return [];
  } catch (e) {
    const { message } = e as Error;
    if (!message.includes('Validation failed')) { throw e; }
    return entriesIn(message).filter(({ severity }) => severity !== 'warning').map(({ text }) => text);
  }
}

/** The ids of the rules that the errors name, in alphabetical order. */
export function errorIdsOf(scope: IConstruct): string[] {
  return errorsOf(scope).map(idIn).sort();
}

/** The ids of our warnings on a construct and all below it, in alphabetical order. */
export function warningIdsOf(scope: IConstruct): string[] {
  return warningsOf(scope).map(idIn).sort();
}

export function warningsOf(scope: IConstruct): string[] {
  return scope.node.findAll().flatMap(construct => construct.node.metadata)
    .filter(({ type, data }) => type === 'aws:cdk:warning' && /EventSources::/.test(String(data)))
    .map(({ data }) => String(data));
}

/** `[Shop/Fulfil/...] [sqs-batch-size] batchSize is ...` names the rule after the path. */
function idIn(text: string): string {
  return /EventSources::([a-z0-9-]+)/.exec(text)?.[1] ?? /\[([a-z0-9-]+)\] /.exec(text)?.[1] ?? text;
}
