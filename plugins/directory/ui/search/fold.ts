/** Text as a search compares it: "Åkesson" is found by "akesson", and numbers however they are written. */

// What stands for itself in Unicode, and is written with one letter, or two, where the keyboard lacks it.
const alone: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

/** Lower case, without diacritics. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[øæœßđðþłı]/g, letter => alone[letter] ?? letter)

/** Whether it can be a number, or a part of one: "08-465", "+46 (0)8". */
export const isNumeric = (typed: string): boolean => /\d/.test(typed) && /^[\d+\s\-()./]+$/.test(typed)

const homeCode = '46'

/**
 * The digits of a number in the ways that somebody may begin to write it: "+46846500403" is 46846500403 and 0846500403; a short
 * number is itself.
 */
export function writtenAs(number: string): readonly string[] {
  if (!number.startsWith('+')) return [number]
  const whole = number.slice(1)
  return whole.startsWith(homeCode) ? [whole, `0${whole.slice(homeCode.length)}`] : [whole]
}

/** The digits to look for: "+46 (0)8" and "0046 8" are 468, "08-465" is 08465. */
export function digitsToFind(typed: string): string {
  const digits = typed.replaceAll('(0)', '').replaceAll(/\D/g, '')
  return digits.startsWith('00') ? digits.slice(2) : digits
}
