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

/** The errors that the synthesis throws, one by one and without what the CDK puts around them. */
export function errorsOf(scope: IConstruct): string[] {
  try {
    (scope.node.root as App).synth({ force: true });
    return [];
  } catch (e) {
    const { message } = e as Error;
    const lines = message.split('\n');
    if (!lines[0].includes('Validation failed')) { throw e; }
    return lines.slice(1).map(line => line.trim());
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
    .filter(({ type, data }) => type === 'aws:cdk:warning' && /\[EventSources::|^\[[a-z0-9-]+\]/.test(String(data)))
    .map(({ data }) => String(data));
}

/** `[Shop/Fulfil/...] [sqs-batch-size] batchSize is ...` names the rule after the path. */
function idIn(text: string): string {
  return /\[([a-z0-9-]+)\] /.exec(text)?.[1] ?? text;
}
