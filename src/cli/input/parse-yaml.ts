import * as yaml from 'yaml';
import { InputError } from './input-error';
import { DEEPEST, tooDeep } from './nesting';
import { SourceMap, sourceMapOf } from './source-map';
import { YamlLexer } from './yaml-lexer';
import { yamlPlaces } from './yaml-places';
import { YamlReader } from './yaml-reader';

/** YAML takes a second for about this much, and CloudFormation takes half of it. */
const LARGEST_MEGABYTES = 2;

/** Scalars stay texts, because the parser knows those of YAML 1.2 only. */
const OPTIONS = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false } as const;

/** The document and a scalar are on the stack of the parser as well. */
const STACKED_BESIDE = 2;

/** Of these the value is right, and PyYAML takes it. */
const HARMLESS = /^Comments must be separated/;

/** Where a problem is: an offset, a range, or a token. */
type Place = number | readonly number[] | { readonly offset: number };

/** What the composer keeps to itself: by itself it goes on, and a million mistakes take half a minute. */
interface OpenComposer {
  onError: (at: Place, code: string, problem: string, isWarning?: boolean) => void;
}

/** Reads YAML with the short forms of intrinsic functions as JSON. */
export function parseYaml(text: string, file: string): { readonly value: unknown; readonly lineOf: SourceMap } {
  if (text.length > LARGEST_MEGABYTES * 1024 * 1024) {
    const size = Math.ceil(text.length / 1024 / 1024);
    throw new InputError(file, `has ${size} MB of YAML; more than ${LARGEST_MEGABYTES} MB are not read, because it takes long. CloudFormation takes 1 MB.`);
  }
  const source = new YamlSource(text, file);
  const contents = source.parse();
  const reader = new YamlReader(file, offset => source.lineAt(offset));
  const value = reader.read(contents);
  const resources = yaml.isMap(contents) ? contents.get('Resources', true) : undefined;
  return { value, lineOf: sourceMapOf(yamlPlaces(resources, reader)) };
}

/** The text of a file, and the lines in it. */
class YamlSource {
  private readonly counter = new yaml.LineCounter();

  public constructor(private readonly text: string, private readonly file: string) {}

  public lineAt(offset: number): number {
    return this.counter.linePos(offset).line;
  }

  public parse(): unknown {
    const composer = new yaml.Composer(OPTIONS);
    let refused: InputError | undefined; // The composer turns what is thrown into another problem.
    (composer as unknown as OpenComposer).onError = (at, _, problem, isWarning = false) => {
      if (!isWarning && !HARMLESS.test(problem)) { throw refused ??= this.refusal(at, problem); }
    };
    let contents: unknown;
    let isFirst = true;
    for (const document of composer.compose(this.tokens(), true, this.text.length)) {
      const [problem] = document.errors;
      if (problem) { throw this.refusal(problem.pos, problem.message); }
      if (!isFirst) { throw this.refusal(document.range, 'it has several documents'); }
      ({ contents } = document);
      isFirst = false;
    }
    return contents;
  }

  /** Of a file that is nested deeply nothing gets to the composer, which recurses and may end the process. */
  private* tokens(): Generator<yaml.CST.Token> {
    const parser = new yaml.Parser(this.counter.addNewLine);
    this.counter.addNewLine(0);
    for (const lexeme of new YamlLexer().lex(this.text)) {
      for (const token of parser.next(lexeme)) { yield this.valid(token); }
      if (parser.stack.length > DEEPEST + STACKED_BESIDE) { throw tooDeep(this.file, this.lineAt(parser.offset)); }
    }
    for (const token of parser.end()) { yield this.valid(token); }
  }

  private valid(token: yaml.CST.Token): yaml.CST.Token {
    if (token.type === 'error') { throw this.refusal(token, token.message); }
    return token;
  }

  private refusal(at: Place, problem: string): InputError {
    const offset = typeof at === 'number' ? at : 'offset' in at ? at.offset : at[0];
    return new InputError(this.file, `is no valid YAML: ${problem}.`, this.lineAt(offset));
  }
}
