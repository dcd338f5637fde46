/**
 * The resource that an event source was made with, by the interface of the CDK that the event sources of aws-cdk-lib return.
 *
 * @param resource the argument of the constructor, which may be a reference or an L1 as well
 * @param member a member that only the interface has
 * @param source the event source, for the message
 * @param type the name of the interface, for the message
 */
export function asInterface<T extends object>(resource: object, member: keyof T & string, source: string, type: string): T {
  if (member in resource) { return resource as T; }
  throw new Error(`${source} was made with a reference or an L1, which is no ${type}. Use the object that it was made with.`);
}
