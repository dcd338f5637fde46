import { ACCESS } from './access';
import { ACROSS } from './across';
import { CLUSTERS } from './clusters';
import { CONSTRUCT } from './construct';
import { FILTERS } from './filters';
import { INVOCATIONS } from './invocations';
import { INVOKE } from './invoke';
import { KAFKA } from './kafka';
import { MAPPINGS } from './mappings';
import { NETWORK } from './network';
import { NOTIFICATIONS } from './notifications';
import { STREAMS } from './streams';
import { SUBSCRIPTIONS } from './subscriptions';
import { OwnCases } from '../cases';

/** The cases that examples do not tell, by id of the rule. */
export const OWN_CASES: { readonly [rule: string]: OwnCases } = {
  ...MAPPINGS,
  ...FILTERS,
  ...STREAMS,
  ...KAFKA,
  ...ACCESS,
  ...ACROSS,
  ...INVOKE,
  ...CONSTRUCT,
  ...CLUSTERS,
  ...NETWORK,
  ...NOTIFICATIONS,
  ...SUBSCRIPTIONS,
  ...INVOCATIONS,
};
