import { FactPath } from './rule';
import { Owner } from './source-types';

/** What a fact is called in a message. */
export interface PropertyName {
  /** The prop of our classes that sets it. */
  readonly prop: string;
  /** Whose it is, where it is not the mapping's. `{name}` is filled in. */
  readonly of?: Owner;
  /** Said instead of a name, for what is no property. */
  readonly phrase?: string;
}

/** Facts by path. What is not listed is called by its path. */
export const PROPERTIES: { readonly [path: FactPath]: PropertyName } = {
  'BatchSize': { prop: 'batchSize' },
  'MaximumBatchingWindowInSeconds': { prop: 'maxBatchingWindow' },
  'FunctionResponseTypes': { prop: 'reportBatchItemFailures' },
  'Enabled': { prop: 'enabled' },
  'FilterCriteria': { prop: 'filters' },
  'FilterCriteria.Filters': { prop: 'filters' },
  'FilterCriteria.Filters[].Pattern': { prop: 'filters' },
  'KmsKeyArn': { prop: 'filterEncryption' },
  'ScalingConfig.MaximumConcurrency': { prop: 'maxConcurrency' },
  'MetricsConfig': { prop: 'metricsConfig' },
  'MetricsConfig.Metrics': { prop: 'metricsConfig.metrics' },
  'ProvisionedPollerConfig': { prop: 'provisionedPollerConfig' },
  'ProvisionedPollerConfig.MinimumPollers': { prop: 'provisionedPollerConfig.minimumPollers' },
  'ProvisionedPollerConfig.MaximumPollers': { prop: 'provisionedPollerConfig.maximumPollers' },
  'ProvisionedPollerConfig.PollerGroupName': { prop: 'provisionedPollerConfig.pollerGroupName' },
  'StartingPosition': { prop: 'startingPosition' },
  'StartingPositionTimestamp': { prop: 'startingPositionTimestamp' },
  'ParallelizationFactor': { prop: 'parallelizationFactor' },
  'TumblingWindowInSeconds': { prop: 'tumblingWindow' },
  'BisectBatchOnFunctionError': { prop: 'bisectBatchOnError' },
  'MaximumRecordAgeInSeconds': { prop: 'maxRecordAge' },
  'MaximumRetryAttempts': { prop: 'retryAttempts' },
  'DestinationConfig': { prop: 'onFailure' },
  'DestinationConfig.OnFailure.Destination': { prop: 'onFailure' },
  'Tags': { prop: 'tags' },
  'Tags[].Key': { prop: 'tags' },
  'Tags[].Value': { prop: 'tags' },

  'function.Timeout': { prop: 'timeout', of: 'function' },
  'function.ReservedConcurrentExecutions': { prop: 'reservedConcurrentExecutions', of: 'function' },
  'function.Region': { prop: 'Region', of: 'function' },
  'queue.VisibilityTimeout': { prop: 'visibilityTimeout', of: 'queue' },
  'queue.RedrivePolicy': { prop: 'deadLetterQueue', of: 'queue' },
  'queue.RedrivePolicy.maxReceiveCount': { prop: 'deadLetterQueue.maxReceiveCount', of: 'queue' },
  'queue.DeadLetterQueueIsFifo': { prop: 'deadLetterQueue.fifo', of: 'queue' },

  'table.StreamSpecification': { prop: 'stream', of: 'table' },

  'destination.Service': { prop: 'onFailure', phrase: 'The service of the onFailure destination' },
  'destination.Topic': { prop: 'onFailure', phrase: 'The topic of the onFailure destination' },
  'destination.Fifo': { prop: 'onFailure', phrase: 'The onFailure destination is FIFO' },
  'mapping.RetriesWithoutEnd': { prop: 'retryAttempts', phrase: 'Neither retryAttempts nor maxRecordAge has a limit' },
  'source.StreamWildcard': { prop: 'EventSourceArn', phrase: 'The ARN of the stream ends in a wildcard' },

  'DestinationConfig.OnSuccess.Destination': { prop: 'onSuccess' },
  'onSuccess.Service': { prop: 'onSuccess', phrase: 'The service of the destination for success' },
  'onSuccess.Fifo': { prop: 'onSuccess', phrase: 'The destination for success is FIFO' },
  'onSuccess.Region': { prop: 'onSuccess', phrase: 'The Region of the destination for success' },
  'onSuccess.Itself': { prop: 'onSuccess', phrase: 'The destination for success is the function itself' },
  'onFailure.Service': { prop: 'onFailure', phrase: 'The service of the destination for failures' },
  'onFailure.Fifo': { prop: 'onFailure', phrase: 'The destination for failures is FIFO' },
  'onFailure.Region': { prop: 'onFailure', phrase: 'The Region of the destination for failures' },
  'onFailure.Itself': { prop: 'onFailure', phrase: 'The destination for failures is the function itself' },
  'MaximumEventAgeInSeconds': { prop: 'maxEventAge' },
  'Qualifier': { prop: 'qualifier' },
  'app.SameConfig': { prop: 'function', phrase: 'The function is configured twice' },
  'function.DeadLetterConfig.TargetArn': { prop: 'deadLetterQueue', of: 'function' },

  'source.Service': { prop: 'EventSourceArn', phrase: 'The service of the event source' },
  'source.Region': { prop: 'EventSourceArn', phrase: 'The Region of the event source' },
  'source.IsFifo': { prop: 'EventSourceArn', phrase: 'fifo of the queue' },
  'mapping.Region': { prop: 'EventSourceArn', phrase: 'the Region of the mapping' },
  'app.SamePair': { prop: 'EventSourceArn', phrase: 'The event source is mapped to the function twice' },
  'app.OtherMappingOnQueue': { prop: 'EventSourceArn', phrase: 'The queue has another reader' },
  'app.OtherFilterOnQueue': { prop: 'FilterCriteria', phrase: 'The queue has another reader with filters' },
  'app.ReaderOfSource': { prop: 'EventSourceArn', phrase: 'The number of readers of the event source' },
  'app.SumOfMaximumConcurrency': { prop: 'maxConcurrency', phrase: 'The sum of maxConcurrency of the mappings of this function' },
  'seen.PermissionsNotGranted': { prop: 'grantPermissions', phrase: 'The permissions to read the event source are not granted' },
  'seen.ResourcePolicyNotChanged': { prop: 'grantPermissions', phrase: 'The event source belongs to another account' },
  'seen.DestinationPolicyNotChanged': { prop: 'onFailure', phrase: 'The onFailure destination belongs to another account' },
  'seen.MappingIdMissing': { prop: 'mappingId', phrase: 'mappingId is missing' },
  'seen.StreamArnMissing': { prop: 'EventSourceArn', phrase: 'The ARN of the table\'s stream is not known' },
  'seen.FilterKeyPolicyNotChanged': { prop: 'filterEncryption', phrase: 'The key of filterEncryption is imported' },
  'seen.FilterNotRenderable': { prop: 'filters', phrase: 'A filter has a value that is no JSON' },
  'seen.DurationTokenNotSeconds': { prop: 'maxBatchingWindow', phrase: 'A duration is a token in another unit than seconds' },
};
