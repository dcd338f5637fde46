import * as path from 'path';
import { readMap } from './event-map';
import { CheckedFile, unreadIn } from '../check';
import { EventMap } from './graph';
import { mermaid, tooLargeForHosts } from './mermaid';
import { page } from './page';
import { readTemplates, TemplateSource } from '../../readers/template/read-template';
import { Finding } from '../../validation/finding';
import { ReadTemplate } from '../input/template-file';
import { deployedTemplates, deploymentsOf, isAlone } from '../input/template-files';

/** A map as text, and why hosts may not draw it. */
export interface Drawing {
  readonly text: string;
  readonly caution?: string;
}

/** The ways to draw a map, by the name that `--format` takes. */
export const DRAWINGS: { readonly [name: string]: (map: EventMap) => Drawing } = {
  mermaid: map => {
    const text = mermaid(map);
    return { text, caution: tooLargeForHosts(text, map) };
  },
  html: map => ({ text: page(map) }),
};

/**
 * Files that are of no assembly are drawn as one deployment, unlike in `check`: a map shows the references between them, and reports no mistakes.
 *
 * @param problems what is wrong with one resource, which does not hide the others
 */
export function mapOf(files: readonly CheckedFile[], problems: string[]): EventMap {
  const findings = new Map(files.map(({ template, result }) => [path.resolve(template.file), byLogicalId(result.findings)]));
  const templates = new Map(files.map(({ template }) => [path.resolve(template.file), template]));
  const deployments = deploymentsOf([...templates.values()]);
  const isLoose = (deployment: readonly ReadTemplate[]) => deployment.every(isAlone);
  const drawn = [deployments.filter(isLoose).flat(), ...deployments.filter(deployment => !isLoose(deployment))];
  return readMap(
    drawn.map(deployment => ({
      resources: new TemplateSource(readTemplates(deployedTemplates(deployment).map(template => ({ ...template, name: '' }))), true),
      findingsOf: ({ template, logicalId }) => findings.get(template.place.key)?.get(logicalId) ?? [],
    })),
    files.flatMap(unreadIn),
    problems,
  );
}

function byLogicalId(findings: readonly Finding[]): Map<string, Finding[]> {
  const byId = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = byId.get(finding.path);
    if (others) { others.push(finding); } else { byId.set(finding.path, [finding]); }
  }
  return byId;
}
