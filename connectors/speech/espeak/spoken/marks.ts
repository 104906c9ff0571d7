/**
 * Texts carry names that users chose. What espeak-ng would take for an instruction is taken out: control characters (its embedded
 * commands start with U+0001), `[[ ]]` (phoneme names, on by default in its command), and the brackets of SSML.
 * Pictures and ornaments would be read by name ("face with tears of joy"), which nobody wants to hear in a prompt.
 * https://github.com/espeak-ng/espeak-ng/blob/master/docs/markup.md
 */
const notSpoken = /(?:<\/|[\p{C}\p{Z}\p{So}\p{Sk}\p{Variation_Selector}<>[\]{}|\\^~_*#=`])+/gu

/** One line of words and punctuation; empty where there is nothing to say. */
export function plain(text: string): string {
  const line = text.normalize('NFC').replace(notSpoken, ' ').trim()
  return /[\p{L}\p{N}]/u.test(line) ? line : ''
}
