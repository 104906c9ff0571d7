/** Whether an event counts, and as what: a question to the rules, and no more. */
import type { CalendarEvent } from '../../connectors/calendar/port.ts'
import type { Phrase } from '../../core/define.ts'
import type { Decision } from '../../core/flow/decision.ts'
import type { Hub } from '../../core/hub.ts'
import { calendarEvent, countEvent, type Entry, entry, entryFact, leaveEvent } from './contract.ts'
import { place } from './place.ts'
import type { Link } from './records.ts'

/** What the rules made of an event. */
export interface Judgement {
  /** Key of the activity that it gives; undefined: it doesn't count. */
  readonly activity?: string | undefined
  /** Title of the rule that decided. */
  readonly why: Phrase
}

/** An event with what the rules made of it. */
export interface Judged extends Judgement {
  readonly event: CalendarEvent
}

export interface Asked {
  readonly organisation: string
  readonly person: string
  readonly event: CalendarEvent
  /** Name of the calendar that it stands in. */
  readonly calendar: string
}

export interface Judging {
  judge(asked: Asked): Promise<Judged>
  /** The decision whole, to be told. */
  decision(asked: Asked): Promise<Decision>
}

const noRule: Phrase = { sv: 'Ingen regel gäller den', en: 'No rule is about it' }

export function openJudging(hub: Hub): Judging {
  // Of an event in somebody's calendar nobody else learns more than what it did.
  hub.event(calendarEvent, ({ occurrence }, { person }) => (occurrence.scope.person === person ? 'whole' : 'none'))
  hub.fact(entryFact, (_, { data }) => entry.parse((data as { entry: unknown }).entry))
  // Judged and never carried out: what there is to do is in the route itself.
  hub.action(countEvent, () => undefined)
  hub.action(leaveEvent, () => undefined)

  const decision = ({ organisation, person, event, calendar }: Asked) =>
    hub.judge(calendarEvent, { organisation, data: { person, entry: entryOf(event, calendar) } })

  return {
    decision,
    async judge(asked) {
      const { route, tried } = await decision(asked)
      const why = tried.find(({ outcome }) => outcome === 'won')?.title ?? noRule
      const { type, params } = route?.action ?? {}
      const activity = type === countEvent.name ? countEvent.args.parse(params).activity : undefined
      return { event: asked.event, ...(activity !== undefined && { activity }), why }
    },
  }
}

/** Name of the calendar that an event stands in; empty where its link is gone. */
export function calendarNameOf(links: readonly Link[], link: string, { calendar }: CalendarEvent): string {
  return links.find(({ id }) => id === link)?.calendars.find(({ id }) => id === calendar)?.name ?? ''
}

function entryOf(event: CalendarEvent, calendar: string): Entry {
  const { kind, shows, response, cancelled, categories, subject = '', when } = event
  // Where no zone is known the length is as good in any.
  const placed = place(when.kind === 'unplaced' ? { ...when, kind: 'timed', zone: undefined } : when, 'UTC')
  return {
    ...{ kind, shows, response, private: event.private, cancelled, calendar, categories: [...categories] },
    allDay: when.kind === 'all-day',
    placed: when.kind !== 'unplaced',
    online: event.meeting !== undefined,
    words: subject.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    minutes: placed ? Math.round((placed.end - placed.start) / 60_000) : 0,
  }
}
