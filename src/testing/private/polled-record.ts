import { expectGiven, OPTIONS, Wanted } from '../../cdk/given';
import { refuseTokens } from '../../cdk/token-places';
import { fromValue, Json, JsonError, JsonMember, memberOf, readJson } from '../../filters/json';

/** The records that a tester takes. */
export type RecordSource = 'sqs' | 'kinesis' | 'dynamodb' | 'kafka' | 'activemq' | 'rabbitmq';

const RECORD: Wanted = { ...OPTIONS, repair: 'Pass one record of the event, such as event.Records[0].' };

/** How the payload of a record reads. */
export type PayloadFormat = 'json' | 'text' | 'binary';

/** A record as the filters see it. */
export interface PolledRecord {
  readonly record: Json;
  readonly format: PayloadFormat;
}

/** The key of the payload, and whether the function receives it in base64. */
export const PAYLOADS: Record<RecordSource, { key: string; base64: boolean }> = {
  sqs: { key: 'body', base64: false },
  kinesis: { key: 'data', base64: true },
  dynamodb: { key: 'dynamodb', base64: false },
  kafka: { key: 'value', base64: true },
  activemq: { key: 'data', base64: true },
  rabbitmq: { key: 'data', base64: true },
};

/** Base64 of binary data differs from plain words by its padding or its length. */
const SURELY_BINARY = 16;

/**
 * Reads a record, given as its poller sees it or as the function receives it.
 *
 * @throws if it is not one record of the source.
 */
export function polledRecord(source: RecordSource, given: { [key: string]: any }): PolledRecord {
  refuseTokens(expectGiven('FilterTester.test', 'record', given, RECORD), 'record');
  const { key, base64 } = PAYLOADS[source];
  const record = source === 'kinesis' ? unwrapKinesis(read(given)) : { json: read(given), wrapped: false };
  const payload = memberOf(record.json, key);
  if (record.json.kind !== 'object' || payload === undefined) {
    const keys = Object.keys(given).slice(0, 10).join(', ') || 'no keys';
    throw new Error(`The record has ${keys}, but a record of ${source} has "${key}". Pass one record of the event, not the event, such as event.Records[0].`);
  }
  const { value, format } = source === 'dynamodb' ? { value: payload, format: 'json' as const } : readPayload(payload, base64, record.wrapped);
  const members = record.json.members.map(member => replaced(member, key, value, source));
  return { record: { kind: 'object', members }, format };
}

function read(given: { [key: string]: any }): Json {
  try {
    return fromValue(given);
  } catch (error) {
    if (!(error instanceof JsonError)) { throw error; }
    throw new Error(`The record is no JSON: ${error.message}. Pass a plain object of strings, numbers, true, false, null, arrays and objects.`);
  }
}

/** The function gets Kinesis data under `kinesis`; the poller has the same keys at the top. */
function unwrapKinesis(json: Json): { json: Json; wrapped: boolean } {
  const inner = memberOf(json, 'kinesis');
  if (json.kind !== 'object' || inner?.kind !== 'object') { return { json, wrapped: false }; }
  return { json: { kind: 'object', members: [...json.members.filter(member => member.key !== 'kinesis'), ...inner.members] }, wrapped: true };
}

function replaced(member: JsonMember, key: string, value: Json, source: RecordSource): JsonMember {
  if (member.key === key) { return { key, value }; }
  return source === 'kafka' && member.key === 'key' ? { key: 'key', value: readPayload(member.value, true, false).value } : member;
}

function readPayload(payload: Json, base64: boolean, surely: boolean): { value: Json; format: PayloadFormat } {
  if (payload.kind === 'object' || payload.kind === 'array') { return { value: payload, format: 'json' }; }
  if (payload.kind !== 'string') { return { value: payload, format: 'text' }; }
  const text = base64 ? decoded(payload.value, surely) : payload.value;
  if (text === undefined) { return { value: payload, format: 'binary' }; }
  try {
    const value = readJson(text);
    // A scalar is valid JSON too, but its text is as good as any other text.
    if (value.kind === 'object' || value.kind === 'array') { return { value, format: 'json' }; }
  } catch (error) {
    if (!(error instanceof JsonError)) { throw error; }
  }
  return { value: { kind: 'string', value: text }, format: 'text' };
}

/** The text in base64, undefined if that is no UTF-8; text that is no base64 stands for itself. */
function decoded(text: string, surely: boolean): string | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (text === '' || bytes.toString('base64') !== text) { return text; }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return surely || text.endsWith('=') || text.length >= SURELY_BINARY ? undefined : text;
  }
}
