/**
 * The resource that an event source was made with, as the interface of the CDK that aws-cdk-lib's classes give it back as.
 *
 * @param given what the constructor took, which may be a reference or an L1 as well
 * @param member what tells the interface from those
 * @param source the event source, for the message
 * @param type the name of the interface, for the message
 */
export function asInterface<T extends object>(given: object, member: keyof T & string, source: string, type: string): T {
  if (member in given) { return given as T; }
  throw new Error(`${source} was made with a reference or an L1, which is no ${type}. Use the object that it was made with.`);
}
