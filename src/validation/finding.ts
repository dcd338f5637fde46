import { blockOf } from './layout';

/** How much a finding matters. */
export enum FindingSeverity {
  /** AWS refuses it, or it can never work. Fails the synthesis. */
  ERROR = 'error',
  /** It deploys, and probably does not do what was meant. */
  WARNING = 'warning',
}

/** The parts of a finding. */
export interface FindingProps {
  /** The rule that was broken. */
  readonly ruleId: string;

  /** How much it matters. */
  readonly severity: FindingSeverity;

  /**
   * File, line and column of the code that made the resource: `lib/orders.ts:43:17`.
   *
   * @default - not known: aws-cdk-lib notes it from version 2.258 on, for code in JavaScript and TypeScript
   */
  readonly location?: string;

  /** What is wrong, in one sentence: property, value, and what is allowed. */
  readonly statement: string;

  /** Why AWS does not allow it, or what goes wrong, in one sentence. */
  readonly why: string;

  /** The AWS page that the rule rests on. */
  readonly url: string;

  /** The repair. */
  readonly fix: string;

  /** The CloudFormation property to look at: `ScalingConfig.MaximumConcurrency`, or `EventSourceArn` if the queue itself is wrong. */
  readonly property: string;

  /** The path of the construct in the app, or the logical id of the resource in a template. */
  readonly path: string;
}

/** A mistake, or a doubt, in one event source mapping or another validated resource. */
export class Finding {
  /** The rule that was broken: the id to acknowledge it by. */
  public readonly ruleId: string;

  /** How much it matters. */
  public readonly severity: FindingSeverity;

  /**
   * File, line and column of the code that made the resource: `lib/orders.ts:43:17`.
   *
   * @default - not known: aws-cdk-lib notes it from version 2.258 on, for code in JavaScript and TypeScript
   */
  public readonly location?: string;

  /** What is wrong, in one sentence: property, value, and what is allowed. */
  public readonly statement: string;

  /** Why AWS does not allow it, or what goes wrong, in one sentence. */
  public readonly why: string;

  /** The AWS page that the rule rests on. */
  public readonly url: string;

  /** The repair. */
  public readonly fix: string;

  /** The CloudFormation property to look at: `ScalingConfig.MaximumConcurrency`, or `EventSourceArn` if the queue itself is wrong. */
  public readonly property: string;

  /** The path of the construct in the app, or the logical id of the resource in a template. */
  public readonly path: string;

  public constructor(props: FindingProps) {
    this.ruleId = props.ruleId;
    this.severity = props.severity;
    this.statement = props.statement;
    this.why = props.why;
    this.fix = props.fix;
    this.url = props.url;
    this.property = props.property;
    this.path = props.path;
    this.location = props.location;
  }

  /**
   * The whole text, as a block of lines of at most 100 columns: severity and id, location, statement, reason, repair and AWS page.
   *
   * The path is not in it, because whoever shows a finding writes it before.
   */
  public get message(): string {
    return blockOf(this);
  }

  /** The path, and the whole text. */
  public toString(): string {
    return `[${this.path}] ${this.message}`;
  }
}
