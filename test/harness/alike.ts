/** Whether what was heard is what was said: coding, loss and a cut beginning change samples, but not when it is loud. */
import { decode, type Samples } from './sound.ts'

/** Steps of loudness a second. */
const pace = 50

/**
 * How well the rise and fall of two sounds agree, 1 being the same, at the shift (of 1 s at most) where they agree best. Another
 * sentence of the same voice gives 0.3, the same sentence with another time 0.75. Files of any kind that sox reads.
 */
export async function likeness(heard: string, said: string): Promise<number> {
  const [a, b] = [loudness(await decode(heard)), loudness(await decode(said))]
  let best = -1
  for (let shift = -pace; shift <= pace; shift++)
    best = Math.max(best, correlation(shifted(a, shift), shifted(b, -shift)))
  return best
}

/** Hz of the strongest of these tones. Rejects when none is there at all. */
export async function strongest(file: string, tones: readonly number[]): Promise<number> {
  const sound = await decode(file)
  const powers = tones.map(tone => power(sound, tone))
  if (!powers.some(one => one > 0)) throw new Error(`${file}: ${sound.samples.length} samples, no tone`)
  return tones[powers.indexOf(Math.max(...powers))] ?? 0
}

/** Those of the tones that are heard: above -45 dBFS, whatever else sounds. */
export function tonesHeard(sound: Samples, tones: readonly number[]): readonly number[] {
  const amplitude = (tone: number) => (2 * Math.sqrt(power(sound, tone))) / sound.samples.length
  return tones.filter(tone => 20 * Math.log10(amplitude(tone) / 32768) > -45)
}

/** Goertzel: the power of one frequency. */
function power({ samples, rate }: Samples, tone: number): number {
  const twice = 2 * Math.cos((2 * Math.PI * tone) / rate)
  let one = 0
  let two = 0
  for (const sample of samples) [one, two] = [sample + twice * one - two, one]
  return one * one + two * two - twice * one * two
}

function loudness({ samples, rate }: Samples): number[] {
  const step = Math.round(rate / pace)
  return Array.from({ length: Math.floor(samples.length / step) }, (_, i) => {
    let squares = 0
    for (const sample of samples.subarray(i * step, (i + 1) * step)) squares += sample * sample
    return Math.sqrt(squares / step)
  })
}

const shifted = (steps: readonly number[], by: number): readonly number[] => steps.slice(Math.max(0, by))

/** Pearson's, over the longer one, silence behind the shorter. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length)
  const at = (steps: readonly number[], i: number) => steps[i] ?? 0
  const mean = (steps: readonly number[]) => steps.reduce((sum, step) => sum + step, 0) / length
  const [meanA, meanB] = [mean(a), mean(b)]
  let both = 0
  let ofA = 0
  let ofB = 0
  for (let i = 0; i < length; i++) {
    const [x, y] = [at(a, i) - meanA, at(b, i) - meanB]
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  return both / Math.sqrt(ofA * ofB || 1)
}
