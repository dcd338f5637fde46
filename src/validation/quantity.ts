/** A number with its unit, which is given in the plural. */
export function quantity(number: number, unit: string): string {
  return `${number} ${number === 1 ? singular(unit) : unit}`.trimEnd();
}

function singular(unit: string): string {
  return unit.replace(/ies$/, 'y').replace(/^ways/, 'way').replace(/s$/, '');
}

/** How many there may be: `exactly 1`, `1 to 10`, `at most 50`. */
export function numberBetween(min: number, max: number, unit: string = ''): string {
  const most = quantity(max, unit);
  if (min === max) { return `exactly ${most}`; }
  return min > 0 ? `${min} to ${most}` : `at most ${most}`;
}
