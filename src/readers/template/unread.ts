import type { Template } from './template';
import { entryAt, JsonObject, memberAt, objectAt } from '../../values/json';
import { asText } from '../../values/text';

/** Resources that deploy a template of their own, and the property that names it. */
export const NESTED_STACKS: { readonly [type: string]: string } = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/** What the events of `AWS::Serverless::Function` become once it is translated. */
const SERVERLESS_EVENTS: { readonly [type: string]: string } = {
  ...Object.fromEntries(['SQS', 'Kinesis', 'DynamoDB', 'MSK', 'SelfManagedKafka', 'MQ', 'DocumentDB'].map(type => [type, 'mapping'])),
  S3: 'notification',
  SNS: 'subscription',
};

/** The parts of a template that no reader understands, in words. */
export function unreadParts({ source, resources }: Template): string[] {
  return [...unreadMacros(source.Transform), ...unreadResources(resources, source.Globals)];
}

/** How a report names a nested stack whose template is not read. */
export function unreadNestedStack(id: string): string {
  return `${id}: its template is in another file`;
}

/** A macro outside AWS may turn a template into anything. The transforms of AWS add to it. */
function unreadMacros(transform: unknown): string[] {
  return (Array.isArray(transform) ? transform : [transform])
    .map(item => typeof item === 'object' ? memberAt(item, 'Name') : item)
    .filter((name): name is string => typeof name === 'string' && !name.startsWith('AWS::'))
    .map(name => `the template: what its transform ${name} changes is not known`);
}

function unreadResources(resources: Readonly<Record<string, JsonObject>>, globals: unknown): string[] {
  const configuredForAll = objectAt(objectAt(globals, 'Function'), 'EventInvokeConfig') !== undefined;
  return Object.entries(resources).flatMap(([id, resource]) => {
    if (id.startsWith('Fn::')) { return [`${id}: its resources exist only after the transform`]; }
    if (entryAt(NESTED_STACKS, asText(resource.Type)) !== undefined) { return [unreadNestedStack(id)]; }
    if (resource.Type !== 'AWS::Serverless::Function') { return []; }
    const events = Object.entries(objectAt(resource.Properties, 'Events') ?? {})
      .flatMap(([name, event]) => {
        const type = asText(memberAt(event, 'Type'));
        const becomes = entryAt(SERVERLESS_EVENTS, type);
        return becomes === undefined ? [] : [`${id}: its ${type} event ${name} is a ${becomes} only after the AWS::Serverless transform`];
      });
    const isConfigured = configuredForAll || objectAt(resource.Properties, 'EventInvokeConfig') !== undefined;
    return isConfigured ? [...events, `${id}: its EventInvokeConfig is a resource only after the AWS::Serverless transform`] : events;
  });
}
