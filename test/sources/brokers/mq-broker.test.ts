import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { BARE, BROKER_ARN, ENV, newBroker, newSource } from './mq-shop';
import { MqBroker, testing } from '../../../src';
import { ACCOUNT, mappingIn, newFunction, newStack, Properties, REGION } from '../../builders';
import { oneLine } from '../../one-line';

describe('brokers', () => {
  function mappingOf(broker: (stack: Stack) => MqBroker): Properties {
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(newSource(stack, broker(stack)));
    testing.Findings.of(stack).assertNone();
    return mappingIn(stack);
  }

  test('a RabbitMQ broker of the stack is read by its ARN, and nothing is said', () => {
    expect(mappingOf(stack => MqBroker.rabbitMq(newBroker(stack)))).toEqual(BARE);
  });

  test('an ActiveMQ broker of the stack is read by its ARN, and nothing is said', () => {
    expect(mappingOf(stack => MqBroker.activeMq(newBroker(stack, { engineType: 'ACTIVEMQ' })))).toEqual(BARE);
  });

  test.each([
    ['RabbitMQ', MqBroker.rabbitMqFromArn],
    ['ActiveMQ', MqBroker.activeMqFromArn],
  ])('a %s broker of which the ARN is known is read by that ARN', (_, make) => {
    expect(mappingOf(() => make(BROKER_ARN))).toEqual({ ...BARE, EventSourceArn: BROKER_ARN });
  });

  test('a broker of another stack is read by its exported ARN, and seen through the export', () => {
    const app = new App();
    const brokers = new Stack(app, 'Brokers', { env: ENV });
    const stack = new Stack(app, 'Shop', { env: ENV });
    newFunction(stack).addEventSource(newSource(stack, MqBroker.activeMq(newBroker(brokers, { engineType: 'ACTIVEMQ', authenticationStrategy: 'LDAP' }))));
    testing.Findings.of(stack).assertOnly('mq-ldap');
    const findings = testing.Findings.of(stack);
    expect(oneLine(findings.assertHas('mq-ldap').message)).toContain('authenticationStrategy of the broker Brokers/Broker is "LDAP"');
  });

  test.each([
    ['of another service', 'arn:aws:sqs:eu-west-1:111122223333:orders', 'sqs'],
    ['of another service with a Region that is a token', `arn:aws:kafka:${Aws.REGION}:111122223333:cluster/orders/1`, 'kafka'],
  ])('an ARN %s is told of, with both services', (_, arn, service) => {
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(arn)));
    expect(testing.Findings.of(stack).assertHas('source-of-another-service').why)
      .toContain(`the service in its ARN is mq, and here it is ${service}.`);
  });

  test('an ARN whose service is a token is no finding', () => {
    const stack = newStack({ env: ENV });
    const service = new CfnParameter(stack, 'Service').valueAsString;
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(`arn:aws:${service}:${REGION}:${ACCOUNT}:broker:orders:b-1`)));
    testing.Findings.of(stack).assertNone();
  });

  test.each(['orders', 'arn:aws:mq', ''])('an ARN that is none, "%s", is told of', arn => {
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(arn)));
    testing.Findings.of(stack).assertHas('event-source-arn');
  });
});
