/** The legs of an agent: each goes through its steps by itself, until it has ended. Knows neither SIP nor hubs. */
import { HubError } from '../../core/error.ts'
import type { Mixer } from '../mixer/port.ts'
import type { VoiceEvent } from './events.ts'
import type { Line, OutgoingLine } from './line.ts'
import { perform } from './perform.ts'
import type { Dialled, Leg, Step, VoiceQuestion } from './port.ts'
import { ringUp } from './ring-up.ts'

type Without<Event, Keys extends PropertyKey> = Event extends unknown ? Omit<Event, Keys> : never
/** An event before it has its number. */
export type Happening = Without<VoiceEvent, 'agent' | 'number' | 'at'>
type OfLeg = Without<Happening, 'leg' | 'callId' | 'about'>

export interface Timer {
  readonly over: Promise<void>
  readonly stop: () => void
}

export interface Surroundings {
  readonly agent: string
  newLeg(): string
  happened(happening: Happening): void
  /** Rejects when no hub says anything. */
  ask(question: VoiceQuestion): Promise<readonly Step[]>
  place(call: Dialled, leg: string): OutgoingLine
  timer(leg: string, seconds: number): Timer
  /** Rooms; without one, nobody can be in any. */
  readonly mixer?: Mixer | undefined
  /** A leg could not go on as it should, and is hung up. */
  failed(error: unknown, leg: string): void
}

/** Two legs that hear each other. */
export interface Bridge {
  /** Settles when one has left: by its end, or because it was told something else. */
  readonly apart: Promise<{ readonly who: RunningLeg; readonly how: 'ended' | 'told' }>
  leave(who: RunningLeg, how: 'ended' | 'told'): void
}

export interface RunningLeg {
  readonly id: string
  about: string
  readonly line: Line
  step: Step['do']
  since: Date
  answeredAt: number | undefined
  /** What the last `collect` took. */
  digits: string
  bridge: { readonly link: Bridge; readonly other: RunningLeg } | undefined
  /** Its sound is somewhere else than at the agent. */
  away: boolean
  room: string | undefined
  muted: boolean | undefined
  /** While it is in a room. */
  mute: ((muted: boolean) => Promise<void>) | undefined
  readonly happened: (happening: OfLeg) => void
  /** Answers where that was not done. */
  answer(): Promise<void>
  /** Its sound is the agent's again. */
  comeHome(): Promise<void>
  /** Does this from now on, and nothing else; hangs up behind it. */
  start(body: (signal: AbortSignal) => Promise<void>): void
  /** What it does now; settles when that is over, by itself or not. Never rejects. */
  running: Promise<void>
}

export interface Exchange {
  /** A call has come. */
  arrived(line: Line, given: { readonly steps: readonly Step[]; readonly about: string }, leg: string): void
  /** A call that goes on already becomes a leg. */
  adopted(
    line: Line,
    given: { readonly steps: readonly Step[]; readonly about: string },
    happening: OfLeg,
    leg: string,
  ): void
  call(given: { readonly call: Dialled; readonly steps: readonly Step[]; readonly about: string }): string
  tell(leg: string, steps: readonly Step[], about?: string): void
  /** Does nothing outside of a room. */
  mute(leg: string, muted: boolean): Promise<void>
  /** Undefined when it has ended. */
  leg(id: string): RunningLeg | undefined
  legs(): readonly Leg[]
  /** A leg that somebody else gives something to do, `after` this. */
  add(line: Line, about: string, id: string, after?: Promise<unknown>): RunningLeg
  readonly surroundings: Surroundings
}

/** Why a leg stops doing what it does. */
const told = Symbol('told')
const ended = Symbol('ended')
export const wasTold = (signal: AbortSignal) => signal.reason === told
const isInterruption = (error: unknown) => error === told || error === ended

export function openExchange(surroundings: Surroundings): Exchange {
  const legs = new Map<string, RunningLeg>()

  function add(line: Line, about: string, id: string, after: Promise<unknown> = Promise.resolve()): RunningLeg {
    let interrupt = new AbortController()
    let over = false
    const leg: RunningLeg = {
      id,
      about,
      line,
      step: 'answer',
      since: new Date(),
      answeredAt: undefined,
      digits: '',
      bridge: undefined,
      away: false,
      room: undefined,
      muted: undefined,
      mute: undefined,
      running: after.then(() => {}),
      happened: happening => surroundings.happened({ ...happening, leg: id, callId: line.callId, about: leg.about }),
      async answer() {
        if (leg.answeredAt !== undefined) return
        await line.answer()
        leg.answeredAt ??= Date.now()
        leg.happened({ kind: 'answered' })
      },
      async comeHome() {
        if (!leg.away) return
        leg.away = false
        await line.pointMediaAt(undefined)
      },
      start(body) {
        interrupt.abort(told)
        if (over) return
        if (leg.bridge) {
          leg.bridge.link.leave(leg, 'told')
          leg.bridge = undefined
          leg.happened({ kind: 'parted' })
        }
        const mine = new AbortController()
        interrupt = mine
        // What it did before is brought to its end first: a recording is closed before the next one begins.
        leg.running = leg.running
          .then(() => (mine.signal.aborted ? undefined : body(mine.signal)))
          .then(
            () => {
              if (!mine.signal.aborted) line.hangUp()
            },
            error => {
              if (isInterruption(error)) return
              surroundings.failed(error, id)
              line.hangUp()
            },
          )
      },
    }
    legs.set(id, leg)
    void line.ended.then(async by => {
      over = true
      interrupt.abort(ended)
      leg.bridge?.link.leave(leg, 'ended')
      await leg.running
      legs.delete(id)
      const seconds = leg.answeredAt === undefined ? 0 : Math.round((Date.now() - leg.answeredAt) / 1000)
      leg.happened({ kind: 'ended', by, seconds })
    })
    return leg
  }

  const begin = (leg: RunningLeg, steps: readonly Step[]) => leg.start(signal => perform(leg, steps, signal, exchange))

  const exchange: Exchange = {
    surroundings,
    add,
    arrived(line, { steps, about }, id) {
      const leg = add(line, about, id)
      leg.happened({ kind: 'arrived' })
      begin(leg, steps)
    },
    adopted(line, { steps, about }, happening, id) {
      const leg = add(line, about, id)
      leg.answeredAt = Date.now()
      leg.happened(happening)
      begin(leg, steps)
    },
    call({ call, steps, about }) {
      const id = surroundings.newLeg()
      const line = surroundings.place(call, id)
      const leg = add(line, about, id)
      leg.step = 'dial'
      const rung = ringUp(leg, line, call.seconds, exchange)
      leg.running = rung.then(outcome => {
        if (outcome.outcome !== 'answered') leg.happened({ kind: 'dial-ended', name: 'call', ...outcome })
      })
      leg.start(async signal => {
        if ((await rung).outcome === 'answered') await perform(leg, steps, signal, exchange)
      })
      return id
    },
    tell(id, steps, about) {
      const leg = legs.get(id)
      if (!leg) throw new HubError('voice.no-such-leg', 404, { leg: id })
      leg.about = about ?? leg.about
      begin(leg, steps)
    },
    async mute(id, muted) {
      const leg = legs.get(id)
      if (!leg) throw new HubError('voice.no-such-leg', 404, { leg: id })
      await leg.mute?.(muted)
    },
    leg: id => legs.get(id),
    legs: () =>
      [...legs.values()].map(leg => ({
        leg: leg.id,
        agent: surroundings.agent,
        callId: leg.line.callId,
        about: leg.about,
        answered: leg.answeredAt !== undefined,
        step: leg.step,
        since: leg.since,
        ...(leg.bridge && { with: leg.bridge.other.id }),
        ...(leg.room !== undefined && { room: leg.room, muted: leg.muted === true }),
      })),
  }
  return exchange
}
