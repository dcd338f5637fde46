import { Condition } from './ast';
import { issue } from './issue';
import { asksPresence, existsOnObject, isNumeric, numberOnText, Verdict } from './verdict';
import { DYNAMODB_KEYS, DYNAMODB_TYPES, IMAGES_BY_VIEW_TYPE } from '../aws/record-shapes';
import { entryAt } from '../values/json';

/** Checks a condition under `dynamodb`: images, attributes with their types, and the fields beside them. */
export function checkDynamoDb(condition: Condition, steps: readonly string[], streamViewType: string | undefined): Verdict {
  const { tests, path, dotted } = condition;
  const [, part, attribute, ...types] = steps;
  if (part === undefined) { return onObject(condition); }
  const holds = entryAt(DYNAMODB_KEYS, part);
  if (!holds) {
    return dead(condition, 'filter-unknown-key', 'no key of dynamodb', undefined,
      `Put an attribute under an image, with its type: {"dynamodb":{"NewImage":{${JSON.stringify(part)}:{"S":[...]}}}}. The keys of dynamodb are ${Object.keys(DYNAMODB_KEYS).join(', ')}.`);
  }
  if (holds !== 'attributes') {
    return holds === 'text' && tests.some(isNumeric) ? { issues: [numberOnText(path)] } : {};
  }

  const images = streamViewType === undefined ? undefined : entryAt(IMAGES_BY_VIEW_TYPE, streamViewType);
  if (images && part !== 'Keys' && !images.includes(part)) {
    return dead(condition, 'filter-image-absent', `on ${part}`, `a stream of view type ${streamViewType} carries ${images.join(' and ') || 'keys only'}`);
  }
  if (attribute === undefined) { return onObject(condition); }
  return dotted ? {} : checkAttribute(condition, attribute, types);
}

function checkAttribute(condition: Condition, attribute: string, types: readonly string[]): Verdict {
  const { tests, path } = condition;
  let name = attribute;
  let rest = types;
  for (;;) {
    const [type, ...below] = rest;
    if (type === undefined) { return onObject(condition); }
    const holds = entryAt(DYNAMODB_TYPES, type);
    if (!holds) {
      return dead(condition, 'filter-dynamodb-type', `no type of the attribute ${name}`, undefined,
        `Put the type between the attribute and what is in it. The types are ${Object.keys(DYNAMODB_TYPES).join(', ')}.`);
    }
    if (holds === 'text' || holds === 'literal') {
      if (below.length > 0) { return dead(condition, 'filter-dynamodb-type', `on something below ${name}.${type}`, `${type} holds a value, not an object`); }
      return holds === 'text' && tests.some(isNumeric) ? { issues: [numberOnText(path)] } : {};
    }
    if (below.length === 0) { return onObject(condition); }
    name = holds === 'map' ? below[0] : `${name}[]`;
    rest = holds === 'map' ? below.slice(1) : below;
  }
}

/** Values asked of what holds an object: never there. Only its presence can be asked by mistake. */
function onObject(condition: Condition): Verdict {
  return condition.tests.some(asksPresence)
    ? { issues: [existsOnObject(condition.path)] }
    : dead(condition, 'filter-dynamodb-type', 'compared with values', 'the values stand under the type of an attribute');
}

/** Unless it asks for absence, which then always holds. */
function dead(condition: Condition, ...[id, received, expected, fix]: [string, string, string?, string?]): Verdict {
  return condition.tests.some(test => test.op === 'absent') ? { always: true } : { never: issue(id, condition.path, received, expected, fix) };
}
