// One run of the race: an app of one shape, made in one way, timed by itself in a process of its own.
// Prints its figures as JSON. Usage: node app.cjs <way> <shape as JSON> <folder for the assembly>
const { performance } = require('node:perf_hooks');

const [way, shapeText, outdir] = process.argv.slice(2);
const { stacks, functions, sources, imported, facts } = JSON.parse(shapeText);

/** The properties of every mapping, as each of the two libraries calls them. */
const BATCH_SIZE = 100;
const WINDOW_SECONDS = 5;
const CONCURRENCY = 20;
const filterOf = index => ({ body: { type: ['order-placed', `order-changed-${index}`] } });

const began = performance.now();
const { App, Duration, Names, Stack } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const sqs = require('aws-cdk-lib/aws-sqs');
// They load when they are first touched, in every app.
[App, Duration, Names, Stack, iam.PolicyStatement, lambda.Function, lambda.CfnEventSourceMapping, sqs.Queue].forEach(touched => touched.name);
const cdkLoaded = performance.now();

const WAYS = {
  /** The same app without event sources: what is not measured. */
  none: () => () => undefined,

  /** By hand, with the template that ours gives: nothing less can be done. */
  raw: () => mapByHand,

  /** With the event source of aws-cdk-lib. */
  theirs: () => {
    const { SqsEventSource } = require('aws-cdk-lib/aws-lambda-event-sources');
    return (fn, queues) => queues.forEach((queue, i) => fn.addEventSource(new SqsEventSource(queue, {
      batchSize: BATCH_SIZE,
      maxBatchingWindow: Duration.seconds(WINDOW_SECONDS),
      maxConcurrency: CONCURRENCY,
      reportBatchItemFailures: true,
      filters: [lambda.FilterCriteria.filter(filterOf(i))],
    })));
  },

  /** With ours, and all of its validation. */
  ours: () => {
    const { SqsEventSource } = require('cdk-lambda-event-sources');
    return (fn, queues) => queues.forEach((queue, i) => fn.addEventSource(new SqsEventSource(queue, {
      batchSize: BATCH_SIZE,
      maxBatchingWindow: Duration.seconds(WINDOW_SECONDS),
      maxConcurrency: CONCURRENCY,
      reportBatchItemFailures: true,
      filters: [lambda.FilterCriteria.filter(filterOf(i))],
    })));
  },

  /** Nothing but the loading of a library. */
  'import-theirs': () => require('aws-cdk-lib/aws-lambda-event-sources').SqsEventSource && (() => {}),
  'import-ours': () => require('cdk-lambda-event-sources').SqsEventSource && (() => {}),
};

/** How many queues go into one statement, so that a role can split its policy: those that are made here are tokens. */
const QUEUES_IN_STATEMENT = imported ? 37 : 12;

function mapByHand(fn, queues) {
  for (let i = 0; i < queues.length; i += QUEUES_IN_STATEMENT) {
    fn.addToRolePolicy(new iam.PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: queues.slice(i, i + QUEUES_IN_STATEMENT).map(queue => queue.queueArn),
    }));
  }
  queues.forEach((queue, i) => {
    new lambda.CfnEventSourceMapping(fn, `SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
      functionName: fn.functionName,
      eventSourceArn: queue.queueArn,
      batchSize: BATCH_SIZE,
      maximumBatchingWindowInSeconds: WINDOW_SECONDS,
      scalingConfig: { maximumConcurrency: CONCURRENCY },
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterCriteria: { filters: [{ pattern: JSON.stringify(filterOf(i)) }] },
    });
  });
}

const map = WAYS[way]();

/** What all validation of constructs takes together. */
let validation = 0;
const { Node } = require('constructs');
const { validate } = Node.prototype;
Node.prototype.validate = function () {
  const started = performance.now();
  const errors = validate.call(this);
  validation += performance.now() - started;
  return errors;
};

const loaded = performance.now();

// The context that `cdk init` writes: all recommended flags.
const { CURRENTLY_RECOMMENDED_FLAGS } = require('aws-cdk-lib/cx-api');
const app = new App({ outdir, context: { ...CURRENTLY_RECOMMENDED_FLAGS, '@aws-cdk/core:stackResourceLimit': 0 } });
for (let s = 0; s < stacks; s++) {
  const stack = new Stack(app, `Stack${s}`, { env: { account: '111122223333', region: 'eu-west-1' } });
  if (facts !== 'not loaded') { stack.partition; } // loads the facts of all Regions, as other constructs of an app do
  // A healthy app: there is nothing to warn of.
  const deadLetterQueue = { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 5 };
  for (let f = 0; f < functions; f++) {
    const fn = new lambda.Function(stack, `Function${f}`, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      timeout: Duration.seconds(10),
    });
    const queues = Array.from({ length: sources }, (_, q) => {
      const id = `Queue${f}x${q}`;
      return imported
        ? sqs.Queue.fromQueueArn(stack, id, `arn:aws:sqs:eu-west-1:111122223333:queue-${String(q).padStart(6, '0')}`)
        : new sqs.Queue(stack, id, { visibilityTimeout: Duration.seconds(65), deadLetterQueue });
    });
    map(fn, queues);
  }
}
const constructed = performance.now();
app.synth();
const synthesised = performance.now();

console.log(JSON.stringify({
  load: loaded - cdkLoaded,
  construct: constructed - loaded,
  synth: synthesised - constructed,
  validation,
  total: synthesised, // from the start of the process
  memory: process.resourceUsage().maxRSS / 1024,
  modules: Object.keys(require.cache).length,
}));
