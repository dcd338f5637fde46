import { Aws, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { BARE, BROKER_ARN, CREDENTIALS, ENV, mapped, mappedActiveMq, newBroker, newSource, SECRET_ARN, secretOf } from './mq-shop';
import { MqBroker, MqEventSource, MqEventSourceProps, rules, testing } from '../../../src';
import { ACCOUNT, l1MappingOf, mappingIn, mappingsIn, newFunction, newStack, Properties, REGION } from '../../builders';
import { oneLine } from '../../one-line';
import { POLLED_PROPS } from '../polled-props';

describe('each prop becomes its CloudFormation property', () => {
  const HOST = { Type: 'VIRTUAL_HOST', URI: 'shop' };
  const CASES: { readonly [title: string]: [Partial<MqEventSourceProps>, Properties] } = {
    ...POLLED_PROPS,
    'queue': [{ queue: 'returns' }, { Queues: ['returns'] }],
    'virtualHost': [{ virtualHost: 'shop' }, { SourceAccessConfigurations: [CREDENTIALS, HOST] }],
    'virtualHost as it is by default': [{ virtualHost: '/' }, { SourceAccessConfigurations: [CREDENTIALS, { ...HOST, URI: '/' }] }],
    'batchSize': [{ batchSize: 10000 }, { BatchSize: 10000 }],
    'filters': [{ filters: [{ data: { type: ['order'] } }] }, { FilterCriteria: { Filters: [{ Pattern: '{"data":{"type":["order"]}}' }] } }],
  };

  test.each(Object.keys(CASES))('%s', title => {
    const [props, properties] = CASES[title];
    const stack = mapped(props);
    expect(mappingIn(stack)).toEqual({ ...BARE, ...properties });
    testing.Findings.of(stack).assertNone();
  });

  test('metricsConfig, with a warning that nobody knows whether it works', () => {
    const stack = mapped({ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } });
    testing.Findings.of(stack).assertOnly('metrics-undocumented');
    expect(mappingIn(stack).MetricsConfig).toEqual({ Metrics: ['EventCount'] });
  });

  test('a batching window that is a token in another unit than seconds is an error', () => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Token', { type: 'Number' }).valueAsNumber;
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMq(newBroker(stack)), { maxBatchingWindow: Duration.minutes(token) }));
    testing.Findings.of(stack).assertOnly('duration-token');
  });
});

describe('what is odd is emitted and judged, never dropped', () => {
  test.each<[string, Partial<MqEventSourceProps>, string]>([
    ['a queue without a name', { queue: '' }, 'mq-queue-length'],
    ['a batch of 0', { batchSize: 0 }, 'batch-size'],
    ['an empty virtual host', { virtualHost: '' }, 'rabbitmq-virtual-host-length'],
    ['a virtual host with a space', { virtualHost: 'my host' }, 'rabbitmq-virtual-host-name'],
    ['an empty list of filters', { filters: [] }, 'filters-count'],
  ])('%s', (_, props, ruleId) => {
    const stack = mapped(props);
    testing.Findings.of(stack).assertOnly(ruleId);
    expect(() => mappingIn(stack)).toThrow(`EventSources::${ruleId}\n`);
  });
});

describe('the engine of the broker', () => {
  test.each(['RABBITMQ', 'RabbitMQ', 'rabbitmq'])('written as %s fits the factory for RabbitMQ', engineType => {
    testing.Findings.of(mapped({}, { engineType })).assertNone();
  });

  test('that is another than the factory is for is told of, with both', () => {
    const findings = testing.Findings.of(mapped({}, { engineType: 'ACTIVEMQ' }));
    findings.assertOnly('mq-engine');
    expect(oneLine(findings.assertHas('mq-engine').message)).toContain(
      'engineType of the broker Shop/Broker is "ACTIVEMQ", but the engine that MqBroker was made for is RABBITMQ');
  });

  test('decides whether a virtual host makes sense, whatever the factory', () => {
    testing.Findings.of(mapped({ virtualHost: 'shop' }, { engineType: 'ACTIVEMQ' })).assertOnly('mq-engine', 'activemq-virtual-host');
    testing.Findings.of(mappedActiveMq({ virtualHost: 'shop' })).assertOnly('activemq-virtual-host');
  });

  test('that is known only at deployment is no finding', () => {
    const stack = newStack({ env: ENV });
    const engineType = new CfnParameter(stack, 'Engine').valueAsString;
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMq(newBroker(stack, { engineType }))));
    testing.Findings.of(stack).assertNone();
  });
});

describe('the broker', () => {
  test.each(['LDAP', 'ldap'])('that asks LDAP, written as %s, is refused', authenticationStrategy => {
    testing.Findings.of(mappedActiveMq({}, { authenticationStrategy })).assertOnly('mq-ldap');
  });

  test('with users of its own is fine', () => {
    testing.Findings.of(mappedActiveMq({}, { authenticationStrategy: 'simple' })).assertNone();
  });

  test('of several ActiveMQ instances in a network is refused', () => {
    testing.Findings.of(mappedActiveMq({}, { deploymentMode: 'CLUSTER_MULTI_AZ' })).assertOnly('activemq-deployment-mode');
  });

  test('of ActiveMQ with a standby is fine', () => {
    testing.Findings.of(mappedActiveMq({}, { deploymentMode: 'ACTIVE_STANDBY_MULTI_AZ' })).assertNone();
  });

  test('of several RabbitMQ instances is fine', () => {
    testing.Findings.of(mapped({}, { deploymentMode: 'CLUSTER_MULTI_AZ' })).assertNone();
  });

  test('that an escape hatch changes is judged as it is then', () => {
    const stack = newStack({ env: ENV });
    const broker = newBroker(stack, { engineType: 'ACTIVEMQ' });
    newFunction(stack).addEventSource(newSource(stack, MqBroker.activeMq(broker)));
    broker.addPropertyOverride('AuthenticationStrategy', 'LDAP');
    testing.Findings.of(stack).assertOnly('mq-ldap');
  });

  test.each([
    ['of another account', BROKER_ARN.replace(ACCOUNT, '444455556666'), 'source-account'],
    ['of another Region', BROKER_ARN.replace(REGION, 'us-east-1'), 'source-region'],
  ])('%s is refused', (_, arn, ruleId) => {
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(arn)));
    testing.Findings.of(stack).assertOnly(ruleId);
  });

  test('of an account and a Region that may be those of the stack is no finding', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(BROKER_ARN)));
    testing.Findings.of(stack).assertNone();
  });
});

describe('the credentials', () => {
  test('of another Region are refused', () => {
    const stack = newStack({ env: ENV });
    const credentials = secretOf(stack, SECRET_ARN.replace(REGION, 'us-east-1'));
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(BROKER_ARN), { credentials }));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('secret-region');
    expect(oneLine(findings.assertHas('secret-region').message)).toContain(
      `Lambda reads secrets of its own Region only, and ${SECRET_ARN.replace(REGION, 'us-east-1')} is in us-east-1. Fix: Replicate the secret`);
  });

  test.each<[string, (stack: Stack) => secretsmanager.ISecret, unknown]>([
    ['that the stack makes', stack => new secretsmanager.Secret(stack, 'Made'), { Ref: expect.stringMatching(/^Made/) }],
    ['that are imported by name', stack => secretsmanager.Secret.fromSecretNameV2(stack, 'Named', 'orders'),
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:${REGION}:${ACCOUNT}:secret:orders`]] }],
    ['that are imported by a token', stack => secretsmanager.Secret.fromSecretCompleteArn(stack, 'Token', new CfnParameter(stack, 'Arn').valueAsString),
      { Ref: 'Arn' }],
  ])('%s are fine', (_, make, uri) => {
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(BROKER_ARN), { credentials: make(stack) }));
    testing.Findings.of(stack).assertNone();
    expect(mappingIn(stack).SourceAccessConfigurations).toEqual([{ Type: 'BASIC_AUTH', URI: uri }]);
  });
});

describe('the timeout of the function', () => {
  function withTimeout(timeout: Duration): Stack {
    const stack = newStack({ env: ENV });
    newFunction(stack, 'Fulfil', { timeout }).addEventSource(newSource(stack, MqBroker.rabbitMq(newBroker(stack))));
    return stack;
  }

  test('of 14 minutes is fine, one second more is refused', () => {
    testing.Findings.of(withTimeout(Duration.minutes(14))).assertNone();
    const findings = testing.Findings.of(withTimeout(Duration.seconds(841)));
    findings.assertOnly('poller-function-timeout');
    expect(oneLine(findings.assertHas('poller-function-timeout').message)).toContain('timeout of the function Shop/Fulfil is 841 seconds');
  });

  test('is seen through an alias', () => {
    const stack = newStack({ env: ENV });
    const fn = newFunction(stack, 'Fulfil', { timeout: Duration.minutes(15) });
    new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion })
      .addEventSource(newSource(stack, MqBroker.rabbitMq(newBroker(stack))));
    testing.Findings.of(stack).assertOnly('poller-function-timeout');
  });

  test('of an imported function is not known', () => {
    const stack = newStack({ env: ENV });
    const fn = lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil');
    fn.addEventSource(newSource(stack, MqBroker.rabbitMq(newBroker(stack)), { grantPermissions: false }));
    testing.Findings.of(stack).assertNone();
  });
});

describe('identity', () => {
  function idOf(broker: (stack: Stack) => MqBroker, props: Partial<MqEventSourceProps> = {}): string {
    const stack = newStack({ env: ENV });
    const source = newSource(stack, broker(stack), props);
    newFunction(stack).addEventSource(source);
    return source.eventSourceMapping.node.id;
  }
  const owned = (stack: Stack) => MqBroker.rabbitMq(newBroker(stack));
  const byArn = (arn: string) => () => MqBroker.rabbitMqFromArn(arn);

  test.each<[string, string, string]>([
    ['broker and queue', idOf(owned), 'MqEventSource:ShopBrokerEB3DCE09:orders'],
    ['name and id of the broker\'s ARN, and queue', idOf(byArn(BROKER_ARN)), 'MqEventSource:orders:b-1234:orders'],
    ['name and id of an ARN whose Region is a token', idOf(byArn(`arn:aws:mq:${Aws.REGION}:${ACCOUNT}:broker:orders:b-1234`)), 'MqEventSource:orders:b-1234:orders'],
    ['the virtual host, too', idOf(owned, { virtualHost: 'shop' }), 'MqEventSource:ShopBrokerEB3DCE09:orders@shop'],
    ['no virtual host where it is the one by default', idOf(owned, { virtualHost: '/' }), 'MqEventSource:ShopBrokerEB3DCE09:orders'],
    ['mappingId where there is one', idOf(owned, { mappingId: 'Kept' }), 'Kept'],
  ])('is made of %s', (_, id, expected) => {
    expect(id).toBe(expected);
  });

  test('does not change with the Region, the account, the engine or the credentials', () => {
    expect(idOf(byArn('arn:aws:mq:us-east-1:444455556666:broker:orders:b-1234'))).toBe(idOf(byArn(BROKER_ARN)));
    expect(idOf(stack => MqBroker.activeMq(newBroker(stack, { engineType: 'ACTIVEMQ' })), { batchSize: 1 })).toBe(idOf(owned));
  });

  test('another queue is another mapping, because Lambda cannot change the queue of one', () => {
    expect(Object.keys(mappingsIn(mapped({ queue: 'returns' })))).not.toEqual(Object.keys(mappingsIn(mapped())));
  });

  test('two queues, and one queue of two virtual hosts, are mappings of one function that live together', () => {
    const stack = newStack({ env: ENV });
    const broker = MqBroker.rabbitMq(newBroker(stack));
    const fn = newFunction(stack);
    [{}, { queue: 'returns' }, { virtualHost: 'shop' }].forEach(props => fn.addEventSource(newSource(stack, broker, props)));
    testing.Findings.of(stack).assertNone();
    expect(Object.keys(mappingsIn(stack))).toHaveLength(3);
  });

  test('one queue twice is refused, whether by one id or by two', () => {
    const stack = newStack({ env: ENV });
    const broker = MqBroker.rabbitMq(newBroker(stack));
    const fn = newFunction(stack);
    [{}, {}, { mappingId: 'Again' }].forEach(props => fn.addEventSource(newSource(stack, broker, props)));
    testing.Findings.of(stack).assertOnly('same-source-and-function', 'same-source-and-function');
  });

  test('one queue twice is refused, however the ARN of the broker is written', () => {
    const stack = newStack({ env: ENV });
    const fn = newFunction(stack);
    const here = `arn:${Aws.PARTITION}:mq:${Aws.REGION}:${Aws.ACCOUNT_ID}:broker:orders:b-1234`;
    [BROKER_ARN, here].forEach((arn, i) => fn.addEventSource(newSource(stack, MqBroker.rabbitMqFromArn(arn), { mappingId: `Orders${i}` })));
    testing.Findings.of(stack).assertOnly('same-source-and-function');
  });

  describe('of what is known only at deployment', () => {
    const token = (stack: Stack, id: string) => new CfnParameter(stack, id).valueAsString;

    test.each<[string, (stack: Stack) => MqEventSource, string]>([
      ['the queue', stack => newSource(stack, MqBroker.rabbitMqFromArn(BROKER_ARN), { queue: token(stack, 'Queue') }), 'MqEventSource:orders:b-1234:Queue'],
      ['the broker', stack => newSource(stack, MqBroker.rabbitMqFromArn(token(stack, 'Broker'))), 'MqEventSource:Broker:orders'],
      ['the virtual host', stack => newSource(stack, MqBroker.rabbitMqFromArn(BROKER_ARN), { virtualHost: token(stack, 'Host') }),
        'MqEventSource:orders:b-1234:Queue'],
    ])('needs a mappingId, and the finding says so: %s', (_, make, id) => {
      const stack = newStack({ env: ENV });
      const source = make(stack);
      newFunction(stack).addEventSource(source);
      expect(source.eventSourceMapping.node.id).toBe(id);
      const findings = testing.Findings.of(stack);
      findings.assertOnly('mapping-id-missing');
      expect(oneLine(findings.assertHas('mapping-id-missing').message)).toContain('Set mappingId');
    });

    test('does not stand in the way of several, which get a number each, and the same one twice is refused', () => {
      const stack = newStack({ env: ENV });
      const fn = newFunction(stack);
      const broker = MqBroker.rabbitMqFromArn(BROKER_ARN);
      const [one, other] = [token(stack, 'One'), token(stack, 'Other')];
      [one, other, other].forEach(queue => fn.addEventSource(newSource(stack, broker, { queue })));
      testing.Findings.of(stack).assertOnly('mapping-id-missing', 'mapping-id-missing', 'same-source-and-function');
      expect(fn.node.tryFindChild('MqEventSource:orders:b-1234:Queue:2')).toBeDefined();
      expect(fn.node.tryFindChild('MqEventSource:orders:b-1234:Queue:3')).toBeUndefined();
    });

    test('is fine with a mappingId', () => {
      const stack = newStack({ env: ENV });
      const broker = MqBroker.rabbitMqFromArn(token(stack, 'Broker'));
      newFunction(stack).addEventSource(newSource(stack, broker, { queue: token(stack, 'Queue'), mappingId: 'Orders' }));
      testing.Findings.of(stack).assertNone();
      expect(mappingIn(stack)).toMatchObject({ EventSourceArn: { Ref: 'Broker' }, Queues: [{ Ref: 'Queue' }] });
    });
  });

  test('the getters name the broker before the source is bound', () => {
    const stack = newStack();
    expect(() => newSource(stack, MqBroker.rabbitMqFromArn(BROKER_ARN)).eventSourceMapping)
      .toThrow('The MqEventSource of orders:b-1234 has no event source mapping yet.');
  });
});

describe('mappings of other makers', () => {
  test('an L1 that is changed after binding is judged as it is then', () => {
    const stack = newStack({ env: ENV });
    const source = newSource(stack, MqBroker.rabbitMq(newBroker(stack)));
    newFunction(stack).addEventSource(source);
    l1MappingOf(source.eventSourceMapping).addPropertyOverride('Queues', ['orders', 'returns']);
    testing.Findings.of(stack).assertOnly('mq-queue-count');
  });

  test('a plain template is judged by the same rules', () => {
    const { findings } = rules.TemplateChecker.check({
      Resources: {
        Broker: { Type: 'AWS::AmazonMQ::Broker', Properties: { EngineType: 'ActiveMQ', AuthenticationStrategy: 'ldap' } },
        Fulfil: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 900 } },
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::GetAtt': ['Broker', 'Arn'] },
            FunctionName: { Ref: 'Fulfil' },
            SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: SECRET_ARN }, { Type: 'VIRTUAL_HOST', URI: 'shop' }],
          },
        },
      },
    }, { region: 'us-east-1' });
    expect(findings.map(({ ruleId }) => ruleId).sort())
      .toEqual(['activemq-virtual-host', 'mq-ldap', 'mq-queue-missing', 'poller-function-timeout', 'secret-region']);
  });
});
