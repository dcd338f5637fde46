import { Rule as RuleData, RULES } from '../rules';
import { FindingSeverity } from './finding';
import { ownId } from './rule-id';
import { propertiesOf } from './rule-properties';
import { inGeneral } from './rule-text';

/** The parts of a rule. */
export interface RuleProps {
  /** The id to acknowledge it by. */
  readonly id: string;

  /** Its subject, in a few words. */
  readonly title: string;

  /** How much a violation matters. */
  readonly severity: FindingSeverity;

  /** Why it exists: `refused`, `never-works`, `risky` or `disputed`. */
  readonly because: string;

  /** The CloudFormation property of the validated resource to look at. Where sources name it differently, that of the first source. */
  readonly property: string;

  /** The event sources that it holds for, or `asynchronous`. */
  readonly sources: string[];

  /** Why AWS has it, as a clause. */
  readonly why: string;

  /** The repair. */
  readonly fix: string;

  /** The AWS page that it rests on. */
  readonly url: string;

  /** The day on which somebody last read that page, as yyyy-mm-dd. */
  readonly checkedOn: string;

  /**
   * What the service was recorded to answer.
   *
   * @default - no recording: the rule rests on the page alone
   */
  readonly recorded?: string;
}

/** A rule of AWS that this library knows. */
export class Rule {
  /** The id to acknowledge it by. */
  public readonly id: string;

  /** Its subject, in a few words. */
  public readonly title: string;

  /** How much a violation matters. */
  public readonly severity: FindingSeverity;

  /** Why it exists: `refused`, `never-works`, `risky` or `disputed`. */
  public readonly because: string;

  /** The CloudFormation property of the validated resource to look at. Where sources name it differently, that of the first source. */
  public readonly property: string;

  /** The event sources that it holds for, or `asynchronous`. */
  public readonly sources: string[];

  /** Why AWS has it, as a clause. */
  public readonly why: string;

  /** The repair. */
  public readonly fix: string;

  /** The AWS page that it rests on. */
  public readonly url: string;

  /** The day on which somebody last read that page, as yyyy-mm-dd. */
  public readonly checkedOn: string;

  /**
   * What the service was recorded to answer.
   *
   * @default - no recording: the rule rests on the page alone
   */
  public readonly recorded?: string;

  public constructor(props: RuleProps) {
    this.id = props.id;
    this.title = props.title;
    this.severity = props.severity;
    this.because = props.because;
    this.property = props.property;
    this.sources = props.sources;
    this.why = props.why;
    this.fix = props.fix;
    this.url = props.url;
    this.checkedOn = props.checkedOn;
    this.recorded = props.recorded;
  }
}

/** All rules that this library knows. */
export class RuleCatalogue {
  /** Every rule, in the order of the documentation. */
  public static all(): Rule[] {
    return RULES.map(publicRule);
  }

  /**
   * The rule with an id.
   *
   * @param id with or without the namespace, `EventSources::sqs-batch-size` or `sqs-batch-size`
   * @returns undefined if there is none
   */
  public static find(id: string): Rule | undefined {
    const wanted = ownId(id);
    const found = RULES.find(rule => rule.id === wanted);
    return found && publicRule(found);
  }

  private constructor() {}
}

function publicRule(rule: RuleData): Rule {
  return new Rule({
    id: rule.id,
    title: rule.title,
    severity: rule.severity === 'error' ? FindingSeverity.ERROR : FindingSeverity.WARNING,
    because: rule.because,
    property: propertiesOf(rule)[0],
    sources: [...rule.sources],
    why: inGeneral(rule.why),
    fix: inGeneral(rule.fix),
    url: rule.source.url,
    checkedOn: rule.source.checkedOn,
    recorded: rule.source.recorded,
  });
}
