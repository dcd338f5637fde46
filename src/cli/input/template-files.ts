import * as fs from 'fs';
import * as path from 'path';
import { MANIFEST, templatesOfAssembly } from './cloud-assembly';
import { statOf } from './files';
import { InputError } from './input-error';
import { ReadTemplate, TemplateFile } from './template-file';
import { DeployedTemplate } from '../../readers/template/cross-stack';

/**
 * The template files that an argument of the command names: one file, or those of a `cdk.out` folder.
 *
 * @param problems what is wrong with parts of the folder
 */
export function templatesAt(argument: string, problems: string[]): TemplateFile[] {
  const stats = statOf(argument);
  if (!stats.isDirectory()) { return [alone(argument)]; }
  if (!fs.existsSync(path.join(argument, MANIFEST))) {
    throw new InputError(argument, 'is a folder without manifest.json, so it is no output of the CDK. Give a template file or a cdk.out folder.');
  }
  const problemsBefore = problems.length;
  const found = templatesOfAssembly(argument, problems);
  if (found.length === 0 && problems.length === problemsBefore) { throw new InputError(argument, 'has no stacks.'); }
  return found;
}

/** A file that nothing is known of but its template. */
export function alone(file: string): TemplateFile {
  return { file, deployment: path.resolve(file) };
}

/**
 * The templates by deployment: those of an assembly, or one file with the files of its nested stacks.
 *
 * A file that templates of several deployments nest is a deployment of its own, because each gives it other parameters.
 */
export function deploymentsOf(templates: readonly ReadTemplate[]): ReadTemplate[][] {
  const byFile = new Map(templates.map(template => [path.resolve(template.file), template]));
  const outer = new Map<ReadTemplate, Set<ReadTemplate>>();
  for (const template of templates) {
    for (const file of template.nested.values()) {
      const nested = byFile.get(path.resolve(file));
      if (nested) { outer.set(nested, (outer.get(nested) ?? new Set()).add(template)); }
    }
  }
  const known = new Map<ReadTemplate, string>();
  const deploymentOf = (template: ReadTemplate): string => {
    const found = known.get(template);
    if (found !== undefined) { return found; }
    // Templates may nest one another in circles.
    known.set(template, template.deployment);
    const around = new Set([...outer.get(template) ?? []].map(deploymentOf));
    const deployment = isAlone(template) && around.size === 1 ? [...around][0] : template.deployment;
    known.set(template, deployment);
    return deployment;
  };
  const deployments = new Map<string, ReadTemplate[]>();
  for (const template of templates) {
    const deployment = deploymentOf(template);
    const others = deployments.get(deployment);
    if (others) { others.push(template); } else { deployments.set(deployment, [template]); }
  }
  return [...deployments.values()];
}

/** Templates that are deployed together, as their reader takes them. */
export function deployedTemplates(templates: readonly ReadTemplate[]): DeployedTemplate[] {
  return templates.map(({ file, template, stack, region, account, nested }) => ({
    source: template,
    key: path.resolve(file),
    name: templates.length === 1 ? '' : path.basename(file),
    stack,
    region,
    account,
    nested: new Map([...nested].map(([id, inner]) => [id, path.resolve(inner)])),
  }));
}

/** Whether a file is of no assembly. */
export function isAlone({ file, deployment }: TemplateFile): boolean {
  return deployment === path.resolve(file);
}

/** The files without repetitions. More is known of a file that is of an assembly. */
export function eachOnce(files: readonly TemplateFile[]): TemplateFile[] {
  const byPath = new Map<string, TemplateFile>();
  for (const found of files) {
    const key = path.resolve(found.file);
    const known = byPath.get(key);
    if (!known || (isAlone(known) && !isAlone(found))) { byPath.set(key, found); }
  }
  return [...byPath.values()];
}
