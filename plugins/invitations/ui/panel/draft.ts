/** An invitation while it is written. */
import { dayOf, endAt, timeOf } from '../../../../ui/wall-clock.ts'
import type { AskedInvitation, Invitation } from '../../contract.ts'

export interface Asked {
  /** Person id; undefined: a guest, by the address. */
  readonly person?: string | undefined
  readonly name: string
  readonly address: string
}

export interface Draft {
  readonly subject: string
  /** "2026-10-09", as the date's field has it. */
  readonly date: string
  /** "14:30" */
  readonly time: string | undefined
  readonly minutes: number
  readonly note: string
  readonly asked: readonly Asked[]
}

export const lengths = [15, 30, 45, 60, 90, 120] as const

/** The next full hour, for half an hour. */
export function blank(now: number, zone: string, asked: readonly Asked[]): Draft {
  const next = new Date(Math.ceil((now + 60_000) / 3_600_000) * 3_600_000)
  return { subject: '', date: dayOf(next, zone), time: timeOf(next, zone), minutes: 30, note: '', asked }
}

export function draftOf({ subject, start, minutes, note, invitees }: Invitation, zone: string): Draft {
  const begins = new Date(start)
  const asked = invitees.map(({ person, name, address }) => ({ person, name, address }))
  return { subject, date: dayOf(begins, zone), time: timeOf(begins, zone), minutes, note, asked }
}

/** Undefined where its time is none; one that is over is the hub's to refuse. */
export function askedIn(draft: Draft, zone: string): AskedInvitation | undefined {
  const { subject, date, time, minutes, note, asked } = draft
  if (time === undefined || date === '') return undefined
  const start = endAt(time, new Date(0), zone, date)
  if (!start) return undefined
  return {
    ...{ subject, minutes, note, start: start.toISOString() },
    people: asked.flatMap(({ person }) => person ?? []),
    guests: asked.flatMap(({ person, name, address }) =>
      person === undefined ? [{ name: name === address ? '' : name, address }] : [],
    ),
  }
}
