import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** How a construct of the CDK says that its queue or topic is FIFO: an L2 or import, a `CfnQueue` or a `CfnTopic`. */
interface MaybeFifo {
  readonly fifo?: unknown;
  readonly fifoQueue?: unknown;
  readonly fifoTopic?: unknown;
}

/**
 * Whether a queue or topic is known to be FIFO. An import answers false when it does not know.
 *
 * @param arn its ARN, for imports by an ARN of tokens that still ends in a name
 */
export function isKnownFifo(resource: object, arn = ''): boolean {
  const { fifo, fifoQueue, fifoTopic } = resource as MaybeFifo;
  return fifo === true || fifoQueue === true || fifoTopic === true || arn.endsWith('.fifo');
}

/** The queue or topic of a destination, if it is known to be FIFO. L1s are left to the validation, which reads them when the app is complete. */
export function knownFifoOf(destination: object): IConstruct | undefined {
  const { queue, topic, resource } = destination as { readonly [name in 'queue' | 'topic' | 'resource']?: IConstruct };
  return [queue, topic, resource].find(each => each && !CfnResource.isCfnResource(each) && isKnownFifo(each));
}
