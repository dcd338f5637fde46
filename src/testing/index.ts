export * from './filter-test-result';
export * from './filter-tester';
export * from './findings';
export * from './sample-records';
