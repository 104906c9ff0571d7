import { effect } from '@preact/signals'
import { afterEach, expect, test, vi } from 'vitest'
import { now } from './clock.ts'
import { liveStore } from './live.ts'
import { board, paperHub } from './testing/paper-hub.ts'

afterEach(() => {
  vi.useRealTimers()
})

function openBoard() {
  const hub = paperHub()
  const frames: (() => void)[] = []
  const store = liveStore(hub.client, run => frames.push(run))
  const view = store.view(board)
  const frame = () => {
    for (const run of frames.splice(0)) run()
  }
  return { hub, store, view, frame, frames }
}
function opened() {
  const all = openBoard()
  all.hub.set('a', 1)
  all.hub.set('b', 1)
  all.hub.connect()
  all.hub.deliver()
  all.frame()
  return all
}

test('a burst is one change a frame', () => {
  const { hub, view, frame, frames } = opened()
  const seen: unknown[] = []
  const stop = effect(() => {
    seen.push({ ...view.state() })
  })
  hub.set('a', 2)
  hub.set('a', 3)
  hub.set('b', 4)
  hub.deliver()
  expect([seen.length, frames.length]).toEqual([1, 1])
  frame()
  expect(seen).toEqual([
    { a: 1, b: 1 },
    { a: 3, b: 4 },
  ])
  stop()
})

test('who reads a part is told when that part is another, and of nothing else', () => {
  const { hub, view, frame } = opened()
  const part = view.select(({ a }) => a)
  const seen: unknown[] = []
  const stop = effect(() => void seen.push(part.value))
  hub.set('b', 2)
  hub.deliver()
  frame()
  hub.set('a', 2)
  hub.deliver()
  frame()
  expect(seen).toEqual([1, 2])
  stop()
})

test('what is anticipated is there at once, and stays over what comes meanwhile', () => {
  const { hub, view, frame } = opened()
  const { settle } = view.anticipate({ key: 'a', value: 9 })
  expect(view.state()).toEqual({ a: 9, b: 1 })
  hub.set('a', 5)
  hub.deliver()
  frame()
  expect(view.state()).toEqual({ a: 9, b: 1 })
  hub.cut()
  hub.connect()
  hub.deliver()
  frame()
  expect(view.state()).toEqual({ a: 9, b: 1 })
  settle()
  hub.set('a', 9)
  hub.deliver()
  hub.set('a', 6)
  hub.deliver()
  frame()
  expect(view.state()).toEqual({ a: 6, b: 1 })
})

test('what did not come true is taken back at once, and the hub is asked how it is', () => {
  const { hub, view, frame } = opened()
  const asked = hub.asked()
  const { settle } = view.anticipate({ key: 'a', value: 9 })
  hub.set('a', 7)
  hub.deliver()
  settle({ key: 'a', value: 1 })
  expect([view.state(), hub.asked()]).toEqual([{ a: 1, b: 1 }, asked + 1])
  hub.deliver()
  frame()
  expect(view.state()).toEqual({ a: 7, b: 1 })
})

test('a view that is asked for twice is one', () => {
  const { store, view } = openBoard()
  expect(store.view(board)).toBe(view)
})

test('complete when each view has been answered, be it with a refusal', () => {
  const { hub, store, view, frame } = openBoard()
  expect(store.complete.value).toBe(false)
  hub.connect()
  hub.refuse()
  hub.deliver()
  frame()
  expect([store.complete.value, view.refused(), view.state()]).toEqual([true, 'Nej.', undefined])
  view.again()
  hub.deliver()
  frame()
  expect([store.complete.value, view.refused(), view.state()]).toEqual([true, undefined, {}])
})

test('stale two seconds after the connection was lost, since then, until it is back', () => {
  vi.useFakeTimers()
  const { hub, store } = opened()
  const began = now.value
  hub.cut()
  expect(store.staleSince.value).toBeUndefined()
  now.value = began + 1999
  expect(store.staleSince.value).toBeUndefined()
  now.value = began + 2000
  expect(store.staleSince.value).toBe(began)
  // Trying again in vain changes nothing about since when.
  hub.client.connect()
  hub.cut()
  now.value = began + 60_000
  expect(store.staleSince.value).toBe(began)
  hub.connect()
  expect(store.staleSince.value).toBeUndefined()
})

test('stale when the browser knows that it is offline, before any socket does', () => {
  vi.useFakeTimers()
  const { store } = opened()
  const began = now.value
  dispatchEvent(new Event('offline'))
  now.value = began + 2000
  expect(store.staleSince.value).toBe(began)
  dispatchEvent(new Event('online'))
  expect(store.staleSince.value).toBeUndefined()
})

test('a reload of the hub alarms nobody', () => {
  vi.useFakeTimers()
  const { hub, store } = opened()
  const seen: unknown[] = []
  const stop = effect(() => void seen.push(store.staleSince.value))
  hub.cut()
  now.value += 1500
  hub.connect()
  now.value += 10_000
  expect(seen).toEqual([undefined])
  stop()
})
