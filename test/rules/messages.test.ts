import { readFileSync } from 'fs';
import { MESSAGES_FILE, messagesOf } from './example-messages';
import { RULES } from '../../src/rules';

test('the message of each rule is as messages.txt has it: where new words are meant, `npx projen rules:messages` writes them', () => {
  expect(RULES.map(messagesOf)).toEqual(readFileSync(MESSAGES_FILE, 'utf8').trimEnd().split('\n\n'));
});
