import type { Template } from './template';
import { JsonObject, objectAt } from '../../values/json';

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
    .map(item => typeof item === 'object' && item !== null ? (item as JsonObject).Name : item)
    .filter(name => typeof name === 'string' && !name.startsWith('AWS::'))
    .map(name => `the template: what its transform ${name} changes is not known`);
}

function unreadResources(resources: Readonly<Record<string, JsonObject>>, globals: unknown): string[] {
  const configuredForAll = objectAt(objectAt(globals, 'Function'), 'EventInvokeConfig') !== undefined;
  return Object.entries(resources).flatMap(([id, resource]) => {
    if (id.startsWith('Fn::')) { return [`${id}: its resources exist only after the transform`]; }
    if (Object.hasOwn(NESTED_STACKS, String(resource?.Type))) { return [unreadNestedStack(id)]; }
    if (resource?.Type !== 'AWS::Serverless::Function') { return []; }
    const events = Object.entries(objectAt(resource.Properties, 'Events') ?? {})
      .map(([name, event]) => [name, String((event as JsonObject | null)?.Type)])
      .filter(([, type]) => Object.hasOwn(SERVERLESS_EVENTS, type))
      .map(([name, type]) => `${id}: its ${type} event ${name} is a ${SERVERLESS_EVENTS[type]} only after the AWS::Serverless transform`);
    const isConfigured = configuredForAll || objectAt(resource.Properties, 'EventInvokeConfig') !== undefined;
    return isConfigured ? [...events, `${id}: its EventInvokeConfig is a resource only after the AWS::Serverless transform`] : events;
  });
}
