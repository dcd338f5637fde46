import { matchText } from './support';

/** Pattern, a record that matches, a record that does not. */
type Case = [name: string, pattern: string, yes: string, no: string];

const cases: Case[] = [
  ['text is exact', '{"a":["x"]}', '{"a":"x"}', '{"a":"X"}'],
  ['text is no number', '{"a":["1"]}', '{"a":"1"}', '{"a":1}'],
  ['a number is compared by value', '{"a":[300]}', '{"a":3.0e2}', '{"a":"300"}'],
  ['a number that no double holds is compared by spelling', '{"a":[9007199254740993]}', '{"a":9007199254740993}', '{"a":9007199254740992}'],
  ['true is no text', '{"a":[true]}', '{"a":true}', '{"a":"true"}'],
  ['null is a value', '{"a":[null]}', '{"a":null}', '{}'],
  ['empty text is not null', '{"a":[""]}', '{"a":""}', '{"a":null}'],
  ['one of several values suffices', '{"a":["x",1,null]}', '{"a":1}', '{"a":2}'],
  ['all fields must match', '{"a":["x"],"b":["y"]}', '{"a":"x","b":"y"}', '{"a":"x","b":"z"}'],
  ['any element of an array may match', '{"a":["x"]}', '{"a":["w","x"]}', '{"a":["w"]}'],
  ['arrays of arrays are flat', '{"a":["x"]}', '{"a":[[["x"]]]}', '{"a":[[[]]]}'],
  ['one element of an array must satisfy all conditions', '{"a":{"b":[1],"c":[2]}}', '{"a":[{"b":0},{"b":1,"c":2}]}', '{"a":[{"b":1},{"c":2}]}'],
  ['elements of different arrays combine', '{"a":{"x":[1]},"b":{"x":[2]}}', '{"a":[{"x":0},{"x":1}],"b":[{"x":2}]}', '{"a":[{"x":1}],"b":[{"x":1}]}'],
  ['inner arrays belong to their element', '{"a":{"b":{"x":[1]},"c":[2]}}', '{"a":[{"b":[{"x":0},{"x":1}],"c":2}]}', '{"a":[{"b":[{"x":1}]},{"c":2}]}'],
  ['a dotted key names the same field', '{"a.b":["x"]}', '{"a":{"b":"x"}}', '{"a":{"c":"x"}}'],
  ['a dotted key of the record too', '{"a":{"b":["x"]}}', '{"a.b":"x"}', '{"a.c":"x"}'],
  ['prefix', '{"a":[{"prefix":"ab"}]}', '{"a":"abc"}', '{"a":"cab"}'],
  ['suffix', '{"a":[{"suffix":"雨"}]}', '{"a":"大雨"}', '{"a":"雨大"}'],
  ['equals-ignore-case', '{"a":[{"equals-ignore-case":"Ab"}]}', '{"a":"aB"}', '{"a":"ab "}'],
  ['prefix in any case', '{"a":[{"prefix":{"equals-ignore-case":"AB"}}]}', '{"a":"abc"}', '{"a":"ba"}'],
  ['suffix in any case', '{"a":[{"suffix":{"equals-ignore-case":".PNG"}}]}', '{"a":"x.png"}', '{"a":"png.x"}'],
  ['anything-but excludes text', '{"a":[{"anything-but":["x","y"]}]}', '{"a":"z"}', '{"a":"y"}'],
  ['anything-but text lets null pass, but not absence', '{"a":[{"anything-but":"x"}]}', '{"a":null}', '{}'],
  ['anything-but a number lets its text pass', '{"a":[{"anything-but":5}]}', '{"a":"5"}', '{"a":5.0}'],
  ['anything-but a prefix', '{"a":[{"anything-but":{"prefix":"x"}}]}', '{"a":"yx"}', '{"a":"xy"}'],
  ['anything-but one of several suffixes', '{"a":[{"anything-but":{"suffix":["x","y"]}}]}', '{"a":"xz"}', '{"a":"zy"}'],
  ['anything-but in any case', '{"a":[{"anything-but":{"equals-ignore-case":["x"]}}]}', '{"a":"xx"}', '{"a":"X"}'],
  ['anything-but a wildcard', '{"a":[{"anything-but":{"wildcard":"*x*"}}]}', '{"a":"y"}', '{"a":"axb"}'],
  ['equal numbers', '{"a":[{"numeric":["=",5]}]}', '{"a":5.0}', '{"a":"5"}'],
  ['greater excludes its bound', '{"a":[{"numeric":[">",5]}]}', '{"a":5.1}', '{"a":5}'],
  ['greater or equal includes its bound', '{"a":[{"numeric":[">=",5]}]}', '{"a":5}', '{"a":4.9}'],
  ['less excludes its bound', '{"a":[{"numeric":["<",5]}]}', '{"a":-7}', '{"a":5}'],
  ['less or equal includes its bound', '{"a":[{"numeric":["<=",5]}]}', '{"a":5}', '{"a":6}'],
  ['a range has its lower bound', '{"a":[{"numeric":[">=",1,"<",2]}]}', '{"a":1}', '{"a":2}'],
  ['a range has its upper bound', '{"a":[{"numeric":[">",1,"<=",2]}]}', '{"a":2}', '{"a":1}'],
  ['exists sees null', '{"a":[{"exists":true}]}', '{"a":null}', '{"b":1}'],
  ['exists does not see an object', '{"a":[{"exists":true}]}', '{"a":[1]}', '{"a":{"b":1}}'],
  ['absent', '{"a":[{"exists":false}]}', '{"b":1}', '{"a":1}'],
  ['an empty array is absent', '{"a":[{"exists":false}]}', '{"a":[]}', '{"a":[1]}'],
  ['absent or a value', '{"a":["x",{"exists":false}]}', '{}', '{"a":"y"}'],
  ['absent from the element that another condition chose', '{"r":{"a":[1],"b":[{"exists":false}]}}', '{"r":[{"b":1},{"a":1}]}', '{"r":[{"a":1,"b":1},{"a":2}]}'],
  ['absence is judged before later names choose', '{"r":{"b":[1],"a":[{"exists":false}]}}', '{"r":[{"b":1}]}', '{"r":[{"a":1},{"b":1}]}'],
  ['$or', '{"$or":[{"a":["x"]},{"b":["y"]}]}', '{"b":"y"}', '{"a":"y","b":"x"}'],
  ['$or beside other fields', '{"c":[1],"$or":[{"a":["x"]},{"b":["y"]}]}', '{"b":"y","c":1}', '{"b":"y"}'],
  ['$or inside an object', '{"o":{"$or":[{"a":["x"]},{"b":["y"]}]}}', '{"o":{"a":"x"}}', '{"a":"x"}'],
  ['$or inside $or', '{"$or":[{"a":["x"]},{"b":["y"],"$or":[{"c":[1]},{"d":[2]}]}]}', '{"b":"y","d":2}', '{"b":"y"}'],
  ['$or without an array is a field in the record', '{"$or2":["x"]}', '{"$or2":"x"}', '{"a":"x"}'],
  ['a field given again in $or replaces the first', '{"a":["x"],"$or":[{"a":["y"]},{"b":[1]}]}', '{"a":"y"}', '{"a":"z","b":1}'],
  ['a field given after $or replaces the branches', '{"$or":[{"a":["y"]},{"b":[1]}],"a":["x"]}', '{"a":"x"}', '{"a":"y"}'],
  ['of repeated keys with values the last counts', '{"a":["x"],"a":["y"]}', '{"a":"y"}', '{"a":"x"}'],
  ['repeated keys with objects are merged', '{"a":{"b":[1]},"a":{"c":[2]}}', '{"a":{"b":1,"c":2}}', '{"a":{"c":2}}'],
  ['repeated keys of the record both count', '{"a":["x"]}', '{"a":"x","a":"y"}', '{"b":"x"}'],
  ['keys that are special in JavaScript', '{"__proto__":{"constructor":["x"]}}', '{"__proto__":{"constructor":"x"}}', '{"constructor":"x"}'],
  ['an address equals its other spellings', '{"a":["::1"]}', '{"a":"0:0:0:0:0:0:0:1"}', '{"a":"::2"}'],
  ['a block of addresses', '{"a":[{"cidr":"10.0.0.0/24"}]}', '{"a":"10.0.0.255"}', '{"a":"10.0.1.0"}'],
  ['wildcard', '{"a":[{"wildcard":"x*z"}]}', '{"a":"xyz"}', '{"a":"xy"}'],
  ['exactly', '{"a":[{"exactly":"::1"}]}', '{"a":"::1"}', '{"a":"0:0:0:0:0:0:0:1"}'],
];

test.each(cases)('%s', (_, pattern, yes, no) => {
  expect(matchText(pattern, yes)).toBe(true);
  expect(matchText(pattern, no)).toBe(false);
});

test('an empty key is found only where it stands alone or above others, as in AWS\'s matcher', () => {
  expect(matchText('{"":["x"]}', '{"":"x"}')).toBe(true);
  expect(matchText('{"a":{"":["x"]}}', '{"a":{"":"x"}}')).toBe(false);
  expect(matchText('{"":{"a":["x"]}}', '{"a":"x"}')).toBe(true);
});

test('a pattern of too many combinations of $or is not tried', () => {
  const choices = Array.from({ length: 10 }, (_, i) => `"f${i}":{"$or":[{"a":["x"]},{"b":["y"]}]}`);
  expect(matchText(`{${choices.slice(0, 9).join(',')}}`, '{}')).toBe(false);
  expect(() => matchText(`{${choices.join(',')}}`, '{}')).toThrow('1024 combinations of $or branches, but at most 1000');
});
