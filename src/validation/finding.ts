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

  /** The whole text, with property, value, what is allowed, the repair and the AWS page. */
  readonly message: string;

  /** The repair alone. */
  readonly fix: string;

  /** The AWS page that the rule rests on. */
  readonly url: string;

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

  /** The whole text, with property, value, what is allowed, the repair and the AWS page. */
  public readonly message: string;

  /** The repair alone. */
  public readonly fix: string;

  /** The AWS page that the rule rests on. */
  public readonly url: string;

  /** The CloudFormation property to look at: `ScalingConfig.MaximumConcurrency`, or `EventSourceArn` if the queue itself is wrong. */
  public readonly property: string;

  /** The path of the construct in the app, or the logical id of the resource in a template. */
  public readonly path: string;

  public constructor(props: FindingProps) {
    this.ruleId = props.ruleId;
    this.severity = props.severity;
    this.message = props.message;
    this.fix = props.fix;
    this.url = props.url;
    this.property = props.property;
    this.path = props.path;
  }

  /** Severity, path and message in one line. */
  public toString(): string {
    return `${this.severity} at ${this.path}: ${this.message}`;
  }
}
