/** Tabs of one browser, without one: a channel that all hear but who speaks, and a lock that one has. */
import { beforeEach, expect, test, vi } from 'vitest'
import { idle, type Order, type PhoneState } from './state.ts'
import { openTabs, type Tabs } from './tabs.ts'

let queue: (() => void)[] = []
let held = false

function release(): void {
  held = false
  queue.shift()?.()
}

beforeEach(() => {
  queue = []
  held = false
  const heard = new Map<string, Set<(event: { data: unknown }) => void>>()
  class Channel {
    readonly #name: string
    #own: ((event: { data: unknown }) => void) | undefined
    constructor(name: string) {
      this.#name = name
    }
    addEventListener(_: string, listener: (event: { data: unknown }) => void) {
      this.#own = listener
      heard.set(this.#name, (heard.get(this.#name) ?? new Set()).add(listener))
    }
    postMessage(data: unknown) {
      for (const listener of heard.get(this.#name) ?? []) if (listener !== this.#own) listener({ data })
    }
    close() {
      if (this.#own) heard.get(this.#name)?.delete(this.#own)
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel)
  const request = (_: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        held = true
        void run().then(release).then(resolve)
      }
      signal.addEventListener('abort', () => {
        queue = queue.filter(one => one !== begin)
        reject(new Error('aborted'))
      })
      if (held) queue.push(begin)
      else begin()
    })
  vi.stubGlobal('navigator', { locks: { request } })
})

function tab(state: PhoneState = idle) {
  const log = { held: 0, ordered: [] as Order[], shown: [] as PhoneState[], now: state }
  const tabs: Tabs = openTabs({
    person: 'anna',
    held() {
      log.held += 1
    },
    ordered: order => void log.ordered.push(order),
    shown: next => void log.shown.push(next),
    current: () => log.now,
  })
  return { tabs, log }
}

const ready: PhoneState = { ...idle, line: 'ready' }
const answer: Order = { do: 'answer', callId: 'a' }

test('the first tab holds the phone; the others show what it shows, and their orders reach it', () => {
  const first = tab()
  const second = tab()
  expect([first.tabs.holds(), second.tabs.holds()]).toEqual([true, false])
  first.tabs.show(ready)
  expect(second.log.shown.at(-1)).toEqual(ready)
  second.tabs.order(answer)
  first.tabs.order(answer)
  expect([first.log.ordered.length, second.log.ordered.length]).toEqual([2, 0])
})

test('a tab that is opened later is told how things are', () => {
  tab(ready)
  expect(tab().log.shown).toEqual([ready])
})

test('when the tab that holds it closes, the next one does', async () => {
  const first = tab()
  const second = tab()
  const third = tab()
  second.tabs.close()
  first.tabs.close()
  await vi.waitFor(() => expect(third.tabs.holds()).toBe(true))
  expect([first.log.held, second.log.held, third.log.held]).toEqual([1, 0, 1])
})
