/** Calls on everybody's screens while they go on and afterwards, on both databases; and which of them were looked at. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import { fakeTelephony } from '../../connectors/telephony/fake.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Database } from '../../core/database/index.ts'
import type { Allow, LiveDefinition, RouteDefinition } from '../../core/define.ts'
import type { Hub, LiveSource, Who } from '../../core/hub.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { people, signedIn, twoOrganisations } from '../../test/harness/plugin-hub.ts'
import {
  callsSeen,
  everyonesCalls,
  callLog as logRoute,
  type myCalls as MyCalls,
  myCalls,
  newlyMissed,
  placeCall,
} from './contract.ts'
import { lines } from './lines.ts'
import { callLog } from './log.ts'
import { migration } from './migrations/001-calls.ts'
import { seen } from './migrations/002-seen.ts'
import { parts } from './migrations/003-parts.ts'
import { callTable, tables } from './model.ts'
import { callOf, type Decidable } from './parties.ts'
import { providePlacing } from './place.ts'
import { provideRoutes } from './routes.ts'
import { callSearch } from './search.ts'
import { provideViews } from './views.ts'
import { visibleCalls } from './visible.ts'

const [anna, cecilia, david] = [signedIn(people.anna), signedIn(people.cecilia), signedIn(people.david)]
type State = z.infer<typeof MyCalls.state>

/** One hub's calls; several on one database hear each other's broadcasts. */
function office(database: Database, channels: Map<string, (message: unknown) => void>[]) {
  const mine = new Map<string, (message: unknown) => void>()
  channels.push(mine)
  const routes = new Map<unknown, (input: unknown, who: Who) => unknown>()
  const told: { key: string; message: unknown }[] = []
  let source: LiveSource<State> | undefined
  const hub = {
    log: { warn() {}, error() {}, info() {} },
    ...database.forPlugin('calls'),
    publish: async () => undefined,
    route: (definition: RouteDefinition, handle: (input: unknown, who: Who) => unknown) =>
      routes.set(definition, handle),
    live(definition: LiveDefinition, given: LiveSource<unknown>) {
      if (definition.name !== myCalls.name) return () => undefined
      source = given as LiveSource<State>
      return ({ key = '' }, message: unknown) => told.push({ key, message: myCalls.message.parse(message) })
    },
    broadcast(name: string, schema: z.ZodType, handle: (message: unknown) => void) {
      mine.set(name, handle)
      return (message: unknown) => {
        handle(message)
        // As text, as between machines.
        for (const other of channels) {
          if (other !== mine) other.get(name)?.(schema.parse(JSON.parse(JSON.stringify(message))))
        }
      }
    },
  } as unknown as Hub
  const own = tables(hub)
  const table = callTable(own)
  const search = callSearch(own)
  const views = provideViews(hub, { directory: twoOrganisations, telephony: fakeTelephony() }, lines(), {
    table,
    search,
  })
  // One after the other, as behind a call.
  let writing = Promise.resolve()
  const write = (save: () => Promise<void>) => {
    writing = writing.then(save)
  }
  const log = callLog(twoOrganisations, {
    write: row => write(() => table.save([row])),
    patch: () => undefined,
    show: views.showCall,
    ended: () => undefined,
    rang: (row, whom) => write(() => table.rang(row, whom)),
    part: part => write(() => table.saveParts([{ ...part }])),
  })
  provideRoutes(
    hub,
    { directory: twoOrganisations },
    { table, search, visible: visibleCalls(table), showSeen: views.showSeen },
  )
  const call = <Input, Output, A extends Allow>(
    definition: RouteDefinition<Input, Output, A>,
    input: unknown,
    who: Who,
  ) => routes.get(definition)?.(definition.input.parse(input), who) as Promise<Output>
  return {
    hub,
    log,
    call,
    written: () => writing,
    /** What a screen opened now shows. */
    async opened({ organisation, person }: Who): Promise<State> {
      return myCalls.state.parse(await source?.snapshot(organisation, person))
    },
    /** What an open screen shows that was empty before. */
    open({ person }: Who): State {
      const state: State = { calls: [] }
      for (const { key, message } of told) if (key === person) myCalls.apply(state, myCalls.message.parse(message))
      return state
    },
  }
}

const toGroup: Decidable = {
  kind: 'incoming',
  organisation: 'norrsken',
  data: {
    ...{ call: callOf('g'), callId: 'g', dialled: '+46846500400', diversions: 0 },
    caller: { number: '+46701740607', hidden: false },
    callee: { kind: 'group', people: ['anna', 'cecilia'], numberId: 'n', name: 'Växel' },
  },
}
const ring: Verdict = {
  ...{ verb: 'ring', extensions: [], seconds: 25, context: '', named: 'Olof Berg' },
  show: { number: '+46701740607', name: 'Olof Berg', hidden: false },
}
const progress: Verdict = { verb: 'progress', sdp: '', context: '', next: async () => ring }
const rule = { sv: 'De lediga i gruppen rings', en: 'Those free in the group are rung' }
const rings = (person: keyof typeof people): TelephonyEvent => ({
  ...{ kind: 'ringing', callId: 'g', extension: people[person].extension },
})
const answered: TelephonyEvent = { kind: 'answered', callId: 'g', from: '+46701740607', to: people.cecilia.extension }
const ended: TelephonyEvent = { kind: 'ended', callId: 'g', seconds: 61, by: 'caller' }
const failed: TelephonyEvent = { kind: 'failed', callId: 'g', sipStatus: 480 }

eachDatabase('the screens of calls', ({ open }) => {
  let database: Database
  let channels: Map<string, (message: unknown) => void>[]
  let first: ReturnType<typeof office>
  beforeEach(async () => {
    database = await open()
    await database.migrate([migration, seen, parts])
    channels = []
    first = office(database, channels)
  })

  function comes() {
    first.log.began(toGroup)
    first.log.routed(toGroup, ring, { rule })
    for (const who of ['anna', 'cecilia'] as const) first.log.take(rings(who))
  }

  test('calls are found by name, number and kind: her own, everybody’s for a supervisor, never another organisation’s', async () => {
    const gustav = signedIn(people.gustav)
    comes()
    first.log.take({ kind: 'failed', callId: 'g', sipStatus: 487 })
    const hidden = { ...toGroup, data: { ...toGroup.data, call: 'hidden', callId: 'h' } } as Decidable
    first.log.began({
      ...hidden,
      data: { ...hidden.data, caller: { ...hidden.data.caller, hidden: true } },
    } as Decidable)
    await first.written()
    const ids = async (input: object, who = anna) => (await first.call(logRoute, input, who)).calls.map(({ id }) => id)
    const theirs = async (input: object, who = cecilia) =>
      (await first.call(everyonesCalls, input, who)).calls.map(({ id }) => id)
    const [id = ''] = await ids({})
    for (const asked of [
      { kind: 'missed' },
      { text: 'olof' },
      { text: '070-174 06' },
      { text: 'x', numbers: '+46701740607' },
    ])
      expect(await ids(asked)).toEqual([id])
    for (const asked of [{ kind: 'outgoing' }, { kind: 'voicemail' }, { text: 'olaf' }, { text: '%' }])
      expect(await ids(asked)).toEqual([])
    // Nobody learns by searching who hid.
    expect(await theirs({ text: '0701740607' })).toEqual([id])
    expect((await theirs({})).toSorted()).toEqual([id, 'hidden'].toSorted())
    expect(await theirs({ person: 'anna', kind: 'missed' })).toEqual([id])
    expect(await theirs({}, gustav)).toEqual([])
    expect(await ids({ text: 'olof' }, gustav)).toEqual([])
  })

  test('a call to a group rings on the screens of all whose phones ring, at every hub', async () => {
    const second = office(database, channels)
    expect(first.open(anna).calls).toEqual([])
    comes()
    const entry = {
      ...{ direction: 'incoming', phase: 'ringing', via: 'Växel', rule },
      other: { name: 'Olof Berg', number: '+46701740607', hidden: false },
    }
    for (const screen of [first.open(anna), second.open(cecilia), await second.opened(anna)]) {
      expect(screen.calls).toEqual([expect.objectContaining(entry)])
    }
    expect((await first.opened(david)).calls).toEqual([])
    first.log.take(answered)
    expect(second.open(cecilia).calls).toMatchObject([{ phase: 'talking', via: 'Växel' }])
    for (const screen of [first.open(anna), second.open(anna), await second.opened(anna)]) {
      expect(screen.calls).toEqual([])
    }
  })

  test('who answered has it in her log, the others have nothing, and miss nothing', async () => {
    comes()
    first.log.take(answered)
    first.log.take(ended)
    await first.written()
    expect((await first.call(logRoute, {}, cecilia)).calls).toMatchObject([{ outcome: 'answered', via: 'Växel', rule }])
    expect((await first.call(logRoute, {}, anna)).calls).toEqual([])
  })

  test('nobody took it: all at whom it rang have missed it, also when the log is read again', async () => {
    comes()
    first.log.routed(toGroup, progress)
    expect(first.open(anna).calls).toMatchObject([{ phase: 'announced' }])
    first.log.take(failed)
    await first.written()
    const again = office(database, [])
    for (const who of [anna, cecilia]) {
      for (const { calls } of [first.open(who), await again.opened(who), await again.call(logRoute, {}, who)]) {
        expect(calls).toMatchObject([{ outcome: 'missed', via: 'Växel', other: { name: 'Olof Berg' } }])
        expect(calls[0]?.phase).toBeUndefined()
      }
    }
    expect((await again.opened(david)).calls).toEqual([])
  })

  test('calls that were looked at are not newly missed, on any screen and after a restart', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-09T12:10:00Z') })
    try {
      comes()
      first.log.take(failed)
      await first.written()
      const second = office(database, channels)
      const news = ({ calls, seenAt }: State) => calls.filter(call => newlyMissed(call, seenAt)).length
      expect(news(await second.opened(anna))).toBe(1)
      vi.setSystemTime(new Date('2026-10-09T12:11:00Z'))
      expect(await second.call(callsSeen, {}, anna)).toEqual({ seenAt: '2026-10-09T12:11:00.000Z' })
      expect(news(first.open(anna))).toBe(0)
      expect(news(await office(database, []).opened(anna))).toBe(0)
      expect(news(await second.opened(cecilia))).toBe(1)
      // Again, later: the same row.
      vi.setSystemTime(new Date('2026-10-09T12:12:00Z'))
      await first.call(callsSeen, {}, anna)
      expect((await second.opened(anna)).seenAt).toBe('2026-10-09T12:12:00.000Z')
    } finally {
      vi.useRealTimers()
    }
  })

  test('calls that were there before the tables changed are there afterwards', async () => {
    const old = await open()
    await old.migrate([migration])
    const before =
      'INSERT INTO calls_calls (id, organisation_id, call_id, caller_hidden, callee_person, callee_kind, started_at, seconds, created_at, updated_at)'
    const now = '2026-10-09 12:10:00.000'
    await old.sequelize.query(
      `${before} VALUES ('x', 'norrsken', 'x', 0, 'anna', 'person', '${now}', 0, '${now}', '${now}')`,
    )
    await old.migrate([migration, seen, parts])
    const { calls } = await office(old, []).call(logRoute, {}, anna)
    expect(calls).toMatchObject([{ id: 'x', direction: 'incoming' }])
    expect(calls[0]?.rule).toBeUndefined()
  })
})

describe('a call asked for', () => {
  const to = { to: '1003' }
  function asking(telephony: ReturnType<typeof fakeTelephony>) {
    let handle: ((input: unknown, who: Who) => Promise<unknown>) | undefined
    const hub = { route: (_: unknown, given: typeof handle) => (handle = given), log: { info() {} } } as unknown as Hub
    providePlacing(hub, { directory: twoOrganisations, telephony })
    return (input: unknown, who: Who) => handle?.(placeCall.input.parse(input), who).catch((error: unknown) => error)
  }

  test('twice rings once', async () => {
    const telephony = fakeTelephony()
    await telephony.start()
    const phone = telephony.register(people.anna.extension)
    const ask = asking(telephony)
    const [placed, again] = [ask(to, anna), ask(to, anna)]
    expect(await again).toMatchObject({ code: 'calls.place-twice' })
    ;(await phone.ringing()).answer()
    expect(await placed).toEqual({})
  })

  test('a phone that will not, and a telephony that is away', async () => {
    const telephony = fakeTelephony()
    await telephony.start()
    const phone = telephony.register(people.anna.extension, undefined, false)
    const placed = asking(telephony)(to, anna)
    ;(await phone.ringing()).answer()
    expect(await placed).toMatchObject({ code: 'calls.place-refused', status: 502 })
    expect(await asking(fakeTelephony())(to, anna)).toMatchObject({ code: 'calls.place-away', status: 503 })
  })
})
