/** What somebody would hear who calls at any time of a day: by all the rules, as a real call is decided, and not by activities alone. */
import { getExampleNumber } from 'libphonenumber-js'
import examples from 'libphonenumber-js/mobile/examples'
import { DateTime } from 'luxon'
import { HubError } from '../../core/error.ts'
import type { RuleDesk } from '../../core/flow/desk.ts'
import { occurrence } from '../../core/flow/occurrence.ts'
import { type Stretch, stretches } from '../../core/flow/stretches.ts'
import type { Supposing } from '../../core/flow/suppose.ts'
import type { Reader } from '../../core/flow/telling.ts'
import type { Course, Trial, TrialOutcome } from '../../core/flow/trial.ts'
import type { Hub } from '../../core/hub.ts'
import type { Organisation, Person } from '../directory/contract.ts'
import type { HeardSpan } from './contract.ts'

interface Asked {
  readonly person: Person
  readonly organisation: Organisation
  /** Who calls, as one would write it; undefined: somebody outside, whom nobody knows. */
  readonly number: string | undefined
  readonly language: 'sv' | 'en'
}

export interface Hearing {
  /** `date` of the organisation's zone; today unless given. Throws what is wrong with the number. */
  day(asked: Asked, date: string | undefined): Promise<{ date: string; spans: HeardSpan[] }>
  /** What a voice says to whoever calls then; undefined where none speaks. */
  spoken(asked: Asked, at: Date): Promise<TrialOutcome['spoken']>
}

/** Whether she is on the phone then, and her phones there, nobody knows of another time. */
const taken = { 'calls.line': 'idle', 'calls.phones': 'there' }

export function openHearing(hub: Pick<Hub, 'trace'>, desk: RuleDesk): Hearing {
  function trial(): Trial {
    const known = desk.catalogue.trials.get('call')
    if (!known) throw new HubError('calendar.no-calls', 404)
    return known
  }

  function begin({ person, organisation, number }: Asked, at: Date) {
    const caller = { number: number ?? nobodys(organisation) }
    return trial().begin({ caller, dialled: { person: person.id } }, organisation.id, at)
  }

  const supposing = ({ person }: Asked): Supposing => ({
    otherwise: 'supposed',
    states: Object.entries(taken)
      .filter(([state]) => desk.catalogue.states.has(state))
      .map(([state, value]) => ({ state, value, person: person.id })),
  })

  const readerOf = ({ person, organisation, language }: Asked): Reader => ({
    ...{ language, zone: organisation.zone, person: person.id, organisation: organisation.name },
  })

  async function told({ from, to, course }: Stretch, asked: Asked): Promise<HeardSpan> {
    const reader = readerOf(asked)
    const { did, tried } = hub.trace(course.decision, reader)
    const winner = tried.find(({ outcome }) => outcome === 'won')
    const spoken = spokenIn(course)
    // Of several ways in which it may go on, the likeliest.
    const [next] = spoken ? [] : (course.steps ?? [])
    const later = next && (await desk.try(occurrence(next.event, next.happening), supposing(asked), reader))
    return {
      ...{ from: from.toISOString(), to: to.toISOString(), did },
      ...(spoken && { spoken }),
      ...(later && { afterwards: hub.trace(later.decision, reader).did }),
      ...(winner && { rule: winner.title }),
    }
  }

  return {
    async day(asked, date) {
      const { zone } = asked.organisation
      const day = (date === undefined ? DateTime.now() : DateTime.fromISO(date, { zone })).setZone(zone).startOf('day')
      const [from, to] = [day.toJSDate(), day.plus({ days: 1 }).startOf('day').toJSDate()]
      const parts = { desk, supposing: supposing(asked), reader: readerOf(asked) }
      const found = await stretches(at => begin(asked, at), { from, to }, parts)
      const spans: HeardSpan[] = []
      for (const each of found) spans.push(await told(each, asked))
      return { date: day.toFormat('yyyy-MM-dd'), spans }
    },
    async spoken(asked, at) {
      const { event, happening } = begin(asked, at)
      return spokenIn(await desk.try(occurrence(event, happening), supposing(asked), readerOf(asked)))
    },
  }
}

/** In the ear of whoever calls, also where the call was sent on to. */
const spokenIn = ({ outcomes, onward }: Course): TrialOutcome['spoken'] =>
  outcomes.find(({ spoken }) => spoken)?.spoken ?? (onward && spokenIn(onward))

/** Of the organisation's own country, made up by whoever knows its plan. */
function nobodys({ country }: Organisation): string {
  const number = getExampleNumber(country as 'SE', examples) ?? getExampleNumber('SE', examples)
  return number?.number ?? ''
}
