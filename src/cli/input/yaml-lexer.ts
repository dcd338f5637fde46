import * as yaml from 'yaml';

type Step = Generator<string, string | null>;

/** What the lexer keeps to itself. The tests of this file notice when an update changes it. */
interface OpenLexer {
  flowLevel: number;
  indentNext: number;
  lex(text: string): Generator<string>;
  charAt(offset: number): string | undefined;
  parseFlowCollection(): Step;
  parseQuotedScalar(): Step;
}

const Lexer = yaml.Lexer as unknown as new () => OpenLexer;

/** Any character that begins a text. */
const LETTER = 'a';

/**
 * Splits YAML as PyYAML does, which the AWS CLI, cfn-lint and SAM read templates with.
 *
 * Between brackets and between quotes no indentation counts, and a dash before a comma or a bracket is a text. YAML 1.2 forbids both.
 */
export class YamlLexer extends Lexer {
  public override* parseFlowCollection(): Step {
    return yield* this.unindented(super.parseFlowCollection());
  }

  public override* parseQuotedScalar(): Step {
    return yield* this.unindented(super.parseQuotedScalar());
  }

  /** The lexer asks for a character only to recognise indicators: of a text it takes a slice. */
  public override charAt(offset: number): string | undefined {
    const character = super.charAt(offset);
    return character === '-' && this.flowLevel > 0 && /^[,[\]{}]$/.test(super.charAt(offset + 1) ?? '') ? LETTER : character;
  }

  private* unindented(step: Step): Step {
    const { indentNext } = this;
    this.indentNext = 0;
    const next = yield* step;
    this.indentNext = indentNext;
    return next;
  }
}
