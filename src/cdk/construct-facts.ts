import { IConstruct } from 'constructs';
import type { ConstructFacts as Facts, RecordFact } from '../model/construct-facts';

/** Facts are kept on the construct around the L1, so that the validation finds them without knowing the sources. */
const FACTS = Symbol.for('cdk-lambda-event-sources.ConstructFacts');

export type ConstructFacts = Facts;

/** Attaches facts to constructs and finds them again, as `Dependable` of constructs does with dependencies. */
export const ConstructFacts = {
  /** The facts of a construct; undefined for constructs that this library did not create. */
  of(construct: IConstruct | undefined): ConstructFacts | undefined {
    return (construct as { [FACTS]?: ConstructFacts } | undefined)?.[FACTS];
  },

  attach(construct: IConstruct, facts: ConstructFacts): void {
    Object.defineProperty(construct, FACTS, { value: facts });
  },
};

/** Facts that are recorded while the app is built. */
export class FactRecorder implements ConstructFacts {
  public readonly invoked: ConstructFacts['invoked'];
  public readonly kinds: ConstructFacts['kinds'];
  public readonly notifications: ConstructFacts['notifications'];
  private readonly details = new Map<string, () => string | undefined>();

  /** @param known what is known of the construct from the start */
  public constructor(known: Pick<ConstructFacts, 'invoked' | 'kinds' | 'notifications'> = {}) {
    this.invoked = known.invoked;
    this.kinds = known.kinds;
    this.notifications = known.notifications;
  }

  /** Records a fact. The first detail of a fact stays. */
  public readonly addFact: RecordFact = (name, detail) => {
    if (!this.details.has(name)) { this.details.set(name, () => detail); }
  };

  /** Records a fact that may have several details. */
  public readonly addDetail: RecordFact = (name, detail) => {
    const before = this.fact(name);
    this.details.set(name, () => before === undefined ? detail : `${before}; ${detail}`);
  };

  /** Records a fact whose detail is known, or known to be absent, once the app is complete. */
  public addLateFact(name: string, detail: () => string | undefined): void {
    this.details.set(name, detail);
  }

  public fact(name: string): string | undefined {
    return this.details.get(name)?.();
  }

  public factNames(): readonly string[] {
    return [...this.details.keys()];
  }
}
