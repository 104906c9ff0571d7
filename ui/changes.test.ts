import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '../core/http/client.ts'
import { openChanges } from './changes.ts'
import { liveStore } from './live.ts'
import { board, paperHub } from './testing/paper-hub.ts'
import { openToasts } from './toasts.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const refusal = (code = 'presence.past', status = 409) => new ApiError(status, { code, message: 'Det går inte.' })

function openDesk() {
  const hub = paperHub()
  const store = liveStore(hub.client, run => run())
  const view = store.view(board)
  const toasts = openToasts()
  const changes = openChanges(store, toasts)
  /** Requests that the hub hasn't answered. */
  const asked: { key: string; value: number; answer: PromiseWithResolvers<unknown> }[] = []
  function make(key: string, value: number): Promise<boolean> {
    const undo = { key, value: view.state()?.[key] ?? 0 }
    return changes.make({
      key,
      view,
      message: { key, value },
      undo,
      send() {
        const answer = Promise.withResolvers<unknown>()
        asked.push({ key, value, answer })
        return answer.promise
      },
    })
  }
  /** What becomes of the request that waits longest. */
  async function answer(how: 'taken' | 'refused' | 'lost' | 'unheard'): Promise<void> {
    const request = asked.shift()
    if (!request) return
    if (how === 'taken' || how === 'unheard') hub.set(request.key, request.value)
    if (how === 'taken') request.answer.resolve(undefined)
    else if (how === 'refused') request.answer.reject(refusal())
    else request.answer.reject(new TypeError('Failed to fetch'))
    await vi.advanceTimersByTimeAsync(0)
  }
  hub.connect()
  hub.deliver()
  return { hub, store, view, toasts, changes, asked, make, answer }
}

test('seen at once, and told when the hub has taken it', async () => {
  const { view, make, answer, changes } = openDesk()
  const made = make('a', 1)
  expect(view.state()).toEqual({ a: 1 })
  await answer('taken')
  expect([await made, changes.waiting.value.size]).toEqual([true, 0])
})

test('a refusal takes it back, with the hub’s reason', async () => {
  const { view, hub, make, answer, toasts } = openDesk()
  const made = make('a', 1)
  await answer('refused')
  expect(await made).toBe(false)
  expect(view.state()).toEqual({ a: 0 })
  expect(toasts.shown.value).toMatchObject([{ kind: 'problem', text: 'Det går inte.' }])
  hub.deliver()
  expect(view.state()).toEqual(hub.truth)
})

test('what can’t reach the hub waits, stays in sight, and is sent when the connection is back', async () => {
  const { hub, view, make, answer, changes, asked } = openDesk()
  hub.cut()
  const made = make('a', 1)
  await answer('lost')
  expect([view.state(), [...changes.waiting.value], asked.length]).toEqual([{ a: 1 }, ['a'], 0])
  hub.connect()
  expect(asked).toHaveLength(1)
  await answer('taken')
  expect([await made, changes.waiting.value.size]).toEqual([true, 0])
})

test('with the connection there and the hub’s database away, it is tried again by and by', async () => {
  const { make, asked, changes } = openDesk()
  void make('a', 1)
  asked.shift()?.answer.reject(new ApiError(503, { code: 'database.away', message: 'Senare.' }))
  await vi.advanceTimersByTimeAsync(9_999)
  expect([asked.length, changes.waiting.value.size]).toEqual([0, 1])
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toHaveLength(1)
})

test('a later one takes the place of one that waits, and alone is sent', async () => {
  const { hub, make, answer, asked } = openDesk()
  hub.cut()
  const first = make('a', 1)
  await answer('lost')
  const second = make('a', 2)
  await answer('lost')
  hub.connect()
  expect(asked).toMatchObject([{ value: 2 }])
  await answer('taken')
  expect([await first, await second, hub.truth]).toEqual([false, true, { a: 2 }])
})

test('a later one is not sent before an earlier one is answered; refused, it leaves what that one did', async () => {
  const { hub, view, make, answer, asked, toasts } = openDesk()
  const first = make('a', 1)
  const second = make('a', 2)
  expect([asked.length, view.state()]).toEqual([1, { a: 2 }])
  await answer('taken')
  expect(asked).toMatchObject([{ value: 2 }])
  await answer('refused')
  expect([await first, await second, view.state()]).toEqual([false, false, { a: 1 }])
  expect(toasts.shown.value).toHaveLength(1)
  hub.deliver()
  expect(view.state()).toEqual({ a: 1 })
})

test('made when the session had just ended, it waits for the same person to sign in again', async () => {
  const { hub, make, asked, toasts, changes } = openDesk()
  void make('a', 1)
  asked.shift()?.answer.reject(refusal('access.sign-in', 401))
  await vi.advanceTimersByTimeAsync(0)
  expect([changes.waiting.value.size, toasts.shown.value.length]).toEqual([1, 0])
  hub.cut()
  hub.connect()
  expect(asked).toHaveLength(1)
})

test('another person’s session sends none of them', async () => {
  const { hub, make, answer, asked, changes } = openDesk()
  hub.cut()
  void make('a', 1)
  await answer('lost')
  changes.close()
  hub.connect()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(0)
})

const step = fc.oneof(
  fc.record({ make: fc.constantFrom('a', 'b'), value: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ answer: fc.constantFrom('taken', 'refused', 'lost', 'unheard') }),
  fc.constantFrom({ other: 'a' }, { other: 'b' }),
  fc.constantFrom('cut', 'connect', 'deliver', 'later'),
)

test('whatever comes between, it ends in what the hub has, and nothing waits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
      const desk = openDesk()
      const { hub, view, make, answer, changes } = desk
      const made: Promise<boolean>[] = []
      let others = 10
      for (const each of steps) {
        if (each === 'cut') hub.cut()
        else if (each === 'connect') hub.connect()
        else if (each === 'deliver') hub.deliver()
        else if (each === 'later') await vi.advanceTimersByTimeAsync(10_000)
        else if ('make' in each) made.push(make(each.make, each.value))
        else if ('answer' in each) await answer(each.answer as 'taken')
        // Somebody else's, or the same person's on another screen.
        else {
          others += 1
          hub.set(each.other, others)
        }
      }
      hub.cut()
      hub.connect()
      while (desk.asked.length > 0 || changes.waiting.value.size > 0) {
        await answer('taken')
        await vi.advanceTimersByTimeAsync(10_000)
      }
      hub.deliver()
      expect(view.state()).toEqual(hub.truth)
      // Each is told how it ended: none waits for ever.
      await Promise.all(made)
      changes.close()
      hub.client.close()
    }),
    { numRuns: 300 },
  )
})
