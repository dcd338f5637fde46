import { CfnResource } from 'aws-cdk-lib';
import { viewArn } from './arn';
import { L1Resource } from './l1-resource';
import { MappingRecord } from './mapping-record';
import { UNKNOWN, View } from './view';
import { ALL_SOURCES, SourceKind, SQS } from '../limits';

const EVENT_SOURCE_ARN = ['EventSourceArn'];

/** What a mapping polls. */
export interface SourceBehind {
  /** The queue, where it belongs to the app. */
  readonly queue?: L1Resource;
  readonly kinds: readonly SourceKind[];
  /** Tells the source from every other; undefined where it is known only at deployment. */
  readonly identity?: string;
  readonly service: View;
  readonly region: View;
}

export function sourceBehind(mapping: L1Resource, record: MappingRecord | undefined, resourceOf: (l1: CfnResource) => L1Resource): SourceBehind {
  const target = mapping.follow(EVENT_SOURCE_ARN);
  if (target?.cfnResourceType === 'AWS::SQS::Queue') {
    const queue = resourceOf(target);
    const fifo = isFifo(queue);
    return {
      queue,
      kinds: fifo === UNKNOWN ? SQS : [fifo ? 'sqs-fifo' : 'sqs'],
      identity: target.node.path,
      service: 'sqs',
      region: queue.region,
    };
  }
  const arn = viewArn(mapping.raw(EVENT_SOURCE_ARN));
  const written = mapping.view(EVENT_SOURCE_ARN);
  return {
    kinds: arn?.service === 'sqs' ? kindsOfQueueArn(arn.resource, record) : record?.kinds ?? ALL_SOURCES,
    identity: typeof written === 'string' ? written : undefined,
    service: arn?.service ?? UNKNOWN,
    region: arn?.region ?? UNKNOWN,
  };
}

function kindsOfQueueArn(name: View, record: MappingRecord | undefined): readonly SourceKind[] {
  return typeof name === 'string' ? [name.endsWith('.fifo') ? 'sqs-fifo' : 'sqs'] : record?.kinds ?? SQS;
}

/** Whether a queue is FIFO: what the resource says, and nothing of what it is called, which SQS would refuse when they disagree. */
function isFifo(queue: L1Resource): boolean | typeof UNKNOWN {
  const fifo = queue.view(['FifoQueue']);
  return fifo === UNKNOWN ? UNKNOWN : fifo === true || fifo === 'true';
}

/** Whether the dead-letter queue of a queue is FIFO, where either the resource or its whole ARN is known. */
export function deadLetterQueueIsFifo(queue: L1Resource): View {
  const path = ['RedrivePolicy', 'deadLetterTargetArn'];
  const target = queue.follow(path);
  if (target?.cfnResourceType === 'AWS::SQS::Queue') { return isFifo(new L1Resource(target)); }
  const name = viewArn(queue.raw(path))?.resource;
  return typeof name === 'string' ? name.endsWith('.fifo') : UNKNOWN;
}
