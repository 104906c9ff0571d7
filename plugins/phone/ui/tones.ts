/** Tones of a phone, made here: nothing to load, and nothing that could fail to come. */
import { chosen, playIn } from './devices.ts'

export type Tone = 'ring' | 'ringback' | 'knock' | 'busy'

interface Melody {
  /** Hz, together. */
  readonly tones: readonly number[]
  /** Seconds: sound and silence, over and over. */
  readonly rhythm: readonly number[]
  readonly volume: number
  /** Once, or until it is stopped. */
  readonly times: number
}

// Ringback and busy as Swedes know them (ITU-T E.180, supplement 2): 425 Hz, 1 s of 6; 250 ms of 500.
const melodies: Readonly<Record<Tone, Melody>> = {
  ring: { tones: [440, 554, 659], rhythm: [0.4, 0.2, 0.4, 2], volume: 0.25, times: Infinity },
  ringback: { tones: [425], rhythm: [1, 5], volume: 0.1, times: Infinity },
  /** Somebody calls while one talks. */
  knock: { tones: [425], rhythm: [0.2, 0.5, 0.2, 10], volume: 0.06, times: Infinity },
  busy: { tones: [425], rhythm: [0.25, 0.25], volume: 0.1, times: 6 },
}

let context: AudioContext | undefined

/** Starts one; gives what stops it. */
export function play(tone: Tone, where: 'ringer' | 'speaker'): () => void {
  context ??= new AudioContext()
  const audio = context
  // Browsers make no sound before somebody has touched the page: then it rings from there on.
  const wake = () => void audio.resume()
  wake()
  addEventListener('pointerdown', wake)
  addEventListener('keydown', wake)

  const { tones, rhythm, volume, times } = melodies[tone]
  const gain = new GainNode(audio, { gain: 0 })
  const out = new MediaStreamAudioDestinationNode(audio)
  gain.connect(out)
  const sources = tones.map(frequency => {
    const source = new OscillatorNode(audio, { frequency })
    source.connect(gain)
    source.start()
    return source
  })
  const element = new Audio()
  element.srcObject = out.stream
  void playIn(element, chosen.peek()[where])

  let timer: ReturnType<typeof setTimeout> | undefined
  let step = 0
  function next(): void {
    const on = step % 2 === 0
    gain.gain.setTargetAtTime(on ? volume / tones.length : 0, audio.currentTime, 0.01)
    const seconds = rhythm[step % rhythm.length] ?? 1
    step += 1
    if (step < times * rhythm.length) timer = setTimeout(next, seconds * 1000)
    else timer = setTimeout(stop, seconds * 1000)
  }
  function stop(): void {
    clearTimeout(timer)
    removeEventListener('pointerdown', wake)
    removeEventListener('keydown', wake)
    for (const source of sources) source.stop()
    element.srcObject = null
    gain.disconnect()
  }
  next()
  return stop
}
