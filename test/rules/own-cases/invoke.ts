import { OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const path = (outcome: string) => `DestinationConfig.${outcome}.Destination`;
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:done';

/** The same rules for both outcomes of an asynchronous invocation. */
function destinationRules(name: string, outcome: string): [string, OwnCases][] {
  const endings: [string, unknown[], unknown][] = [
    ['service', [QUEUE, 'arn:aws:sns:eu-west-1:111122223333:done'], 'arn:aws:kinesis:eu-west-1:111122223333:stream/done'],
    ['fifo', [QUEUE], `${QUEUE}.fifo`],
    ['region', [QUEUE], 'arn:aws:sqs:us-east-1:111122223333:done'],
    ['itself', [QUEUE], { 'Fn::GetAtt': ['Fn', 'Arn'] }],
  ];
  return endings.map(([ending, right, wrong]) => [`invoke-${name}-${ending}`, {
    at: right.map(value => ({ [path(outcome)]: value })),
    beyond: [{ [path(outcome)]: wrong }],
    unknown: { [path(outcome)]: UNKNOWN },
    absent: { DestinationConfig: ABSENT },
  }]);
}

/** Rules of asynchronous invocation. */
export const INVOKE: { readonly [rule: string]: OwnCases } = {
  ...Object.fromEntries([...destinationRules('on-success', 'OnSuccess'), ...destinationRules('on-failure', 'OnFailure')]),
  'invoke-nothing-set': { beyond: [{ MaximumRetryAttempts: ABSENT }] },
  'invoke-same-function-and-qualifier': {
    at: [{ others: 1 }],
    beyond: [{ 'others': 1, 'other.function': 'same' }],
    unknown: { 'others': 1, 'other.function': 'same', 'FunctionName': UNKNOWN },
    absent: { 'others': 1, 'other.function': 'same', 'FunctionName': ABSENT },
  },
};
