import { writeFileSync } from 'fs';
import { RULES } from '../../src/rules';
import { MESSAGES_FILE, messagesOf } from '../../test/rules/example-messages';

/*
 * Writes test/rules/messages.txt, the message of each rule for its invalid example. Read the changes before you commit them: no other
 * test knows the words of a rule.
 * Usage: npx projen rules:messages
 */

writeFileSync(MESSAGES_FILE, `${RULES.map(messagesOf).join('\n\n')}\n`);
