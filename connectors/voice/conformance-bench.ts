/** What the conformance suite asks of an adapter's test: callers and phones around an agent. */
import type { VoiceEvent } from './events.ts'
import type { Dialled, Sound, Voice } from './port.ts'

/** Whoever is at the other end of a leg. */
export interface BenchParty {
  readonly callId: string
  /** Resolves when it hears this sound, or already does. */
  hears(sound: Sound): Promise<void>
  /** Resolves when it has heard all that was played. */
  heardOut(): Promise<void>
  press(digits: string): Promise<void>
  /** Is heard so long. Milliseconds. */
  says(milliseconds: number): Promise<void>
  /** Nothing is said or pressed until the agent has waited long enough. */
  waits(): Promise<void>
  hangUp(): Promise<void>
  /** The status that its call ended with: 200 when it was answered, in which case it was hung up on, or hung up. */
  over(): Promise<number>
  /** Of a call that the agent makes. */
  answer(): Promise<void>
  refuse(sipStatus: number): Promise<void>
  /** Resolves when both hear each other. */
  talksWith(other: BenchParty): Promise<void>
}

export interface Bench {
  /** Started and connected. */
  readonly voice: Voice
  /** Somebody calls that extension. */
  call(extension: string): Promise<BenchParty>
  /** Whom the agent can call, and that phone when it does. */
  readonly target: Dialled
  dialled(): Promise<BenchParty>
  /** A sound of at least 300 ms. */
  readonly sound: Sound
  /** All hubs go, and this one comes back when the promise resolves. */
  away(meanwhile: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

type Kind = VoiceEvent['kind']
type Of<K extends Kind> = Extract<VoiceEvent, { kind: K }>

/** What a listener heard. */
export interface EventLog {
  readonly events: readonly VoiceEvent[]
  /** The first that fits, past or to come. */
  readonly event: <K extends Kind>(kind: K, fits?: (event: Of<K>) => boolean) => Promise<Of<K>>
  /** The next so many are not taken. */
  readonly refuse: (times: number) => void
}

export function eventLog(voice: Voice): EventLog {
  const events: VoiceEvent[] = []
  let changed = Promise.withResolvers<void>()
  let refused = 0
  voice.listen(event => {
    if (refused > 0) {
      refused -= 1
      throw new Error('not now')
    }
    events.push(event)
    changed.resolve()
    changed = Promise.withResolvers()
  })
  return {
    events,
    async event<K extends Kind>(kind: K, fits: (event: Of<K>) => boolean = () => true) {
      for (;;) {
        const found = events.find((one): one is Of<K> => one.kind === kind && fits(one as Of<K>))
        if (found) return found
        await changed.promise
      }
    },
    refuse(times) {
      refused = times
    },
  }
}
