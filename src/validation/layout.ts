/** A finding is read in terminals, mails and tables; more columns than this are in few of them. */
export const WIDTH = 100;

const INDENT = '    ';

/** The namespace of our rules among those of all tools: `EventSources::sqs-batch-size`. */
export const NAMESPACE = 'EventSources';

/** What a finding says, in its parts. */
export interface FindingText {
  readonly ruleId: string;
  readonly severity: string;
  /** Property, value and what is allowed, in one sentence. */
  readonly statement: string;
  readonly why: string;
  readonly fix: string;
  readonly url: string;
  /** File, line and column of the code, where they are known. */
  readonly location?: string;
  /** The other Stages that have the same finding. */
  readonly also?: readonly string[];
}

/**
 * A finding as a block of lines. Whoever shows it writes before it where it is: a construct path, a file with a line.
 *
 * @param width the columns that there are
 */
export function blockOf({ location, also = [], ...text }: FindingText, width: number = WIDTH): string {
  const places = [...location === undefined ? [] : [`at ${location}`], ...also.length === 0 ? [] : [`also in ${also.join(', ')}`]];
  return [
    `${text.severity} ${NAMESPACE}::${text.ruleId}`,
    ...places.length === 0 ? [] : [`${INDENT}${places.join(', ')}`],
    ...reasonLines(text, width),
    ...wrapped(`Fix: ${text.fix}`, width),
    ...wrapped(`See: ${text.url}`, width),
  ].join('\n');
}

/** What is wrong, and why it is: a block without repair and page. */
export function reasonOf(text: FindingText, width: number = WIDTH): string {
  return reasonLines(text, width).join('\n').trimStart();
}

function reasonLines({ statement, why }: FindingText, width: number): string[] {
  return [...wrapped(statement, width), ...wrapped(`Why: ${why}`, width)];
}

function wrapped(text: string, width: number): string[] {
  const [label] = LABEL.exec(text)!;
  return wrap(`${INDENT}${text}`, width, INDENT + ' '.repeat(label.length));
}

/** `Why: `, or nothing. */
const LABEL = /^(?:(?:Why|Fix|See): )?/;

/**
 * Text in lines. Words are never broken: addresses would be none then. Neither is a label left alone.
 *
 * @param hanging what every line but the first begins with
 */
export function wrap(text: string, width: number, hanging: string): string[] {
  const [start] = /^ *(?:\w+: )?[^ ]*/.exec(text)!;
  const lines: string[] = [];
  let line = start;
  for (const word of text.slice(start.length).split(' ').slice(1)) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${hanging}${word}`;
    } else {
      line += ` ${word}`;
    }
  }
  return [...lines, line];
}
