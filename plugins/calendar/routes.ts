import type { Calendars } from '../../connectors/calendar/port.ts'
import type { Speech } from '../../connectors/speech/port.ts'
import { HubError } from '../../core/error.ts'
import type { Decision } from '../../core/flow/decision.ts'
import { readerFor } from '../../core/flow/reader.ts'
import type { Hub, Who } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import type { ActivitySources } from '../presence/contract.ts'
import {
  beginConsent,
  type CalendarLink,
  type CompanyOffer,
  chooseCalendars,
  explainEvent,
  finishConsent,
  hearDay,
  linkBySignIn,
  listLinks,
  overrideEvent,
  readDay,
  readHeardDay,
  readLink,
  unlink,
} from './contract.ts'
import { dayOf } from './day.ts'
import type { Decisions } from './decisions.ts'
import type { Hearing } from './heard.ts'
import { calendarNameOf, type Judging } from './judging.ts'
import type { Linking } from './linking.ts'
import type { Calendared } from './people.ts'
import { type Link, overrideId } from './records.ts'
import type { Tables } from './tables.ts'

interface Parts {
  readonly tables: Tables
  readonly people: Calendared
  readonly activities: ActivitySources
  readonly directory: Directory
  readonly speech: Speech
  readonly calendars: Calendars
  readonly linking: Linking
  readonly judging: Judging
  readonly decisions: Pick<Decisions, 'last'>
  readonly hearing: Hearing
  readonly toldLink: (link: Link) => CalendarLink
  /** Where she is linked by her company, unless she left. */
  companies(person: string): Promise<CompanyOffer[]>
  /** What this person said of events is another. */
  changed(who: Pick<Who, 'organisation' | 'person'>): void
  /** Resolves when this hub has in memory what is in the database of the person. */
  settled(person: string): Promise<void>
}

export function provideRoutes(hub: Hub, parts: Parts): void {
  const { tables, people, directory, speech, calendars, linking, judging, decisions, hearing, toldLink } = parts

  hub.route(listLinks, async (_, { person }) => ({
    company: await parts.companies(person),
    links: people.links(person).map(toldLink),
    vendors: calendars.vendors.flatMap(({ name, title, consent, signIn }) => {
      const by = consent ? 'consent' : signIn ? 'sign-in' : undefined
      return by ? [{ name, title, by } as const] : []
    }),
  }))
  hub.route(beginConsent, ({ vendor }, who) => linking.begin(vendor, who))
  /** Whoever changed something sees it when they ask next. */
  const done = async (link: Promise<Link>, { person }: Who) => {
    const told = toldLink(await link)
    await parts.settled(person)
    return told
  }
  hub.route(finishConsent, ({ state, code }, who) => done(linking.finish(state, code, who), who))
  hub.route(linkBySignIn, ({ vendor, ...login }, who) => done(linking.signIn(vendor, login, who), who))
  hub.route(chooseCalendars, ({ id, calendars }, who) => done(linking.choose(id, calendars, who), who))
  hub.route(readLink, ({ id }, who) => linking.read(id, who))
  hub.route(unlink, async ({ id }, who) => {
    await linking.remove(id, who)
    await parts.settled(who.person)
  })

  const eventOf = (id: string, { person }: Who) => {
    const found = people.events(person).find(({ event }) => event.id === id)
    if (!found) throw new HubError('calendar.no-event', 404, { field: 'event' })
    return found
  }

  hub.route(overrideEvent, async ({ event: id, series, does }, who) => {
    const { event } = eventOf(id, who)
    if (series && event.series === undefined) throw new HubError('calendar.no-series', 422, { field: 'series' })
    const about = series ? (event.series ?? id) : id
    const row = { id: overrideId(who.person, series, about), organisationId: who.organisation }
    if (does === null) await tables.overrides.destroy({ where: row })
    else await tables.overrides.upsert({ ...row, personId: who.person, about, series, does })
    parts.changed(who)
    await parts.settled(who.person)
  })

  const personOf = (who: Who) => {
    const person = directory.person(who.person)
    if (!person) throw new HubError('calendar.no-person', 404)
    return person
  }
  hub.route(readDay, ({ date }, who) => dayOf(personOf(who), date, new Date(), parts))

  const askedOf = (who: Who, number: string | undefined, language: 'sv' | 'en') => {
    const person = personOf(who)
    const organisation = directory.organisation(person.organisation)
    if (!organisation) throw new HubError('calendar.no-person', 404)
    return { person, organisation, number, language }
  }
  hub.route(readHeardDay, ({ date, number, language }, who) => hearing.day(askedOf(who, number, language), date))
  hub.download(hearDay, async ({ at, number }, who) => {
    const asked = askedOf(who, number, 'sv')
    const spoken = await hearing.spoken(asked, new Date(at))
    if (!spoken) throw new HubError('calendar.rings', 404)
    return { file: await speech.say(spoken.text, spoken.language, asked.person.id) }
  })

  hub.route(explainEvent, async ({ event: id, language }, who) => {
    const organisation = directory.organisation(who.organisation)
    const told = (decision: Decision) => {
      const reader = readerFor({ organisation, person: directory.person(who.person), language })
      const { outcome, tried, saw } = hub.trace(decision, reader)
      return { outcome, tried, saw }
    }
    const kept = await decisions.last(who, id)
    const found = kept ? people.events(who.person).find(({ event }) => event.id === id) : eventOf(id, who)
    const about = found && { ...found, calendar: calendarNameOf(people.links(who.person), found.link, found.event) }
    return {
      ...(about && { now: told(await judging.decision({ ...who, event: about.event, calendar: about.calendar })) }),
      ...(kept && { made: { ...told(kept.made), at: kept.at.toISOString() } }),
    }
  })
}
