export * from './sources/kafka';
export * from './sources/kafka-authentication';
export * from './sources/kafka-cluster';
export * from './sources/kafka-upstream';
export * from './sources/polling-event-source';
export * from './sources/schema-registry';
export * from './sources/sqs';
export * as rules from './checks';
export * as testing from './testing';
