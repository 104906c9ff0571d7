import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FakeParty } from '../../connectors/voice/fake.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { people } from '../../test/harness/plugin-hub.ts'
import * as contract from './contract.ts'
import { isSimple } from './pins.ts'
import { whenSpoken } from './prompts.ts'
import { anna, beeps, hears, olof, type Stage, stage } from './testing/stage.ts'

const annasPhone = { person: 'anna', number: '1001', name: 'Anna Svensson', hidden: false }

eachDatabase('listening by phone', ({ open }) => {
  let on: Stage
  beforeEach(async () => {
    on = await stage(await open())
  })
  afterEach(() => on.close())
  const setPin = (pin: string) => on.hub.call(contract.setPin, { pin }, anna)
  const spoken = () => on.speech.said.map(({ text }) => text).filter(text => /eddelande, /.test(text))

  async function left(caller: object, count: number): Promise<void> {
    const party = await on.call({}, caller)
    await beeps(on, party)
    party.says(2000)
    party.hangUp()
    await party.over
    await on.eventually(async () => expect(await on.messages()).toHaveLength(count))
  }
  const hearsMessage = (party: FakeParty) =>
    vi.waitFor(
      () => {
        const now = party.hears()
        if (now && 'file' in now && now.file.includes('/messages/')) return now.file
        party.heardOut()
        throw new Error(`hears ${JSON.stringify(now)}`)
      },
      { timeout: 3000, interval: 5 },
    )

  test('at her own phone without a PIN: the new ones first, said from whom and when, again, deleted, to the end', async () => {
    await left(olof, 1)
    await left({ number: '+46701740608', hidden: true }, 2)
    const [second, first] = await on.messages()
    const party = await on.dialIn(annasPhone)
    expect(await hearsMessage(party)).toContain(second?.id)
    expect(spoken().at(-1)).toMatch(/^Nytt meddelande, i dag \d\d:\d\d, från ett dolt nummer\.$/)
    expect(on.lamps.get(people.anna.extension)).toEqual({ new: 1, old: 1 })
    party.press('4')
    await vi.waitFor(() => expect(spoken().at(-1)).toMatch(/^Meddelande, /))
    expect(await hearsMessage(party)).toContain(second?.id)
    party.press('7')
    await hears(on, party, 'deleted')
    expect(await hearsMessage(party)).toContain(first?.id)
    expect(spoken().at(-1)).toMatch(/^Nytt meddelande, i dag \d\d:\d\d, från Olof Berg\.$/)
    party.press('1')
    await hears(on, party, 'no-more')
    expect((await on.messages()).map(({ id, heard }) => [id, heard])).toEqual([[first?.id, true]])
    party.press('1')
    expect(await hearsMessage(party)).toContain(first?.id)
    party.press('#')
    await hears(on, party, 'goodbye')
  })

  test('calls back, by the rules for her calls, and goes on afterwards', async () => {
    await left(olof, 1)
    const party = await on.dialIn(annasPhone)
    await hearsMessage(party)
    party.press('2')
    const olofs = await on.voice.dialled()
    expect(olofs.call).toMatchObject({ to: '+46701740607', context: 'to +46701740607' })
    expect(on.legs.at(-1)?.caller).toMatchObject({ person: 'anna' })
    olofs.answer()
    await vi.waitFor(() => expect(party.talksTo()).toBe(olofs.leg))
    olofs.hangUp()
    await hears(on, party, 'no-more')
  })

  test('the PIN: asked at the own phone where she wants that, and for a box from any other phone', async () => {
    await expect(setPin('1234')).rejects.toMatchObject({ code: 'voicemail.simple-pin' })
    const other = await on.dialIn({ ...annasPhone, person: undefined })
    await hears(on, other, 'whose')
    other.press('1001#')
    await hears(on, other, 'pin')
    other.press('4711#')
    // None is set: only her own phone gets in.
    await hears(on, other, 'no-pin')
    expect(await setPin('4711')).toMatchObject({ hasPin: true })
    const own = await on.dialIn(annasPhone)
    await hears(on, own, 'pin')
    own.press('4712#')
    await hears(on, own, 'wrong')
    await hears(on, own, 'pin')
    own.press('4711#')
    await hears(on, own, 'none')
    await on.hub.call(contract.changeBox, { pinAtOwnPhones: false }, anna)
    const again = await on.dialIn(annasPhone)
    await hears(on, again, 'none')
    again.press('*')
    await hears(on, again, 'whose')
    const nobodys = await on.dialIn({ number: '+46701740607', hidden: false })
    await hears(on, nobodys, 'whose')
    nobodys.press('9999#')
    await hears(on, nobodys, 'pin')
    nobodys.press('4711#')
    await hears(on, nobodys, 'wrong')
  })

  test('by her own number, with a star while her greeting plays', async () => {
    await setPin('4711')
    await left(olof, 1)
    const party = await on.call({}, { number: '+46701740699', hidden: false })
    await vi.waitFor(() => expect(party.hears()).toBeDefined())
    party.press('*')
    await hears(on, party, 'pin')
    party.press('4711#')
    await hearsMessage(party)
  })

  test('five wrong PINs lock the box for a quarter of an hour, however many call at once', async () => {
    await setPin('4711')
    const tries = Array.from({ length: 3 }, () => on.dialIn({ number: '+46701740666', hidden: false }))
    const parties = await Promise.all(tries)
    for (const [place, party] of parties.entries()) {
      await hears(on, party, 'whose')
      party.press('1001#')
      await hears(on, party, 'pin')
      party.press('0007#')
      if (place === 2) break
      await hears(on, party, 'wrong')
      await hears(on, party, 'pin')
      party.press('0007#')
      await hears(on, party, 'wrong')
    }
    await hears(on, parties[2] as FakeParty, 'locked')
    expect(on.hub.published).toMatchObject([{ data: { person: 'anna', caller: { number: '+46701740666' } } }])
    expect((await on.hub.call(contract.readBox, {}, anna)).lockedUntil).toBeDefined()
    const right = await on.dialIn(annasPhone)
    await hears(on, right, 'pin')
    right.press('4711#')
    await hears(on, right, 'locked')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
    const later = await on.dialIn(annasPhone)
    vi.useRealTimers()
    await hears(on, later, 'pin')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
    later.press('4711#')
    await hears(on, later, 'none').finally(() => vi.useRealTimers())
  })

  test('records a greeting, hears it, and has it from then on; it is deleted and brought back in the app', async () => {
    const party = await on.dialIn(annasPhone)
    await hears(on, party, 'idle')
    party.press('3')
    await hears(on, party, 'greeting')
    party.heardOut()
    await vi.waitFor(() => expect(party.hears()).toEqual({ tone: 'beep' }))
    party.heardOut()
    await vi.waitFor(() => {
      party.says(500)
      expect(party.hears()).toBeUndefined()
    })
    for (let part = 0; part < 8; part += 1) {
      await new Promise(resolve => setImmediate(resolve))
      party.says(500)
    }
    party.press('#')
    await hears(on, party, 'greeting-kept')
    party.press('1')
    await hears(on, party, 'greeting-saved')
    const { greetings } = await on.hub.call(contract.readBox, {}, anna)
    expect(greetings).toMatchObject([{ activity: '' }])
    const id = greetings[0]?.id ?? ''
    const hearsOwn = async () => {
      const caller = await on.call()
      await vi.waitFor(() => expect(caller.hears()).toBeDefined())
      return JSON.stringify(caller.hears()).includes(id)
    }
    expect(await hearsOwn()).toBe(true)
    await on.hub.call(contract.deleteGreeting, { id, deleted: true }, anna)
    expect(await hearsOwn()).toBe(false)
    await on.hub.call(contract.deleteGreeting, { id, deleted: false }, anna)
    expect(await hearsOwn()).toBe(true)
    // What she is doing is told by the hub's voice, as long as she has no greeting for it.
    const busy = await on.call({ activity: 'meeting', text: { sv: 'Anna är i möte.', en: 'Anna is in a meeting.' } })
    await vi.waitFor(() => expect(busy.hears()).toBeDefined())
    expect(JSON.stringify(busy.hears())).not.toContain(id)
    expect((await on.open()) && (await on.hub.call(contract.readBox, {}, anna)).greetings).toHaveLength(1)
  })
})

test('what anybody tries first is no PIN', () => {
  for (const pin of ['0000', '1234', '98765', '1001']) expect(isSimple(pin, '1001')).toBe(true)
  for (const pin of ['4711', '1357', '0110']) expect(isSimple(pin, '1001')).toBe(false)
})

test('times are said as one says them, in the zone of the house', () => {
  const now = new Date('2026-10-09T12:10:00Z')
  const said = (at: string, language: 'sv' | 'en' = 'sv') => whenSpoken(new Date(at), now, 'Europe/Stockholm', language)
  expect(said('2026-10-09T11:05:00Z')).toBe('i dag 13:05')
  expect(said('2026-10-08T21:59:00Z', 'en')).toBe('yesterday at 23:59')
  expect(said('2026-10-01T07:00:00Z')).toBe('1 oktober 09:00')
})
