export * from './event-source-rules';
export * from './finding';
export * from './rule-catalogue';
export * from './template-checker';
