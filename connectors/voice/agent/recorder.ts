/** Writes what is heard to a file, steadily: killed at any moment, the file is whole but for its last second. */
import { closeSync, fdatasync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Recording } from '../line.ts'
import { perSecond, silence, wavHeader, wavHeaderLength } from '../wav.ts'
import type { RtpReceiver } from './rtp.ts'

export interface RecordingOptions {
  readonly file: string
  /** Seconds. */
  readonly longest: number
  readonly silence: number
}

/** Longest pause by timestamps that is believed, in samples: beyond it the stream began anew. */
const longestJump = 10 * perSecond
/** Louder than that, somebody speaks: about -45 dBFS, of 32,768. */
const loud = 180

export function startRecording(
  rtp: Pick<RtpReceiver, 'onSound'>,
  { file, longest, silence: quiet }: RecordingOptions,
): Recording {
  mkdirSync(dirname(file), { recursive: true })
  const descriptor = openSync(file, 'w')
  writeSync(descriptor, wavHeader(0), 0, wavHeaderLength, 0)
  const over = Promise.withResolvers<'silence' | 'limit'>()
  const began = performance.now()
  let origin: number | undefined
  // Samples: where the stream is in the file, and how much of the file is filled.
  let base = 0
  let length = 0
  let lastLoud = began
  let closed: Promise<number> | undefined

  const elapsed = () => Math.min(longest * perSecond, Math.round(((performance.now() - began) * perSecond) / 1000))
  function fill(until: number) {
    if (until <= length) return
    writeSync(descriptor, Buffer.alloc(until - length, silence), 0, until - length, wavHeaderLength + length)
    length = until
  }
  const stopListening = rtp.onSound(({ timestamp, sound }) => {
    if (origin === undefined) {
      origin = timestamp
      base = elapsed()
    }
    // Timestamps wrap (RFC 3550 section 5.1).
    let at = base + ((timestamp - origin) | 0)
    if (at < length - longestJump || at > length + longestJump) {
      origin = timestamp
      base = elapsed()
      at = base
    }
    if (at < 0) return
    const most = longest * perSecond - at
    if (most <= 0) return
    fill(at)
    const kept = sound.subarray(0, most)
    writeSync(descriptor, kept, 0, kept.length, wavHeaderLength + at)
    length = Math.max(length, at + kept.length)
    if (isLoud(kept)) lastLoud = performance.now()
  })
  const ticking = setInterval(() => {
    const now = performance.now()
    // What wasn't sent (RFC 3389, packets lost) is silence, and lasts as long. What is under way may still come.
    fill(elapsed() - perSecond / 4)
    settle()
    if (now - began >= longest * 1000) over.resolve('limit')
    else if (now - lastLoud >= quiet * 1000) over.resolve('silence')
  }, 200)
  let settled = 0
  let writing = false
  /** Once a second: first the sound is on disk, then the header says so. */
  function settle() {
    if (writing || length - settled < perSecond * 0.9) return
    writing = true
    const now = length
    fdatasync(descriptor, () => {
      writing = false
      if (closed) return
      writeSync(descriptor, wavHeader(now), 0, wavHeaderLength, 0)
      settled = now
    })
  }

  return {
    over: over.promise,
    stop() {
      closed ??= finish()
      return closed
    },
  }

  async function finish(): Promise<number> {
    stopListening()
    clearInterval(ticking)
    fill(elapsed() - perSecond / 4)
    writeSync(descriptor, wavHeader(length), 0, wavHeaderLength, 0)
    await new Promise(resolve => fdatasync(descriptor, resolve))
    closeSync(descriptor)
    return Math.round((length * 1000) / perSecond)
  }
}

function isLoud(sound: Buffer): boolean {
  let sum = 0
  for (const value of sound) sum += Math.abs(linear[value] ?? 0)
  return sound.length > 0 && sum / sound.length > loud
}

/** A-law to 16 bits (ITU-T G.711). */
const linear = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55
  const mantissa = (bits & 0x0f) << 4
  const exponent = (bits & 0x70) >> 4
  const size = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1)
  return (bits & 0x80) !== 0 ? size : -size
})
