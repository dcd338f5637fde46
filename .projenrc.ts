import { awscdk, javascript, JsonFile, release } from 'projen';
import { enforceLayers } from './projenrc/enforce-layers';
import { NewestCdk } from './projenrc/newest-cdk';
import { hardenRelease } from './projenrc/release';

const NAME = 'cdk-lambda-event-sources';
const REPOSITORY = `https://github.com/${NAME}/${NAME}`;

/** The oldest aws-cdk-lib that users may have: what the types are compiled against and what the tests run on. */
const CDK_FLOOR = '2.258.0';
/** The newest release, beside the floor under an alias. `npm run test:newest` runs the suite on it. */
const CDK_NEWEST = '2.276.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: NAME,
  description: 'Lambda event sources for the AWS CDK: every property of the event source mapping, least privilege, and all mistakes at synth.',
  author: NAME,
  authorAddress: REPOSITORY,
  authorOrganization: true,
  repositoryUrl: `${REPOSITORY}.git`,
  license: 'Apache-2.0',
  keywords: ['aws-lambda', 'event-source-mapping', 'sqs', 'kinesis', 'dynamodb', 'kafka', 'msk', 'amazon-mq', 'documentdb'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '20.x', // the first releases of 20 are too old for jsii and eslint

  // Nothing is published yet: the release workflow is complete, and off (see hardenRelease).
  githubOptions: { mergify: false, pullRequestLint: false },
  buildWorkflow: false,
  pullRequestTemplateContents: [
    'What was wrong or missing, and what this changes:',
    '',
    '- [ ] `npm run verify` passes; what it does not run and this touches, CONTRIBUTING.md lists',
    '- [ ] a rule names the page of AWS that says so, and is tested on both sides of its bound',
    '- [ ] nothing is refused that deploys, no logical id changes, no error is new unless AWS refuses it without exception',
    '- [ ] CHANGELOG.md says what users notice',
  ],
  depsUpgrade: false,
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseFailureIssue: false,
  jsiiReleaseVersion: '0.2.1061',
  bumpPackage: 'commit-and-tag-version@13.2.1',
  npmTrustedPublishing: true,

  jsiiVersion: '~6.0.16',
  typescriptVersion: '~5.9.0', // ts-node does not load under TypeScript 7
  cdkVersion: CDK_FLOOR,
  constructsVersion: '10.5.0',

  publishToPypi: { distName: NAME, module: 'cdk_lambda_event_sources', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdklambdaeventsources',
    mavenGroupId: 'io.github.cdk-lambda-event-sources',
    mavenArtifactId: NAME,
    mavenServerId: 'central-ossrh',
  },
  publishToGo: { moduleName: `github.com/${NAME}/${NAME}-go` },
  publishToNuget: { dotNetNamespace: 'CdkLambdaEventSources', packageId: 'CdkLambdaEventSources', trustedPublishing: true },

  bin: { 'cdk-lambda-event-sources': 'bin/cdk-lambda-event-sources' },

  devDeps: [
    `aws-cdk-lib-newest@npm:aws-cdk-lib@${CDK_NEWEST}`,
    'aws-cdk@2.1148.1', // the newest CLI that reads what both aws-cdk-lib versions write
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0', // the newest, for every aws-cdk-lib since 2.245.0
    'esbuild@^0.25',
    'fast-check@^4',
    '@jsii/spec@^1',
    'yaml@^2', // what the package needs of it is in lib/cli/main.js
  ],

  sampleCode: false,
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: { include: ['.projenrc.ts', 'projenrc/**/*.ts', 'src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'], exclude: ['node_modules', 'examples'] },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'projenrc', 'scripts'],
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
  },
  jestOptions: {
    jestVersion: '^29',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    jestConfig: {
      coverageReporters: ['text-summary', 'json-summary'],
      coverageThreshold: { lines: 95 },
    },
  },
});

// 1.13 lists platform packages that the registries do not carry, so that `npm ci` fails.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// projen silences a warning here that matters to users of the other languages.
project.compileTask.reset('jsii --fail-on-warnings');
project.compileTask.exec('node scripts/build/package.mjs lib');
project.tasks.tryFind('docgen')!.reset('bash scripts/build/docgen.sh');

enforceLayers(project.eslint!);
// What the command line needs of packages is put into lib/cli/main.js.
project.eslint!.allowDevDeps('src/cli/**');
hardenRelease(project);

const jest = project.jest!;
jest.config.transform = {
  // Types are checked by the compiler, once; the tests only strip them.
  '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', transpilation: true }],
};
jest.config.testMatch = ['<rootDir>/test/**/*.test.ts'];
// What other scripts leave there has our name, too.
jest.config.modulePathIgnorePatterns = ['<rootDir>/dist/'];
jest.config.collectCoverageFrom = ['src/**/*.ts'];
// By default one core is left idle, half of the machine that decides.
jest.config.maxWorkers = '100%';
jest.config.workerIdleMemoryLimit = '2GB';
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
jest.config.setupFiles = ['<rootDir>/test/setup.js'];
new NewestCdk(project, 'aws-cdk-lib-newest', jest.config);

project.gitignore.exclude(
  'cdk.out', '/test/third-party-linters/.venv', '/examples/*/node_modules', '/examples/*/package-lock.json',
  '/examples/python/.venv', '__pycache__', '/examples/java/target', '/examples/go/bin', '/examples/csharp/bin', '/examples/csharp/obj',
);
project.npmignore!.exclude('/*.md', '!/README.md', '/examples', '/docs', '/scripts', '/rosetta', '/.ci', '/projenrc', '/jest.*.json', '/integ.config.json', '/tsconfig.*.json', '/test-reports', '/.eslintrc.json');

// What integ-runner does when it is not told otherwise. It takes the marker of a generated file for an option.
new JsonFile(project, 'integ.config.json', {
  marker: false,
  obj: { language: ['typescript'], app: 'node -r ts-node/register/transpile-only {filePath}', parallelRegions: ['us-east-1'], maxWorkers: 2, strict: true },
});
// Lambda functions of the assertions, in megabytes: made anew for every run.
project.gitignore.exclude('/test/cdk-integ.out.*', '/test/integ.*.snapshot/asset.*');
project.annotateGenerated('/test/integ.*.snapshot/**');

project.addTask('docs:rules', {
  description: 'Writes docs/RULES.md and docs/rules from src/rules',
  exec: 'ts-node --transpile-only --project tsconfig.dev.json scripts/build/rules-doc.ts docs',
});

project.addTask('rules:messages', {
  description: 'Writes test/rules/messages.txt, the message of each rule for its example',
  exec: 'ts-node --transpile-only --project tsconfig.dev.json scripts/build/rule-messages.ts',
});

project.addTask('rules:flip', {
  description: 'Flips every bound, severity and condition of src/rules, one at a time, and reports those that no test notices',
  exec: 'ts-node --transpile-only --project tsconfig.dev.json scripts/check/flip-rules.ts',
  receiveArgs: true,
});

project.addTask('bench:check', {
  description: 'Measures time and memory of the check of templates',
  exec: 'ts-node --transpile-only --project tsconfig.dev.json scripts/bench/bench-check.ts',
});

project.setScript('example', 'bash scripts/check/example.sh');
project.setScript('verify', 'bash scripts/check/verify.sh');
project.setScript('test:map', 'bash scripts/check/test-map.sh');
project.setScript('test:integ', 'bash scripts/check/test-integ.sh');
project.setScript('test:deploy', 'bash scripts/deploy/test-deploy.sh');
project.setScript('bench', 'bash scripts/bench/bench.sh');
project.setScript('test:linters', 'bash scripts/check/third-party-linters.sh');
project.setScript('test:languages', 'bash scripts/languages/test-languages.sh');

project.synth();
