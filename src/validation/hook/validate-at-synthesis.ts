import { IConstruct } from 'constructs';
import { validate } from '../app/validate-app';

/**
 * Validates a construct when the app is complete.
 *
 * @param construct the construct with the facts of an event source, which gets the findings
 * @param validated the L1 of the construct, or the construct itself where it has none
 */
export function validateAtSynthesis(construct: IConstruct, validated: IConstruct): void {
  construct.node.addValidation({ validate: () => validate(construct, validated) });
}
