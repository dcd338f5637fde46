/** The id of one of our rules, also where it has their namespace. */
export function ownId(id: string): string {
  return id.replace(/^EventSources::/, '');
}

/** Written without a namespace, an id gets the one of the CDK's own annotations. */
export function withoutNamespace(id: string): string {
  return id.replace(/^(EventSources|annotation|Annotation)::/, '');
}
