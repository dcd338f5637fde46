/** Resources that deploy a template of their own, and the property that names it. */
export const NESTED_STACKS: { readonly [type: string]: string } = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/** What is told of a nested stack whose template nobody has read. */
export function unreadNestedStack(id: string): string {
  return `${id}: its template is in another file`;
}
