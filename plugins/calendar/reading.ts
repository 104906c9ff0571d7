/** Reading linked calendars: when the vendor tells of a change, now and then besides, and all of it once a day, for the days move on. */
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import pLimit from 'p-limit'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Calendars, Mailbox } from '../../connectors/calendar/port.ts'
import { HubError } from '../../core/error.ts'
import { keyedQueue } from '../../core/flow/queue.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import type { Judged, Judging } from './judging.ts'
import { chosenOf, type Known, type Link, type Records } from './records.ts'
import type { LinkRow, Tables } from './tables.ts'
import type { Watching } from './watching.ts'

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]
/** A vendor that tells is asked only in case it forgot to. */
export const pollMs = { told: 15 * minute, untold: 2 * minute }
/** From yesterday, so that what began then is known, to a good week ahead. */
const spanMs = { back: 36 * hour, ahead: 9 * day }
/** How long a whole reading may take. */
const patienceMs = 90 * second
/** Mailboxes that a hub reads at once. */
const mostAtOnce = 40
/** How long the hub's end waits for what is being read. */
const graceMs = 2 * second

export interface Reading {
  /** Reads a link as soon as may be, on one of the hubs. */
  soon(link: Pick<Link, 'id' | 'organisationId'>): Promise<void>
  cancel(link: Pick<Link, 'id'>): Promise<void>
  /** Opens the mailbox of a link. Throws calendar.unavailable where this hub doesn't know the vendor. */
  open(link: Link): Mailbox
  /** Sets what has no time to be read at: a hub may have died in between. */
  resume(): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly records: Records
  readonly calendars: Calendars
  readonly directory: Directory
  readonly judging: Judging
  readonly watching: Watching
  /** Events are others than before. `cause` names this change. */
  readonly changed: (link: Link, cause: string) => void
  /** The link itself is. */
  readonly linkChanged: (link: Link) => void
}

export function openReading(hub: Hub, parts: Parts): Reading {
  const { tables, records, calendars, directory, judging } = parts
  const inTurn = keyedQueue()
  const atOnce = pLimit(mostAtOnce)
  const running = new Set<Promise<void>>()
  /** When a reading was last asked for on this hub, by link. */
  const asked = new Map<string, number>()
  let stopping = false

  // The job only begins it: a vendor that hangs must keep neither the other jobs nor the hub's own end waiting.
  const job = hub.job('read', z.object({ organisation: z.string(), link: z.string() }), async given => {
    if (stopping) return
    // Should this hub die meanwhile, another reads it then.
    await at({ id: given.link, organisationId: given.organisation }, new Date(Date.now() + 2 * patienceMs))
    const reading = atOnce(() => inTurn(given.link, () => begin(given.organisation, given.link)))
      .catch((error: unknown) => {
        if (!stopping) hub.log.error({ err: error, link: given.link }, 'a reading of a calendar came to nothing')
      })
      .finally(() => running.delete(reading))
    running.add(reading)
  })
  hub.onStop(async () => {
    stopping = true
    await Promise.race([Promise.all(running), setTimeout(graceMs, undefined, { ref: false })])
  })

  async function begin(organisation: string, id: string): Promise<void> {
    const link = await records.link(organisation, id)
    // Who has to sign in again is not asked in vain, which some vendors lock accounts for.
    if (link && link.state !== 'refused') await run(link)
    else await job.cancel(id)
  }

  const at = ({ id, organisationId }: Pick<Link, 'id' | 'organisationId'>, time: Date) =>
    job.at(time, id, { organisation: organisationId, link: id })

  function open(link: Link): Mailbox {
    const vendor = calendars.vendors.find(({ name }) => name === link.vendor)
    if (!vendor) throw new HubError('calendar.unavailable', 503)
    const zone = directory.organisation(link.organisationId)?.zone ?? 'UTC'
    const keep = async (grant: Parameters<typeof records.sealGrant>[1]) => {
      const where = { organisationId: link.organisationId, id: link.id }
      await tables.links.update({ sealed: records.sealGrant(link.id, grant) }, { where })
    }
    return vendor.open(records.grant(link), { zone, keep })
  }

  async function run(link: Link): Promise<void> {
    const began = Date.now()
    try {
      const mailbox = open(link)
      const { infos, tells, isChanged } = await inTime(() => readAll(link, mailbox))
      const now = Date.now()
      const nextAt = new Date(now + spread(tells ? pollMs.told : pollMs.untold))
      const next = { state: 'well', calendars: infos, tells, readAt: new Date(now), nextAt, failures: 0 } as const
      await settle(link, { ...next, calendars: [...infos] }, began)
      if (isChanged) parts.changed(link, v7())
    } catch (error) {
      await failed(link, error, began)
    }
  }

  async function readAll(link: Link, mailbox: Mailbox) {
    const infos = await mailbox.calendars()
    const chosen = chosenOf({ ...link, calendars: [...infos] })
    let isChanged = await dropOthers(
      link,
      chosen.map(({ id }) => id),
    )
    for (const { id, name } of chosen) if (await readOne(link, mailbox, id, name)) isChanged = true
    const ids = chosen.map(({ id }) => id)
    return { infos, isChanged, tells: await parts.watching.ensure(link, mailbox, ids) }
  }

  async function dropOthers(link: Link, ids: readonly string[]): Promise<boolean> {
    const where = { organisationId: link.organisationId, linkId: link.id }
    const rows = await tables.readings.findAll({ where, attributes: ['id', 'calendar'] })
    const others = rows.map(row => row.get()).filter(({ calendar }) => !ids.includes(calendar))
    for (const { id } of others) await tables.readings.destroy({ where: { ...where, id } })
    return others.length > 0
  }

  /** Whether anything is another. */
  async function readOne(link: Link, mailbox: Mailbox, calendar: string, name: string): Promise<boolean> {
    const now = Date.now()
    const before = await records.reading(link, calendar)
    const goesOn = before && now - before.wholeAt.getTime() < day ? before : undefined
    const iso = (time: number) => new Date(time).toISOString()
    const span = goesOn?.span ?? { from: iso(now - spanMs.back), to: iso(now + spanMs.ahead) }
    const reading = await mailbox.read(calendar, span, goesOn?.cursor)
    const items = new Map(reading.whole || !goesOn ? [] : Object.entries(goesOn.items))
    for (const { item, events } of reading.items) {
      if (events.length === 0) items.delete(item)
      else items.set(item, await Promise.all(events.map(event => judged(link, event, name))))
    }
    const wholeAt = goesOn && !reading.whole ? goesOn.wholeAt : new Date(now)
    const after: Known = { calendar, span, wholeAt, cursor: reading.cursor, items: Object.fromEntries(items) }
    const same = isDeepStrictEqual(plain(before?.items), plain(after.items))
    if (!same || before?.cursor !== after.cursor || before?.wholeAt !== after.wholeAt) await records.keep(link, after)
    return !same
  }

  const judged = (link: Link, event: Judged['event'], calendar: string) =>
    judging.judge({ organisation: link.organisationId, person: link.personId, event, calendar })

  async function failed(link: Link, error: unknown, began: number): Promise<void> {
    const { code, details = {} } = error instanceof HubError ? error : {}
    if (code !== 'calendar.unavailable' && code !== 'calendar.refused') {
      hub.log.warn({ err: error, link: link.id }, 'a calendar could not be read')
    }
    if (code === 'calendar.refused') {
      await settle(link, { state: 'refused', nextAt: null }, began)
      await job.cancel(link.id)
      return
    }
    const failures = link.failures + 1
    const asked = typeof details.retryAfter === 'number' ? details.retryAfter * second : 0
    const wait = Math.max(asked, Math.min(30 * second * 2 ** Math.min(failures - 1, 10), 30 * minute))
    await settle(link, { state: 'unavailable', nextAt: new Date(Date.now() + spread(wait)), failures }, began)
  }

  async function settle(link: Link, row: Partial<LinkRow>, began: number): Promise<void> {
    // Those it would tell are not there any more.
    if (stopping) return
    const where = { organisationId: link.organisationId, id: link.id }
    // Signed in to anew meanwhile, it is read anew: whatever was found with the old grant is old.
    const [count] = await tables.links.update(row, { where: { ...where, state: link.state } })
    const after = await records.link(link.organisationId, link.id)
    if (!after) return
    parts.linkChanged(after)
    if (count === 0 || !after.nextAt) return
    // What was told while it was read may not be in what was read.
    const toldSince = Math.max(asked.get(link.id) ?? 0, after.toldAt?.getTime() ?? 0) >= began
    await at(after, toldSince && row.state === 'well' ? new Date() : after.nextAt)
  }

  return {
    async soon(link) {
      asked.set(link.id, Date.now())
      await at(link, new Date())
    },
    cancel: ({ id }) => job.cancel(id),
    open,
    async resume() {
      for (const row of await tables.links.findAll({ everyOrganisation: true })) {
        const link = row.get()
        if (link.state !== 'refused') await at(link, link.nextAt ?? new Date())
      }
    },
  }
}

/** As the database gives it back. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

/** Up to a fifth later, so that a thousand links are not read at once; never before the time that a vendor asked for. */
const spread = (ms: number) => ms * (1 + Math.random() * 0.2)

async function inTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = new AbortController()
  const late = setTimeout(patienceMs, undefined, { signal: done.signal, ref: false }).then(() => {
    throw new HubError('calendar.unavailable', 503)
  })
  // Cut short when the work is done, which nobody need hear of.
  late.catch(() => undefined)
  try {
    return await Promise.race([work(), late])
  } finally {
    done.abort()
  }
}
