/** WAV files of A-law, 8 kHz, mono (RIFF; format tag 6 wants the longer header and a fact chunk). */

export const wavHeaderLength = 58
/** Bytes of sound in a second. */
export const perSecond = 8000
/** No sound, in A-law (ITU-T G.711). */
export const silence = 0xd5

/** `length`: bytes of sound that follow. */
export function wavHeader(length: number): Buffer {
  const header = Buffer.alloc(wavHeaderLength)
  header.write('RIFF', 0)
  header.writeUInt32LE(wavHeaderLength - 8 + length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(18, 16)
  header.writeUInt16LE(6, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(perSecond, 24)
  header.writeUInt32LE(perSecond, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.writeUInt16LE(0, 36)
  header.write('fact', 38)
  header.writeUInt32LE(4, 42)
  header.writeUInt32LE(length, 46)
  header.write('data', 50)
  header.writeUInt32LE(length, 54)
  return header
}
