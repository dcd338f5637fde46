import { ExpectedResult, IApiCall, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration } from 'aws-cdk-lib';
import { PollingEventSource } from '../../src';

/** Reads the mapping back from Lambda, until it is enabled and has the given fields of `GetEventSourceMapping`. */
export function expectMapping(integ: IntegTest, source: PollingEventSource, fields: Record<string, unknown>): IApiCall {
  return integ.assertions
    .awsApiCall('Lambda', 'getEventSourceMapping', { UUID: source.eventSourceMappingId })
    .expect(ExpectedResult.objectLike({ State: 'Enabled', ...fields }))
    .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(30) });
}
