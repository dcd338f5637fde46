import { IConstruct } from 'constructs';
import type { ConstructFacts } from '../model/construct-facts';

/* Facts are kept on the construct around the L1, so that the engine finds them without knowing the sources. */

const FACTS = Symbol.for('cdk-lambda-event-sources.SourceRecord');

export function constructFactsOf(construct: IConstruct | undefined): ConstructFacts | undefined {
  return (construct as { [FACTS]?: ConstructFacts } | undefined)?.[FACTS];
}

export function attachConstructFacts(construct: IConstruct, facts: ConstructFacts): void {
  Object.defineProperty(construct, FACTS, { value: facts });
}
