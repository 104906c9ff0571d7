/** Measures what was heard: files of any kind that sox reads, or samples that a test received itself. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface Samples {
  readonly samples: Int16Array
  /** Hz */
  readonly rate: number
}

export interface Measured {
  readonly rate: number
  readonly channels: number
  readonly seconds: number
  /** dBFS over what lies between the silences at both ends; -Infinity where all is silent. */
  readonly rms: number
  /** dBFS of the loudest sample; 0 means that it was clipped. */
  readonly peak: number
  /** Seconds of silence (below -45 dBFS in 10 ms) at either end; the whole length where all is silent. */
  readonly silence: { readonly start: number; readonly end: number }
}

const threshold = -45

/** Of a file with several channels the first is measured. */
export async function measure(source: string | Samples): Promise<Measured> {
  const { samples, rate, channels } = typeof source === 'string' ? await decode(source) : { ...source, channels: 1 }
  const step = Math.max(1, Math.round(rate / 100))
  const loud: number[] = []
  for (let at = 0; at < samples.length; at += step) {
    if (rms(samples.subarray(at, at + step)) > threshold) loud.push(at)
  }
  const first = loud.at(0) ?? samples.length
  const end = Math.min(samples.length, (loud.at(-1) ?? samples.length) + step)
  return {
    rate,
    channels,
    seconds: samples.length / rate,
    rms: rms(samples.subarray(first, end)),
    peak: decibels(samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0)),
    silence: {
      start: first / rate,
      end: loud.length === 0 ? samples.length / rate : (samples.length - end) / rate,
    },
  }
}

const decibels = (amplitude: number) => 20 * Math.log10(amplitude / 32768)

function rms(samples: Int16Array): number {
  let squares = 0
  for (const sample of samples) squares += sample * sample
  return decibels(Math.sqrt(squares / Math.max(1, samples.length)))
}

/** The first of its channels. */
export async function decode(file: string): Promise<Samples & { channels: number }> {
  const args = ['-V1', file, '-t', 'wav', '-e', 'signed', '-b', '16', '-']
  const { stdout } = await promisify(execFile)('sox', args, { encoding: 'buffer', maxBuffer: 200_000_000 })
  const channels = stdout.readUInt16LE(22)
  const rate = stdout.readUInt32LE(24)
  const data = stdout.subarray(stdout.indexOf('data') + 8)
  const samples = new Int16Array(Math.floor(data.length / 2 / channels))
  for (let i = 0; i < samples.length; i++) samples[i] = data.readInt16LE(i * 2 * channels)
  return { samples, rate, channels }
}

/** One A-law byte to linear (ITU-T G.711). */
function alaw(byte: number): number {
  const code = byte ^ 0x55
  const exponent = (code & 0x70) >> 4
  const mantissa = ((code & 0x0f) << 4) + 8
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return code & 0x80 ? magnitude : -magnitude
}

/** One mu-law byte to linear (ITU-T G.711). */
function mulaw(byte: number): number {
  const code = ~byte & 0xff
  const magnitude = ((((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84
  return code & 0x80 ? -magnitude : magnitude
}

const alawTable = Int16Array.from({ length: 256 }, (_, byte) => alaw(byte))
const mulawTable = Int16Array.from({ length: 256 }, (_, byte) => mulaw(byte))

/** RTP payload type 8 (RFC 3551). */
export const decodePcma = (payload: Uint8Array): Int16Array => Int16Array.from(payload, byte => alawTable[byte] ?? 0)
/** RTP payload type 0 (RFC 3551). */
export const decodePcmu = (payload: Uint8Array): Int16Array => Int16Array.from(payload, byte => mulawTable[byte] ?? 0)

/** Linear, 16 bits, to A-law (ITU-T G.711). */
export function encodePcma(sample: number): number {
  const magnitude = Math.min(Math.abs(Math.round(sample)), 32_767) >> 4
  const sign = sample < 0 ? 0x00 : 0x80
  const exponent = magnitude < 32 ? Math.min(1, magnitude >> 4) : 32 - Math.clz32(magnitude) - 4
  const mantissa = (exponent < 2 ? magnitude : magnitude >> (exponent - 1)) & 0x0f
  return (sign | (exponent << 4) | mantissa) ^ 0x55
}
