import { ACCESS } from './access';
import { ACROSS } from './across';
import { CLUSTERS } from './clusters';
import { FILTERS } from './filters';
import { INVOCATIONS } from './invocations';
import { INVOKE } from './invoke';
import { KAFKA } from './kafka';
import { MAPPINGS } from './mappings';
import { NETWORK } from './network';
import { NOTIFICATIONS } from './notifications';
import { SEEN } from './seen';
import { STREAMS } from './streams';
import { SUBSCRIPTIONS } from './subscriptions';
import { RowCases } from '../cases';

/** The cases that examples do not tell, by id of the rule. */
export const ROWS: { readonly [rule: string]: RowCases } = {
  ...MAPPINGS,
  ...FILTERS,
  ...STREAMS,
  ...KAFKA,
  ...ACCESS,
  ...ACROSS,
  ...INVOKE,
  ...SEEN,
  ...CLUSTERS,
  ...NETWORK,
  ...NOTIFICATIONS,
  ...SUBSCRIPTIONS,
  ...INVOCATIONS,
};
