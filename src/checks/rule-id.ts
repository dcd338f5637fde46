/** Written without a namespace, an id gets the one of the CDK's own annotations. */
export function withoutNamespace(id: string): string {
  return id.replace(/^(EventSources|annotation|Annotation)::/, '');
}
