/** Somebody's calendars at a vendor of one's own. */
import { HubError } from '../../core/error.ts'
import { type Entry, eventsOf } from './entries.ts'
import type { CalendarInfo, Grant, Hint, Notification, Reading, Span, Watch, WatchTarget } from './port.ts'
import { touches } from './when.ts'

/** `slow`: nothing is answered until it is well again. */
export type Health = 'well' | 'refused' | 'unavailable' | 'slow'

interface Kept {
  /** Undefined: taken away. */
  readonly entry: Entry | undefined
  readonly version: number
}

export interface FakeAccount {
  /** The one that is good now. */
  readonly grant: Grant
  /** For vendors that are signed in to. */
  readonly password: string
  /** New, or instead of the entry with that key. `calendar` is one of its ids: "main", unless it says otherwise, or "other". */
  put(entry: Entry, calendar?: string): void
  remove(key: string, calendar?: string): void
  /** `retryAfter`, in seconds, is told when it is unavailable. */
  become(health: Health, retryAfter?: number): void
  /** Cursors handed out so far are no good any more. */
  loseCount(): void
  /** The next request is answered with a new grant too, and the old one is good for nothing after that. */
  renewGrant(): void
  /** Requests so far, and how many there were at once at most. */
  readonly requests: number
  readonly atOnce: number
  readonly watches: readonly { readonly watch: Watch; readonly to: WatchTarget }[]
  /** Calendars that the vendor tells nothing of, by their ids; of none at first. */
  readonly untold: Set<string>
  /** As if the vendor had forgotten what it was to tell. */
  dropWatches(): void
  /** What the vendor would post now, to the address of each watch. */
  notifications(says?: Hint['says']): readonly { readonly url: string; readonly notification: Notification }[]
}

export interface AccountInside extends FakeAccount {
  /** Throws what the account's health says, else what `work` gives. */
  answer<Answer>(grant: Grant, keep: (grant: Grant) => Promise<void>, work: () => Answer): Promise<Answer>
  calendars(): readonly CalendarInfo[]
  read(calendar: string, span: Span, zone: string, cursor?: string): Reading
  watch(calendar: string, to: WatchTarget, id?: string): Watch
  unwatch(id: string): void
}

const infos: readonly CalendarInfo[] = [
  { id: 'main', name: 'Kalender', main: true, colour: '#3a6ea5' },
  { id: 'other', name: 'Familjen', main: false },
]
const watchLife = 7 * 24 * 3600_000

export function fakeAccount(address: string, now: () => number): AccountInside {
  const kept = new Map(infos.map(({ id }) => [id, new Map<string, Kept>()]))
  const watches = new Map<string, { watch: Watch; to: WatchTarget }>()
  const untold = new Set<string>()
  const state = { health: 'well' as Health, retryAfter: undefined as number | undefined }
  let [version, count, token, renewing, requests, under, atOnce, nextWatch] = [0, 0, 1, false, 0, 0, 0, 1]
  let waiting: (() => void)[] = []
  const of = (calendar: string) => {
    const entries = kept.get(calendar)
    if (!entries) throw new HubError('calendar.gone', 404)
    return entries
  }
  const grant = (): Grant => ({ account: address, secret: { token } })

  function check(given: Grant): void {
    const { health, retryAfter } = state
    if (health === 'unavailable') throw new HubError('calendar.unavailable', 503, retryAfter ? { retryAfter } : {})
    if (health === 'refused' || given.secret.token !== token) throw new HubError('calendar.refused', 403)
  }

  return {
    password: `password of ${address}`,
    get grant() {
      return grant()
    },
    get requests() {
      return requests
    },
    get atOnce() {
      return atOnce
    },
    get watches() {
      return [...watches.values()]
    },
    put(entry, calendar = 'main') {
      of(calendar).set(entry.key, { entry, version: ++version })
    },
    remove(key, calendar = 'main') {
      of(calendar).set(key, { entry: undefined, version: ++version })
    },
    become(health, retryAfter) {
      Object.assign(state, { health, retryAfter })
      if (health === 'slow') return
      for (const go of waiting) go()
      waiting = []
    },
    loseCount() {
      count++
    },
    renewGrant() {
      renewing = true
    },
    dropWatches: () => watches.clear(),
    notifications: (says = 'changed') =>
      [...watches.values()].map(({ watch, to }) => ({
        url: to.url,
        notification: { query: {}, headers: {}, body: JSON.stringify({ watch: watch.id, secret: to.secret, says }) },
      })),

    async answer(given, keep, work) {
      requests++
      atOnce = Math.max(atOnce, ++under)
      try {
        if (state.health === 'slow') await new Promise<void>(resolve => waiting.push(resolve))
        else await Promise.resolve()
        check(given)
        if (renewing) {
          renewing = false
          token++
          await keep(grant())
        }
        return work()
      } finally {
        under--
      }
    },
    calendars: () => infos,
    read(calendar, span, zone, cursor) {
      const [counted, since = '0'] = (cursor ?? '').split(':')
      const whole = counted !== `${count}`
      const items = [...of(calendar)]
        .filter(([, { entry, version: changed }]) => (whole ? entry !== undefined : changed > Number(since)))
        .map(([item, { entry }]) => ({
          item,
          events: entry ? eventsOf(entry, calendar, zone).filter(event => touches(event.when, span)) : [],
        }))
      return { whole, items: whole ? items.filter(item => item.events.length) : items, cursor: `${count}:${version}` }
    },
    untold,
    watch(calendar, to, id = `watch-${nextWatch++}`) {
      of(calendar)
      if (untold.has(calendar)) throw new HubError('calendar.unwatched', 422, { reason: 'untold' })
      const watch = { id, calendar, expires: new Date(now() + watchLife).toISOString() }
      watches.set(id, { watch, to })
      return watch
    },
    unwatch: id => void watches.delete(id),
  }
}
