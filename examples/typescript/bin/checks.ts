import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { FilterMatch, rules, SqsEventSource, testing } from 'cdk-lambda-event-sources';
import { ShopFunction } from '../lib/shop-function';

// What can be asked before anything is deployed. In an app of your own it belongs into the unit tests.

const title = (text: string) => console.log(`\n${text}`);

/** What an error says, to somebody who reads it in a log. */
function complaint(action: () => unknown): string {
  try { action(); } catch (error) { return (error as Error).message; }
  return 'no error';
}

title('What becomes of messages');
const filters = [
  { body: { type: ['order-placed'], total: [FilterMatch.greaterThan(99.5)], coupon: [null] } },
  { body: { type: ['order-changed'], channel: [{ 'anything-but': ['test'] }], express: [true] } },
];
const orders = testing.FilterTester.sqs(filters);
// As text, because null in a map would not arrive from the other languages of this example.
console.log(orders.test(testing.SampleRecords.sqsText('{"type":"order-placed","total":120,"coupon":null}')).toString());
for (const body of [
  { type: 'order-placed', total: 99.5, coupon: 'SPRING' },
  { type: 'order-changed', channel: 'web', express: true },
]) {
  console.log(orders.test(testing.SampleRecords.sqs(body)).toString());
}
const tills = testing.FilterTester.rabbitMq([{ data: { training: [false] } }]);
const training = tills.test(testing.SampleRecords.rabbitMq({ training: true }));
console.log(training.passed, training.mismatches.map(({ path, found }) => `${path} is ${found}`).join());
console.log(complaint(() => testing.FilterTester.sqs([{ body: { price: [{ numeric: ['>', 10, '<', 5] }] } }])));

title('What a rule says');
const rule = rules.RuleCatalogue.find('sqs-fifo-batch-size')!;
console.log(`${rule.id}, because ${rule.because}. ${rule.fix} ${rule.url}`);
console.log(rules.RuleCatalogue.find('sqs-moon-phase') === undefined ? 'sqs-moon-phase: no such rule' : 'found');
const catalogue = rules.RuleCatalogue.all();
console.log(`${catalogue.filter(({ severity }) => severity === rules.FindingSeverity.ERROR).length} of ${catalogue.length} are errors`);

title('What is wrong with a template');
const verdict = rules.TemplateChecker.check({
  Resources: {
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: 'fulfil-orders',
        EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders.fifo',
        BatchSize: 100,
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":"order-placed"}}' }] },
      },
    },
  },
}, { region: 'eu-central-1' });
console.log(`${verdict.mappings} mapping, ${verdict.undecided} undecided`);
verdict.findings.forEach(finding => console.log(finding.toString()));

title('What is wrong with a stack');
const stack = new Stack(new App(), 'Desk', { env: { account: '111122223333', region: 'eu-west-1' } });
const queue = new sqs.Queue(stack, 'Returns', { visibilityTimeout: Duration.minutes(2) });
const take = new ShopFunction(stack, 'Take', { file: 'fulfil-orders', timeout: Duration.seconds(10) });
const source = new SqsEventSource(queue, { batchSize: 100, filters });
console.log(complaint(() => source.eventSourceMapping));
take.addEventSource(source);
console.log(testing.Findings.of(stack).assertHas('sqs-batch-window-missing').path);
console.log(complaint(() => testing.Findings.of(stack).assertNone()));
Validations.of(take).acknowledge({ id: 'EventSources::sqs-redrive-policy-missing', reason: 'Returns are scanned again.' });
testing.Findings.of(stack).assertOnly('sqs-batch-window-missing');

title('What the role must allow');
source.requiredPermissions().forEach((statement: iam.PolicyStatement) => console.log([...statement.actions].sort().join(' ')));
