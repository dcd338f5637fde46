import { Construct, RootConstruct } from 'constructs';
import { ConstructFacts, FactRecorder } from '../../src/cdk/construct-facts';

test('facts are found on the construct that they are attached to, and on no other', () => {
  const root = new RootConstruct();
  const mapping = new Construct(root, 'Mapping');
  const facts = new FactRecorder({ kinds: ['sqs'] });
  ConstructFacts.attach(mapping, facts);
  expect(ConstructFacts.of(mapping)).toBe(facts);
  expect(ConstructFacts.of(mapping)?.kinds).toEqual(['sqs']);
  expect(ConstructFacts.of(root)).toBeUndefined();
  expect(ConstructFacts.of(undefined)).toBeUndefined();
});

test('the first detail of a fact stays', () => {
  const facts = new FactRecorder();
  facts.addFact('EventCountMetricUsed', 'the first metric');
  facts.addFact('EventCountMetricUsed', 'another metric');
  expect(facts.fact('EventCountMetricUsed')).toBe('the first metric');
});

test('details of a fact that may have several are told in their order', () => {
  const facts = new FactRecorder();
  facts.addDetail('SettingsDisagree', 'retryAttempts');
  facts.addDetail('SettingsDisagree', 'maxEventAge');
  expect(facts.fact('SettingsDisagree')).toBe('retryAttempts; maxEventAge');
});

test('a late fact is decided whenever it is asked for', () => {
  const facts = new FactRecorder();
  let missing: string | undefined = 'sqs:ReceiveMessage';
  facts.addLateFact('PermissionsNotGranted', () => missing);
  expect(facts.fact('PermissionsNotGranted')).toBe('sqs:ReceiveMessage');
  missing = undefined;
  expect(facts.fact('PermissionsNotGranted')).toBeUndefined();
});

test('only recorded facts have names, late ones included', () => {
  const facts = new FactRecorder();
  facts.addFact('BoundTwice', 'Shop/Fulfil');
  facts.addLateFact('PermissionsNotGranted', () => undefined);
  expect(facts.factNames()).toEqual(['BoundTwice', 'PermissionsNotGranted']);
  expect(facts.fact('ClusterNameTwice')).toBeUndefined();
});
