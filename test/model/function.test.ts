import { App, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { functionIn, queueIn, stackOf } from './shop';
import { SqsEventSource } from '../../src';
import { InvokedFunction } from '../../src/model/function';
import { Synthesis } from '../../src/validation/app/synthesis';
import { UNKNOWN } from '../../src/values/value';

const IRELAND = { env: { region: 'eu-west-1', account: '111122223333' } };
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:fulfil';

/** The function that the only mapping of the app invokes, by name. */
function invokedIn(stack: Stack): Omit<InvokedFunction, 'resource' | 'invoked'> & { readonly resource?: string } {
  const { mappings } = new Synthesis(stack.node.root).deployment;
  expect(mappings).toHaveLength(1);
  const { resource, invoked, ...rest } = mappings[0].target;
  expect(invoked?.id ?? rest.identity).toBe(rest.identity);
  return { ...rest, resource: resource?.name };
}

function mapped(target: lambda.IFunction, stack = Stack.of(target)): ReturnType<typeof invokedIn> {
  target.addEventSource(new SqsEventSource(queueIn(stack)));
  return invokedIn(stack);
}

function mappedByName(stack: Stack, functionName: string): ReturnType<typeof invokedIn> {
  new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName });
  return invokedIn(stack);
}

function aliasIn(stack: Stack, fn = functionIn(stack)): lambda.Alias {
  return new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
}

describe('a mapping of our own', () => {
  test('of a function has that function behind it', () => {
    expect(mapped(functionIn(stackOf(new App(), 'Shop', IRELAND))))
      .toEqual({ resource: 'Shop/Fulfil', identity: 'Shop/Fulfil/Resource', region: 'eu-west-1' });
  });

  test('of an alias has its function behind it, and is another than one of the function', () => {
    const { resource, identity } = mapped(aliasIn(stackOf()));
    expect(resource).toBe('Shop/Fulfil');
    expect(identity).toBe('Shop/Live/Resource');
  });

  test('of a version has its function behind it, and is another than one of the function', () => {
    const { resource, identity } = mapped(functionIn(stackOf()).currentVersion);
    expect(resource).toBe('Shop/Fulfil');
    expect(identity).toBe('Shop/Fulfil/CurrentVersion/Resource');
  });

  test('of a function of another stack has that function behind it', () => {
    const app = new App();
    const fn = functionIn(stackOf(app, 'Functions', IRELAND));
    const stack = stackOf(app, 'Queues', IRELAND);
    fn.addEventSource(new SqsEventSource(queueIn(stack)));
    expect(invokedIn(stack)).toMatchObject({ resource: 'Functions/Fulfil', region: 'eu-west-1' });
  });

  test('of an alias in another stack than its function has the function behind it', () => {
    const app = new App();
    const alias = aliasIn(stackOf(app, 'Aliases'), functionIn(stackOf(app, 'Functions')));
    expect(mapped(alias)).toMatchObject({ resource: 'Functions/Fulfil', identity: 'Aliases/Live/Resource' });
  });

  test('of a function in a nested stack has that function behind it', () => {
    const stack = stackOf(new App(), 'Shop', IRELAND);
    expect(mapped(functionIn(new NestedStack(stack, 'Inner')), stack)).toMatchObject({ resource: 'Shop/Inner/Fulfil', region: 'eu-west-1' });
  });

  test('of a function imported by its ARN has only its name', () => {
    expect(mapped(lambda.Function.fromFunctionArn(stackOf(), 'Imported', ARN))).toEqual({ identity: 'Shop fulfil', region: UNKNOWN });
  });

  test('of a function imported by its name has nothing: the CDK takes the name from an ARN that it composes', () => {
    expect(mapped(lambda.Function.fromFunctionName(stackOf(), 'Imported', 'fulfil'))).toEqual({ region: UNKNOWN });
  });

  test('of a function imported by a token has nothing', () => {
    const stack = stackOf();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    expect(mapped(lambda.Function.fromFunctionName(stack, 'Imported', name))).toEqual({ region: UNKNOWN });
  });

  test('whose function was changed by an override has the new one behind it', () => {
    const stack = stackOf();
    const fn = functionIn(stack);
    const other = functionIn(stack, 'Other');
    const source = new SqsEventSource(queueIn(stack));
    fn.addEventSource(source);
    const l1 = source.eventSourceMapping.node.defaultChild as lambda.CfnEventSourceMapping;
    l1.functionName = other.functionArn;
    expect(invokedIn(stack)).toMatchObject({ resource: 'Shop/Other' });
    l1.addPropertyOverride('FunctionName', 'elsewhere');
    expect(invokedIn(stack)).toEqual({ identity: 'Shop elsewhere', region: UNKNOWN });
  });
});

describe('a mapping that is an L1', () => {
  const stackWith = (name: (stack: Stack) => string) => {
    const stack = stackOf(new App(), 'Shop', IRELAND);
    return mappedByName(stack, name(stack));
  };

  test.each<[string, (stack: Stack) => string]>([
    ['the ARN of a function', stack => functionIn(stack).functionArn],
    ['the name of a function', stack => functionIn(stack).functionName],
    ['the ARN of an alias', stack => aliasIn(stack).functionArn],
    ['the ARN of a version', stack => functionIn(stack).currentVersion.functionArn],
    ['the ARN of an alias that is an L1', stack => new lambda.CfnAlias(stack, 'Live', {
      name: 'live', functionName: functionIn(stack).functionName, functionVersion: '1',
    }).ref],
    ['the ARN of a version that is an L1', stack => new lambda.CfnVersion(stack, 'V', { functionName: functionIn(stack).functionArn }).ref],
    ['the ARN of an L1 alias of an L1 version', stack => new lambda.CfnAlias(stack, 'Live', {
      name: 'live', functionName: new lambda.CfnVersion(stack, 'V', { functionName: functionIn(stack).functionArn }).ref, functionVersion: '1',
    }).ref],
  ])('and has %s has the function behind it', (_, name) => {
    expect(stackWith(name)).toMatchObject({ resource: 'Shop/Fulfil', region: 'eu-west-1' });
  });

  test('and has the ARN of a function of no app has its Region', () => {
    expect(stackWith(() => ARN)).toEqual({ identity: ARN, region: 'eu-west-1' });
    expect(stackWith(() => 'fulfil')).toEqual({ identity: '111122223333 eu-west-1 fulfil', region: UNKNOWN });
  });

  test('and has an ARN with a token in it has its Region, and no identity', () => {
    expect(stackWith(stack => `arn:${stack.partition}:lambda:us-east-1:111122223333:function:fulfil`)).toEqual({ region: 'us-east-1' });
  });

  test('and names an alias whose function is imported has no function behind it', () => {
    expect(stackWith(stack => new lambda.CfnAlias(stack, 'Live', { name: 'live', functionName: 'elsewhere', functionVersion: '1' }).ref))
      .toEqual({ identity: 'Shop/Live', region: 'eu-west-1' });
  });

  test.each<[string, (stack: Stack) => string]>([
    ['Fn::ImportValue', () => Fn.importValue('Arn')],
    ['Fn::Join', stack => Fn.join('', [functionIn(stack).functionArn, ':live'])],
    ['Fn::If', () => Fn.conditionIf('C', 'a', 'b').toString()],
    ['Fn::Sub', () => Fn.sub('${Fulfil.Arn}:live')],
  ])('and has %s has nothing behind it', (_, name) => {
    expect(stackWith(name)).toEqual({ region: UNKNOWN });
  });

  test('and follows an alias that names itself does not go round in circles', () => {
    const stack = stackOf();
    const alias = new lambda.CfnAlias(stack, 'Live', { name: 'live', functionName: 'x', functionVersion: '1' });
    alias.functionName = alias.ref;
    expect(mappedByName(stack, alias.ref)).toMatchObject({ identity: 'Shop/Live' });
  });
});
