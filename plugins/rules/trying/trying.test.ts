/** Needs: calls, presence, contacts, forwarding. What is tried, in a whole hub, and what then happens to a real call. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { type FakeTelephony, fakeTelephony } from '../../../connectors/telephony/fake.ts'
import { telephony } from '../../../connectors/telephony/port.ts'
import type { Rule } from '../../../core/flow/rule.ts'
import { callLog, whyCall } from '../../../test/harness/contracts.ts'
import { does, hasVoicemail } from '../../../test/harness/demonstration.ts'
import type { Session } from '../../../test/harness/session.ts'
import { fake, type WholeHub, wholeHub } from '../../../test/harness/whole-hub.ts'
import { type TriedCourse, tryDay, tryRules } from '../contract.ts'

let phones: FakeTelephony
let hub: WholeHub
let anna: Session
let bjorn: Session
let david: Session
const extension = (short: string) => `${short}@norrsken.svara.localhost`
const [olof, maria] = ['+46701740607', '+46701740605']

beforeAll(async () => {
  phones = fakeTelephony()
  // A Friday, at 14:10 in Stockholm.
  hub = await wholeHub([fake(telephony, phones)], { SVARA_NOW: '2026-10-09T14:10:00+02:00' })
  anna = await hub.signIn('anna@norrsken.example')
  bjorn = await hub.signIn('bjorn@norrsken.example')
  david = await hub.signIn('david@norrsken.example')
  for (const session of [anna, bjorn]) await hasVoicemail(session, false)
})
afterAll(() => hub.stop())

/** Rules that won, along the ways on that are named. */
function path(course: TriedCourse, ends: readonly string[]): string[] {
  const won = course.told.tried.filter(({ outcome }) => outcome === 'won').map(({ rule }) => rule.replace(/.*\//, ''))
  if (course.onward) return [...won, ...path(course.onward, ends)]
  const [end, ...rest] = ends
  const step = course.steps.find(({ key }) => key === end)
  return step?.course ? [...won, ...path(step.course, rest)] : won
}

const spoken = (course: TriedCourse): readonly string[] => course.outcomes.flatMap(({ spoken }) => spoken?.text ?? [])

const nothing = { trial: 'call', fields: {}, states: [], facts: [] }
type Input = Parameters<typeof ask>[1]
const ask = (who: Session, input: Partial<z.infer<typeof tryRules.input>>) =>
  who.call(tryRules, { ...nothing, ...input })

async function tried(number: string, dialled: string, ends: readonly string[] = [], more: Input = {}) {
  const fields = { caller: { number }, dialled: { number: dialled } }
  return path((await ask(david, { fields, ...more })).course, ends)
}

/** The same for real: what becomes of a call from outside, whose phones do as they are told. */
async function expectCalled(number: string, dialled: string, of: Session, wanted: readonly string[]): Promise<void> {
  const logged = async () => (await of.call(callLog, { limit: 50 })).calls
  const before = (await logged()).length
  const source = { kind: 'trunk', address: '127.0.0.1' } as const
  await phones.call({ source, dialled, caller: { number, hidden: false } }).over
  await expect.poll(async () => (await logged()).length).toBe(before + 1)
  const [entry] = await logged()
  const winners = async () => {
    const { decisions } = await of.call(whyCall, { id: entry?.id ?? '' })
    return decisions.flatMap(({ tried }) =>
      tried.filter(({ outcome }) => outcome === 'won').map(({ rule }) => rule.replace(/.*\//, '')),
    )
  }
  await expect.poll(winners).toEqual(wanted)
}

test('no phone, an activity that closes, and a VIP who comes through: as the real call then does', async () => {
  expect(await tried(olof, '1001')).toEqual(['nobody-registered'])
  await expectCalled(olof, '+46846500401', anna, ['nobody-registered'])

  const device = phones.register(extension('1001'))
  await does(anna, 'meeting')
  expect(await tried(olof, '1001')).toEqual(['closed-activity'])
  await expectCalled(olof, '+46846500401', anna, ['closed-activity'])

  expect(await tried(maria, '1001', ['declined'])).toEqual(['vip', 'declined'])
  const rings = device.ringing().then(ringing => ringing.refuse(603))
  await expectCalled(maria, '+46846500401', anna, ['vip', 'declined'])
  await rings
  await does(anna, 'available')
  device.unregister()
})

test('nobody answers at Björn, and the call goes on to Cecilia, who has no phone: as the real call then does', async () => {
  const device = phones.register(extension('1002'))
  const wanted = ['forwarding-ring', 'forwarding-unanswered', 'nobody-registered']
  expect(await tried(olof, '1002', ['unanswered'])).toEqual(wanted)
  const rings = device.ringing().then(ringing => ringing.unanswered())
  await expectCalled(olof, '+46846500402', bjorn, wanted)
  await rings
  device.unregister()
})

test('a time, and states set by hand, are taken for granted; what is heard is said with its times', async () => {
  const { states } = await ask(david, { fields: { dialled: { number: '1001' } } })
  const [activity, line] = ['presence.activity', 'calls.line'].map(name => states.find(({ state }) => state === name))
  expect(activity).toMatchObject({ name: 'Anna Svensson', person: anna.person })
  const person = anna.person
  const phones = { state: 'calls.phones', person, value: 'there' }
  const at = '2026-10-12T07:00:00.000Z'
  const { course } = await ask(david, {
    ...{ fields: { caller: { number: olof }, dialled: { number: '1001' } }, at, language: 'en' },
    states: [phones, { state: 'presence.activity', person, value: 'meeting' }],
  })
  expect(spoken(course)).toEqual(['Anna Svensson är i möte, åter 10:00.'])
  expect(course.outcomes[0]?.say).toBe('Olof Berg hears')
  expect(
    await tried(olof, '1001', [], { states: [phones, { state: 'calls.line', person, value: 'in-call' }] }),
  ).toEqual(['on-the-phone'])
  expect(line?.options.map(({ value }) => value)).toEqual(['idle', 'ringing', 'in-call'])
  const wrong = tried(olof, '1001', [], { states: [{ state: 'calls.line', person, value: 'gone' }] })
  await expect(wrong).rejects.toMatchObject({ code: 'rules.try-state' })
})

test('a draft is tried in place of what is in force, by whom its rules are', async () => {
  const rule: Rule = {
    ...{ name: 'to-bjorn', title: { sv: 'Till Björn', en: 'To Björn' }, on: 'call.incoming' },
    ...({ stage: 'guard', scope: 'person' } as const),
    ...{ conditions: { all: [] }, event: { type: 'call.forward', params: { to: '1002' } } },
  }
  const rules = { owner: { scope: 'person' as const, owner: anna.person }, rules: [rule] }
  const fields = { caller: { number: olof }, dialled: { number: '1001' } }
  const { course, case: kept } = await ask(anna, { fields, rules })
  expect(path(course, [])[0]).toBe('to-bjorn')
  // Björn's rules are Björn's.
  expect(course.onward?.told.tried).toEqual([])
  expect(kept).toMatchObject({ on: 'call.incoming', expects: { action: 'call.forward', params: { to: '1002' } } })
  await expect(ask(bjorn, { fields })).rejects.toMatchObject({ code: 'rules.try-not-yours' })
  await expect(ask(bjorn, { fields, rules })).rejects.toMatchObject({ code: 'rules.not-yours' })
  const circle = { ...rule, event: { type: 'call.forward', params: { to: '1001' } } }
  const round = await ask(anna, { fields, rules: { ...rules, rules: [circle] } })
  expect(round.course.told.tried[0]).toMatchObject({ outcome: 'failed' })
  expect(path(round.course, [])).toEqual(['nobody-registered'])
})

test('a day is told in stretches that end as each of its minutes does', async () => {
  const device = phones.register(extension('1001'))
  await does(anna, 'meeting', '2026-10-09T13:30:00.000Z')
  const fields = { caller: { number: olof }, dialled: { number: '1001' } }
  const { spans } = await anna.call(tryDay, { ...nothing, fields, date: '2026-10-09' })
  expect(spans.at(0)?.from).toBe('2026-10-08T22:00:00.000Z')
  expect(spans.at(-1)?.to).toBe('2026-10-09T22:00:00.000Z')
  expect(spans.map(({ rule }) => rule)).toHaveLength(3)
  for (const at of ['2026-10-08T22:00:00Z', '2026-10-09T12:11:00Z', '2026-10-09T13:29:59Z', '2026-10-09T13:30:00Z']) {
    const { course } = await ask(anna, { fields, at })
    const span = spans.find(({ from, to }) => from <= course.at && course.at < to)
    expect(span?.did).toBe(course.did)
  }
  await does(anna, 'available')
  device.unregister()
})
