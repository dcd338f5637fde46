import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { CompiledPackage, Run } from '../compiled-package';

jest.setTimeout(60_000);

const WRONG = { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders.fifo', BatchSize: 11 };
const WARNED = { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' };
const RIGHT = { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', BatchSize: 10 };
const WRONG_STATEMENT = 'BatchSize is 11 messages, but it must be a whole number from 1 to 10 messages.';
const WRONG_WHY = 'Lambda reads at most 10 messages at a time from a FIFO queue, which has no batching window to gather more.';

let compiled: CompiledPackage;
let folder: string;

beforeAll(() => { compiled = new CompiledPackage(); });
afterAll(() => compiled.remove());
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cli-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | object): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  return name;
}

function template(properties: object, id = 'Mapping'): object {
  return { Resources: { [id]: { Type: 'AWS::Lambda::EventSourceMapping', Properties: properties } } };
}

function run(...args: string[]): Run {
  const answer = compiled.run(args, folder);
  expect(answer.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m); // no stack trace, whatever happens
  return answer;
}

describe('check as text', () => {
  test('an error is told with file, line, path and message, and ends with status 1', () => {
    const { status, stdout, stderr } = run('check', write('wrong.json', template(WRONG)));
    expect(stdout).toMatch(/\n\d+ checks undecided until deployment\n$/);
    expect(stdout.replace(/\d+ checks.*\n$/, '')).toBe([
      'wrong.json:8 [Mapping] error EventSources::sqs-fifo-batch-size',
      `    ${WRONG_STATEMENT}`,
      '    Why: Lambda reads at most 10 messages at a time from a FIFO queue, which has no batching window',
      '         to gather more.',
      '    Fix: Set BatchSize within that range, or omit it for 10.',
      '    See: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html',
      '',
      '1 error, 0 warnings in 1 event source mapping and 0 asynchronous configurations of 1 template',
      '',
    ].join('\n'));
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });

  test('a clean template ends with status 0', () => {
    const { status, stdout } = run('check', write('right.json', template(RIGHT)));
    expect(stdout).toMatch(/^0 errors, 0 warnings in 1 event source mapping and 0 asynchronous configurations of 1 template\n\d+ checks undecided until deployment\n$/);
    expect(status).toBe(0);
  });

  test('warnings end with status 0, and with 1 where --strict asks', () => {
    const file = write('warned.json', template(WARNED));
    expect(run('check', file)).toMatchObject({ status: 0, stdout: expect.stringContaining('warned.json:8 [Mapping] warning EventSources::filter-encryption-without-filters\n') });
    expect(run('check', file, '--strict').status).toBe(1);
    expect(run('check', '--strict', write('right.json', template(RIGHT))).status).toBe(0);
  });

  test('acknowledged rules are left out, with and without their namespace', () => {
    const file = write('wrong.json', template({ ...WRONG, StartingPosition: 'LATEST' }));
    const one = run('check', file, '--acknowledge', 'sqs-fifo-batch-size');
    expect(one.stdout).not.toContain('sqs-fifo-batch-size');
    expect(one.stdout).toContain('starting-position-unsupported');
    expect(one.status).toBe(1);
    expect(run('check', file, '--acknowledge', 'EventSources::sqs-fifo-batch-size', '--acknowledge=starting-position-unsupported').status).toBe(0);
  });

  test('a rule to acknowledge that does not exist is told, and the rest goes on', () => {
    const file = write('wrong.json', template(WRONG));
    expect(run('check', file, '--acknowledge', 'sqs-fifo-batchsize')).toMatchObject({
      status: 1, stdout: expect.stringContaining('sqs-fifo-batch-size'), stderr: expect.stringMatching(/^--acknowledge sqs-fifo-batchsize: is no rule\. Did you mean sqs-fifo-batch/),
    });
    expect(run('check', file, '--acknowledge', 'EventSources::sqs-fifo-batch-size').stderr).toBe('');
  });

  test('a resource is found in JSON that begins on the line of its braces', () => {
    const { Resources: { Mapping } } = template(WRONG) as { Resources: { Mapping: object } };
    expect(run('check', write('dense.json', `{"Resources":{"A":{"Type":"X"},\n"Mapping":${JSON.stringify(Mapping)}}}`)).stdout).toContain('dense.json:2 [Mapping] error EventSources::');
  });

  test('several files are judged, each finding with its own', () => {
    const { stdout, status } = run('check', write('a.json', template(WRONG, 'First')), write('b/right.json', template(RIGHT)), write('b/c.json', template(WRONG, 'Second')));
    expect(stdout).toContain('a.json:8 [First] error EventSources::');
    expect(stdout).toContain('b/c.json:8 [Second] error EventSources::');
    expect(stdout).toContain('2 errors, 0 warnings in 3 event source mappings and 0 asynchronous configurations of 3 templates\n');
    expect(status).toBe(1);
  });

  test('a line of another section with the name of the resource is passed over', () => {
    const file = write('named.yaml', 'Conditions:\n  Mapping: !Equals [a, a]\nResources:\n  Mapping:\n    Type: AWS::Lambda::EventSourceMapping\n'
      + '    Properties: { FunctionName: f, EventSourceArn: "arn:aws:sqs:eu-west-1:111122223333:a.fifo", BatchSize: 11 }\n');
    expect(run('check', file).stdout).toContain('named.yaml:6 [Mapping] error EventSources::');
  });

  test('untranslated SAM functions are told, never silently clean', () => {
    const { stdout, status } = run('check', write('sam.yaml', 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Fulfil:\n    Type: AWS::Serverless::Function\n'
      + '    Properties:\n      Events:\n        Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, BatchSize: 11 } }\n'));
    expect(stdout).toContain('not read: sam.yaml: Fulfil: its SQS event Orders is a mapping only after the AWS::Serverless transform');
    expect(stdout).toContain('1 check undecided until deployment');
    expect(status).toBe(0);
  });
});

test('notifications and subscriptions are counted where there are some', () => {
  const Resources = {
    Uploads: {
      Type: 'AWS::S3::Bucket',
      Properties: { NotificationConfiguration: { LambdaConfigurations: [1, 2].map(n => ({ Event: 's3:ObjectCreated:*', Function: `arn:aws:lambda:eu-west-1:111122223333:function:f${n}` })) } },
    },
    News: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'lambda', TopicArn: 'arn:aws:sns:eu-west-1:111122223333:news.fifo', Endpoint: 'arn:aws:lambda:eu-west-1:111122223333:function:f' } },
  };
  const { stdout, status } = run('check', write('pushed.json', JSON.stringify({ Resources })));
  expect(stdout).toMatch(/pushed\.json:1 \[Uploads\] error EventSources::s3-overlapping-notifications\n/);
  expect(stdout).toContain('2 errors, 0 warnings in 0 event source mappings, 2 notifications, 1 subscription and 0 asynchronous configurations of 1 template\n');
  expect(status).toBe(1);
});

describe('check as JSON', () => {
  test('one object with what was checked and what was found', () => {
    const { stdout, status } = run('check', write('wrong.json', template(WRONG)), '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      checked: { templates: 1, mappings: 1, invokeConfigs: 0, notifications: 0, subscriptions: 0, undecided: expect.any(Number) },
      findings: [{
        ruleId: 'sqs-fifo-batch-size',
        severity: 'error',
        message: `${WRONG_STATEMENT} ${WRONG_WHY}`,
        fix: 'Set BatchSize within that range, or omit it for 10.',
        url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html',
        template: 'wrong.json',
        logicalId: 'Mapping',
        resourceType: 'AWS::Lambda::EventSourceMapping',
        property: 'BatchSize',
      }],
    });
    expect(status).toBe(1);
  });

  test('what was not judged is told beside it', () => {
    const { stdout, stderr } = run('check', write('loop.json', { Resources: { 'Fn::ForEach::A': [] } }), '--format=json');
    expect(JSON.parse(stdout).checked.undecided).toBe(1);
    expect(stderr).toBe('not read: loop.json: Fn::ForEach::A: its resources exist only after the transform\n');
  });
});

describe('check as SARIF 2.1.0', () => {
  const LEVELS = ['none', 'note', 'warning', 'error'];

  function sarifOf(...args: string[]): any {
    return JSON.parse(run('check', '--format', 'sarif', ...args).stdout);
  }

  /** What the specification demands of the parts that are used here. */
  function expectSarif(log: any): void {
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toMatch(/^https:\/\/.*sarif-2\.1\.0\.json$/);
    expect(Object.keys(log).sort()).toEqual(['$schema', 'runs', 'version']);
    for (const { tool: { driver }, invocations, results, ...rest } of log.runs) {
      expect(rest).toEqual({});
      expect(driver.name).toBe('cdk-lambda-event-sources');
      expect(() => new URL(driver.informationUri)).not.toThrow();
      const ids = driver.rules.map(({ id }: { id: string }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const rule of driver.rules) {
        expect([rule.shortDescription.text, rule.fullDescription.text]).not.toContain('');
        expect(rule.help.text).not.toBe('');
        expect(() => new URL(rule.helpUri)).not.toThrow();
        expect(LEVELS).toContain(rule.defaultConfiguration.level);
      }
      for (const invocation of invocations) {
        expect(typeof invocation.executionSuccessful).toBe('boolean');
        invocation.toolExecutionNotifications.forEach((told: any) => expect([LEVELS.includes(told.level), typeof told.message.text]).toEqual([true, 'string']));
      }
      for (const result of results) {
        expect(ids[result.ruleIndex]).toBe(result.ruleId);
        expect(LEVELS).toContain(result.level);
        expect(typeof result.message.text).toBe('string');
        for (const { physicalLocation, logicalLocations } of result.locations) {
          expect(physicalLocation.artifactLocation.uri).toMatch(/^(file:\/\/)?[\w./%~-]+$/); // a URI, or relative to the working directory
          if (physicalLocation.region) { expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1); }
          logicalLocations.forEach((location: any) => expect(location).toEqual({ name: expect.any(String), kind: expect.any(String) }));
        }
      }
    }
  }

  test('findings with rule, level, place', () => {
    const log = sarifOf(write('my templates/wrong.json', template(WRONG)), write('again.json', template(WRONG)), write('warned.json', template(WARNED)));
    expectSarif(log);
    const [{ results, tool, invocations }] = log.runs;
    expect(results.map(({ ruleId, level }: any) => [ruleId, level])).toEqual([
      ['sqs-fifo-batch-size', 'error'], ['sqs-fifo-batch-size', 'error'], ['filter-encryption-without-filters', 'warning'],
    ]);
    expect(tool.driver.rules).toHaveLength(2);
    expect(results[0].locations[0]).toEqual({
      physicalLocation: { artifactLocation: { uri: 'my%20templates/wrong.json' }, region: { startLine: 8 } },
      logicalLocations: [{ name: 'Mapping', kind: 'resource' }],
    });
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  });

  test('a file that is named by its whole path has its URI', () => {
    const log = sarifOf(join(folder, write('which#one?.json', template(WRONG))));
    expectSarif(log);
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(`file://${folder}/which%23one%3F.json`);
  });

  test('no findings', () => {
    const log = sarifOf(write('right.json', template(RIGHT)));
    expectSarif(log);
    expect(log.runs[0].results).toEqual([]);
  });

  test('a template on one line has its findings on that line', () => {
    const log = sarifOf(write('flat.json', JSON.stringify(template(WRONG))));
    expectSarif(log);
    expect(log.runs[0].results[0].locations[0].physicalLocation.region?.startLine).toBe(1);
  });

  test('bad input and what was not judged are notifications', () => {
    const log = sarifOf(write('loop.json', { Resources: { 'Fn::ForEach::A': [] } }), 'missing.json');
    expectSarif(log);
    expect(log.runs[0].invocations[0]).toEqual({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: 'missing.json: does not exist.' } },
        { level: 'note', message: { text: 'not read: loop.json: Fn::ForEach::A: its resources exist only after the transform' } },
      ],
    });
  });
});

describe('bad input ends with status 2 and names the file', () => {
  const deepYaml = Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  test.each<[string, string | Buffer, RegExp]>([
    ['empty', '', /^bad: is empty\.\n$/],
    ['only white space', ' \n\n', /^bad: is empty\.\n$/],
    ['text', 'hello', /^bad: is no CloudFormation template: it is a string, and a template is an object with Resources\.\n$/],
    ['a list', '- a', /^bad: is no CloudFormation template: it is a list,/],
    ['null', 'null', /^bad: is no CloudFormation template: it is empty,/],
    ['an object without Resources', '{"AWSTemplateFormatVersion":"2010-09-09"}', /^bad: is no CloudFormation template: it has no object of Resources\.\n$/],
    ['Resources that are a list', 'Resources: []', /^bad: is no CloudFormation template: it has no object of Resources\.\n$/],
    ['truncated JSON', '{\n  "Resources": {\n    "A": {', /^bad:3: is no valid JSON: .+\.\n$/],
    ['JSON with a comma too many', '{\n  "Resources": {},\n}', /^bad:3: is no valid JSON: .+\.\n$/],
    ['broken YAML', 'Resources:\n  A:\n   B: [1\n', /^bad:\d: is no valid YAML: .+\.\n$/],
    ['YAML with a tab', 'Resources:\n\tA: 1\n', /^bad:2: is no valid YAML: .+\.\n$/],
    ['binary', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]), /^bad: is no text\. Give a CloudFormation template as JSON or YAML\.\n$/],
    ['JSON nested 1,000 deep', `{"Resources":{"A":${'['.repeat(1000)}${']'.repeat(1000)}}}`, /^bad:1: is nested more than 500 levels deep, which no template needs\.\n$/],
    ['YAML nested 1,000 deep', `Resources:\n${deepYaml.replace(/^/gm, ' ')}`, /^bad:502: is nested more than 500 levels deep, which no template needs\.\n$/],
    ['YAML lists nested 1,000 deep', `Resources:\n  A:\n  ${'- '.repeat(1000)}a`, /^bad:3: is nested more than 500 levels deep/],
    ['YAML in flow style nested 1,000 deep', `Resources: ${'{a: '.repeat(1000)}${'}'.repeat(1000)}`, /^bad:1: is nested more than 500 levels deep/],
    ['YAML that repeats repetitions', `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join()}]`).join('\n')}\nResources: {}`, /^bad:6: repeats more than 1 MB by aliases, up to \*e\. CloudFormation takes 1 MB, and no aliases\.\n$/],
    ['3 MB of YAML', `Resources:\n${'  # much to say\n'.repeat(180_000)}`, /^bad: has 3 MB of YAML; more than 2 MB are not read, because it takes long\. CloudFormation takes 1 MB\.\n$/],
    ['1 MB of YAML that is truncated', `Resources:\n  A:\n    Properties:\n${Array.from({ length: 40_000 }, (__, i) => `      a${i}: vvvvvvvvv`).join('\n')}\n  B: [1,`, /^bad:\d+: is no valid YAML: .+\.\n$/],
    ['21 MB', `{"Resources":{}}${' '.repeat(21 * 1024 * 1024)}`, /^bad: has 22 MB; more than 20 MB are not read\. CloudFormation takes 1 MB\.\n$/],
  ])('%s', (_, content, expected) => {
    writeFileSync(join(folder, 'bad'), content);
    const { status, stderr, milliseconds } = run('check', 'bad');
    expect(stderr).toMatch(expected);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
    expect(milliseconds).toBeLessThan(3000); // of the processor, which a busy machine slows down as well
  });

  test('a file that does not exist', () => {
    expect(run('check', 'nowhere.json')).toMatchObject({ status: 2, stderr: 'nowhere.json: does not exist.\n' });
  });

  test('a folder that is no output of the CDK', () => {
    mkdirSync(join(folder, 'plain'));
    expect(run('check', 'plain')).toMatchObject({
      status: 2, stderr: 'plain: is a folder without manifest.json, so it is no output of the CDK. Give a template file or a cdk.out folder.\n',
    });
  });

  test('wins over errors that were found, which are told all the same', () => {
    const { status, stdout, stderr } = run('check', write('first.json', template(WRONG)), 'nowhere.json', write('bad.json', '{'), write('last.json', template(WRONG)));
    expect(stdout).toContain('first.json:8 [Mapping] error EventSources::');
    expect(stdout).toContain('last.json:8 [Mapping] error EventSources::');
    expect(stdout).toContain('2 errors, 0 warnings in 2 event source mappings and 0 asynchronous configurations of 2 templates\n');
    expect(stderr).toMatch(/^nowhere\.json: does not exist\.\nbad\.json:1: is no valid JSON: .+\n$/);
    expect(status).toBe(2);
  });

  test('20 MB are still read', () => {
    writeFileSync(join(folder, 'large.json'), `${JSON.stringify(template(RIGHT))}${' '.repeat(20 * 1024 * 1024 - 1000)}`);
    expect(run('check', 'large.json').status).toBe(0);
  });

  test('a mark at the beginning of the file is no part of it', () => {
    expect(run('check', write('marked.json', `\uFEFF${JSON.stringify(template(RIGHT))}`)).status).toBe(0);
  });
});

describe('a wrong call ends with status 2 and shows the usage', () => {
  test.each<[string[], string]>([
    [[], 'Which command?'],
    [['verify'], 'There is no command verify.'],
    [['check'], 'check takes the template files or cdk.out folders to check.'],
    [['check', 'a.json', '--format', 'xml'], '--format is xml, but it must be one of text, json, sarif.'],
    [['check', 'a.json', '--format', 'constructor'], '--format is constructor, but it must be one of text, json, sarif.'],
    [['check', 'a.json', '--quiet'], "Unknown option '--quiet'"],
    [['explain'], 'explain takes one rule id.'],
    [['explain', 'a', 'b'], 'explain takes one rule id.'],
  ])('%j', (args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage:\n');
    expect(status).toBe(2);
  });

  test('--help shows it with status 0', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('cdk-lambda-event-sources check <template file | cdk.out folder>...'), stderr: '' });
  });
});

describe('explain', () => {
  test.each(['sqs-fifo-batch-size', 'EventSources::sqs-fifo-batch-size', '[sqs-fifo-batch-size]'])('%s', (id) => {
    expect(run('explain', id)).toMatchObject({
      status: 0,
      stdout: [
        'sqs-fifo-batch-size (error, refused: AWS refuses it)',
        'Batch size of an Amazon SQS FIFO queue.',
        '',
        'About: BatchSize of AWS::Lambda::EventSourceMapping; batchSize of SqsEventSource',
        'Holds for: FIFO queues of Amazon SQS',
        'Asks for: a whole number from 1 to 10 messages.',
        'Why: Lambda reads at most 10 messages at a time from a FIFO queue, which has no batching window to',
        '    gather more.',
        'Fix: Set batchSize within that range, or omit it for 10.',
        'AWS answered: Maximum batch window in seconds must be greater than 0 if maximum batch size is',
        '    greater than 10',
        'See: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html',
        '    (read on 2026-11-21)',
        '',
        'Accepted:',
        '  BatchSize: 10',
        '',
        'Reported:',
        '  BatchSize: 11',
        '',
        'If you know better, acknowledge it: on the construct that the message names or above it, or for a',
        '    run of check.',
        "  Validations.of(scope).acknowledge({ id: 'EventSources::sqs-fifo-batch-size', reason: '...' })",
        '  cdk-lambda-event-sources check <...> --acknowledge sqs-fifo-batch-size',
        '',
      ].join('\n'),
    });
  });

  test('a rule that does not exist, with the nearest that does', () => {
    expect(run('explain', 'sqs-fifo-batchsize')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^sqs-fifo-batchsize: is no rule\. Did you mean sqs-fifo-batch/) });
    expect(run('explain', 'zzz')).toMatchObject({ status: 2, stderr: 'zzz: is no rule. `cdk-lambda-event-sources rules` lists them all.\n' });
  });
});

test('the command line loads no other package', () => {
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, `require(${JSON.stringify(join(compiled.folder, 'lib/cli/main.js'))}).main(['check', 'right.json']).then(() => {
    const loaded = Object.keys(require.cache).map(name => /node_modules\\/([^/]+)/.exec(name)?.[1]).filter(Boolean);
    process.stdout.write('loaded:' + [...new Set(loaded)].join());
  });`);
  write('right.json', template(RIGHT));
  const { execFileSync } = jest.requireActual<typeof import('child_process')>('child_process');
  expect(execFileSync(process.execPath, [probe], { cwd: folder, encoding: 'utf8' })).toMatch(/loaded:$/);
});

test('whoever reads the output may have enough of it', () => {
  const resources = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`Mapping${i}`, { Type: 'AWS::Lambda::EventSourceMapping', Properties: { ...RIGHT, FunctionName: `f${i}` } }]));
  write('many.json', { Resources: resources });
  const command = `"${process.execPath}" "${join(compiled.folder, 'bin', 'cdk-lambda-event-sources')}"`;
  for (const args of ['map many.json', 'map many.json --format=html', 'check many.json --format=sarif']) {
    const { stderr, stdout } = spawnSync('bash', ['-c', `${command} ${args} | true; echo "\${PIPESTATUS[0]}"`], { cwd: folder, encoding: 'utf8' });
    expect({ args, stderr: stderr.replace(/^The flowchart has .*\n/, ''), stdout }).toEqual({ args, stderr: '', stdout: '0\n' });
  }
});
