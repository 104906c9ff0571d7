/**
 * A colleague waits until somebody has hung up: music, and then her phones ring. Who waits for whom, the agents' legs say: it outlives
 * this hub, and is the same on all.
 */
import { z } from 'zod'
import type { Sound, Step, Voice } from '../../connectors/voice/port.ts'
import type { Hub } from '../../core/hub.ts'
import type { Calls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import type { Leaving } from './leaving.ts'
import { type Visit, visitOf } from './visit.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
  readonly leaves: Pick<Leaving, 'recording'>
}

/** What a leg asks whose caller wants to wait, and asks again now and then, for an event may have been lost. */
export const waitQuestion = 'wait'
/** Seconds between two such questions, and how often it is asked: ten minutes. */
const between = 30
const most = 20
/** How long her phones ring then. Seconds. */
const rings = 25

const music: readonly Sound[] = [{ tone: 'music' }]
const owner = z.object({ organisation: z.string(), person: z.string() })

/** Gives what a leg does that asks: it rings where she is free by now, and waits on where not. In the end a message is left. */
export function openWaiting(
  hub: Hub,
  { directory, calls, voice, leaves }: Parts,
): (visit: Visit, question: string) => Promise<readonly Step[] | undefined> {
  /** Whom somebody has waited for: when she hangs up, it is worth a look. */
  const awaited = new Set<string>()
  const waits = hub.broadcast('waits', owner, ({ person }) => void awaited.add(person))

  /** Where she doesn't answer either, the leg goes on with what comes behind. */
  function ringing({ owner: { organisation, person }, call, caller, diversions }: Visit): readonly Step[] {
    const to = directory.person(person)?.short
    const leg = { organisation, call, caller, diversions: diversions + 1 }
    const target = to === undefined ? undefined : calls.legTo({ ...leg, to })
    return target ? [{ do: 'dial', name: 'waited', call: { ...target, seconds: rings }, meanwhile: music }] : []
  }

  // One hub of several, and the one who has waited longest.
  const ring = hub.job('ring-waiting', owner, async ({ person }) => {
    if (calls.lineOf(person) !== 'idle') return
    const [first] = (await voice.legs())
      .filter(({ step, about }) => step === 'wait' && visitOf(about)?.owner.person === person)
      .sort((one, other) => one.since.getTime() - other.since.getTime())
    const visit = visitOf(first?.about)
    if (!first || !visit) awaited.delete(person)
    else await voice.tell(first.leg, [...ringing(visit), ...(await leaves.recording(visit))])
  })
  calls.onLine((person, line) => {
    const organisation = directory.person(person)?.organisation
    if (line !== 'idle' || organisation === undefined || !awaited.has(person)) return
    ring.at(new Date(), person, { organisation, person }).catch((error: unknown) => {
      hub.log.warn({ err: error, person }, 'who waits is looked after a little later')
    })
  })

  return async (visit, question) => {
    const [what, times = '0'] = question.split(' ')
    if (what !== waitQuestion) return undefined
    waits(visit.owner)
    if (calls.lineOf(visit.owner.person) === 'idle') return ringing(visit)
    const asked = Number(times) + 1
    if (asked > most) return []
    return [
      { do: 'wait', sounds: music, seconds: between },
      { do: 'ask', name: `${waitQuestion} ${asked}`, otherwise: [] },
    ]
  }
}
