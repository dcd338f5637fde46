import { Token } from 'aws-cdk-lib';
import { expectGiven, members, shown, Wanted } from '../cdk/given';

/**
 * A condition on the value of a field, for use inside a pattern object.
 *
 * A pattern names the fields of a record, and for each the values that pass: `{ body: { status: FilterMatch.equalTo('paid') } }`.
 * All fields must match. For alternatives of whole patterns, list them under the key `$or`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export class FilterMatch {
  /**
   * The value is exactly this text.
   *
   * @param value the text; empty text is a value like any other
   */
  public static equalTo(value: string): FilterMatch {
    return new FilterMatch([expectGiven('FilterMatch.equalTo', 'value', value, VALUE)]);
  }

  /**
   * The value is one of these texts.
   *
   * @param values one text or more
   * @throws if there is none
   */
  public static equalToAny(...values: string[]): FilterMatch {
    return new FilterMatch(atLeastOne('equalToAny', values).map((value, i) => expectGiven('FilterMatch.equalToAny', `values[${i}]`, value, VALUE)));
  }

  /**
   * The value is a number equal to this one, however it is spelled: 300 also matches 300.0.
   *
   * @param value a finite number. Text never matches, also where it looks like a number.
   * @throws if the number is not finite
   */
  public static equalToNumber(value: number): FilterMatch {
    return FilterMatch.numeric('equalToNumber', '=', value);
  }

  /**
   * The value is true, or is false.
   *
   * @param value the one of the two
   */
  public static equalToBoolean(value: boolean): FilterMatch {
    return new FilterMatch([value]);
  }

  /**
   * The value is this text, in upper or lower case.
   *
   * @param value the text in any case
   */
  public static equalsIgnoreCase(value: string): FilterMatch {
    return new FilterMatch([{ 'equals-ignore-case': value }]);
  }

  /**
   * The value is text that starts like this.
   *
   * @param value the start; empty text passes any text
   */
  public static prefix(value: string): FilterMatch {
    return new FilterMatch([{ prefix: value }]);
  }

  /**
   * The value is text that ends like this.
   *
   * @param value the end; empty text passes any text
   */
  public static suffix(value: string): FilterMatch {
    return new FilterMatch([{ suffix: value }]);
  }

  /**
   * There is a value, and it is none of these texts. Numbers, true, false and null pass.
   *
   * @param values one text or more
   * @throws if there is none
   */
  public static anythingBut(...values: string[]): FilterMatch {
    return new FilterMatch([{ 'anything-but': atLeastOne('anythingBut', values) }]);
  }

  /**
   * There is a value, and it is none of these numbers. Text, true, false and null pass.
   *
   * @param values one finite number or more
   * @throws if there is none, or one is not finite
   */
  public static anythingButNumber(...values: number[]): FilterMatch {
    values.forEach(value => checkFinite('anythingButNumber', value));
    return new FilterMatch([{ 'anything-but': atLeastOne('anythingButNumber', values) }]);
  }

  /**
   * The value is a number over this one, which itself does not pass.
   *
   * @param value a finite number
   * @throws if the number is not finite
   */
  public static greaterThan(value: number): FilterMatch {
    return FilterMatch.numeric('greaterThan', '>', value);
  }

  /**
   * The value is this number or a greater one.
   *
   * @param value a finite number
   * @throws if the number is not finite
   */
  public static greaterThanOrEqualTo(value: number): FilterMatch {
    return FilterMatch.numeric('greaterThanOrEqualTo', '>=', value);
  }

  /**
   * The value is a number under this one, which itself does not pass.
   *
   * @param value a finite number
   * @throws if the number is not finite
   */
  public static lessThan(value: number): FilterMatch {
    return FilterMatch.numeric('lessThan', '<', value);
  }

  /**
   * The value is this number or a smaller one.
   *
   * @param value a finite number
   * @throws if the number is not finite
   */
  public static lessThanOrEqualTo(value: number): FilterMatch {
    return FilterMatch.numeric('lessThanOrEqualTo', '<=', value);
  }

  /**
   * The value is a number from `lower` to `upper`, both included.
   *
   * `FilterRule.between` of aws-cdk-lib leaves its lower number out.
   *
   * @param lower smallest number that passes
   * @param upper greatest number that passes
   * @throws if `lower` is not under `upper`
   */
  public static between(lower: number, upper: number): FilterMatch {
    return FilterMatch.range('between', '>=', lower, '<=', upper);
  }

  /**
   * The value is a number over `lower` and under `upper`, neither included.
   *
   * @param lower greatest number that is too small
   * @param upper smallest number that is too great
   * @throws if `lower` is not under `upper`
   */
  public static betweenExclusive(lower: number, upper: number): FilterMatch {
    return FilterMatch.range('betweenExclusive', '>', lower, '<', upper);
  }

  /**
   * There is a value, also null. Only for fields that hold a value: a field that holds an object never matches.
   */
  public static exists(): FilterMatch {
    return new FilterMatch([{ exists: true }]);
  }

  /**
   * There is no value. A field that holds an object matches always.
   */
  public static notExists(): FilterMatch {
    return new FilterMatch([{ exists: false }]);
  }

  /**
   * The value is null.
   */
  public static isNull(): FilterMatch {
    return new FilterMatch([null]);
  }

  /**
   * The value is the empty text.
   */
  public static isEmpty(): FilterMatch {
    return new FilterMatch(['']);
  }

  /**
   * At least one of these holds.
   *
   * @param matches one or more, of any kinds
   * @throws if there is none
   */
  public static anyOf(...matches: FilterMatch[]): FilterMatch {
    return new FilterMatch(atLeastOne('anyOf', matches).flatMap((match, i) => expectGiven('FilterMatch.anyOf', `matches[${i}]`, match, MATCH).values));
  }

  private static numeric(name: string, sign: string, value: number): FilterMatch {
    checkFinite(name, value);
    return new FilterMatch([{ numeric: [sign, value] }]);
  }

  private static range(name: string, lowerSign: string, lower: number, upperSign: string, upper: number): FilterMatch {
    checkFinite(name, lower);
    checkFinite(name, upper);
    if (lower >= upper && ![lower, upper].some(Token.isUnresolved)) {
      throw new Error(`FilterMatch.${name}: the lower number is ${lower}, but it must be under the upper one, ${upper}. Swap them, or use equalToNumber for a single number.`);
    }
    return new FilterMatch([{ numeric: [lowerSign, lower, upperSign, upper] }]);
  }

  private constructor(private readonly values: any[]) {}

  /**
   * The array of this match in a pattern, as `JSON.stringify` writes it.
   */
  public toJSON(): any {
    return this.values;
  }
}

const VALUE: Wanted = { what: 'text', repair: 'Use isNull() for null, and exists() for any value.', fits: given => given !== undefined && given !== null };

const MATCH: Wanted = { what: 'a FilterMatch', repair: 'Make it by a method of FilterMatch, such as equalTo(value).', fits: members('values', 'toJSON') };

function atLeastOne<T>(name: string, values: T[]): T[] {
  if (values.length === 0) {
    throw new Error(`FilterMatch.${name}: no value is given, but at least one is needed. Pass the values that the field may have.`);
  }
  return values;
}

function checkFinite(name: string, value: number) {
  if (!Number.isFinite(value)) {
    throw new Error(`FilterMatch.${name}: the number is ${shown(value)}, but filters compare finite numbers only. Pass a finite number.`);
  }
}
