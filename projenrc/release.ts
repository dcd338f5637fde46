import { YamlFile } from 'projen';
import { NodeProject } from 'projen/lib/javascript';

const WORKFLOW = '.github/workflows/release.yml';

/** Those that projen names by a tag, which can be moved. The others it pins itself. */
const PINNED_ACTIONS = {
  'actions/setup-node': '2028fbc5c25fe9cf00d9f06a71cc4710d4507903', // v6.0.0
  'actions/setup-java': 'dded0888837ed1f317902acf8a20df0ad188d165', // v5.0.0
  'actions/setup-python': 'e797f83bcb11b83ae66e0230d6156d7c80228e7c', // v6.0.0
  'actions/setup-dotnet': 'd4c94342e560b34958eacfc5d055d21461ed1c5d', // v5.0.0
  'actions/setup-go': '44694675825211faa026b3c33043df3e48a5fa00', // v6.0.0
};

/**
 * The release workflow of projen, for five registries: complete, and off.
 *
 * It is started by hand, and does nothing until the repository has the variable RELEASE with the value "on": all jobs wait for
 * the first one, and are skipped with it.
 */
export function hardenRelease(project: NodeProject): void {
  Object.entries(PINNED_ACTIONS).forEach(([action, commit]) => project.github!.actions.set(action, `${action}@${commit}`));
  const workflow = project.tryFindFile(WORKFLOW) as YamlFile;
  workflow.addOverride('jobs.release.if', "vars.RELEASE == 'on'");
  // A trusted publisher needs npm 11.5, which comes with Node 24. The first step sets up Node.
  workflow.addOverride('jobs.release_npm.steps.0.with.node-version', '24.x');
  // npx fetches it where it is needed, in the version that the task names.
  project.deps.removeDependency('commit-and-tag-version');
}
