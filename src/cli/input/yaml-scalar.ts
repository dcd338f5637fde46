/** A plain scalar as YAML 1.1 has it, which CloudFormation reads; dates stay text, because CloudFormation does not know them. */
export function valueOfPlain(text: string): unknown {
  if (/^(~|null|Null|NULL|)$/.test(text)) { return null; }
  if (/^(yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) { return true; }
  if (/^(no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) { return false; }
  return /^[-+.0-9]/.test(text) ? numberOf(text) ?? text : text;
}

const DECIMAL = /^[-+]?(0|[1-9][0-9_]*)$/;
const OCTAL = /^0[0-7_]+$/;
const HEXADECIMAL = /^0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*$/;
const BINARY = /^0b[01_]*[01][01_]*$/;
const SEXAGESIMAL = /^[1-9][0-9_]*(:[0-5]?[0-9])+$/;
const FRACTION = /^([-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)([eE][-+][0-9]+)?$/;
const SEXAGESIMAL_FRACTION = /^[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*$/;

/** By https://yaml.org/type/int.html and https://yaml.org/type/float.html; undefined for a text. */
function numberOf(text: string): number | undefined {
  const digits = text.replaceAll('_', '');
  if (DECIMAL.test(text) || FRACTION.test(text)) { return Number(digits); }
  const sign = digits.startsWith('-') ? -1 : 1;
  const unsigned = text.replace(/^[-+]/, '');
  const bare = unsigned.replaceAll('_', '');
  if (HEXADECIMAL.test(unsigned) || BINARY.test(unsigned)) { return sign * Number(bare); }
  if (OCTAL.test(unsigned)) { return sign * parseInt(bare, 8); }
  if (SEXAGESIMAL.test(unsigned) || SEXAGESIMAL_FRACTION.test(unsigned)) {
    return sign * bare.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  }
  if (/^\.(inf|Inf|INF)$/.test(unsigned)) { return sign * Infinity; }
  return /^\.(nan|NaN|NAN)$/.test(text) ? NaN : undefined;
}
