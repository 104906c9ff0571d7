import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import * as contract from './contract.ts'
import { anna, beeps, type Stage, stage } from './testing/stage.ts'

const bjorn = { person: 'björn', number: '1002', name: 'Björn Lind', hidden: false }
const music = { tone: 'music' }
/** All that a colleague is told while she is on the phone. */
const busy = { busy: true, mayWait: true }

eachDatabase('waiting until somebody has hung up', ({ open }) => {
  let on: Stage
  beforeEach(async () => {
    on = await stage(await open())
    on.becomes('in-call')
  })
  afterEach(() => on.close())

  async function waits() {
    const party = await on.call(busy, bjorn)
    await vi.waitFor(() => expect(party.hears()).toBeDefined())
    party.press('5')
    await vi.waitFor(() => expect(party.hears()).toEqual(music))
    return party
  }

  test('by a digit, with music; when she hangs up her phones ring, and the two talk', async () => {
    const party = await waits()
    expect(on.speech.said.map(({ text }) => text)).toContain('Anna Svensson talar i telefon. Tryck 5 för att vänta.')
    on.becomes('idle')
    const dialled = on.voice.dialled()
    await on.eventually(() => expect(on.legs).toHaveLength(1))
    expect(on.legs).toMatchObject([{ to: '1001', caller: { person: 'björn' } }])
    const hers = await dialled
    hers.answer()
    await vi.waitFor(() => expect(party.talksTo()).toBe(hers.leg))
  })

  test('who has waited longest is first; another hub that was started meanwhile sees to it as well', async () => {
    const first = await waits()
    const began = Date.now()
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(began))
    const second = await waits()
    await on.open()
    on.becomes('idle')
    const hers = await Promise.all([on.voice.dialled(), on.eventually(() => expect(on.legs).not.toEqual([]))])
    hers[0].answer()
    await vi.waitFor(() => expect(first.talksTo()).toBe(hers[0].leg))
    expect(second.hears()).toEqual(music)
  })

  test('an end that nobody told of is seen by asking again; whoever isn’t answered leaves a message', async () => {
    const party = await waits()
    on.becomes('in-call')
    party.timePasses()
    await vi.waitFor(() => expect(party.hears()).toEqual(music))
    on.becomes('idle')
    on.world.jobs.clear()
    party.timePasses()
    const hers = await on.voice.dialled()
    hers.refuse(480)
    await beeps(on, party)
  })

  test('nobody else may: not whoever is only told that she can’t answer, and not where 5 leads elsewhere', async () => {
    const outside = await on.call()
    await vi.waitFor(() => expect(outside.hears()).toBeDefined())
    await on.hub.call(contract.changeBox, { options: [{ digit: '5', to: '1003', activity: '' }] }, anna)
    const party = await on.call(busy, bjorn)
    await vi.waitFor(() => expect(party.hears()).toBeDefined())
    expect(on.speech.said.filter(({ text }) => text.includes('vänta'))).toEqual([])
  })
})
