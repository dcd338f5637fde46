import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';

/*
 * What a user of the package takes in with it, and who can change it on the way to him.
 */

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const readJson = (...path: string[]) => JSON.parse(read(...path));

/** Scripts that npm runs on the machine of whoever installs a package. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

interface Step { readonly uses?: string; readonly run?: string; readonly env?: Record<string, string>; readonly with?: Record<string, string> }
interface Job { readonly if?: string; readonly needs?: string | string[]; readonly steps: Step[]; readonly permissions?: Record<string, string> }
interface Workflow { readonly on: Record<string, unknown>; readonly jobs: Record<string, Job> }

const workflows = readdirSync(join(ROOT, '.github', 'workflows')).map((file): [string, Workflow] => [file, parse(read('.github', 'workflows', file))]);
const release = Object.fromEntries(workflows)['release.yml'];

describe('what is installed with the package', () => {
  test('no script runs at installation', () => {
    const { scripts } = readJson('package.json');
    expect(INSTALL_SCRIPTS.filter(name => name in scripts)).toEqual([]);
  });

  test('nothing is fetched but the peers', () => {
    const { dependencies, bundledDependencies, peerDependencies, optionalDependencies } = readJson('package.json');
    expect(Object.keys(peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
    expect([dependencies, bundledDependencies, optionalDependencies]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the workflows', () => {
  test('every action is pinned by its commit', () => {
    const uses = workflows.flatMap(([, { jobs }]) => Object.values(jobs).flatMap(({ steps }) => steps.flatMap(step => step.uses ?? [])));
    expect(uses.length).toBeGreaterThan(10);
    expect(uses.filter(action => !/^[\w/-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  test('a release is started by hand and does nothing until it is switched on', () => {
    expect(Object.keys(release.on)).toEqual(['workflow_dispatch']);
    expect(release.jobs.release.if).toBe("vars.RELEASE == 'on'");
    for (const [name, job] of Object.entries(release.jobs)) {
      if (name !== 'release') { expect([job.needs].flat()).toContain('release'); }
    }
  });

  test('a skipped job skips those that need it: no condition says otherwise', () => {
    expect(Object.values(release.jobs).filter(job => /always\(|failure\(|cancelled\(/.test(job.if ?? ''))).toEqual([]);
  });

  test('npm, PyPI and NuGet trust the workflow, not a secret; npm gets a statement of provenance', () => {
    const trusting = { release_npm: 'NPM_TRUSTED_PUBLISHER', release_pypi: 'PYPI_TRUSTED_PUBLISHER', release_nuget: 'NUGET_TRUSTED_PUBLISHER' };
    for (const [name, variable] of Object.entries(trusting)) {
      const env = Object.assign({}, ...release.jobs[name].steps.map(step => step.env ?? {}));
      expect(env[variable]).toBe('true');
      expect(release.jobs[name].permissions).toMatchObject({ 'id-token': 'write', 'contents': 'read' });
      expect(Object.values(env).filter(value => /secrets\.\w*(TOKEN|PASSWORD|KEY)/.test(String(value)))).toEqual([]);
      if (name === 'release_npm') { expect(env.NPM_CONFIG_PROVENANCE).toBe('true'); }
    }
  });

  test('npm is new enough to be trusted: it comes with Node 24', () => {
    const [{ uses, with: inputs }] = release.jobs.release_npm.steps;
    expect(uses).toMatch(/^actions\/setup-node@/);
    expect(inputs).toMatchObject({ 'node-version': '24.x' });
  });

  test('tools that npx fetches for a release have a version', () => {
    const commands = workflows.flatMap(([, { jobs }]) => Object.values(jobs).flatMap(({ steps }) => steps.flatMap(step => step.run ?? [])));
    const fetched = commands.flatMap(command => [...command.matchAll(/npx '?-p'? '?([^' ]+)'?/g)].map(match => match[1]));
    const { tasks } = readJson('.projen', 'tasks.json');
    fetched.push(tasks.bump.env.BUMP_PACKAGE, tasks.unbump.env.BUMP_PACKAGE);
    expect(fetched.length).toBeGreaterThan(5);
    expect(fetched.filter(tool => !/^[\w-]+@\d+\.\d+\.\d+$/.test(tool))).toEqual([]);
  });
});
