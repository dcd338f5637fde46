import { lookOf } from '../../src/cli/formatters';
import { text } from '../../src/cli/formatters/text';
import { LocatedFinding, Report } from '../../src/cli/report';
import { Finding, FindingSeverity } from '../../src/validation/finding';

const FIFO = new Finding({
  ruleId: 'sqs-fifo-batch-size',
  severity: FindingSeverity.ERROR,
  statement: 'BatchSize is 11 messages, but it must be a whole number from 1 to 10 messages.',
  why: 'Lambda reads at most 10 messages at a time from a FIFO queue, which has no batching window to gather more.',
  fix: 'Set BatchSize within that range, or omit it for 10.',
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html',
  property: 'BatchSize',
  path: 'Payments',
});

const REDRIVE = new Finding({
  ruleId: 'sqs-redrive-policy-missing',
  severity: FindingSeverity.WARNING,
  statement: 'RedrivePolicy of the queue Orders is missing.',
  why: 'A message that the function cannot process comes back until its retention ends, and is then lost.',
  fix: 'Give the queue a RedrivePolicy with a maxReceiveCount of at least 5.',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  property: 'EventSourceArn',
  path: 'Orders',
});

const located = (finding: Finding, more: Partial<LocatedFinding> = {}): LocatedFinding =>
  ({ finding, template: 'shop.yaml', resourceType: 'AWS::Lambda::EventSourceMapping', ...more });

const REPORT: Report = {
  checked: { templates: 1, mappings: 2, invokeConfigs: 0, notifications: 0, subscriptions: 0, undecided: 3 },
  findings: [located(FIFO, { line: 12, constructPath: 'Shop/Payments', location: 'lib/payments.ts:43:17' }), located(REDRIVE)],
  unread: [],
  unreadable: [],
};

test('a finding is a block of 80 columns, where the terminal has as many; only addresses are longer', () => {
  expect(text(REPORT, { width: 80 })).toBe(`\
shop.yaml:12 [Payments, Shop/Payments] error EventSources::sqs-fifo-batch-size
    at lib/payments.ts:43:17
    BatchSize is 11 messages, but it must be a whole number from 1 to 10
    messages.
    Why: Lambda reads at most 10 messages at a time from a FIFO queue, which has
         no batching window to gather more.
    Fix: Set BatchSize within that range, or omit it for 10.
    See: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html

shop.yaml [Orders] warning EventSources::sqs-redrive-policy-missing
    RedrivePolicy of the queue Orders is missing.
    Why: A message that the function cannot process comes back until its
         retention ends, and is then lost.
    Fix: Give the queue a RedrivePolicy with a maxReceiveCount of at least 5.
    See: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html

1 error, 1 warning in 2 event source mappings and 0 asynchronous configurations of 1 template
3 checks undecided until deployment`);
});

test('in 120 columns a sentence seldom needs a second line, and a terminal with colours has some', () => {
  const bold = (words: string) => `\u001b[1m${words}\u001b[0m`;
  const dim = (words: string) => `\u001b[2m${words}\u001b[0m`;
  expect(text(REPORT, { width: 120, colour: true })).toBe(`\
${bold('shop.yaml:12 [Payments, Shop/Payments]')} \u001b[31merror\u001b[0m EventSources::sqs-fifo-batch-size
    at lib/payments.ts:43:17
    BatchSize is 11 messages, but it must be a whole number from 1 to 10 messages.
    ${dim('Why:')} Lambda reads at most 10 messages at a time from a FIFO queue, which has no batching window to gather more.
    ${dim('Fix:')} Set BatchSize within that range, or omit it for 10.
    ${dim('See:')} https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html

${bold('shop.yaml [Orders]')} \u001b[33mwarning\u001b[0m EventSources::sqs-redrive-policy-missing
    RedrivePolicy of the queue Orders is missing.
    ${dim('Why:')} A message that the function cannot process comes back until its retention ends, and is then lost.
    ${dim('Fix:')} Give the queue a RedrivePolicy with a maxReceiveCount of at least 5.
    ${dim('See:')} https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html

1 error, 1 warning in 2 event source mappings and 0 asynchronous configurations of 1 template
3 checks undecided until deployment`);
});

test('colours change no letter', () => {
  for (const width of [80, 100, 120]) {
    // eslint-disable-next-line no-control-regex
    expect(text(REPORT, { width, colour: true }).replace(/\u001b\[\d+m/g, '')).toBe(text(REPORT, { width }));
  }
});

describe('the look', () => {
  const stream = (isTTY: boolean, columns: number, hasColors = true) =>
    ({ isTTY, columns, hasColors: () => hasColors }) as unknown as NodeJS.WriteStream;

  test.each([[40, 60], [80, 80], [120, 120], [300, 120]])('of a terminal of %s columns has %s', (columns, width) => {
    expect(lookOf(stream(true, columns))).toEqual({ width, colour: true });
  });

  test('of a terminal without colours has none', () => {
    expect(lookOf(stream(true, 80, false))).toEqual({ width: 80, colour: false });
  });

  test('of a file or a pipe is the usual one', () => {
    expect(lookOf(stream(false, 0))).toEqual({});
    expect(text(REPORT).split('\n').filter(line => line.length > 100)).toEqual([expect.stringContaining('See: https://')]);
  });
});
