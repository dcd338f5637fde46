// Synthesises templates, each as a stack of its own, with the template linter of aws-cdk-lib and with cdk-preflight, or with
// cdk-nag, and prints what they report. Plain JavaScript, because it runs on the packages that are installed beside it.
//
//   node in-cdk.cjs linters|nag <templates.json>    {"<name>": <template>}    prints [{linter, template, rule, resource, place, severity, message}]

const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('fs');
const { tmpdir } = require('os');
const { basename, join } = require('path');
const { App, DefaultStackSynthesizer, Stack, Validations } = require('aws-cdk-lib');

const [mode, file] = process.argv.slice(2);
const templates = JSON.parse(readFileSync(file, 'utf8'));
const names = Object.keys(templates);
const folder = mkdtempSync(join(tmpdir(), 'linters-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const env = { account: '111122223333', region: 'eu-west-1' };
const stackId = index => `Stack${index}`;

/** A stack that is synthesised as the template says, word by word. */
class Verbatim extends Stack {
  constructor(scope, id, template) {
    super(scope, id, { env });
    this._toCloudFormation = () => template;
  }
}

function linted() {
  delete process.env.CDK_VALIDATION; // which would switch the linter off
  const { Preflight } = require('cdk-preflight');
  const app = new App({ analyticsReporting: false, outdir: folder, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  Preflight.apply(app);
  names.forEach((name, index) => new Verbatim(app, stackId(index), templates[name]));
  return reportsOf(app);
}

/** cdk-nag reads constructs, so each template becomes constructs. Functions that only the newest CDK knows become text. */
function nagged() {
  process.env.CDK_VALIDATION = 'false';
  const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
  const { ServerlessChecks } = require('cdk-nag');
  const app = new App({ analyticsReporting: false, outdir: folder });
  Validations.of(app).addPlugins(new ServerlessChecks(app));
  names.forEach((name, index) => {
    const templateFile = join(folder, `${index}.json`);
    writeFileSync(templateFile, JSON.stringify(templates[name], (_, value) => value?.['Fn::GetStackOutput'] ? 'output' : value));
    const stack = new Stack(app, stackId(index), { env, synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    new CfnInclude(stack, 'T', { templateFile });
  });
  return reportsOf(app);
}

function reportsOf(app) {
  const [log, error] = [console.log, console.error];
  console.log = console.error = () => {};
  try { app.synth(); } catch (failure) { if (failure.name !== 'ValidationFailed') { throw failure; } } finally { Object.assign(console, { log, error }); }
  const { pluginReports } = JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8'));
  return pluginReports.flatMap(({ pluginName, violations }) => violations.flatMap(({ ruleName, severity, description, violatingConstructs }) => {
    return violatingConstructs.map(({ constructPath, cloudFormationResource: found }) => {
      const stack = constructPath ? constructPath.split('/')[0] : basename(found.templatePath).split('.')[0];
      return {
        linter: pluginName,
        template: names[Number(stack.slice('Stack'.length))],
        rule: ruleName,
        resource: found?.logicalId ?? constructPath.split('/').slice(1).pop() ?? '',
        place: (found?.propertyPaths ?? []).join(' '),
        severity,
        message: description,
      };
    });
  }));
}

process.stdout.write(JSON.stringify(mode === 'nag' ? nagged() : linted()));
process.exitCode = 0;
