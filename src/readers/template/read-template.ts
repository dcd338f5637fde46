import { Assumptions } from './assumptions';
import { CrossStack, DeployedTemplate } from './cross-stack';
import { Escapes } from './escapes';
import { Template } from './template';
import { TemplateResource } from './template-resource';
import { ResourceSource } from '../../model/resource-source';
import { objectAt } from '../../values/json';

/** Deeper than any template is written, and far from what recursion can take. */
const DEEPEST = 500;

/**
 * Reads templates that are deployed together.
 *
 * @throws if one of them is no CloudFormation template
 */
export function readTemplates(deployed: readonly DeployedTemplate[]): readonly Template[] {
  for (const { source } of deployed) {
    const resources = objectAt(source, 'Resources');
    if (!resources || Array.isArray(resources)) {
      throw new Error('The template has no Resources, so it is no CloudFormation template. Give the parsed template itself.');
    }
    refuseDepth(source);
  }
  return new CrossStack(deployed).templates;
}

/** The resources of templates by type, in the order of the templates. */
export class TemplateSource implements ResourceSource {
  private readonly byType = new Map<string, readonly TemplateResource[]>();
  private escaping?: Escapes;

  /**
   * @param templates the templates that are deployed together
   * @param withDefaults whether parameters have their defaults
   */
  public constructor(private readonly templates: readonly Template[], private readonly withDefaults = false) {}

  public resources(...types: readonly string[]): readonly TemplateResource[] {
    const key = types.join();
    let found = this.byType.get(key);
    if (!found) {
      found = this.templates.flatMap(template => template.idsOf(...types)
        .map(id => new TemplateResource(template, id, new Assumptions(new Map(), this.withDefaults))));
      this.byType.set(key, found);
    }
    return found;
  }

  public escapes({ template, logicalId }: TemplateResource): boolean {
    this.escaping ??= new Escapes(this.templates);
    return this.escaping.has(template, logicalId);
  }
}

/** Reading recurses. No template needs as many levels; an object that contains itself has no end of them. */
function refuseDepth(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) { return; }
  if (depth === DEEPEST) { throw new Error(`The template is nested more than ${DEEPEST} levels deep, which no template needs. Does it contain itself?`); }
  for (const item of Array.isArray(value) ? value : Object.values(value)) { refuseDepth(item, depth + 1); }
}
