import { IConstruct } from 'constructs';
import { validate } from '../app/validate-app';

/**
 * Has the engine judge a construct when the app is complete.
 *
 * @param construct what has the record of an event source, and the findings
 * @param judged the resource that they are about
 */
export function validateAtSynthesis(construct: IConstruct, judged: IConstruct): void {
  construct.node.addValidation({ validate: () => validate(construct, judged) });
}
