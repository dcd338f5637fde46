import { guide, s3Guide } from '../citations';
import { Rule } from '../rule';

const S3 = ['s3'] as const;
const NOTIFICATIONS = 'NotificationConfiguration';
const FILTERING = 'notification-how-to-filtering';
const DESTINATIONS = 'notification-how-to-event-types-and-destinations';

/** The rules of a prefix and of a suffix are the same. */
function keyFilterRules(which: 'Prefix' | 'Suffix'): Rule[] {
  const fact = `notification.${which}`;
  const name = which.toLowerCase();
  return [
    {
      id: `s3-several-${name}es`,
      severity: 'error',
      because: 'refused',
      sources: S3,
      fact: `construct.Several${which}es`,
      property: NOTIFICATIONS,
      check: { kind: 'observed' },
      why: `a notification has one ${name} at the most, and these are {detail}`,
      fix: `Add an event source for each ${name}.`,
      source: s3Guide(FILTERING),
      example: { valid: {}, invalid: { [`construct.Several${which}es`]: 'in/ and new/' } },
    },
    {
      id: `s3-${name}-length`,
      severity: 'error',
      because: 'refused',
      sources: S3,
      fact,
      property: NOTIFICATIONS,
      check: { kind: 'length', min: 0, max: 1024 },
      why: 'no key of an object is longer',
      fix: 'Shorten it.',
      source: s3Guide(FILTERING),
      example: { valid: { [fact]: 'k'.repeat(1024) }, invalid: { [fact]: 'k'.repeat(1025) } },
    },
    {
      id: `s3-${name}-asterisk`,
      severity: 'warning',
      because: 'risky',
      sources: S3,
      fact,
      property: NOTIFICATIONS,
      check: { kind: 'pattern', pattern: '[^*]*', form: 'without an asterisk' },
      why: 'Amazon S3 has no wildcards there, and takes the asterisk for a character of the key',
      fix: `Leave the asterisk out: a ${name} needs none.`,
      source: s3Guide(FILTERING),
      example: { valid: { [fact]: 'images' }, invalid: { [fact]: 'images*' } },
    },
    {
      id: `s3-${name}-space`,
      severity: 'warning',
      because: 'risky',
      sources: S3,
      fact,
      property: NOTIFICATIONS,
      check: { kind: 'pattern', pattern: '[^ ]*', form: 'without a space' },
      why: 'Amazon S3 compares it with keys that are URL-encoded, where a space is a plus sign',
      fix: 'Write a plus sign for each space, and encode other special characters.',
      source: s3Guide(FILTERING),
      example: { valid: { [fact]: 'new+orders' }, invalid: { [fact]: 'new orders' } },
    },
  ];
}

/** Rules of notifications of a bucket that invoke functions. */
export const S3_RULES: readonly Rule[] = [
  {
    id: 's3-no-events',
    severity: 'error',
    because: 'never-works',
    sources: S3,
    fact: 'construct.NoEvents',
    property: NOTIFICATIONS,
    check: { kind: 'observed' },
    why: 'without any the bucket {detail} never invokes the function',
    fix: 'Name the events, such as s3.EventType.OBJECT_CREATED.',
    source: s3Guide(DESTINATIONS),
    example: { valid: {}, invalid: { 'construct.NoEvents': 'Shop/Uploads' } },
  },
  {
    id: 's3-overlapping-notifications',
    severity: 'error',
    because: 'refused',
    sources: S3,
    fact: 'deployment.OverlappingNotification',
    property: NOTIFICATIONS,
    check: { kind: 'observed' },
    why: 'Amazon S3 refuses two that one event of one object would match: {detail}',
    fix: 'Give them other events, or prefixes or suffixes that exclude each other. To notify several targets of one event, use an SNS topic or EventBridge.',
    source: s3Guide(FILTERING),
    example: {
      valid: {},
      invalid: { 'deployment.OverlappingNotification': 's3:ObjectCreated:* of all keys meets s3:ObjectCreated:Put of keys that begin with in/ of Shop/Uploads' },
    },
  },
  {
    id: 's3-notifications-replaced',
    severity: 'warning',
    because: 'risky',
    sources: S3,
    fact: 'deployment.ReplacedNotifications',
    property: NOTIFICATIONS,
    check: { kind: 'observed' },
    why: 'what the CDK adds to a bucket replaces all that is written in the resource {detail} itself, EventBridge included',
    fix: 'Write all notifications in one place: addEventNotification and enableEventBridgeNotification of the bucket, or its resource.',
    fixInTemplate: 'Write all notifications in one place: those of Custom::S3BucketNotifications, or of the bucket.',
    source: s3Guide(DESTINATIONS),
    example: { valid: {}, invalid: { 'deployment.ReplacedNotifications': 'Shop/Uploads' } },
  },
  {
    id: 's3-region',
    severity: 'error',
    because: 'refused',
    sources: S3,
    fact: 'source.Region',
    property: NOTIFICATIONS,
    check: { kind: 'equal-to', fact: 'function.Region' },
    why: 'Amazon S3 notifies functions of its own Region only',
    fix: 'Put function and bucket in one Region, or send the events through EventBridge.',
    source: guide('with-s3'),
    example: {
      valid: { 'source.Region': 'eu-west-1', 'function.Region': 'eu-west-1' },
      invalid: { 'source.Region': 'us-east-1', 'function.Region': 'eu-west-1' },
    },
  },
  {
    id: 's3-recursion',
    severity: 'warning',
    because: 'risky',
    sources: S3,
    fact: 'deployment.WritesToItsTrigger',
    property: NOTIFICATIONS,
    check: { kind: 'observed' },
    why: 'each object that it writes there invokes it again, without end: {detail} allows it',
    fix: 'Let it write to another bucket or under another prefix, and allow it no more than that.',
    source: guide('invocation-recursion'),
    example: { valid: {}, invalid: { 'deployment.WritesToItsTrigger': 'Shop/Resize/ServiceRole/DefaultPolicy' } },
  },
  {
    id: 's3-stacks-wait-for-each-other',
    severity: 'error',
    because: 'never-works',
    sources: S3,
    fact: 'construct.StacksWaitForEachOther',
    property: NOTIFICATIONS,
    check: { kind: 'observed' },
    why: 'the notification names the function in the stack of the bucket, and {detail}',
    fix: 'Put both in one stack, or import the bucket by its name in the stack of the function and use the import as event source.',
    source: s3Guide(DESTINATIONS),
    example: { valid: {}, invalid: { 'construct.StacksWaitForEachOther': 'Functions/Resize/ServiceRole/DefaultPolicy in the stack of the function names the bucket' } },
  },
  ...keyFilterRules('Prefix'),
  ...keyFilterRules('Suffix'),
];
