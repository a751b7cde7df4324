// What every GS1 key shares: the check digit, and the 82 characters of a serial with their escapes in a URI.

/**
 * The GS1 check digit (General Specifications, 7.9.1) to write after these digits; weights 3 and 1 from the right.
 * @param digits any number of 0–9
 */
export function gs1CheckDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** GS1 AI encodable character set 82 (TDS annex A). */
export const isChars82 = (text: string): boolean => /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/.test(text);

/** Characters to an EPC URI, where seven of the 82, and the # of parts and aircraft, are escaped (TDS annex A). */
export const toUriChars = (text: string): string =>
  text.replace(/["%&/<>?#]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** The characters of a URI component, or undefined where an escape is broken or is not of ASCII. */
export function fromUriChars(component: string): string | undefined {
  if (/%(?![2-7][0-9A-Fa-f])/.test(component)) return undefined;
  return component.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
