/** Reading linked calendars: when the vendor tells of a change, now and then besides, and all of it once a day, for the days move on. */
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import pLimit from 'p-limit'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Calendars, Mailbox } from '../../connectors/calendar/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { companyOf } from './company/of.ts'
import type { Judged, Judging } from './judging.ts'
import { openLeases } from './leases.ts'
import { chosenOf, type Known, type Link, type Records } from './records.ts'
import type { LinkRow, Tables } from './tables.ts'
import type { Watching } from './watching.ts'
import { unread, type Yielding } from './yielding.ts'

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]
/** A vendor that tells is asked only in case it forgot to. */
export const pollMs = { told: 15 * minute, untold: 2 * minute }
/** From yesterday, so that what began then is known, to a good week ahead. */
const spanMs = { back: 36 * hour, ahead: 9 * day }
/** How long a whole reading may take. */
const patienceMs = 90 * second
/** How long another hub leaves it to one that may have died. */
const leaseMs = patienceMs + 30 * second
/** A company's permission that was refused may be given; a mailbox that isn't there may be made. */
const [refusedMs, absentMs] = [hour, day]
/** Mailboxes that a hub reads at once. */
const mostAtOnce = 40
/** How long the hub's end waits for what is being read. */
const graceMs = 2 * second

type Which = Pick<Link, 'id' | 'organisationId'>

export interface Reading {
  /** Reads a link as soon as may be, on one of the hubs. */
  soon(link: Which): Promise<void>
  at(link: Which, time: Date): Promise<void>
  cancel(link: Pick<Link, 'id'>): Promise<void>
  /** Opens the mailbox of a link. Throws calendar.unavailable where this hub doesn't know the vendor, calendar.refused where the company is not this one. */
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
  readonly yielding: Yielding
  /** Whether it may still be read; of one that may not, whoever can tell for sure takes it away. */
  readonly mayRead: (link: Link) => boolean
  /** Events are others than before. `cause` names this change. */
  readonly changed: (link: Link, cause: string) => void
  /** The link itself is. */
  readonly linkChanged: (link: Link) => void
}

/** Whom it helps nobody to ask: some vendors lock accounts that are tried in vain. */
const isAsked = ({ state, company }: Link) => (company ? state !== 'yielded' : state !== 'refused')

export function openReading(hub: Hub, parts: Parts): Reading {
  const { tables, records, calendars, directory, judging, yielding } = parts
  const leases = openLeases(tables, leaseMs)
  const atOnce = pLimit(mostAtOnce)
  const running = new Set<Promise<void>>()
  /** Ids of links that wait for their turn. */
  const queued = new Set<string>()
  let stopping = false

  // The job only begins it: a vendor that hangs must keep neither the other jobs nor the hub's own end waiting.
  const job = hub.job('read', z.object({ organisation: z.string(), link: z.string() }), async given => {
    if (stopping) return
    const which = { id: given.link, organisationId: given.organisation }
    // Should this hub die meanwhile, another reads it then.
    await at(which, new Date(Date.now() + 2 * patienceMs))
    // One that waits for its turn reads what was asked for since.
    if (queued.has(which.id)) return
    queued.add(which.id)
    const reading = atOnce(() => {
      queued.delete(which.id)
      return begin(which)
    })
      .catch((error: unknown) => {
        if (!stopping) hub.log.error({ err: error, link: given.link }, 'a reading of a calendar came to nothing')
      })
      .finally(() => running.delete(reading))
    running.add(reading)
  })
  hub.onStop(async () => {
    stopping = true
    await Promise.race([Promise.all(running), setTimeout(graceMs, undefined, { ref: false })])
    // Others need not wait for what this hub can't end.
    await leases.releaseAll()
  })

  async function begin(which: Which): Promise<void> {
    const lease = await leases.take(which)
    // Being read: whoever reads it hears that it was asked for. Or it is gone.
    if (lease === undefined) return
    let isRead = true
    try {
      const link = await records.link(which.organisationId, which.id)
      if (link && isAsked(link)) {
        isRead = parts.mayRead(link)
        if (isRead) await run(link, lease)
      }
    } finally {
      if (!stopping) await leases.release(which, lease)
    }
    if (!stopping && isRead) await next(which)
  }

  /**
   * Says when it is read next. Whoever asks marks the row and then sets the job; so the mark is looked for behind what is set here, or one
   * of the two would be lost to the other.
   */
  async function next(which: Which): Promise<void> {
    const link = await records.link(which.organisationId, which.id)
    if (!link || !isAsked(link)) await job.cancel(which.id)
    else if (link.nextAt) await at(link, link.nextAt)
    const after = await records.link(which.organisationId, which.id)
    if (!after) return
    // What was told while it was read may not be in what was read. One that asks for patience gets it.
    if (after.askedAt !== null && isAsked(after) && after.state !== 'unavailable') await at(after, new Date())
    parts.linkChanged(after)
  }

  const at = ({ id, organisationId }: Which, time: Date) => job.at(time, id, { organisation: organisationId, link: id })

  function open(link: Link): Mailbox {
    const vendor = calendars.vendors.find(({ name }) => name === link.vendor)
    if (!vendor) throw new HubError('calendar.unavailable', 503)
    const organisation = directory.organisation(link.organisationId)
    const zone = organisation?.zone ?? 'UTC'
    if (link.company) {
      const company = companyOf(vendor, organisation)
      if (!company) throw new HubError('calendar.refused', 403)
      return company.mailbox(link.account, { zone })
    }
    const keep = async (grant: Parameters<typeof records.sealGrant>[1]) => {
      const where = { organisationId: link.organisationId, id: link.id }
      await tables.links.update({ sealed: records.sealGrant(link.id, grant) }, { where })
    }
    return vendor.open(records.grant(link), { zone, keep })
  }

  async function run(link: Link, lease: string): Promise<void> {
    try {
      const found = await inTime(late => readAll(link, late))
      const now = Date.now()
      if (!found) {
        await settle(link, lease, { state: 'yielded', nextAt: null, reason: null, ...unread })
        return letGo(link)
      }
      const { infos, tells, isChanged } = found
      const nextAt = new Date(now + spread(tells ? pollMs.told : pollMs.untold))
      const next = { state: 'well', tells, readAt: new Date(now), nextAt, failures: 0, reason: null } as const
      await settle(link, lease, { ...next, calendars: [...infos] })
      if (isChanged) parts.changed(link, v7())
    } catch (error) {
      await failed(link, lease, error)
    }
  }

  /** Nothing of it is known any more, and nothing is told. */
  async function letGo(link: Link): Promise<void> {
    await tables.readings.destroy({ where: { organisationId: link.organisationId, linkId: link.id } })
    parts.changed(link, v7())
    await parts.watching.end(link, open(link))
  }

  /** Undefined where it yields to her own link. Each step asks whether it is late, so that nothing goes on behind a reading that was given up. */
  async function readAll(link: Link, late: AbortSignal) {
    if (await yielding.mustYield(link, link.calendars)) return undefined
    const mailbox = open(link)
    const infos = await mailbox.calendars()
    if (await yielding.mustYield(link, infos)) return undefined
    for (const companys of await yielding.yieldTo(link, infos)) await letGo(companys)
    const chosen = chosenOf({ ...link, calendars: [...infos] })
    const ids = chosen.map(({ id }) => id)
    let isChanged = await dropOthers(link, ids)
    for (const { id, name } of chosen) {
      late.throwIfAborted()
      if (await readOne(link, mailbox, id, name)) isChanged = true
    }
    late.throwIfAborted()
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

  async function failed(link: Link, lease: string, error: unknown): Promise<void> {
    const { code, details = {} } = error instanceof HubError ? error : {}
    const reason = typeof details.reason === 'string' ? details.reason.slice(0, 500) : null
    const later = (ms: number) => new Date(Date.now() + spread(ms))
    if (code === 'calendar.refused') {
      // Her company's administrator sees to it, and tells nobody; she who signs in again does.
      const nextAt = link.company ? later(refusedMs) : null
      return settle(link, lease, { state: 'refused', nextAt, reason })
    }
    if (code === 'calendar.address' && link.company) {
      await settle(link, lease, { state: 'absent', nextAt: later(absentMs), reason, ...unread })
      return letGo(link)
    }
    if (code !== 'calendar.unavailable') hub.log.warn({ err: error, link: link.id }, 'a calendar could not be read')
    const failures = link.failures + 1
    const asked = typeof details.retryAfter === 'number' ? details.retryAfter * second : 0
    const wait = Math.max(asked, Math.min(30 * second * 2 ** Math.min(failures - 1, 10), 30 * minute))
    await settle(link, lease, { state: 'unavailable', nextAt: later(wait), failures, reason })
  }

  async function settle(link: Link, lease: string, row: Partial<LinkRow>): Promise<void> {
    // Those it would tell are not there any more.
    if (stopping) return
    // Signed in to anew meanwhile, it is read anew: whatever was found with the old grant is old.
    const where = { organisationId: link.organisationId, id: link.id, state: link.state, lease }
    await tables.links.update(row, { where })
  }

  return {
    async soon(link) {
      await leases.ask(link)
      await at(link, new Date())
    },
    at,
    cancel: ({ id }) => job.cancel(id),
    open,
    async resume() {
      for (const row of await tables.links.findAll({ everyOrganisation: true })) {
        if (stopping) return
        const link = row.get()
        if (isAsked(link)) await at(link, (link.askedAt ? undefined : link.nextAt) ?? new Date())
      }
    },
  }
}

/** As the database gives it back. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

/** Up to a fifth later, so that a thousand links are not read at once; never before the time that a vendor asked for. */
const spread = (ms: number) => ms * (1 + Math.random() * 0.2)

async function inTime<Result>(work: (late: AbortSignal) => Promise<Result>): Promise<Result> {
  const [done, late] = [new AbortController(), new AbortController()]
  const waited = setTimeout(patienceMs, undefined, { signal: done.signal, ref: false }).then(() => {
    const error = new HubError('calendar.unavailable', 503)
    late.abort(error)
    throw error
  })
  // Cut short when the work is done, which nobody need hear of.
  waited.catch(() => undefined)
  try {
    return await Promise.race([work(late.signal), waited])
  } finally {
    done.abort()
  }
}
