/** The ledger in step with what happens: calls leave, are answered, end; hubs tell each other, and write it down. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import type { Telephony } from '../../connectors/telephony/port.ts'
import { HubError, Unknown } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Leaving } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import type { Limits, Price, Spent } from './contract.ts'
import { dayIn } from './days.ts'
import { spentBy, toEnd } from './guard.ts'
import { type Entry, type Ledger, type Owner, openLedger } from './ledger.ts'
import { priceOf } from './prices.ts'
import { readCalls, saveCalls } from './records.ts'
import type { SpendingSettings } from './settings.ts'
import type { Tables } from './tables.ts'

export const countryOf = (number: string): string | undefined =>
  number.startsWith('+') ? parsePhoneNumberFromString(number)?.country : undefined

export interface Accounts {
  readonly ledger: Ledger
  today(organisation: string): string
  limitsFor(owner: Owner): Limits
  /** With a call to `dialled` on top. Throws `Unknown` while today's calls aren't read. */
  spent(owner: Owner, dialled: string): Spent
  price(organisation: string, dialled: string): Price
  /** Throws HubError `spending.reached` (403): another call was faster. */
  leaves(call: Leaving): void
  load(): Promise<void>
}

interface Parts {
  readonly directory: Directory
  readonly telephony: Telephony
  readonly tables: Tables
  readonly settings: SpendingSettings
}

interface Outlets {
  /** Something of this organisation's has changed; `person` who pays for it. */
  readonly changed: (owner: Owner) => void
  /** Ended at the limit. */
  readonly ended: (entry: Entry) => void
  /** A call is over. */
  readonly over: (entry: Entry) => void
}

const entryWire: z.ZodType<Entry> = z.object({
  callId: z.string(),
  organisation: z.string(),
  person: z.string().optional(),
  dialled: z.string(),
  country: z.string().optional(),
  minute: z.number(),
  opening: z.number(),
  day: z.string(),
  startedAt: z.number(),
})

const unread = new Unknown({ sv: 'dagens kostnader är inte lästa än', en: "today's costs are not read yet" })
/** How often calls under way are looked at. */
const everyMs = 1000

export function openAccounts(
  hub: Hub,
  { directory, telephony, tables, settings }: Parts,
  { changed, ended, over }: Outlets,
): Accounts {
  const ledger = openLedger()
  let isRead = false
  const write = hub.writeBehind<Entry>(
    entries => saveCalls(tables, entries),
    entry => entry,
  )
  const zoneOf = (organisation: string) => directory.organisation(organisation)?.zone ?? 'Europe/Stockholm'
  const today = (organisation: string) => dayIn(zoneOf(organisation), new Date())
  const limitsFor = ({ organisation, person }: Owner): Limits => {
    if (person === undefined) return settings.of(organisation).organisation
    return settings.limitsOf(person) ?? settings.of(organisation).person
  }
  const price = (organisation: string, dialled: string) => priceOf(dialled, settings.prices(organisation))

  function spent(owner: Owner, dialled: string): Spent {
    if (!isRead) throw unread
    const when = { day: today(owner.organisation), now: Date.now(), next: price(owner.organisation, dialled) }
    return spentBy(ledger, owner, limitsFor(owner), when)
  }

  function touched(entry: Entry, save: boolean): void {
    if (save) write(entry)
    changed(entry)
  }

  const began = hub.broadcast('began', entryWire, entry => {
    ledger.put({ ...entry })
    changed(entry)
  })

  function leaves({ organisation, caller, callId, dialled }: Leaving): void {
    const owners: Owner[] = [{ organisation }, ...(caller.person ? [{ organisation, person: caller.person }] : [])]
    for (const owner of owners) {
      const { dayReached, full } = spent(owner, dialled)
      if (dayReached || full) throw new HubError('spending.reached', 403)
    }
    const { minute, opening } = price(organisation, dialled)
    const now = Date.now()
    const who = { organisation, callId, ...(caller.person && { person: caller.person }) }
    const country = countryOf(dialled)
    began({ ...who, dialled, ...(country && { country }), minute, opening, day: today(organisation), startedAt: now })
    const entry = ledger.get(callId)
    if (entry) write(entry)
  }

  function conclude(callId: string, seconds: number | undefined): void {
    const entry = ledger.over(callId, seconds)
    if (!entry) return
    touched(entry, true)
    over(entry)
  }

  /** A call may go on without whoever it was made to: in a room, say. */
  function outsideLeft({ callId, extension }: { callId: string; extension: string }): void {
    const { answeredAt } = ledger.get(callId) ?? {}
    if (!extension.includes('@') && answeredAt) conclude(callId, Math.round((Date.now() - answeredAt) / 1000))
  }

  telephony.listen(event => {
    if (event.kind === 'answered') {
      const entry = ledger.answered(event.callId, Date.now())
      if (entry) touched(entry, true)
    } else if (event.kind === 'ended') conclude(event.callId, Math.round(event.seconds))
    else if (event.kind === 'left') outsideLeft(event)
    else if (event.kind === 'failed') conclude(event.callId, undefined)
    else if (event.kind === 'connected') {
      heal().catch((error: unknown) => hub.log.warn({ err: error }, 'calls under way could not be compared'))
    }
  })

  /** What ended while nobody listened: charged up to now, since nobody knows better. */
  async function heal(): Promise<void> {
    const before = Date.now()
    const ongoing = new Map((await telephony.ongoingCalls()).map(call => [call.callId, call]))
    for (const entry of ledger.open()) {
      if (entry.startedAt > before - 5000) continue
      const call = ongoing.get(entry.callId)
      if (call?.state === 'confirmed') {
        if (ledger.answered(entry.callId, call.startedAt.getTime())) touched(entry, true)
      } else if (!call) {
        conclude(entry.callId, entry.answeredAt && Math.floor((before - entry.answeredAt) / 1000))
      }
    }
  }

  const ending = new Set<string>()
  function enforce(): void {
    const now = Date.now()
    const owners = new Map<string, Owner>()
    for (const { organisation, person } of ledger.open()) {
      owners.set(organisation, { organisation })
      if (person) owners.set(person, { organisation, person })
    }
    for (const owner of owners.values()) {
      const { day } = limitsFor(owner)
      if (day === null) continue
      for (const entry of toEnd(ledger, owner, day, today(owner.organisation), now)) {
        if (ending.has(entry.callId)) continue
        ending.add(entry.callId)
        ended(entry)
        telephony
          .hangUp(entry.callId)
          .catch((error: unknown) => hub.log.warn({ err: error }, 'a call past its limit was not ended'))
          .finally(() => ending.delete(entry.callId))
      }
    }
  }

  async function load(): Promise<void> {
    const days = new Set(directory.organisations().map(({ id }) => today(id)))
    for (const entry of await readCalls(tables, [...days])) {
      const known = ledger.get(entry.callId)
      if (!known || (known.startedAt === entry.startedAt && known.cost === undefined)) ledger.put(entry)
    }
    ledger.keep(days)
    isRead = true
  }

  let timer: NodeJS.Timeout | undefined
  hub.onStart(() => {
    timer = setInterval(enforce, everyMs)
  })
  hub.onStop(() => clearInterval(timer))

  return { ledger, today, limitsFor, spent, price, leaves, load }
}
