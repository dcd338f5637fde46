import { App, Aspects, CfnParameter, CfnResource, Duration, Fn, IAspect, Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { SqsEventSource, SqsEventSourceProps } from '../../src';
import { errorIdsOf, errorsOf, functionIn, queueIn, stackOf, warningIdsOf } from '../model/shop';

const IRELAND = { env: { region: 'eu-west-1', account: '111122223333' } };
const VIRGINIA = { env: { region: 'us-east-1', account: '111122223333' } };
const ARN = 'arn:aws:sqs:eu-west-1:111122223333:orders';

function found(stack: Stack): { readonly errors: string[]; readonly warnings: string[] } {
  const errors = errorIdsOf(stack);
  return { errors, warnings: warningIdsOf(stack.node.root) };
}

const NOTHING = { errors: [], warnings: [] };
const error = (id: string) => ({ errors: [id], warnings: [] });
const warning = (id: string) => ({ errors: [], warnings: [id] });

function map(target: lambda.IFunction, queue: sqs.IQueueRef, props?: SqsEventSourceProps): SqsEventSource {
  const source = new SqsEventSource(queue, props);
  target.addEventSource(source);
  return source;
}

/** A queue and a function with these timeouts in seconds, as far as they are given. */
interface Timeouts {
  readonly visibility?: number;
  readonly fn?: number;
}

/** Ways to lead a mapping to a function and a queue: whatever lies between, the rules see the same. */
const WAYS: Record<string, (stack: Stack, timeouts: Timeouts) => void> = {
  'the function itself': (stack, timeouts) => { map(timed(stack, timeouts), queued(stack, timeouts)); },
  'an alias': (stack, timeouts) => {
    map(new lambda.Alias(stack, 'Live', { aliasName: 'live', version: timed(stack, timeouts).currentVersion }), queued(stack, timeouts));
  },
  'a version': (stack, timeouts) => { map(timed(stack, timeouts).currentVersion, queued(stack, timeouts)); },
  'a queue of another stack': (stack, timeouts) => {
    map(timed(stack, timeouts), queued(stackOf(stack.node.root as App, 'Queues', IRELAND), timeouts));
  },
  'a function of another stack': (stack, timeouts) => {
    map(timed(stackOf(stack.node.root as App, 'Functions', IRELAND), timeouts), queued(stack, timeouts));
  },
  'an alias and a queue of two other stacks': (stack, timeouts) => {
    const app = stack.node.root as App;
    const fn = timed(stackOf(app, 'Functions', IRELAND), timeouts);
    map(new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }), queued(stackOf(app, 'Queues', IRELAND), timeouts));
  },
  'a queue that is an L1': (stack, timeouts) => {
    map(timed(stack, timeouts), new sqs.CfnQueue(stack, 'Orders', { visibilityTimeout: timeouts.visibility, redrivePolicy: { maxReceiveCount: 5 } }));
  },
  'values that overrides set': (stack, timeouts) => {
    const [fn, queue] = [functionIn(stack), queueIn(stack)];
    map(fn, queue);
    l1Of(queue).addPropertyOverride('VisibilityTimeout', timeouts.visibility);
    if (timeouts.visibility === undefined) { l1Of(queue).addPropertyDeletionOverride('VisibilityTimeout'); }
    l1Of(fn).addPropertyOverride('Timeout', timeouts.fn);
  },
  'values that aspects set': (stack, timeouts) => {
    map(functionIn(stack), queueIn(stack));
    Aspects.of(stack).add(change<sqs.CfnQueue>('AWS::SQS::Queue', each => { each.visibilityTimeout = timeouts.visibility; }));
    Aspects.of(stack).add(change<lambda.CfnFunction>('AWS::Lambda::Function', each => { each.timeout = timeouts.fn; }));
  },
};

function timed(stack: Stack, { fn }: Timeouts): lambda.Function {
  return functionIn(stack, 'Fulfil', { timeout: fn === undefined ? undefined : Duration.seconds(fn) });
}

function queued(stack: Stack, { visibility }: Timeouts): sqs.Queue {
  return queueIn(stack, 'Orders', { visibilityTimeout: visibility === undefined ? undefined : Duration.seconds(visibility) });
}

function l1Of(construct: IConstruct): CfnResource {
  return construct.node.defaultChild as CfnResource;
}

function change<L1 extends CfnResource>(type: string, apply: (l1: L1) => void): IAspect {
  return { visit: node => { if (CfnResource.isCfnResource(node) && node.cfnResourceType === type) { apply(node as L1); } } };
}

describe.each(Object.entries(WAYS))('visibility timeout and function timeout, through %s', (_, build) => {
  test.each<[string, Timeouts, object]>([
    ['360 seconds for 60', { visibility: 360, fn: 60 }, NOTHING],
    ['359 seconds for 60', { visibility: 359, fn: 60 }, warning('sqs-visibility-timeout-short')],
    ['60 seconds for 60', { visibility: 60, fn: 60 }, warning('sqs-visibility-timeout-short')],
    ['59 seconds for 60', { visibility: 59, fn: 60 }, error('sqs-visibility-timeout')],
    ['the default of 30 seconds for 30', { fn: 30 }, warning('sqs-visibility-timeout-short')],
    ['the default of 30 seconds for 31', { fn: 31 }, error('sqs-visibility-timeout')],
    ['0 seconds for the default of 3', { visibility: 0 }, error('sqs-visibility-timeout')],
    ['18 seconds for the default of 3', { visibility: 18 }, NOTHING],
    ['both defaults', {}, NOTHING],
  ])('%s', (__, timeouts, expected) => {
    const stack = stackOf(new App(), 'Shop', IRELAND);
    build(stack, timeouts);
    expect(found(stack)).toEqual(expected);
  });
});

test('the batching window counts for the recommended visibility timeout, and not for the least', () => {
  const withWindow = (visibility: number) => {
    const stack = stackOf();
    map(timed(stack, { fn: 60 }), queued(stack, { visibility }), { maxBatchingWindow: Duration.seconds(10) });
    return found(stack);
  };
  expect(withWindow(370)).toEqual(NOTHING);
  expect(withWindow(369)).toEqual(warning('sqs-visibility-timeout-short'));
  expect(withWindow(60)).toEqual(warning('sqs-visibility-timeout-short'));
});

test('the message names queue and function timeout as their user knows them', () => {
  const stack = stackOf();
  map(timed(stack, { fn: 60 }), queued(stack, {}));
  expect(errorsOf(stack)).toEqual([expect.stringContaining(
    '[sqs-visibility-timeout] visibilityTimeout of the queue Shop/Orders is 30 seconds (the default), but it must be at least 60 seconds. Why: ',
  )]);
});

describe('what only the deployment knows stays silent', () => {
  test.each<[string, (stack: Stack) => [lambda.IFunction, sqs.IQueueRef]]>([
    ['an imported queue', stack => [timed(stack, { fn: 900 }), sqs.Queue.fromQueueArn(stack, 'Orders', ARN)]],
    ['a queue imported by a token', stack => [timed(stack, { fn: 900 }), sqs.Queue.fromQueueArn(stack, 'Orders', Fn.importValue('Arn'))]],
    ['an imported function', stack => [
      lambda.Function.fromFunctionAttributes(stack, 'Fulfil', { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f', sameEnvironment: true }),
      queued(stack, { visibility: 0 }),
    ]],
    ['a visibility timeout that is a parameter', stack => [
      timed(stack, { fn: 900 }),
      new sqs.CfnQueue(stack, 'Orders', { visibilityTimeout: new CfnParameter(stack, 'V', { type: 'Number' }).valueAsNumber, redrivePolicy: {} }),
    ]],
    ['a function timeout that is a parameter', stack => [
      functionIn(stack, 'Fulfil', { timeout: Duration.seconds(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber) }),
      queued(stack, { visibility: 0 }),
    ]],
    ['a redrive policy that Fn::If chooses', stack => [
      timed(stack, {}), new sqs.CfnQueue(stack, 'Orders', { redrivePolicy: Fn.conditionIf('C', { maxReceiveCount: 1 }, { Ref: 'AWS::NoValue' }) }),
    ]],
  ])('%s', (_, build) => {
    const stack = stackOf();
    const [target, queue] = build(stack);
    map(target, queue);
    const { errors, warnings } = found(stack);
    expect(errors).toEqual([]);
    expect(warnings.filter(id => id !== 'permissions-missing')).toEqual([]);
  });
});

describe('dead-letter queues', () => {
  const withQueue = (build: (stack: Stack) => sqs.IQueueRef) => {
    const stack = stackOf();
    map(functionIn(stack), build(stack));
    return found(stack);
  };
  const l1 = (props: sqs.CfnQueueProps) => withQueue(stack => new sqs.CfnQueue(stack, 'Orders', props));
  const redrive = (deadLetterTargetArn: string, maxReceiveCount = 5) => ({ redrivePolicy: { deadLetterTargetArn, maxReceiveCount } });

  test('missing is a warning, of an L1 as well', () => {
    expect(withQueue(stack => new sqs.Queue(stack, 'Orders'))).toEqual(warning('sqs-redrive-policy-missing'));
    expect(l1({})).toEqual(warning('sqs-redrive-policy-missing'));
    expect(l1(redrive(ARN))).toEqual(NOTHING);
  });

  test('reached after 4 receives is a warning, after 5 it is not', () => {
    const receives = (maxReceiveCount: number) => withQueue(stack => queueIn(stack, 'Orders', {
      deadLetterQueue: { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount },
    }));
    expect(receives(4)).toEqual(warning('sqs-max-receive-count'));
    expect(receives(5)).toEqual(NOTHING);
    expect(l1(redrive(ARN, Token.asNumber({ Ref: 'N' })))).toEqual(NOTHING);
  });

  test.each<[string, boolean, string, object]>([
    ['standard for standard', false, ARN, NOTHING],
    ['FIFO for FIFO', true, `${ARN}.fifo`, NOTHING],
    ['standard for FIFO', true, ARN, error('sqs-dead-letter-queue-kind')],
    ['FIFO for standard', false, `${ARN}.fifo`, error('sqs-dead-letter-queue-kind')],
    ['a token for FIFO', true, Fn.importValue('Arn'), NOTHING],
  ])('of the kind %s', (_, fifoQueue, arn, expected) => {
    expect(l1({ fifoQueue, ...redrive(arn) })).toEqual(expected);
  });

  test('of another stack and the wrong kind is an error', () => {
    expect(withQueue(stack => new sqs.CfnQueue(stack, 'Orders', redrive(
      new sqs.Queue(stackOf(stack.node.root as App, 'Other'), 'Failed', { fifo: true }).queueArn,
    )))).toEqual(error('sqs-dead-letter-queue-kind'));
  });
});

describe('reserved concurrency', () => {
  const reserved = (reservedConcurrentExecutions: number | undefined, props: SqsEventSourceProps = {}, through: 'function' | 'alias' = 'function') => {
    const stack = stackOf();
    const fn = functionIn(stack, 'Fulfil', { reservedConcurrentExecutions });
    map(through === 'alias' ? new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }) : fn, queueIn(stack), props);
    return found(stack);
  };

  test.each(['function', 'alias'] as const)('through the %s bounds the maximum concurrency', (through) => {
    expect(reserved(10, { maxConcurrency: 10 }, through)).toEqual(NOTHING);
    expect(reserved(10, { maxConcurrency: 11 }, through)).toEqual(error('sqs-concurrency-over-reserved'));
    expect(reserved(undefined, { maxConcurrency: 1000 }, through)).toEqual(NOTHING);
    expect(reserved(Token.asNumber({ Ref: 'N' }), { maxConcurrency: 1000 }, through)).toEqual(NOTHING);
  });

  test('below 5 is a warning, and 0 is another, unless the mapping is off', () => {
    expect(reserved(5)).toEqual(NOTHING);
    expect(reserved(4)).toEqual(warning('sqs-reserved-concurrency-low'));
    expect(reserved(1)).toEqual(warning('sqs-reserved-concurrency-low'));
    expect(reserved(0)).toEqual(warning('function-switched-off'));
    expect(reserved(0, { enabled: false })).toEqual(NOTHING);
  });

  test('holds 10 invocations of each poller', () => {
    const pollers = { provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 5 } };
    expect(reserved(50, pollers)).toEqual(NOTHING);
    expect(reserved(49, pollers)).toEqual(warning('sqs-pollers-over-reserved'));
    expect(reserved(50, { provisionedPollerConfig: {} })).toEqual(warning('provisioned-pollers-empty'));
  });

  test('bounds the sum over the mappings of the function, told to each', () => {
    const sum = (first: number, second: number) => {
      const stack = stackOf();
      const fn = functionIn(stack, 'Fulfil', { reservedConcurrentExecutions: 20 });
      map(fn, queueIn(stack, 'Orders'), { maxConcurrency: first });
      map(fn, queueIn(stack, 'Returns'), { maxConcurrency: second });
      return found(stack);
    };
    expect(sum(10, 10)).toEqual(NOTHING);
    expect(sum(10, 11)).toEqual({ errors: [], warnings: ['sqs-concurrency-sum-over-reserved', 'sqs-concurrency-sum-over-reserved'] });
    expect(sum(2, 21).errors).toEqual(['sqs-concurrency-over-reserved']);
  });

  test('set by an aspect is judged', () => {
    const stack = stackOf();
    map(functionIn(stack), queueIn(stack), { maxConcurrency: 10 });
    Aspects.of(stack).add(change<lambda.CfnFunction>('AWS::Lambda::Function', each => { each.reservedConcurrentExecutions = 9; }));
    expect(found(stack)).toEqual(error('sqs-concurrency-over-reserved'));
  });
});

describe('Regions', () => {
  const inRegions = (functionEnv: object, queueOf: (app: App) => sqs.IQueueRef) => {
    const app = new App();
    const stack = stackOf(app, 'Shop', functionEnv);
    map(functionIn(stack), queueOf(app));
    return found(stack);
  };
  const imported = (region: string) => (app: App) => sqs.Queue.fromQueueArn(stackOf(app, 'Queues', IRELAND), 'Orders', `arn:aws:sqs:${region}:111122223333:orders`);

  test('of function and imported queue must be one', () => {
    expect(inRegions(IRELAND, imported('eu-west-1'))).toEqual(NOTHING);
    expect(inRegions(VIRGINIA, imported('eu-west-1')).errors).toEqual(['source-region']);
  });

  test('of function and queue of another stack must be one', () => {
    expect(inRegions(IRELAND, app => queueIn(stackOf(app, 'Queues', IRELAND)))).toEqual(NOTHING);
    const app = new App();
    const queues = stackOf(app, 'Queues', { ...IRELAND, crossRegionReferences: true });
    const shop = stackOf(app, 'Shop', { ...VIRGINIA, crossRegionReferences: true });
    map(functionIn(shop), queueIn(queues));
    expect(errorIdsOf(app)).toEqual(['source-region']);
  });

  test('of mapping and function must be one', () => {
    const invoking = (env: object) => {
      const app = new App();
      const shop = stackOf(app, 'Shop', { ...IRELAND, crossRegionReferences: true });
      const source = map(functionIn(shop), queueIn(shop));
      const other = functionIn(stackOf(app, 'Functions', { ...env, crossRegionReferences: true }), 'Other');
      (source.eventSourceMapping.node.defaultChild as lambda.CfnEventSourceMapping).functionName = other.functionArn;
      return errorIdsOf(app);
    };
    expect(invoking(IRELAND)).toEqual([]);
    expect(invoking(VIRGINIA)).toEqual(['function-region']);
  });

  test('that only the deployment knows stay silent', () => {
    expect(inRegions({}, imported('eu-west-1')).errors).toEqual([]);
    expect(inRegions(IRELAND, imported(Fn.ref('AWS::Region'))).errors).toEqual([]);
  });
});

describe('several mappings', () => {
  test('of one queue and function are an error that names the other', () => {
    const stack = stackOf();
    const [fn, queue] = [functionIn(stack), queueIn(stack)];
    map(fn, queue);
    map(fn, queue, { mappingId: 'Again' });
    const errors = errorsOf(stack);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^\[Shop\/Fulfil\/Again\] \[same-source-and-function\] .*Shop\/Fulfil\/SqsEventSource:ShopOrders\w+ \(test\/facts\/deployment\.test\.ts:\d+:\d+\) maps the same pair/);
  });

  test('bound twice are the same error', () => {
    const stack = stackOf();
    const [fn, queue] = [functionIn(stack), queueIn(stack)];
    map(fn, queue);
    map(fn, queue);
    expect(found(stack)).toEqual(error('same-source-and-function'));
  });

  test('of one queue, and of a function and its alias, deploy: each message reaches only one', () => {
    const stack = stackOf();
    const [fn, queue] = [functionIn(stack), queueIn(stack)];
    map(fn, queue);
    map(new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }), queue);
    expect(found(stack)).toEqual(warning('sqs-competing-functions'));
  });

  test('of one queue and two functions are one warning, at the later one; of two queues none', () => {
    const stack = stackOf();
    const queue = queueIn(stack);
    map(functionIn(stack, 'A'), queue);
    map(functionIn(stack, 'B'), queue);
    map(functionIn(stack, 'C'), queueIn(stack, 'Returns'));
    expect(found(stack)).toEqual(warning('sqs-competing-functions'));
    expect(warningIdsOf(stack.node.findChild('B'))).toEqual(['sqs-competing-functions']);
  });

  test('of one imported queue in two stacks are seen by its ARN', () => {
    const app = new App();
    const both = ['One', 'Two'].map(id => stackOf(app, id));
    both.forEach(stack => map(functionIn(stack), sqs.Queue.fromQueueArn(stack, 'Q', ARN)));
    expect(found(both[0])).toEqual(warning('sqs-competing-functions'));
  });

  test('of one queue with filters lose messages, where both filter', () => {
    const filtered = (first: boolean) => {
      const stack = stackOf();
      const queue = queueIn(stack);
      map(functionIn(stack, 'A'), queue, { filters: first ? [{ body: { a: [1] } }] : undefined });
      map(functionIn(stack, 'B'), queue, { filters: [{ body: { b: [1] } }] });
      return found(stack);
    };
    expect(filtered(true)).toEqual(warning('sqs-competing-filters'));
    expect(filtered(false)).toEqual(warning('sqs-competing-functions'));
  });
});
