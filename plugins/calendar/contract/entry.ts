/** An event in a calendar, as rules decide whether it counts. Nothing has happened yet: it stands there. */
import { z } from 'zod'
import { kinds, responses, shows } from '../../../connectors/calendar/port.ts'
import { defineAction, defineEvent, defineFact, type Phrase, type Teller } from '../../../core/define.ts'

export const entry = z.object({
  kind: z.enum(kinds),
  /** How its owner marked the time. */
  shows: z.enum(shows),
  /** The owner's answer; `organiser` where it is her own. */
  response: z.enum(responses),
  private: z.boolean(),
  allDay: z.boolean(),
  cancelled: z.boolean(),
  /** False where nobody knows the zone that its times are in. */
  placed: z.boolean(),
  /** It has an online meeting. */
  online: z.boolean(),
  /** Name of the calendar that it stands in. */
  calendar: z.string(),
  categories: z.array(z.string()),
  /** The words of its subject, in lower case. */
  words: z.array(z.string()),
  /** From start to end. */
  minutes: z.number(),
})
export type Entry = z.infer<typeof entry>

export const leaveIt = 'calendar.leave'

export const calendarEvent = defineEvent('calendar.event', {
  data: z.object({ person: z.string(), entry }),
  say: { sv: 'en händelse står i kalendern', en: 'an event stands in the calendar' },
  roles: { callee: { sv: 'den vars kalendern är', en: 'whose calendar it is' } },
  implied: true,
  subject: ({ person }) => person,
  scope: ({ person }) => ({ person }),
  parties: ({ person }) => ({ callee: { person } }),
  otherwise: { type: leaveIt },
})

const values: Record<string, Phrase> = {
  ordinary: { sv: 'vanlig', en: 'ordinary' },
  'out-of-office': { sv: 'frånvaro', en: 'out of office' },
  focus: { sv: 'fokustid', en: 'focus time' },
  'working-elsewhere': { sv: 'arbete på annan plats', en: 'working elsewhere' },
  birthday: { sv: 'födelsedag', en: 'birthday' },
  busy: { sv: 'upptagen', en: 'busy' },
  tentative: { sv: 'preliminär', en: 'tentative' },
  free: { sv: 'ledig', en: 'free' },
  organiser: { sv: 'egen', en: 'one’s own' },
  accepted: { sv: 'accepterad', en: 'accepted' },
  declined: { sv: 'avböjd', en: 'declined' },
  none: { sv: 'obesvarad', en: 'not answered' },
}
const word = (key: string, { language }: Teller) => values[key]?.[language] ?? key

/** In Swedish "inte" stands between the two in a clause after "om". */
const clauses = (svWhat: string, svIs: string, enWhat: string, enIs: string, enIsNot: string) => ({
  is: { sv: `${svWhat} ${svIs}`, en: `${enWhat} ${enIs}` },
  isNot: { sv: `${svWhat} inte ${svIs}`, en: `${enWhat} ${enIsNot}` },
})

export const entryFact = defineFact('calendar.entry', {
  params: z.object({}),
  value: entry,
  say: { sv: 'händelsen i kalendern', en: 'the event in the calendar' },
  paths: {
    '$.kind': { sv: 'händelsens slag', en: 'the kind of event' },
    '$.shows': { sv: 'tiden är markerad som', en: 'the time is marked as' },
    '$.response': { sv: 'svaret på inbjudan', en: 'the answer to the invitation' },
    '$.private': { sv: 'händelsen är privat', en: 'the event is private' },
    '$.allDay': { sv: 'händelsen är hela dagen', en: 'the event is all day' },
    '$.cancelled': { sv: 'händelsen är inställd', en: 'the event is cancelled' },
    '$.placed': { sv: 'tidszonen är känd', en: 'its time zone is known' },
    '$.online': { sv: 'mötet är på nätet', en: 'the meeting is online' },
    '$.calendar': { sv: 'kalendern', en: 'the calendar' },
    '$.categories': { sv: 'kategorierna', en: 'the categories' },
    '$.words': { sv: 'orden i ämnet', en: 'the words of the subject' },
    '$.minutes': { sv: 'längden i minuter', en: 'the length in minutes' },
  },
  values,
  events: [calendarEvent.name],
  reads: {
    '$.kind': {
      ...clauses('händelsen', 'är {value}', 'the event', 'is {value}', 'is not {value}'),
      values: {
        ordinary: { sv: 'en vanlig händelse', en: 'an ordinary one' },
        birthday: { sv: 'en födelsedag', en: 'a birthday' },
      },
    },
    '$.shows': clauses(
      'tiden',
      'är markerad som {value}',
      'the time',
      'is marked as {value}',
      'is not marked as {value}',
    ),
    '$.response': {
      ...clauses('inbjudan', 'är {value}', 'the invitation', 'is {value}', 'is not {value}'),
      values: {
        organiser: { sv: 'personens egen', en: 'the person’s own' },
        tentative: { sv: 'preliminärt accepterad', en: 'tentatively accepted' },
      },
    },
    '$.private': clauses('händelsen', 'är privat', 'the event', 'is private', 'is not private'),
    '$.allDay': clauses('händelsen', 'varar hela dagen', 'the event', 'lasts all day', 'does not last all day'),
    '$.cancelled': clauses('händelsen', 'är inställd', 'the event', 'is cancelled', 'is not cancelled'),
    '$.placed': clauses('händelsens tidszon', 'är känd', 'the event’s time zone', 'is known', 'is not known'),
    '$.online': clauses('mötet', 'är på nätet', 'the meeting', 'is online', 'is not online'),
    '$.calendar': clauses(
      'händelsen',
      'står i kalendern {value}',
      'the event',
      'stands in the calendar {value}',
      'does not stand in the calendar {value}',
    ),
    '$.categories': clauses(
      'händelsen',
      'har kategorin {value}',
      'the event',
      'has the category {value}',
      'does not have the category {value}',
    ),
    '$.words': clauses(
      'ämnet',
      'innehåller ordet {value}',
      'the subject',
      'has the word {value}',
      'does not have the word {value}',
    ),
  },
  told: {
    heading: ({ language }) => ({ sv: 'Händelsen', en: 'The event' })[language],
    value(event, teller) {
      const sv = teller.language === 'sv'
      const parts = [word(event.kind, teller), word(event.shows, teller), word(event.response, teller)]
      if (event.private) parts.push(sv ? 'privat' : 'private')
      if (event.allDay) parts.push(sv ? 'hela dagen' : 'all day')
      if (event.cancelled) parts.push(sv ? 'inställd' : 'cancelled')
      return parts.join(', ')
    },
    clause: () => undefined,
  },
})

export const countEvent = defineAction('calendar.count', {
  /** Key of a standard activity ("meeting"), or id of one of the organisation's or the person's own. */
  args: z.object({
    activity: z.string().meta({ kind: 'activity', say: { sv: 'hänvisning', en: 'activity' } }),
  }),
  route: true,
  retry: 'safe',
  expires: 60,
  say: { sv: 'räknas som {activity}', en: 'counts as {activity}' },
  values: {
    meeting: { sv: 'Möte', en: 'In a meeting' },
    busy: { sv: 'Upptagen', en: 'Busy' },
    errand: { sv: 'Ärende', en: 'Errand' },
    holiday: { sv: 'Semester', en: 'Holiday' },
  },
  events: [calendarEvent.name],
  reads: { sv: 'räkna den som {activity}', en: 'count it as {activity}' },
})

export const leaveEvent = defineAction(leaveIt, {
  args: z.object({}),
  route: true,
  retry: 'safe',
  expires: 60,
  say: { sv: 'räknas inte', en: 'doesn’t count' },
  events: [calendarEvent.name],
  reads: { sv: 'räkna den inte', en: 'don’t count it' },
})
