import { IConstruct } from 'constructs';

interface KnowsFifo extends IConstruct {
  readonly fifo?: boolean;
}

/** The queue or topic of a destination that is FIFO: an import may know it where the token of its ARN does not tell. */
export function knownFifoOf(destination: object): IConstruct | undefined {
  const { queue, topic, resource } = destination as { readonly [name in 'queue' | 'topic' | 'resource']?: KnowsFifo };
  return [queue, topic, resource].find(each => each?.fifo === true);
}
