import { beforeEach, expect, test, vi } from 'vitest'
import { fakeMail } from '../../connectors/mail/fake.ts'
import { type FakeTelephony, fakeTelephony } from '../../connectors/telephony/fake.ts'
import type { Database } from '../../core/database/index.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
  type World,
} from '../../test/harness/plugin-hub.ts'
import type { Leaving, Outside } from '../calls/contract.ts'
import * as contract from './contract.ts'
import { spending } from './index.ts'
import { usual } from './settings.ts'
import { spendingTables } from './tables.ts'

const david = signedIn(people.david)
const gustav = signedIn(people.gustav)
const anna = signedIn(people.anna)
const code = (code: string) => expect.objectContaining({ code })

eachDatabase('spending', ({ open }) => {
  let database: Database
  let world: World
  let telephony: FakeTelephony
  let mail: ReturnType<typeof fakeMail>
  let hub: PluginHub
  let outside: Outside

  const another = async () => {
    const parts: Outside[] = []
    const ports = { telephony, mail, outside: { add: (part: Outside) => parts.push(part) } }
    const made = await pluginHub(spending, { database, world, directory: twoOrganisations, ports })
    const [part = {}] = parts
    return { hub: made, outside: part }
  }
  const leaving = (callId: string, given: Partial<Leaving> = {}): Leaving => ({
    ...{ organisation: 'norrsken', call: callId, callId, dialled: '+46701740607', diversions: 0 },
    caller: { person: 'anna', number: '+46846500401', hidden: false },
    ...given,
  })
  const answered = (callId: string) => telephony.emit({ kind: 'answered', callId, from: '', to: '+46701740607' })
  const ended = (callId: string, seconds: number) => telephony.emit({ kind: 'ended', callId, seconds, by: 'caller' })
  const today = (from = hub, who = david) => from.snapshot(contract.spendingView, who)
  const limits = (person: contract.Limits, organisation: contract.Limits = { day: null, calls: null }) =>
    hub.call(contract.setSpending, { ...usual, person, organisation }, david)
  const fact = (dialled: string, person?: string) => {
    const occurrence = { type: 'call.outgoing', data: { dialled } }
    return hub.fact(contract.personSpendingFact, 'norrsken', { caller: { person } }, occurrence)
  }
  /** As it is on disk. */
  const rows = async () =>
    (await spendingTables(database.forPlugin('spending')).calls.findAll({ everyOrganisation: true })).map(row =>
      row.get(),
    )

  beforeEach(async () => {
    database = await open()
    await database.migrate(spending.migrations ?? [])
    world = newWorld()
    telephony = fakeTelephony()
    await telephony.start()
    mail = fakeMail()
    ;({ hub, outside } = await another())
  })

  test('a call is counted from when it leaves to what it came to, for whoever pays', async () => {
    const shown = hub.follow(contract.spendingView, david)
    outside.leaves?.(leaving('a'))
    expect(today().people.anna).toEqual({ today: 159, calls: 1 })
    answered('a')
    ended('a', 120)
    expect(today()).toMatchObject({
      organisation: { today: 249, calls: 0 },
      people: { anna: { today: 249, calls: 0 } },
    })
    expect(shown()).toEqual(today())
    outside.leaves?.(leaving('b'))
    telephony.emit({ kind: 'failed', callId: 'b', sipStatus: 486 })
    expect(today().organisation).toEqual({ today: 249, calls: 0 })
    expect(today(hub, gustav).organisation).toEqual({ today: 0, calls: 0 })
    await vi.waitFor(
      async () => expect(new Set((await rows()).map(({ cost }) => cost))).toEqual(new Set([0, 249])),
      5000,
    )
  })

  test('a call that goes on without whoever was paid for costs no more', () => {
    outside.leaves?.(leaving('a'))
    answered('a')
    telephony.emit({ kind: 'left', callId: 'a', extension: '1001@norrsken.example' })
    expect(today().organisation.calls).toBe(1)
    telephony.emit({ kind: 'left', callId: 'a', extension: '+46701740607' })
    ended('a', 7200)
    expect(today().organisation).toEqual({ today: 69, calls: 0 })
  })

  test('limits hold to the öre and to the call, also against calls at the same moment', async () => {
    await limits({ day: 318, calls: null })
    outside.leaves?.(leaving('a'))
    outside.leaves?.(leaving('b'))
    expect(fact('+46701740607', 'anna')).toMatchObject({ today: 318, limit: 318, dayReached: true, full: false })
    expect(fact('1177', 'anna')).toMatchObject({ dayReached: false })
    expect(() => outside.leaves?.(leaving('c'))).toThrow(code('spending.reached'))
    await limits({ day: null, calls: 2 })
    expect(fact('1177', 'anna')).toMatchObject({ calls: 2, most: 2, full: true })
    expect(() => outside.leaves?.(leaving('c'))).toThrow(code('spending.reached'))
    await hub.call(contract.setPersonLimits, { person: 'anna', limits: { day: null, calls: 3 } }, david)
    outside.leaves?.(leaving('c'))
    await limits({ day: null, calls: 9 }, { day: null, calls: 3 })
    expect(() => outside.leaves?.(leaving('d', { caller: { person: 'cecilia', hidden: false } }))).toThrow(
      code('spending.reached'),
    )
  })

  test('another hub counts with it, and a restart forgets nothing', async () => {
    const { hub: other, outside: there } = await another()
    await limits({ day: null, calls: 2 })
    outside.leaves?.(leaving('a'))
    there.leaves?.(leaving('b'))
    expect(() => outside.leaves?.(leaving('c'))).toThrow(code('spending.reached'))
    answered('a')
    ended('a', 60)
    for (const one of [hub, other]) expect(today(one).organisation).toEqual({ today: 318, calls: 1 })
    await vi.waitFor(async () => expect((await rows()).filter(({ cost }) => cost === 159)).toHaveLength(1))
    const { hub: restarted } = await another()
    expect(today(restarted)).toEqual(today())
  })

  test('a call whose end nobody heard is over when the telephony no longer has it', async () => {
    const early = Date.now() - 60_000
    vi.useFakeTimers({ now: early, toFake: ['Date'] })
    outside.leaves?.(leaving('a'))
    outside.leaves?.(leaving('b'))
    answered('a')
    vi.useRealTimers()
    telephony.emit({ kind: 'connected' })
    await vi.waitFor(() => expect(today().organisation).toEqual({ today: 159, calls: 0 }))
  })

  test('whoever forwards pays; a group that forwards is paid for by the organisation', () => {
    expect(fact('+46701740607')).toMatchObject({ today: 0, dayReached: false, full: false })
    outside.leaves?.(leaving('a', { caller: { number: '+46846500400', hidden: false } }))
    expect(today()).toMatchObject({ organisation: { calls: 1 }, people: {} })
  })

  test('a country is open when an administrator says so, and premium-rate numbers are', async () => {
    const there = (dialled: string) => {
      const occurrence = { type: 'call.outgoing', data: { dialled } }
      return hub.fact(contract.destinationFact, 'norrsken', {}, occurrence)
    }
    expect(there('+46701740607')).toMatchObject({ open: true, premium: false })
    expect(there('+4930123456')).toMatchObject({ open: false })
    expect(there('+46900123456')).toMatchObject({ open: false, premium: true })
    expect(there('+999123456')).toMatchObject({ open: false })
    await hub.call(contract.setSpending, { ...usual, countries: ['SE', 'DE'], premium: true }, david)
    expect(there('+4930123456')).toMatchObject({ open: true })
    expect(there('+4722334455')).toMatchObject({ open: false })
    expect(there('+46900123456')).toMatchObject({ open: true, premium: true })
    const price = { prefix: '+4930', name: 'Berlin', minute: 7, opening: 0 }
    await hub.call(contract.setPrices, { prices: [price] }, david)
    expect(there('+4930123456')).toMatchObject({ minute: 7, opening: 0 })
  })

  test('an alarm reaches administrators in the app and by mail, once in a while', async () => {
    const shown = hub.follow(contract.spendingView, david)
    const occurrence = {
      ...{ organisation: 'norrsken', at: new Date(), type: 'call.outgoing' },
      parties: { caller: { person: 'anna' }, callee: { number: '+46701740607' } },
    }
    await hub.act(contract.spendingAlert, { what: 'person-day' }, occurrence)
    await hub.act(contract.spendingAlert, { what: 'person-day' }, occurrence)
    expect(shown().alarms).toMatchObject([{ what: 'person-day', person: 'anna', dialled: '+46701740607' }])
    expect(mail.sent).toMatchObject([{ to: 'david@norrsken.example', subject: 'Svara: larm om samtalskostnader' }])
    expect(mail.sent[0]?.text).toContain('Vem: Anna Svensson')
    await hub.act(contract.spendingAlert, { what: 'person-calls' }, occurrence)
    expect(shown().alarms).toHaveLength(2)
    const { hub: restarted } = await another()
    expect(today(restarted).alarms.map(({ what }) => what)).toEqual(['person-calls', 'person-day'])
    expect(today(hub, gustav).alarms).toEqual([])
  })

  test('limits are for administrators, each organisation’s for its own', async () => {
    await expect(hub.call(contract.readSpending, {}, anna)).rejects.toThrow(code('access.forbidden'))
    await expect(hub.call(contract.setPersonLimits, { person: 'anna', limits: null }, gustav)).rejects.toThrow(
      code('spending.no-such-person'),
    )
    await limits({ day: 1, calls: 1 })
    expect((await hub.call(contract.readSpending, {}, gustav)).settings).toEqual(usual)
  })
})
