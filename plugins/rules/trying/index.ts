/** POST /rules/try and /rules/try-day. */
import { DateTime } from 'luxon'
import { HubError } from '../../../core/error.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import { occurrence } from '../../../core/flow/occurrence.ts'
import { readerFor } from '../../../core/flow/reader.ts'
import { stretches } from '../../../core/flow/stretches.ts'
import type { Reader } from '../../../core/flow/telling.ts'
import type { Course, Supposed } from '../../../core/flow/trial.ts'
import type { Hub, Who } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { type TriedState, tryDay, tryRules } from '../contract.ts'
import { caseOf } from './case.ts'
import { courseThrough } from './course.ts'
import { supposed } from './supposing.ts'

export function provideTrying(hub: Hub, { desk, directory }: { desk: RuleDesk; directory: Directory }): void {
  const readerOf = ({ organisation, person }: Who, language: 'sv' | 'en' | undefined): Reader =>
    readerFor({ organisation: directory.organisation(organisation), person: directory.person(person), language })

  function trialOf(name: string) {
    const trial = desk.catalogue.trials.get(name)
    if (!trial) throw new HubError('rules.no-such-trial', 404, { field: 'trial' })
    return trial
  }

  /** Whose rules these are, everybody knows of her own; administrators of all. */
  const mayRead =
    ({ role, person }: Who) =>
    ({ decision }: Pick<Course, 'decision'>) =>
      role === 'administrator' || decision.occurrence.scope.person === person

  function mustBeTheirs({ event, happening }: Supposed, { role, person }: Who): void {
    if (role === 'administrator' || event.scope(happening.data).person === person) return
    throw new HubError('rules.try-not-yours', 403)
  }

  function statesOf({ event, happening }: Supposed, { language }: Reader): TriedState[] {
    const { organisation, data } = happening
    const parties = event.parties(data)
    return [...desk.catalogue.states.values()].flatMap(one => {
      const { name: state, of, say } = one
      const person = directory.person(parties[of]?.person ?? '')
      if (person?.organisation !== organisation) return []
      const offered = one.options(person.id, organisation).map(option => ({ ...option, say: option.say[language] }))
      return [{ state, person: person.id, name: person.name, say: say[language], options: offered }]
    })
  }

  hub.route(tryRules, async ({ trial, fields, at, language, ...asked }, who) => {
    const reader = readerOf(who, language)
    const supposing = supposed(asked, desk, who)
    const known = trialOf(trial)
    const begun = known.begin(
      fields,
      who.organisation,
      at === undefined ? new Date() : DateTime.fromISO(at, { zone: reader.zone }).toJSDate(),
    )
    mustBeTheirs(begun, who)
    const first = await desk.try(occurrence(begun.event, begun.happening), supposing, reader)
    const course = await courseThrough(first, { hub, desk, supposing, reader, mayRead: mayRead(who) })
    return { course, states: statesOf(begun, reader), case: caseOf(first, reader, known) }
  })

  hub.route(tryDay, async ({ trial, fields, date, language, ...asked }, who) => {
    const reader = readerOf(who, language)
    const supposing = supposed(asked, desk, who)
    const { zone } = reader
    const day = (date === undefined ? DateTime.now() : DateTime.fromISO(date, { zone })).setZone(zone).startOf('day')
    const [from, to] = [day.toJSDate(), day.plus({ days: 1 }).startOf('day').toJSDate()]
    const begin = (time: Date) => trialOf(trial).begin(fields, who.organisation, time)
    mustBeTheirs(begin(from), who)
    const found = await stretches(begin, { from, to }, { desk, supposing, reader })
    return {
      date: day.toFormat('yyyy-MM-dd'),
      spans: found.map(({ from, to, course: { decision, outcomes, onward } }) => {
        const { did, tried } = hub.trace(decision, reader)
        const winner = tried.find(({ outcome }) => outcome === 'won')
        return {
          ...{ from: from.toISOString(), to: to.toISOString(), did },
          outcomes: [...outcomes, ...(onward?.outcomes ?? [])],
          ...(winner && { rule: winner.title }),
          reason: winner?.reason ?? '',
        }
      }),
    }
  })
}
