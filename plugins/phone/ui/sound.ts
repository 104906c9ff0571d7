/** What is heard: the voices of the calls, and the tones around them. */
import { effect, type Signal, signal } from '@preact/signals'
import type { App } from '../../../ui/app.ts'
import { lines } from '../../calls/contract.ts'
import type { Calls } from './calls.ts'
import { chosen, playIn } from './devices.ts'
import { type PhoneState, waiting } from './state.ts'
import { play, type Tone } from './tones.ts'

interface Sounding {
  readonly tone: Tone
  readonly where: 'ringer' | 'speaker'
}

/** Which tone these calls ask for. `busy`: the person talks already, here or on another phone of hers. */
export function toneFor({ calls }: PhoneState, busy: boolean): Sounding | undefined {
  const talks = calls.some(({ phase, held }) => phase === 'talking' && !held)
  if (waiting(calls).length > 0) {
    return talks || busy ? { tone: 'knock', where: 'speaker' } : { tone: 'ring', where: 'ringer' }
  }
  const calling = calls.some(({ phase, direction, early }) => phase === 'ringing' && direction === 'outgoing' && !early)
  return calling && !talks ? { tone: 'ringback', where: 'speaker' } : undefined
}

/** Gives what ends it. */
export function soundOf(
  app: Pick<App, 'live' | 'who'>,
  state: Signal<PhoneState>,
  holds: Signal<boolean>,
  calls: Pick<Calls, 'remote'>,
): () => void {
  const line = app.live.view(lines).select(all => all.lines[app.who.person])
  const voices = new Map<string, HTMLAudioElement>()
  const sounding = signal<string>('')
  let silence = () => {}
  let playsIn: string | undefined

  const stopTones = effect(() => {
    const tone = holds.value ? toneFor(state.value, line.value === 'in-call') : undefined
    sounding.value = tone === undefined ? '' : `${tone.tone} ${tone.where}`
  })
  const stopChoosing = effect(() => {
    const [tone, where] = sounding.value.split(' ') as [Tone | '', Sounding['where']]
    silence()
    silence = tone === '' ? () => {} : play(tone, where)
  })
  const stopVoices = effect(() => {
    const { speaker } = chosen.value
    const going = new Set(holds.value ? state.value.calls.map(({ callId }) => callId) : [])
    for (const callId of going) {
      const stream = calls.remote(callId)
      if (!stream) continue
      const before = voices.get(callId)
      if (before && playsIn === speaker) continue
      const voice = before ?? new Audio()
      voice.srcObject = stream
      voices.set(callId, voice)
      void playIn(voice, speaker)
    }
    playsIn = speaker
    for (const [callId, voice] of voices) {
      if (going.has(callId)) continue
      voice.srcObject = null
      voices.delete(callId)
    }
  })
  return () => {
    stopTones()
    stopChoosing()
    stopVoices()
    silence()
    for (const voice of voices.values()) voice.srcObject = null
  }
}
