import { Duration, Stack } from 'aws-cdk-lib';
import { testing } from '../../src';
import { mappingIn, Properties } from '../builders';

/** By title, props with what they become in the template. */
export type Rendered<Props> = { readonly [title: string]: readonly [props: Props, properties: Properties] };

/** What all sources that poll render alike. */
export const COMMON = {
  'maxBatchingWindow in seconds': [{ maxBatchingWindow: Duration.minutes(5) }, { MaximumBatchingWindowInSeconds: 300 }],
  'maxBatchingWindow of zero': [{ maxBatchingWindow: Duration.seconds(0) }, { MaximumBatchingWindowInSeconds: 0 }],
  'enabled: true': [{ enabled: true }, { Enabled: true }],
  'enabled: false': [{ enabled: false }, { Enabled: false }],
  'tags': [{ tags: { team: 'orders', cost: '' } }, { Tags: [{ Key: 'cost', Value: '' }, { Key: 'team', Value: 'orders' }] }],
  'mappingId, as nothing but the logical id': [{ mappingId: 'Kept' }, {}],
  'grantPermissions, as nothing': [{ grantPermissions: false }, {}],
} as const;

/** Tests that each of the cases adds its properties to the `bare` ones, and that nobody finds anything. */
export function testEachProp<Props>(cases: Rendered<Props>, bare: Properties, mapped: (props: Props) => Stack): void {
  test.each(Object.keys(cases))('%s', title => {
    const [props, properties] = cases[title];
    const stack = mapped(props);
    expect(mappingIn(stack)).toEqual({ ...bare, ...properties });
    testing.Findings.of(stack).assertNone();
  });
}
