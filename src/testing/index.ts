export * from './filter-test-result';
export * from './filter-tester';
export * from './sample-records';
