import { coveredIgnoringCase, endsIgnoringCase, matchesWildcard, wildcardPieces } from '../../src/filters/text-match';

test.each([['abc', 'AbC', 3], ['abcd', 'ABC', 3], ['ab', 'abc', -1], ['straße', 'STRASSE', -1], ['STRASSE', 'straße', 7], ['ǆ', 'Ǆ', 1], ['??', '🚀', 2], ['🚀', '🚀', -1], ['x', '', 0]])(
  '%j starts with %j in any case: %i', (text, pattern, covered) => expect(coveredIgnoringCase(text, pattern)).toBe(covered));

test.each([['abc', 'BC', true], ['bc', 'abc', false], ['STRASSE', 'ße', true], ['x', '', true]])(
  '%j ends with %j in any case: %p', (text, pattern, ends) => expect(endsIgnoringCase(text, pattern)).toBe(ends));

test.each([
  ['*', ['', '']], ['a*b', ['a', 'b']], ['a\\*b', ['a*b']], ['a\\\\*', ['a\\', '']], ['', ['']], ['**', undefined], ['a\\b', undefined], ['a\\', undefined],
])('%j has these pieces', (pattern, pieces) => expect(wildcardPieces(pattern)).toEqual(pieces));

test.each([
  ['', '*', true], ['abc', '*', true], ['abc', 'a*', true], ['abc', '*c', true], ['abc', 'a*c', true], ['ac', 'a*c', true], ['a', 'a*a', false], ['abab', '*ab*ab', true], ['abc', '*ab*ab', false],
  ['abc', 'abc', true], ['abcd', 'abc', false], ['xayaz', 'x*a*z', true], ['ab', 'a*b*c', false],
])('%j against %j: %p', (text, pattern, expected) => expect(matchesWildcard(text, wildcardPieces(pattern)!)).toBe(expected));
