export * from './sources/dynamodb';
export * from './sources/failure-destination';
export * from './sources/kinesis';
export * from './sources/polling-event-source';
export * from './sources/record-age';
export * from './sources/sqs';
export * from './sources/stream-event-source';
export * as rules from './checks';
export * as testing from './testing';
