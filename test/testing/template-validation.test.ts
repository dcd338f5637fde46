import { App, IPolicyValidationPlugin, Stack, Stage, Validations } from 'aws-cdk-lib';
import { rules, SqsEventSource, testing } from '../../src';
import { newFunction, newQueue } from '../builders';

/** The switch that `cdk init` turns on: what the CDK finds in the templates fails the synthesis. */
const FLAG = '@aws-cdk/core:validateAgainstDefaultRules';

function wrongStack(app: App): Stack {
  const stack = new Stack(new Stage(app, 'Dev'), 'Shop');
  newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { batchSize: 0 }));
  return stack;
}

test('the findings of an app are told whatever validates its templates, and nothing else is', () => {
  const before = process.env.CDK_VALIDATION;
  delete process.env.CDK_VALIDATION;
  const validate = jest.fn(() => { throw new Error('asked'); });
  const app = new App({ context: { [FLAG]: true } });
  const stack = wrongStack(app);
  const plugins: IPolicyValidationPlugin[] = [{ name: 'Ours', validate }, new rules.EventSourceRules()];
  Validations.of(app).addPlugins(...plugins);
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    testing.Findings.of(stack).assertHas('sqs-batch-size');
    expect(written).not.toHaveBeenCalled();
  } finally {
    written.mockRestore();
    expect(process.env.CDK_VALIDATION).toBeUndefined();
    if (before !== undefined) { process.env.CDK_VALIDATION = before; }
  }
  expect(validate).not.toHaveBeenCalled();
  expect((app as any)._validationPlugins).toHaveLength(2);
});

test.each([
  ['retry-attempt', 'retry-attempts'],
  ['sqs-batchsize', 'sqs-batch-size'],
  ['EventSources::kafka-topics', 'kafka-topic-name'],
])('an expected id that is no rule is told, with the nearest: %s', (id, near) => {
  const findings = testing.Findings.of(wrongStack(new App()));
  const said = new RegExp(`\\n(EventSources::)?${id.replace('EventSources::', '')} is no rule\\. Did you mean ${near}\\?$`);
  expect(() => findings.assertHas(id)).toThrow(said);
  expect(() => findings.assertOnly(id)).toThrow(said);
});
