export * from './app/event-source-rules';
export * from './finding';
export * from './rule-catalogue';
export * from './template-check-result';
export * from './template-checker';
