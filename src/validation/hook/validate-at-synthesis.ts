import { IConstruct } from 'constructs';

/** Loaded with the first construct that is judged: apps that synthesise only a part of themselves never pay for the engine. */
let engine: typeof import('../app/validate-app') | undefined;

/**
 * Has the engine judge a construct when the app is complete.
 *
 * @param construct what has the record of an event source, and the findings
 * @param judged the resource that they are about
 */
export function validateAtSynthesis(construct: IConstruct, judged: IConstruct): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  construct.node.addValidation({ validate: () => (engine ??= require('../app/validate-app') as typeof import('../app/validate-app')).validate(construct, judged) });
}
