import { Facts } from '../../facts/facts';
import { Assumptions } from '../../readers/template/assumptions';
import { agreesOn, Assignment, comparedValues, isPossible } from '../../readers/template/conditions';
import { Template } from '../../readers/template/template';
import { TemplateResource } from '../../readers/template/template-resource';
import { objectAt } from '../../values/json';
import { asText } from '../../values/text';
import { Finding, FindingSeverity } from '../finding';
import { withoutNamespace } from '../rule-id';
import { UndecidedCheck, undecidedChecks } from '../undecided';
import { validateFacts, ValidationResult } from '../validate';

/** With more comparisons than this in one resource the rest stays unknown: their combinations double with each. */
const MOST_COMPARISONS = 6;

/** A default may be overridden at deployment, so a finding that depends on it may never come true. */
const WITH_DEFAULTS = 'This is with the defaults of the template\'s parameters.';

/** Conditions on different parameters need not occur together: whoever sets the parameters may know the valid combinations. */
const WHERE_CONDITIONS_MEET = 'This is where conditions of the template meet that are about different values.';

/** The facts of a resource that is read under some assumptions. */
export type FactsOf = (resource: TemplateResource) => Facts;

/** The findings of one resource of a template. */
export interface ExplorationResult extends ValidationResult {
  /** Lists the checks that stayed undecided. */
  readonly listUndecided: () => readonly UndecidedCheck[];
}

/** Validates a resource for each way that its conditions can turn out, and then again with the defaults of parameters. */
export function exploreConditions(template: Template, id: string, factsOf: FactsOf, acknowledged: readonly string[]): ExplorationResult {
  const explorer = new Explorer(template, id, factsOf, acknowledged);
  const certain = explorer.explore(new Map(), false);
  const { undecided, listUndecided } = certain;
  const findings = findingsIn(certain.outcomes);
  if (!certain.usedDefault) { return { findings, undecided, listUndecided }; }
  const withDefaults = findingsIn(explorer.explore(new Map(), true).outcomes);
  return { findings: [...findings, ...asWarnings(withDefaults, findings, WITH_DEFAULTS)], undecided, listUndecided };
}

/** The findings for one way that the conditions can turn out. */
interface Outcome {
  readonly assignment: Assignment;
  readonly findings: readonly Finding[];
}

interface Exploration {
  /** The ways in which the resource is deployed. */
  readonly outcomes: readonly Outcome[];
  readonly undecided: number;
  readonly listUndecided: () => readonly UndecidedCheck[];
  readonly usedDefault: boolean;
}

const NOT_DEPLOYED: Exploration = { outcomes: [], undecided: 0, listUndecided: () => [], usedDefault: false };

/** Validates one resource under one assumption after the other. */
class Explorer {
  public constructor(
    private readonly template: Template,
    private readonly id: string,
    private readonly factsOf: FactsOf,
    private readonly acknowledged: readonly string[],
  ) {}

  public explore(assignment: Assignment, withDefaults: boolean): Exploration {
    const assumptions = new Assumptions(assignment, withDefaults);
    const resource = new TemplateResource(this.template, this.id, assumptions, this.template);
    const condition = this.template.resource(this.id)?.Condition;
    const isDeployed = typeof condition === 'string' ? this.template.holds(condition, assumptions) : true;
    if (isDeployed === false) { return { ...NOT_DEPLOYED, usedDefault: assumptions.usedDefault }; }
    resource.values([]);
    // Comparisons of the resource itself are assumed before it is validated, those of related resources once a rule depends on them.
    if (canAssumeMore(assumptions)) { return this.exploreBothWays(assumptions); }
    const facts = this.factsOf(resource);
    const { findings, undecided } = validateFacts(facts, 'template', () => this.acknowledgedRules());
    if (canAssumeMore(assumptions)) { return this.exploreBothWays(assumptions); }
    return { outcomes: [{ assignment, findings }], undecided, listUndecided: () => undecidedChecks(facts), usedDefault: assumptions.usedDefault };
  }

  private exploreBothWays({ undecidedComparisons: [comparison], assignment, withDefaults }: Assumptions): Exploration {
    const explorations = [true, false]
      .map(truth => new Map([...assignment, [comparison, truth]]))
      .filter(way => isPossible(way, this.template.allowed))
      .map(way => this.explore(way, withDefaults));
    const { undecided, listUndecided } = explorations.reduce((most, each) => each.undecided > most.undecided ? each : most, NOT_DEPLOYED);
    return {
      outcomes: explorations.flatMap(({ outcomes }) => outcomes),
      undecided,
      listUndecided,
      usedDefault: explorations.some(({ usedDefault }) => usedDefault),
    };
  }

  /** The rules that are acknowledged for the template or in the metadata of the resource. */
  private acknowledgedRules(): Set<string> {
    const own = objectAt(objectAt(objectAt(this.template.resource(this.id), 'Metadata'), 'EventSources'), 'acknowledge') ?? {};
    const ids = Array.isArray(own) ? own : Object.keys(own);
    return new Set([...this.acknowledged, ...ids].map(rule => withoutNamespace(asText(rule))));
  }
}

function canAssumeMore({ undecidedComparisons, assignment }: Assumptions): boolean {
  return undecidedComparisons.size > 0 && assignment.size < MOST_COMPARISONS;
}

/** The findings of all ways: an error only where one compared value is enough for it. */
function findingsIn(outcomes: readonly Outcome[]): Finding[] {
  const found = outcomes.flatMap(outcome => outcome.findings.map(finding => ({
    finding,
    isSure: finding.severity === FindingSeverity.WARNING || isDecidedByOneValue(finding, outcome, outcomes),
  })));
  const [sure, unsure] = [true, false].map(wanted => found.filter(({ isSure }) => isSure === wanted).map(({ finding }) => finding));
  return distinct([...sure, ...asWarnings(unsure, sure, WHERE_CONDITIONS_MEET)]);
}

/** A comparison that is reached only under another condition counts by itself, because nesting states the combination. */
function isDecidedByOneValue({ ruleId }: Finding, { assignment }: Outcome, outcomes: readonly Outcome[]): boolean {
  const breaks = ({ findings }: Outcome) => findings.some(finding => finding.ruleId === ruleId);
  return outcomes.every(breaks)
    || [...comparedValues(assignment)].some(value => outcomes.filter(other => agreesOn(assignment, other.assignment, value)).every(breaks));
}

/** Turns findings that depend on an assumption into warnings that name it, unless the rule is reported already. */
function asWarnings(findings: readonly Finding[], reported: readonly Finding[], assumption: string): Finding[] {
  const rules = new Set(reported.map(({ ruleId }) => ruleId));
  return findings.filter(({ ruleId }) => !rules.has(ruleId)).map(finding => new Finding({
    ruleId: finding.ruleId,
    severity: FindingSeverity.WARNING,
    statement: finding.statement,
    why: `${finding.why} (${assumption})`,
    fix: finding.fix,
    url: finding.url,
    property: finding.property,
    path: finding.path,
  }));
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map(finding => [finding.toString(), finding])).values()];
}
