import { ACCESS } from './access';
import { ACROSS } from './across';
import { FILTERS } from './filters';
import { INVOKE } from './invoke';
import { KAFKA } from './kafka';
import { MAPPINGS } from './mappings';
import { SEEN } from './seen';
import { STREAMS } from './streams';
import { RowCases } from '../cases';

/** The cases that examples do not tell, by id of the rule. */
export const ROWS: { readonly [rule: string]: RowCases } = {
  ...MAPPINGS, ...FILTERS, ...STREAMS, ...KAFKA, ...ACCESS, ...ACROSS, ...INVOKE, ...SEEN,
};
