import { api, cloudFormation, guide } from './citations';
import { Default, Rule } from './rule';

const PAGE = 'aws-resource-lambda-eventinvokeconfig';
const RETAIN = 'invocation-async-retain-records';
const DESTINATION_PAGE = 'aws-properties-lambda-eventinvokeconfig-destinationconfig';
const ASYNCHRONOUS = ['asynchronous'] as const;
const DESTINATION_PATTERN = 'kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|'
  + 'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)';

/** The rules of a destination, for success and for failure alike. */
function destinationRules(which: 'onSuccess' | 'onFailure', services: readonly string[], names: string): Rule[] {
  const property = `DestinationConfig.${which === 'onSuccess' ? 'OnSuccess' : 'OnFailure'}.Destination`;
  const id = which === 'onSuccess' ? 'invoke-on-success' : 'invoke-on-failure';
  const common = { severity: 'error', because: 'refused', sources: ASYNCHRONOUS } as const;
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:done';
  return [
    {
      ...common,
      id: `${id}-service`,
      property: `${which}.Service`,
      check: { kind: 'one-of', values: services },
      why: 'Lambda sends the result of an invocation nowhere else',
      fix: `Give ${names}.`,
      source: api('API_PutFunctionEventInvokeConfig', 'The provided destination config DestinationConfig(onSuccess=..., onFailure=...) is invalid.'),
      example: { valid: { [`${which}.Service`]: 'sqs' }, invalid: { [`${which}.Service`]: 'kinesis' } },
    },
    {
      ...common,
      id: `${id}-fifo`,
      property: `${which}.Fifo`,
      check: { kind: 'observed' },
      why: 'Lambda sends results to standard queues and topics only: {detail} is FIFO',
      fix: 'Give a standard queue or topic; a function or an event bus can pass them on to a FIFO queue.',
      source: guide(RETAIN, "FIFO-type Amazon SNS topics aren't supported as a destination."),
      example: { valid: {}, invalid: { [`${which}.Fifo`]: 'Done' } },
    },
    {
      ...common,
      id: `${id}-region`,
      property: `${which}.Region`,
      check: { kind: 'equal-to', fact: 'mapping.Region' },
      why: 'Lambda sends results within its own Region only',
      fix: 'Give a destination in the Region of the function.',
      source: api('API_OnFailure', 'The provided destination config DestinationConfig(onSuccess=..., onFailure=...) is invalid.'),
      example: {
        valid: { [`${which}.Region`]: 'eu-west-1', 'mapping.Region': 'eu-west-1' },
        invalid: { [`${which}.Region`]: 'us-east-1', 'mapping.Region': 'eu-west-1' },
      },
    },
    {
      ...common,
      id: `${id}-itself`,
      property: `${which}.Itself`,
      check: { kind: 'observed' },
      why: 'it would invoke itself without end, so Lambda refuses it',
      fix: 'Give another destination.',
      source: api('API_PutFunctionEventInvokeConfig', "You can't specify the function as a destination for itself."),
      example: { valid: {}, invalid: { [`${which}.Itself`]: 'Handler' } },
    },
    {
      ...common,
      id: `${id}-length`,
      property,
      check: { kind: 'length', min: 0, max: 350 },
      why: 'the schema of the resource refuses any longer ARN',
      fix: 'Give the ARN of the destination.',
      source: cloudFormation(DESTINATION_PAGE),
      example: { valid: { [property]: queue }, invalid: { [property]: `${queue}${'e'.repeat(350)}` } },
    },
    {
      ...common,
      id: `${id}-arn`,
      property,
      check: { kind: 'pattern', pattern: DESTINATION_PATTERN, form: 'an ARN' },
      why: 'Lambda finds the destination by its ARN',
      fix: 'Give the ARN of the destination, not its name or URL.',
      source: api('API_PutFunctionEventInvokeConfig', "Value at 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must satisfy regular expression pattern"),
      example: { valid: { [property]: queue }, invalid: { [property]: 'done' } },
    },
  ];
}

/** Rules of `AWS::Lambda::EventInvokeConfig`. */
export const INVOKE_CONFIG_RULES: readonly Rule[] = [
  {
    id: 'invoke-function-name-missing',
    severity: 'error',
    because: 'refused',
    sources: ASYNCHRONOUS,
    property: 'FunctionName',
    check: { kind: 'required' },
    why: 'the configuration belongs to a function',
    fix: 'Give the name of the function.',
    source: cloudFormation(PAGE),
    example: { valid: { FunctionName: 'process-orders' }, invalid: {} },
  },
  {
    id: 'invoke-qualifier-missing',
    severity: 'error',
    because: 'refused',
    sources: ASYNCHRONOUS,
    property: 'Qualifier',
    check: { kind: 'required' },
    why: 'CloudFormation demands it, although the API does not',
    fix: 'Give an alias, a version, or $LATEST for invocations without either.',
    source: cloudFormation(PAGE),
    example: { valid: { Qualifier: '$LATEST' }, invalid: {} },
  },
  {
    id: 'invoke-qualifier',
    severity: 'error',
    because: 'refused',
    sources: ASYNCHRONOUS,
    property: 'Qualifier',
    check: { kind: 'pattern', pattern: '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9$_-]{1,128}', form: 'an alias, a version or $LATEST of at most 128 characters' },
    why: 'Lambda knows no other qualifier',
    fix: 'Give the name of an alias, the number of a version or $LATEST, not an ARN.',
    source: cloudFormation(PAGE),
    example: { valid: { Qualifier: 'live' }, invalid: { Qualifier: 'arn:aws:lambda:eu-west-1:111122223333:function:f:live' } },
  },
  {
    id: 'invoke-nothing-set',
    severity: 'error',
    because: 'refused',
    sources: ASYNCHRONOUS,
    property: 'DestinationConfig',
    when: [{ fact: 'MaximumEventAgeInSeconds', present: false }, { fact: 'MaximumRetryAttempts', present: false }],
    check: { kind: 'required' },
    why: 'a configuration that sets nothing is refused',
    fix: 'Set the event age, the retry attempts or a destination.',
    source: api('API_PutFunctionEventInvokeConfig', 'You must specify at least one of error handling or destination setting.'),
    example: { valid: { MaximumRetryAttempts: 0 }, invalid: {} },
  },
  {
    id: 'invoke-maximum-event-age',
    severity: 'error',
    because: 'refused',
    sources: ASYNCHRONOUS,
    property: 'MaximumEventAgeInSeconds',
    check: { kind: 'integer-range', min: 60, max: 21600, unit: 'seconds' },
    why: 'Lambda keeps an event for 6 hours at the most',
    fix: 'Set it within that range, or leave it out for 6 hours.',
    source: cloudFormation(PAGE),
    example: { valid: { MaximumEventAgeInSeconds: 60 }, invalid: { MaximumEventAgeInSeconds: 59 } },
  },
  {
    id: 'invoke-maximum-retry-attempts',
    severity: 'error',
    because: 'refused',
    sources: ASYNCHRONOUS,
    property: 'MaximumRetryAttempts',
    check: { kind: 'integer-range', min: 0, max: 2, unit: 'attempts' },
    why: 'Lambda retries an asynchronous invocation twice at the most',
    fix: 'Set it within that range, or leave it out for 2.',
    source: cloudFormation(PAGE),
    example: { valid: { MaximumRetryAttempts: 2 }, invalid: { MaximumRetryAttempts: 3 } },
  },
  {
    id: 'invoke-same-function-and-qualifier',
    severity: 'error',
    because: 'refused',
    sources: ASYNCHRONOUS,
    property: 'app.SameConfig',
    check: { kind: 'observed' },
    why: 'a function and qualifier have one configuration, and CloudFormation refuses to create it again: {detail} is of the same',
    fix: 'Join the two.',
    source: cloudFormation(PAGE),
    example: { valid: {}, invalid: { 'app.SameConfig': 'Shop/Handler/EventInvokeConfig' } },
  },
  {
    id: 'invoke-two-failure-targets',
    severity: 'warning',
    because: 'risky',
    sources: ASYNCHRONOUS,
    property: 'function.DeadLetterConfig.TargetArn',
    when: [{ fact: 'DestinationConfig.OnFailure', present: true }],
    check: { kind: 'not-allowed' },
    why: 'a failed event goes to the on-failure destination and to the dead-letter queue of the function, which has less of it',
    fix: 'Keep the destination, which also tells the error.',
    source: guide(RETAIN),
    example: {
      valid: { 'DestinationConfig.OnFailure.Destination': 'arn:aws:sqs:eu-west-1:111122223333:failed' },
      invalid: {
        'DestinationConfig.OnFailure.Destination': 'arn:aws:sqs:eu-west-1:111122223333:failed',
        'function.DeadLetterConfig.TargetArn': 'arn:aws:sqs:eu-west-1:111122223333:dead',
      },
    },
  },
  {
    id: 'invoke-function-switched-off',
    severity: 'warning',
    because: 'risky',
    sources: ASYNCHRONOUS,
    property: 'function.ReservedConcurrentExecutions',
    check: { kind: 'integer-range', min: 1, unit: 'concurrent invocations' },
    why: 'every event goes straight to the failure destination or dead-letter queue, without a retry',
    fix: 'Give the function concurrency, unless that is what you want.',
    source: guide(RETAIN),
    example: { valid: { 'function.ReservedConcurrentExecutions': 1 }, invalid: { 'function.ReservedConcurrentExecutions': 0 } },
  },
  ...destinationRules('onSuccess', ['sqs', 'sns', 'lambda', 'events'], 'a standard queue or topic, a function or an event bus; a bucket is for failures only'),
  ...destinationRules('onFailure', ['sqs', 'sns', 'lambda', 'events', 's3'], 'a standard queue or topic, a function, an event bus or a bucket'),
];

export const INVOKE_CONFIG_DEFAULTS: readonly Default[] = [
  { property: 'MaximumEventAgeInSeconds', sources: ASYNCHRONOUS, value: 21600, source: cloudFormation(PAGE) },
  { property: 'MaximumRetryAttempts', sources: ASYNCHRONOUS, value: 2, source: cloudFormation(PAGE) },
];
