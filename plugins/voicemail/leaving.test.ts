import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { measure } from '../../test/harness/sound.ts'
import * as contract from './contract.ts'
import { anna, beeps, cecilia, david, gustav, hears, olof, organisation, type Stage, stage } from './testing/stage.ts'

eachDatabase('leaving a message', ({ open }) => {
  let on: Stage
  beforeEach(async () => {
    on = await stage(await open())
  })
  afterEach(() => on.close())
  const sounding = { person: 'anna', organisation }
  const file = (id: string, form = 'mp3') =>
    join(on.folder, 'voicemail/messages', sounding.organisation, sounding.person, `${id}.${form}`)

  async function leave(milliseconds = 4000, caller: object = olof): Promise<void> {
    const party = await on.call({}, caller)
    await beeps(on, party)
    party.says(milliseconds)
    party.hangUp()
    await party.over
  }

  test('who speaks behind the tone and hangs up has left a message, as loud as any and without the silence', async () => {
    await leave()
    const [message] = await on.eventually(async () => {
      const all = await on.messages()
      expect(all).toHaveLength(1)
      return all
    })
    expect(message).toMatchObject({ caller: olof, heard: false, seconds: 4 })
    expect(message?.loudness).toHaveLength(100)
    expect(Math.min(...(message?.loudness ?? []))).toBeGreaterThan(90)
    const sound = await hub().download(contract.messageSound, { id: message?.id }, anna)
    expect(await measure(sound.file)).toMatchObject({ rate: 8000, channels: 1 })
    expect((await measure(sound.file)).rms).toBeGreaterThan(-22)
    expect((await measure(sound.file)).rms).toBeLessThan(-17)
    await on.eventually(() => expect(existsSync(file(message?.id ?? '', 'wav'))).toBe(false))
    expect(on.lamps.get('1001@norrsken.example')).toEqual({ new: 1, old: 0 })
    // The end of the recording and that of the call both see to it: what is told twice has the same id, and counts once.
    const published = [...new Map(on.hub.published.map(one => [one.id, one])).values()]
    expect(published).toMatchObject([
      { id: `left:${message?.id}`, data: { person: 'anna', seconds: 4, caller: { number: olof.number } } },
    ])
    expect((await on.hub.current(contract.unheardView, anna)).unheard).toBe(1)
    expect(on.withMessage.size).toBe(1)
  })
  const hub = () => on.hub

  test('less than a second of sound is no message', async () => {
    await leave(700)
    await on.eventually(async () => expect([...on.world.jobs.keys()]).toEqual([]))
    expect(await on.messages()).toEqual([])
    expect(on.lamps.size).toBe(0)
    expect(on.withMessage.size).toBe(0)
  })

  test('what was recorded before the agent or the hub died is a message, once, however often it is told', async () => {
    const party = await on.call()
    await beeps(on, party)
    await vi.waitFor(() => expect([...on.world.jobs.keys()]).toHaveLength(1))
    // The agent writes, and is never heard of again; another hub is there by then.
    party.says(3000)
    const again = await on.open()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    party.hangUp()
    await party.over
    vi.useRealTimers()
    await on.eventually(async () => expect(await on.messages()).toHaveLength(1))
    await again.start()
    expect(on.lamps.get('1001@norrsken.example')).toEqual({ new: 1, old: 0 })
    expect(new Set(on.hub.published.map(({ id }) => id)).size).toBe(1)
  })

  test('ended by hash it can be listened to, recorded again and sent; only the last one is kept', async () => {
    const party = await on.call()
    await beeps(on, party)
    party.says(2000)
    party.press('#')
    await hears(on, party, 'kept')
    party.press('2')
    await vi.waitFor(() => expect(JSON.stringify(party.hears())).toContain('-draft.mp3'))
    party.heardOut()
    await hears(on, party, 'kept')
    expect(await on.messages()).toEqual([])
    party.press('3')
    await beeps(on, party)
    party.says(5000)
    party.press('#')
    await hears(on, party, 'kept')
    party.press('1')
    await hears(on, party, 'thanks')
    party.heardOut()
    await party.over
    await on.eventually(async () => expect((await on.messages()).map(({ seconds }) => seconds)).toEqual([5]))
  })

  test('a voice that is away leaves the kept sentence, and no agent leaves the call to the next rule', async () => {
    await hub().start()
    await vi.waitFor(() => expect(on.speech.said.length).toBeGreaterThan(30))
    await vi.waitFor(() =>
      hub().act(contract.listen, {}, { organisation, data: { call: 'x', caller: olof, diversions: 0 } }),
    )
    on.speech.reachable(false)
    const party = await on.call()
    await hears(on, party, 'nobody')
    await on.voice.stop()
    await expect(on.call()).rejects.toMatchObject({ code: 'voice.unavailable' })
  })

  test('a voice that is slow is waited for at the agent, not by the signalling side', async () => {
    await hub().start()
    await vi.waitFor(() => expect(on.speech.said.length).toBeGreaterThan(30))
    const late = Promise.withResolvers<string>()
    const slow = vi.spyOn(on.speech, 'say').mockReturnValue(late.promise)
    // It arrives while nothing was spoken yet.
    const party = await on.call({ text: { sv: 'Anna är i möte.', en: 'Anna is in a meeting.' } })
    late.resolve('/late.mp3')
    await vi.waitFor(() => expect(party.hears()).toEqual({ file: '/late.mp3' }))
    slow.mockRestore()
  })

  test('a box that is off answers nobody, and a call that comes back from it is not sent there again', async () => {
    const data = { call: 'c', callId: 'c', caller: olof, callee: { person: 'anna', name: 'Anna' }, diversions: 0 }
    await hub().act(contract.answer, {}, { organisation, data })
    await expect(hub().act(contract.answer, {}, { organisation, data })).rejects.toMatchObject({
      code: 'voicemail.away',
    })
    await hub().call(contract.changeBox, { on: false }, anna)
    await expect(on.call()).rejects.toMatchObject({ code: 'voicemail.off' })
    expect(hub().fact(contract.boxFact, organisation, { callee: { person: 'anna' } })).toEqual({
      on: false,
      mail: false,
    })
  })

  test('a digit reaches whom she has chosen, by the rules for such a call, and back to her box when nobody is there', async () => {
    const options = [
      { digit: '1', to: '1003', activity: '' },
      { digit: '2', to: '070-174 06 09', activity: '' },
      { digit: '2', to: '1004', activity: 'meeting' },
    ]
    const wrong = [{ digit: '1', to: '12', activity: '' }]
    await expect(hub().call(contract.changeBox, { options: wrong }, anna)).rejects.toMatchObject({
      details: { field: 'options.0.to' },
    })
    await hub().call(contract.changeBox, { options }, anna)
    const party = await on.call({ activity: 'meeting', text: { sv: 'Anna är i möte.', en: 'Anna is in a meeting.' } })
    expect(on.speech.said.map(({ text }) => text)).toContain(
      'Anna är i möte. Tryck 1 för Cecilia Öberg. Tryck 2 för David Ek.',
    )
    await vi.waitFor(() => expect(party.hears()).toBeDefined())
    party.press('1')
    const cecilias = await on.voice.dialled()
    expect(cecilias.call).toMatchObject({ to: '1003' })
    expect(on.legs[0]?.caller).toMatchObject(olof)
    cecilias.refuse(486)
    await beeps(on, party)
    party.hangUp()
    // Outside, she calls.
    const other = await on.call()
    await vi.waitFor(() => expect(other.hears()).toBeDefined())
    other.press('2')
    expect((await on.voice.dialled()).call).toMatchObject({ to: '+46701740609' })
    expect(on.legs.at(-1)?.caller).toMatchObject({ person: 'anna', number: '+46846500401' })
    other.hangUp()
  })

  test('a message is marked, sent on, deleted and brought back, by whose it is alone', async () => {
    await leave()
    const [message] = await on.eventually(async () => {
      const all = await on.messages()
      expect(all).toHaveLength(1)
      return all
    })
    const id = message?.id ?? ''
    for (const other of [cecilia, gustav]) {
      await expect(hub().call(contract.hearMessage, { id, heard: true }, other)).rejects.toMatchObject({ status: 404 })
      await expect(hub().download(contract.messageSound, { id }, other)).rejects.toMatchObject({ status: 404 })
    }
    await hub().call(contract.hearMessage, { id, heard: true }, anna)
    expect(on.lamps.get('1001@norrsken.example')).toEqual({ new: 0, old: 1 })
    await hub().call(contract.forwardMessage, { id, to: 'cecilia', note: 'Tar du den här?' }, anna)
    expect(await on.messages(cecilia)).toMatchObject([
      { heard: false, note: 'Tar du den här?', from: { name: 'Anna Svensson' }, caller: olof },
    ])
    expect(on.lamps.get('1003@norrsken.example')).toEqual({ new: 1, old: 0 })
    await expect(hub().call(contract.forwardMessage, { id, to: 'gustav' }, anna)).rejects.toMatchObject({ status: 404 })
    await hub().call(contract.deleteMessage, { id, deleted: true }, anna)
    expect(await on.messages()).toEqual([])
    await hub().call(contract.deleteMessage, { id, deleted: false }, anna)
    expect(await on.messages()).toMatchObject([{ id, heard: true }])
    const kept = await hub().download(contract.messageSound, { id, keep: true }, anna)
    expect(kept.name).toMatch(/^\d{4}-\d\d-\d\d \d\d\.\d\d Olof Berg\.mp3$/)
  })

  test('a hidden number is told to nobody', async () => {
    await leave(3000, { number: '+46701740608', hidden: true })
    const [message] = await on.eventually(async () => {
      const all = await on.messages()
      expect(all).toHaveLength(1)
      return all
    })
    expect(message?.caller).toEqual({ hidden: true })
    expect(JSON.stringify(on.hub.told)).not.toContain('701740608')
  })

  test('by e-mail to who wants it: once, with its sound, and again until the server takes it', async () => {
    await leave()
    await on.eventually(async () => expect(await on.messages()).toHaveLength(1))
    const data = on.hub.published[0]?.data
    on.mail.reachable(false)
    const send = () => hub().act(contract.mailMessage, {}, { organisation, data })
    await send()
    await expect(hub().runDue()).rejects.toMatchObject({ code: 'mail.unavailable' })
    on.mail.reachable(true)
    await send()
    await send()
    await hub().runDue()
    await send()
    await hub().runDue()
    expect(on.mail.sent).toHaveLength(1)
    const [letter] = on.mail.sent
    expect(letter).toMatchObject({ to: 'anna@norrsken.example', subject: 'Röstmeddelande från Olof Berg (0:04)' })
    expect(letter?.text).toContain('+46701740607')
    expect(await measure(letter?.attachments?.[0]?.file ?? '')).toMatchObject({ rate: 8000, channels: 1 })
  })

  test('what was deleted a week ago is gone with its file', async () => {
    await leave()
    const [message] = await on.eventually(async () => {
      const all = await on.messages()
      expect(all).toHaveLength(1)
      return all
    })
    const id = message?.id ?? ''
    await hub().call(contract.deleteMessage, { id, deleted: true }, anna)
    expect(existsSync(file(id))).toBe(true)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 86_400_000 })
    await hub().runJob('sweep', {})
    vi.useRealTimers()
    expect(existsSync(file(id))).toBe(false)
    await expect(hub().call(contract.deleteMessage, { id, deleted: false }, anna)).rejects.toMatchObject({
      status: 404,
    })
  })

  test('kept for the days that the organisation has chosen, in sight, and then gone with its sound; nobody else’s', async () => {
    await leave()
    const [message] = await on.eventually(async () => {
      const all = await on.messages()
      expect(all).toHaveLength(1)
      return all
    })
    const id = message?.id ?? ''
    await on.hub.call(contract.setKeeping, { days: 30 }, david)
    expect(await on.hub.current(contract.messagesView, anna)).toMatchObject({ days: 30, messages: [{ id }] })
    expect(contract.deletedOn(new Date('2026-10-09T12:00:00Z'), { days: 30 })?.toISOString()).toBe(
      '2026-11-08T12:00:00.000Z',
    )
    const after = async (days: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })
      await hub().runJob('sweep', {})
      vi.useRealTimers()
    }
    await after(29)
    expect(existsSync(file(id))).toBe(true)
    await on.hub.call(contract.setKeeping, { days: null }, david)
    await after(400)
    expect(existsSync(file(id))).toBe(true)
    await on.hub.call(contract.setKeeping, { days: 30 }, gustav)
    await after(31)
    expect(existsSync(file(id))).toBe(true)
    await on.hub.call(contract.setKeeping, { days: 30 }, david)
    await after(31)
    expect(existsSync(file(id))).toBe(false)
    expect(await on.messages()).toEqual([])
    expect(on.hub.told).toContainEqual({ organisation, key: 'anna', message: { days: 30 } })
    expect(on.hub.told).toContainEqual({ organisation, key: 'anna', message: { gone: id } })
    expect(on.lamps.get('1001@norrsken.example')).toEqual({ new: 0, old: 0 })
    await expect(on.hub.call(contract.setKeeping, { days: 1 }, anna)).rejects.toMatchObject({
      code: 'access.forbidden',
    })
  })
})
