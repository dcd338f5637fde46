import { Assignment, UndecidedComparisons } from './conditions';
import { Value } from '../../values/value';

/** How far expressions are followed: into other templates, within their own, or as the name of an export or stack. */
type Reach = 'deployment' | 'template' | 'name';

/** What is assumed while a template is read, and which assumptions mattered. */
export class Assumptions {
  /** The comparisons that the reader came upon and that are not assumed either way. */
  public readonly undecidedComparisons: UndecidedComparisons = new Set();

  private hasDefault = false;
  private text?: string;
  private readonly values = new Map<object, Value>();
  private readonly texts = new Map<object, string | undefined>();

  /**
   * @param assignment which way comparisons of conditions turn out
   * @param withDefaults whether parameters have their defaults
   * @param reach whether expressions are followed into other templates
   * @param origin the reading that this one is a part of
   */
  public constructor(
    public readonly assignment: Assignment,
    public readonly withDefaults: boolean,
    public readonly reach: Reach = 'deployment',
    private readonly origin?: Assumptions,
  ) {}

  /** Equal for equal assumptions. */
  public get key(): string {
    return this.text ??= JSON.stringify([this.withDefaults, ...this.assignment]);
  }

  /** The value of an expression, which is evaluated once: expressions within expressions would take twice as long with each level. */
  public valueOnce(expression: object, evaluate: () => Value): Value {
    return once(this.values, expression, evaluate);
  }

  /** The text of an expression, likewise. */
  public textOnce(expression: object, compose: () => string | undefined): string | undefined {
    return once(this.texts, expression, compose);
  }

  /** Whether the reader came upon a parameter that has a default, whether it is assumed or not. */
  public get usedDefault(): boolean {
    return this.hasDefault;
  }

  public useDefault(): void {
    this.hasDefault = true;
    this.origin?.useDefault();
  }

  /** Adds what mattered to another reading under the same assumptions. */
  public include(other: Assumptions): void {
    other.undecidedComparisons.forEach(comparison => this.undecidedComparisons.add(comparison));
    if (other.usedDefault) { this.useDefault(); }
  }

  /** For a resource of another template. Its conditions are its own, and nothing is assumed about them. */
  public forResourceElsewhere(): Assumptions {
    return new Assumptions(new Map(), this.withDefaults, 'deployment', this);
  }

  /** For an expression of another template, which is not followed into a third one: texts composed of texts would grow without end. */
  public forExpressionElsewhere(): Assumptions {
    return new Assumptions(new Map(), this.withDefaults, 'template', this);
  }

  /** For the name of an export or of a stack, which may have the Region or the name of its own stack in it. */
  public forName(): Assumptions {
    return new Assumptions(this.assignment, this.withDefaults, 'name', this);
  }
}

function once<T>(known: Map<object, T>, expression: object, read: () => T): T {
  if (known.has(expression)) { return known.get(expression)!; }
  const found = read();
  known.set(expression, found);
  return found;
}
