import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';
import { TemplateChecker } from '../../src/validation';

/**
 * Measures the time that a mapping takes to check, and the memory that stays in use. Checking is linear: the time of a mapping must not
 * grow with the number of them.
 *
 *     npx ts-node -T -P tsconfig.dev.json scripts/bench/bench-check.ts
 */
const MOST_MICROSECONDS = 100;
const MOST_MEGABYTES = 100;
const MAPPINGS_FOR_HEAP = 10_000;

/** A template as SAM and the CDK make them: queue, function and mapping, of a template's worth of shapes. */
function templateOf(mappings: number): { [key: string]: any } {
  const resources: { [id: string]: unknown } = { Failed: { Type: 'AWS::SQS::Queue', Properties: {} } };
  for (let i = 0; i < mappings; i++) {
    resources[`Queue${i}`] = {
      Type: 'AWS::SQS::Queue',
      Properties: { VisibilityTimeout: 360, RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Failed', 'Arn'] }, maxReceiveCount: 5 } },
    };
    resources[`Function${i}`] = {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 60, Code: { ZipFile: '' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    };
    resources[`Mapping${i}`] = {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': [`Queue${i}`, 'Arn'] },
        FunctionName: i % 2 === 0 ? { Ref: `Function${i}` } : { 'Fn::Join': ['', [{ Ref: `Function${i}` }]] },
        BatchSize: i % 3 === 0 ? { Ref: 'BatchSize' } : 10,
        MaximumBatchingWindowInSeconds: i % 4 === 0 ? { 'Fn::If': ['Busy', 5, { Ref: 'AWS::NoValue' }] } : 5,
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    };
  }
  return {
    Parameters: { BatchSize: { Type: 'Number', Default: 10 }, Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { Busy: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: resources,
  };
}

/** In the time of the processor: what else the machine does meanwhile does not count. */
function microsecondsPerMapping(templates: readonly { [key: string]: any }[], rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    const mappings = templates.reduce((sum, template) => sum + TemplateChecker.check(template).mappings, 0);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / mappings;
  });
  return Math.min(...times);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

function megabytesFor(mappings: number): number {
  const templates = Array.from({ length: Math.ceil(mappings / 240) }, () => templateOf(240));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const results = templates.map(template => TemplateChecker.check(template));
  collectGarbage();
  const grown = (process.memoryUsage().heapUsed - before) / 1024 / 1024;
  return results.length > 0 ? grown : 0;
}

const failures: string[] = [];

function report(what: string, value: number, most: number, unit: string): void {
  const isFine = value <= most;
  console.log(`${isFine ? 'ok  ' : 'MISS'} ${what}: ${value.toFixed(1)} ${unit} (goal: ${most})`);
  if (!isFine) { failures.push(what); }
}

const warmUp = templateOf(240);
for (let i = 0; i < 20; i++) { TemplateChecker.check(warmUp); }
for (const mappings of [10, 100, 240]) {
  const template = templateOf(mappings);
  report(`${mappings} mappings in one template, each`, microsecondsPerMapping([template], Math.ceil(2400 / mappings)), MOST_MICROSECONDS, 'microseconds');
}
for (const count of [1, 10, 40]) {
  const templates = Array.from({ length: count }, () => templateOf(240));
  report(`${count} templates of 240 mappings, each mapping`, microsecondsPerMapping(templates, 3), MOST_MICROSECONDS, 'microseconds');
}
report(`heap left by ${MAPPINGS_FOR_HEAP} mappings`, megabytesFor(MAPPINGS_FOR_HEAP), MOST_MEGABYTES, 'MB');
process.exitCode = failures.length > 0 ? 1 : 0;
