export * from './filters/filter-match';
export * from './sources/polling-event-source';
export * from './sources/sqs';
export * as rules from './checks';
export * as testing from './testing';
