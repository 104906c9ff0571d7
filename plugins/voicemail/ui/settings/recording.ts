/**
 * A recording by the microphone, as WAV. Browsers record in forms of their own, and each can read its own: so it is decoded here, and the
 * hub gets one form from all of them.
 */

/** What was recorded, to hear and to send. */
export interface Take {
  readonly sound: AudioBuffer
  readonly wav: Blob
}

export interface Recording {
  /** Resolves when it was stopped. Rejects where it can't be read. */
  readonly take: Promise<Take>
  readonly stop: () => void
  /** Nobody wants it any more. */
  readonly drop: () => void
}

/** Enough for a telephone, and little to send. */
const rate = 16_000
const longestMs = 120_000

/** Rejects with a DOMException where there is no microphone, or none that may be used. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  const recorder = new MediaRecorder(stream)
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const stopped = new Promise<Blob>(resolve =>
    recorder.addEventListener('stop', () => resolve(new Blob(parts, { type: recorder.mimeType }))),
  )
  recorder.start()
  const stop = () => {
    clearTimeout(limit)
    if (recorder.state !== 'inactive') recorder.stop()
    for (const track of stream.getTracks()) track.stop()
  }
  const limit = setTimeout(stop, longestMs)
  return { take: stopped.then(taken), stop, drop: stop }
}

async function taken(recorded: Blob): Promise<Take> {
  // Decoding brings it to the context's rate, and rendering to one channel.
  const context = new OfflineAudioContext(1, 1, rate)
  const decoded = await context.decodeAudioData(await recorded.arrayBuffer())
  const mono = new OfflineAudioContext(1, Math.max(1, decoded.length), rate)
  const source = mono.createBufferSource()
  source.buffer = decoded
  source.connect(mono.destination)
  source.start()
  const sound = await mono.startRendering()
  return { sound, wav: wavOf(sound.getChannelData(0)) }
}

/** RIFF WAVE, 16 bits, one channel. */
export function wavOf(samples: Float32Array): Blob {
  const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2))
  const text = (at: number, value: string) => {
    for (let place = 0; place < value.length; place += 1) bytes.setUint8(at + place, value.charCodeAt(place))
  }
  text(0, 'RIFF')
  bytes.setUint32(4, 36 + samples.length * 2, true)
  text(8, 'WAVEfmt ')
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, 1, true) // PCM
  bytes.setUint16(22, 1, true) // channels
  bytes.setUint32(24, rate, true)
  bytes.setUint32(28, rate * 2, true) // bytes a second
  bytes.setUint16(32, 2, true) // bytes a sample
  bytes.setUint16(34, 16, true) // bits
  text(36, 'data')
  bytes.setUint32(40, samples.length * 2, true)
  for (const [place, sample] of samples.entries()) {
    bytes.setInt16(44 + place * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true)
  }
  return new Blob([bytes], { type: 'audio/wav' })
}

/** Plays it, and gives what stops it. */
export function playOf(sound: AudioBuffer): () => void {
  const context = new AudioContext()
  const source = context.createBufferSource()
  source.buffer = sound
  source.connect(context.destination)
  const close = () => void context.close().catch(() => undefined)
  source.addEventListener('ended', close)
  source.start()
  return () => source.stop()
}
