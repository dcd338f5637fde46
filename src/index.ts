export * from './sources/documentdb';
export * from './sources/mq';
export * from './sources/mq-broker';
export * from './sources/polling-event-source';
export * from './sources/sqs';
export * as rules from './checks';
export * as testing from './testing';
