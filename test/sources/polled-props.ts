import { Duration } from 'aws-cdk-lib';
import { PollingEventSourceProps } from '../../src';
import { Properties } from '../builders';

interface CommonProps extends PollingEventSourceProps {
  readonly maxBatchingWindow?: Duration;
}

/** Props that all polled sources have, and what the mapping has of them. */
export const POLLED_PROPS: { readonly [title: string]: [CommonProps, Properties] } = {
  'maxBatchingWindow in seconds': [{ maxBatchingWindow: Duration.minutes(5) }, { MaximumBatchingWindowInSeconds: 300 }],
  'maxBatchingWindow of zero': [{ maxBatchingWindow: Duration.seconds(0) }, { MaximumBatchingWindowInSeconds: 0 }],
  'enabled: true': [{ enabled: true }, { Enabled: true }],
  'enabled: false': [{ enabled: false }, { Enabled: false }],
  'tags': [{ tags: { team: 'orders', cost: '' } }, { Tags: [{ Key: 'cost', Value: '' }, { Key: 'team', Value: 'orders' }] }],
  'mappingId, as nothing but the logical id': [{ mappingId: 'Kept' }, {}],
  'grantPermissions, as nothing': [{ grantPermissions: false }, {}],
};
