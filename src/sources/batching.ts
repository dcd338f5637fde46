import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { MappingProperties } from './event-source-mapping';
import type { Note } from '../checks/note';
import { secondsOf } from '../checks/seconds';

interface BatchingProps {
  readonly batchSize?: number;
  readonly maxBatchingWindow?: Duration;
  readonly metricsConfig?: lambda.MetricsConfig;
}

/** How a source is batched and measured, where nothing about that is special to it. */
export function batching(props: BatchingProps, note: Note): MappingProperties {
  return {
    batchSize: props.batchSize,
    maximumBatchingWindowInSeconds: secondsOf(props, 'maxBatchingWindow', note),
    metricsConfig: props.metricsConfig,
  };
}
