import { effect } from '@preact/signals'
import { beforeEach, expect, test, vi } from 'vitest'
import type { LiveDefinition } from '../../../core/define.ts'
import { ApiError } from '../../../core/http/client.ts'
import type { Connection, LiveClient } from '../../../core/live/client.ts'
import type { App } from '../../../ui/app.ts'
import { openChanges } from '../../../ui/changes.ts'
import { now, setClock } from '../../../ui/clock.ts'
import { liveStore } from '../../../ui/live.ts'
import { openToasts } from '../../../ui/toasts.ts'
import { language } from '../../../ui/words.ts'
import { type Choice, type PersonActivity, standard } from '../contract.ts'
import { presenceOf, type Why } from './presence.ts'

const at = (time: string) => Date.parse(`2026-10-09T${time}Z`)
const iso = (time: string) => new Date(at(time)).toISOString()
const form = (key: string) => {
  const kind = standard.get(key)
  if (!kind) throw new Error(`no ${key}`)
  return { key, name: kind.name, icon: kind.icon, tone: kind.tone, closesPhone: kind.closesPhone }
}
const lunch: PersonActivity = { ...form('lunch'), since: iso('12:00:00'), until: iso('12:30:00'), note: 'Ring sedan' }

/** A hub that says nothing but what the test makes it say. */
function open(people: Record<string, PersonActivity>, call: () => Promise<unknown> = async () => ({})) {
  const states: Record<string, object> = { 'presence.people': { people }, 'directory.people': { people: {} } }
  const listeners = new Set<() => void>()
  let connected: (next: Connection) => void = () => {}
  const client = {
    connection: () => 'open',
    onConnection: (listener: (next: Connection) => void) => {
      connected = listener
      return () => {}
    },
    view: (view: LiveDefinition) => ({
      state: () => states[view.name],
      refused: () => undefined,
      onChange: (listener: () => void) => listeners.add(listener),
      anticipate: (message: unknown) => view.apply(states[view.name], message),
      refresh() {},
    }),
  } as unknown as LiveClient
  const live = liveStore(client, run => run())
  const toasts = openToasts()
  const who = { person: 'anna' }
  const api = { call: vi.fn<(route: unknown, input: unknown) => Promise<unknown>>(call) }
  const app = { who, live, toasts, changes: openChanges(live, toasts), api } as unknown as App
  const say = (id: string, activity: PersonActivity) => {
    people[id] = activity
    for (const listener of listeners) listener()
  }
  const list = (activities: readonly Choice[]) => {
    states['presence.activities'] = { activities }
    for (const listener of listeners) listener()
  }
  return {
    presence: presenceOf(app),
    list,
    toasts,
    say,
    call: api.call,
    connection: (next: Connection) => connected(next),
  }
}

beforeEach(() => {
  setClock(iso('12:10:00')) // And it goes on from there.
  language.value = 'en'
})

test('when its time is over somebody is Available to the second, though no message came, and keeps the note', () => {
  const { presence } = open({ bjorn: lunch, cecilia: { ...form('home'), since: iso('08:00:00') } })
  const seen: (string | undefined)[] = []
  const painted = { cecilia: 0 }
  const stops = [
    effect(() => void seen.push(presence.of('bjorn')?.key)),
    effect(() => {
      if (presence.of('cecilia')) painted.cecilia += 1
    }),
  ]
  now.value = at('12:29:59')
  expect(presence.of('bjorn')).toBe(lunch)
  now.value = at('12:30:00')
  expect(presence.of('bjorn')).toMatchObject({ key: 'available', since: lunch.until, note: 'Ring sedan' })
  expect(presence.of('bjorn')).toBe(presence.of('bjorn'))
  for (let second = 1; second < 60; second += 1) now.value = at('12:30:00') + second * 1000
  for (const stop of stops) stop()
  expect(seen).toEqual(['lunch', 'available'])
  expect(painted.cecilia).toBeLessThan(3)
  expect(presence.of('nobody')?.key).toBe('available')
})

test('what happens by itself is told, with its reason, and what one does is not, in whatever window', async () => {
  const { presence, toasts, say } = open({ anna: lunch })
  const told: (readonly [string, Why])[] = []
  const stop = presence.follow((doing, why) => told.push([doing.key, why]))
  presence.set('anna', form('busy'), new Date(at('12:20:00')))
  await vi.waitFor(() => expect(toasts.shown.value).toHaveLength(1))
  expect(told).toEqual([])
  now.value = at('12:20:00')
  expect(told).toEqual([['available', 'end']])
  say('anna', { ...form('errand'), since: iso('12:20:10') })
  say('anna', { ...form('available'), since: iso('12:20:20') })
  expect(told).toHaveLength(1)
  say('anna', { ...form('sick'), since: iso('12:20:30'), setBy: 'colleague' })
  expect(told.slice(1)).toEqual([['sick', 'colleague']])
  // The way back from what somebody else has changed since is gone.
  expect(toasts.shown.value).toEqual([])
  stop()
})

test('what somebody else set and what comes back because the hub refuses another is not told anew', async () => {
  const refused = new ApiError(403, { code: 'access.forbidden', message: 'No.' })
  const { presence, toasts } = open({ anna: { ...lunch, setBy: 'colleague' } }, () => Promise.reject(refused))
  const told: string[] = []
  const stop = presence.follow(doing => told.push(doing.key))
  presence.set('anna', form('meeting'), undefined)
  await vi.waitFor(() => expect(toasts.shown.value.map(({ text }) => text)).toEqual(['No.']))
  expect(presence.mine()?.key).toBe('lunch')
  expect(told).toEqual([])
  stop()
})

test('an activity that the organisation deletes while I have it is told; my own is not, and what I delete myself neither', () => {
  const added = (by: Choice['by']): Choice => ({
    ...form('break'),
    ...{ key: 'fika', spoken: { sv: 'fikar', en: 'is having coffee' }, length: 15, by },
  })
  const fika: PersonActivity = { ...form('break'), key: 'fika', since: iso('12:00:00') }
  const gone: PersonActivity = { ...form('available'), since: iso('12:00:00') }
  for (const [by, deletesIt, expected] of [
    ['organisation', false, [{ deleted: added('organisation') }]],
    ['organisation', true, []],
    ['person', false, []],
  ] as const) {
    const { presence, say, list } = open({ anna: fika })
    list([added(by)])
    const told: Why[] = []
    const stop = presence.follow((_, why) => told.push(why))
    if (deletesIt) presence.deletes('fika')
    list([])
    say('anna', gone)
    expect(told).toEqual(expected)
    stop()
  }
})

test('undo brings back what was before with its end, and nothing that is over by then', async () => {
  const { presence, toasts, call } = open({ anna: lunch })
  presence.set('anna', form('meeting'), new Date(at('13:10:00')))
  await vi.waitFor(() => expect(toasts.shown.value).toHaveLength(1))
  toasts.shown.value[0]?.action?.run()
  expect(presence.mine()).toMatchObject({ key: 'lunch', until: lunch.until, note: 'Ring sedan' })
  expect(call).toHaveBeenLastCalledWith(expect.anything(), { activity: 'lunch', until: lunch.until })
  presence.set('anna', form('meeting'), new Date(at('13:10:00')))
  await vi.waitFor(() => expect(toasts.shown.value).toHaveLength(1))
  now.value = at('12:40:00')
  toasts.shown.value[0]?.action?.run()
  expect(call).toHaveBeenLastCalledWith(expect.anything(), { activity: 'available', until: null })
})

test('what the hub refuses is taken back with its reason, and nothing offers to undo it', async () => {
  const refused = new ApiError(403, { code: 'access.forbidden', message: 'No.' })
  const { presence, toasts } = open({ anna: lunch }, () => Promise.reject(refused))
  presence.set('anna', form('meeting'), undefined)
  expect(presence.mine()?.key).toBe('meeting')
  await vi.waitFor(() => expect(toasts.shown.value.map(({ text }) => text)).toEqual(['No.']))
  expect(presence.mine()).toEqual(lunch)
})

test('an end belongs to what is offered to be undone: one message, and back to before all of it', async () => {
  const answers: (() => void)[] = []
  const { presence, toasts, call } = open({ anna: lunch }, () => new Promise<void>(resolve => answers.push(resolve)))
  const answer = async (count: number) => {
    await vi.waitFor(() => expect(answers).toHaveLength(count))
    answers[count - 1]?.()
  }
  const texts = () => toasts.shown.value.map(({ text }) => text)
  // Before the hub has answered, and after.
  presence.set('anna', form('holiday'), undefined)
  presence.set('anna', form('holiday'), new Date('2026-10-15T22:00:00Z'))
  await answer(1)
  await answer(2)
  await vi.waitFor(() => expect(texts()).toEqual(['Holiday, back Fri 16 Oct.']))
  presence.set('anna', form('holiday'), new Date('2026-10-16T22:00:00Z'))
  await answer(3)
  await vi.waitFor(() => expect(texts()).toEqual(['Holiday, back Sat 17 Oct.']))
  toasts.shown.value[0]?.action?.run()
  expect(call).toHaveBeenLastCalledWith(expect.anything(), { activity: 'lunch', until: lunch.until })
  expect(texts()).toEqual([])
})

test('ends set one after the other are undone to before the first, as long as that is offered', async () => {
  const { presence, toasts } = open({ anna: lunch })
  const later = async (time: string) => {
    presence.set('anna', form('lunch'), new Date(at(time)))
    await vi.waitFor(() => expect(toasts.shown.value).toHaveLength(1))
    const [toast] = toasts.shown.value
    return toast
  }
  await later('12:45:00')
  presence.set('anna', form('lunch'), undefined)
  await vi.waitFor(() => expect(toasts.shown.value.map(({ text }) => text)).toEqual(['Lunch.']))
  toasts.shown.value[0]?.action?.run()
  expect(presence.mine()?.until).toBe(lunch.until)
  const said = await later('12:45:00')
  toasts.close(said?.id ?? 0)
  const last = await later('13:00:00')
  last?.action?.run()
  expect(presence.mine()?.until).toBe(iso('12:45:00'))
})

test('a note that is kept can be undone', async () => {
  const { presence, toasts } = open({ anna: lunch })
  presence.setNote('Offerten i dag')
  await vi.waitFor(() => expect(toasts.shown.value.map(({ text }) => text)).toEqual(['The note is saved.']))
  presence.setNote('')
  await vi.waitFor(() => expect(toasts.shown.value.map(({ text }) => text)).toEqual(['The note is taken away.']))
  toasts.shown.value[0]?.action?.run()
  expect(presence.mine()).toMatchObject({ key: 'lunch', note: 'Offerten i dag' })
  expect(toasts.shown.value).toEqual([])
})

test('what has waited for the connection says so no longer when it was sent, and can be undone still', async () => {
  let reached = false
  const { presence, toasts, connection } = open({ anna: lunch }, async () => {
    if (!reached) throw new TypeError('no network')
  })
  presence.set('anna', form('busy'), undefined)
  await vi.waitFor(() =>
    expect(toasts.shown.value.map(({ text }) => text)).toEqual(['Busy. It is sent when the connection is back.']),
  )
  reached = true
  connection('waiting')
  connection('open')
  await vi.waitFor(() => expect(toasts.shown.value.map(({ text }) => text)).toEqual(['Busy.']))
  toasts.shown.value[0]?.action?.run()
  expect(presence.mine()?.key).toBe('lunch')
})
