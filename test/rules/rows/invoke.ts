import { RowCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const path = (outcome: string) => `DestinationConfig.${outcome}.Destination`;
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:done';

/** The same rows for both outcomes of an asynchronous invocation. */
function destinationRows(name: string, outcome: string): [string, RowCases][] {
  const rows: [string, unknown[], unknown][] = [
    ['service', [QUEUE, 'arn:aws:sns:eu-west-1:111122223333:done'], 'arn:aws:kinesis:eu-west-1:111122223333:stream/done'],
    ['fifo', [QUEUE], `${QUEUE}.fifo`],
    ['region', [QUEUE], 'arn:aws:sqs:us-east-1:111122223333:done'],
    ['itself', [QUEUE], { 'Fn::GetAtt': ['Fn', 'Arn'] }],
  ];
  return rows.map(([row, right, wrong]) => [`invoke-${name}-${row}`, {
    at: right.map(value => ({ [path(outcome)]: value })),
    beyond: [{ [path(outcome)]: wrong }],
    unknown: { [path(outcome)]: UNKNOWN },
    absent: { DestinationConfig: ABSENT },
  }]);
}

/** Rows of asynchronous invocation. */
export const INVOKE: { readonly [rule: string]: RowCases } = {
  ...Object.fromEntries([...destinationRows('on-success', 'OnSuccess'), ...destinationRows('on-failure', 'OnFailure')]),
  'invoke-nothing-set': { beyond: [{ MaximumRetryAttempts: ABSENT }] },
  'invoke-same-function-and-qualifier': {
    at: [{ others: 1 }],
    beyond: [{ 'others': 1, 'other.function': 'same' }],
    unknown: { 'others': 1, 'other.function': 'same', 'FunctionName': UNKNOWN },
    absent: { 'others': 1, 'other.function': 'same', 'FunctionName': ABSENT },
  },
};
