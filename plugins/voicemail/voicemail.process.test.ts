/**
 * Messages left, heard and mailed on the real stack, by SIP clients that aren't ours (rows of DEMO's table that end in voicemail). It is
 * Friday 9 October 2026, 14:10. Needs: presence, contacts.
 */
import { once } from 'node:events'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { callbackify, promisify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, type TestContext, test, vi } from 'vitest'
import { strongest, tonesHeard } from '../../test/harness/alike.ts'
import { type Baresip, baresip } from '../../test/harness/baresip.ts'
import { callLog } from '../../test/harness/contracts.ts'
import {
  deviceOf,
  does,
  expectBeginning,
  type Name,
  type Person,
  person,
  sentences,
  why,
  winners,
} from '../../test/harness/demonstration.ts'
import { freeLoopbackPort } from '../../test/harness/free-ports.ts'
import { messageLamp } from '../../test/harness/lamp.ts'
import { phoneCall } from '../../test/harness/phones.ts'
import { type RtpCaller, rtpCaller } from '../../test/harness/rtp.ts'
import { measure } from '../../test/harness/sound.ts'
import { useStack } from '../../test/harness/stack.ts'
import { changeBox, type Message, messageSound, messagesView, setPin } from './contract.ts'

const smtpPort = await freeLoopbackPort(['tcp'])
const mails: ParsedMail[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, _, done) => callbackify(async () => void mails.push(await simpleParser(stream)))(done),
})
const stack = useStack({
  SVARA_NOW: '2026-10-09T14:10:00+02:00',
  SVARA_SMTP: `smtp://127.0.0.1:${smtpPort}`,
  SVARA_MAIL_FROM: 'Svara <svara@norrsken.example>',
})
const annas = '+46846500401'
const tones = [440, 620, 1000]
const people = new Map<Name, Person>()
const the = (name: Name): Person => people.get(name) as Person
let unanswered: Promise<string>
let leaving: Baresip

beforeAll(async () => {
  server.listen(smtpPort, '127.0.0.1')
  await once(server.server, 'listening')
  for (const name of ['anna', 'bjorn', 'cecilia', 'david', 'elin'] as const) {
    people.set(name, await person(stack(), name, { voicemail: true }))
  }
  await the('anna').session.call(setPin, { pin: '4711' })
  await the('anna').session.call(changeBox, {
    mail: true,
    options: [{ digit: '1', to: '1003', activity: '' }],
    sayOptions: false,
  })
  await does(the('anna').session, 'meeting', '2026-10-09T12:30:00.000Z')
})
afterAll(() => promisify(server.close.bind(server))())

const messagesOf = async (who: Name, count: number): Promise<readonly Message[]> =>
  (await the(who).session.seen(messagesView, state => state.messages.length === count)).messages

/** The sound of a message as the app has it, in a file. */
async function soundOf(who: Name, { id }: Message): Promise<string> {
  const path = messageSound.path.replace(':id', id)
  const response = await the(who).session.fetch(`/api${path}`, { headers: { range: 'bytes=0-' } })
  expect([response.status, response.headers.get('content-type')]).toEqual([206, 'audio/mpeg'])
  const file = join(stack().environment.SVARA_DATA ?? '', `${id}.mp3`)
  await writeFile(file, Buffer.from(await response.arrayBuffer()))
  return file
}

/** Files that somebody's messages are being written to. */
function recordings(who: Name): Promise<readonly string[]> {
  const { organisation, person } = the(who).session
  return readdir(join(stack().environment.SVARA_DATA ?? '', 'voicemail/messages', organisation, person))
    .catch(() => [])
    .then(names => names.filter(name => name.endsWith('.wav')))
}
const recording = (who: Name) =>
  vi.waitFor(async () => expect(await recordings(who)).not.toEqual([]), { timeout: 20_000, interval: 50 })

/** By the trunk, sending a tone. */
async function caller({ onTestFinished }: TestContext, number: string, tone: number): Promise<Baresip> {
  const one = await baresip({ server: stack().trunkPort, as: number, tone })
  onTestFinished(() => one.stop())
  return one
}

interface Fingers {
  readonly rtp: RtpCaller
  /** As fast as one types. */
  press(digits: string): Promise<void>
  /** A sentence has begun. */
  hears(): Promise<void>
}

/** A phone or a trunk's caller with keys. */
async function withKeys({ onTestFinished }: TestContext, place: (mediaPort: number) => ReturnType<typeof phoneCall>) {
  const rtp = await rtpCaller()
  onTestFinished(() => rtp.close())
  const call = await place(rtp.port)
  onTestFinished(() => call.stop())
  const answer = await call.final()
  const to = Number(/^m=audio (\d+)/m.exec(answer.text)?.[1])
  const fingers: Fingers = {
    rtp,
    async press(digits) {
      for (const digit of digits) {
        rtp.press('0123456789*#'.indexOf(digit), to)
        await pause(80)
      }
      rtp.forget()
    },
    hears: () => rtp.heard(300),
  }
  return { ...fingers, to }
}

test('a message left in a meeting: the greeting by ear, the message in the app and by mail, the lamp and the trace', async context => {
  // Meanwhile, at another phone: nobody answers for 25 s.
  const elinsPhone = await the('elin').phone({ onTestFinished: () => {} }, { does: 'rings' })
  const other = await baresip({ server: stack().trunkPort, as: '+46701740621', tone: 620 })
  other.dial('sip:+46846500405@svara.localhost')
  unanswered = other.event('CALL_ESTABLISHED').then(async () => {
    await elinsPhone.close()
    await recording('elin')
    await other.stop()
    return 'answered'
  })

  const shows = await messageLamp(context, stack(), deviceOf('anna'))
  const olof = await caller(context, '+46701740607', 1000)
  olof.dial(`sip:${annas}@svara.localhost`)
  await olof.event('CALL_ESTABLISHED')
  await recording('anna')
  const begun = Date.now()
  await pause(Math.max(0, 4000 - (Date.now() - begun)))
  olof.hangUp()
  await olof.event('CALL_CLOSED')

  const [message] = await messagesOf('anna', 1)
  if (!message) throw new Error('no message')
  expect(message).toMatchObject({ heard: false, caller: { number: '+46701740607', name: 'Olof Berg' } })
  expect(message.seconds).toBeGreaterThan(3)
  expect(message.seconds).toBeLessThan(7)
  const sound = await soundOf('anna', message)
  expect(await strongest(sound, tones)).toBe(1000)
  const { rms, rate, channels } = await measure(sound)
  expect({ rate, channels }).toEqual({ rate: 8000, channels: 1 })
  expect(Math.abs(rms + 20)).toBeLessThan(3)

  await expectBeginning(await olof.heard(), 'Anna Svensson är i möte, åter 14:30.')
  await shows('1/0')
  await vi.waitFor(() => expect(mails).toHaveLength(1), 10_000)
  expect(mails[0]?.subject).toMatch(/^Röstmeddelande från Olof Berg \(0:0\d\)$/)
  const attached = join(stack().environment.SVARA_DATA ?? '', 'attached.mp3')
  await writeFile(attached, mails[0]?.attachments[0]?.content ?? '')
  expect(await strongest(attached, tones)).toBe(1000)

  const explained = await why(the('anna').session, '+46701740607')
  expect(explained.entry.outcome).toBe('voicemail')
  expect(winners(explained)).toEqual(['voicemail-closed'])
  expect(sentences(explained)).toContain('Röstbrevlådan svarar med hälsningen för ”Möte”')
})

test('it is heard by phone, at a colleague’s with short number and PIN', async context => {
  const phone = await withKeys(context, mediaPort =>
    phoneCall(stack(), deviceOf('david'), '1099', { mediaPort, talkMs: 60_000 }),
  )
  await phone.hears()
  await phone.press('*')
  await phone.hears()
  await phone.press('1001#')
  await phone.hears()
  await phone.press('4711#')
  await vi.waitFor(() => expect(tonesHeard(phone.rtp.sound(), tones)).toContain(1000), 15_000)
  const { messages } = await the('anna').session.seen(messagesView, state => state.messages[0]?.heard === true)
  expect(messages).toHaveLength(1)
})

test('a digit while the greeting plays reaches a colleague, and the two hear each other', async context => {
  const cecilia = await the('cecilia').soundingPhone(context, 620)
  const stranger = await caller(context, '+46701740608', 1000)
  stranger.dial(`sip:${annas}@svara.localhost`)
  await stranger.event('CALL_ESTABLISHED')
  await stranger.hearing(0.3)
  stranger.press('1')
  await cecilia.event('CALL_ESTABLISHED')
  const heardNow = async (one: Baresip) => tonesHeard(await one.lastHeard(0.5), tones)
  await vi.waitFor(async () => expect(await heardNow(stranger)).toEqual([620]), 15_000)
  await vi.waitFor(async () => expect(await heardNow(cecilia)).toEqual([1000]), 15_000)
  cecilia.hangUp()
  await stranger.event('CALL_CLOSED')
})

test('a colleague waits while she is on the phone, and her phone rings when she has hung up', async context => {
  const cecilia = await the('cecilia').soundingPhone(context, 620)
  const stranger = await caller(context, '+46701740608', 1000)
  stranger.dial('sip:+46846500403@svara.localhost')
  await cecilia.event('CALL_ESTABLISHED')
  const david = await the('david').soundingPhone(context, 440)
  david.dial('sip:1003@norrsken.svara.localhost')
  await david.event('CALL_ESTABLISHED')
  await david.hearing(0.3)
  david.press('5')
  // Behind the greeting it would be silent by now, and his message be recorded: it is music that he hears.
  await david.hearing(6)
  expect((await measure(await david.lastHeard(1))).rms).toBeGreaterThan(-50)
  stranger.hangUp()
  await cecilia.event('CALL_CLOSED')
  await cecilia.event('CALL_ESTABLISHED')
  const heardNow = async (one: Baresip) => tonesHeard(await one.lastHeard(0.5), tones)
  await vi.waitFor(async () => expect(await heardNow(david)).toEqual([620]), 15_000)
  await vi.waitFor(async () => expect(await heardNow(cecilia)).toEqual([440]), 15_000)
  cecilia.hangUp()
  await david.event('CALL_CLOSED')
})

test('after 25 s without an answer voicemail has answered', async () => {
  expect(await unanswered).toBe('answered')
  const explained = await why(the('elin').session, '+46701740621')
  expect(winners(explained)).toEqual(['ring', 'voicemail-unanswered'])
})

test('nobody is registered: at once; the hub is killed while the message is left, and it is there afterwards', async context => {
  // The next test's, who hears a greeting meanwhile.
  leaving = await baresip({ server: stack().trunkPort, as: '+46701740641', tone: 620 })
  leaving.dial('sip:+46846500404@svara.localhost')
  await leaving.event('CALL_ESTABLISHED')
  const maria = await caller(context, '+46701740605', 440)
  maria.dial('sip:+46846500402@svara.localhost')
  await maria.event('CALL_ESTABLISHED')
  await recording('bjorn')
  await stack().kill('hub')
  await pause(3000)
  maria.hangUp()
  await maria.event('CALL_CLOSED')
  await stack().healthy()
  people.set('bjorn', await person(stack(), 'bjorn', { voicemail: true }))
  const [message] = await messagesOf('bjorn', 1)
  if (!message) throw new Error('no message')
  expect(message).toMatchObject({ caller: { number: '+46701740605' }, heard: false })
  expect(message.seconds).toBeGreaterThan(2)
  expect(await strongest(await soundOf('bjorn', message), tones)).toBe(440)
  expect(await recordings('bjorn')).toEqual([])
})

test('the voice agent is killed while a message is left: the next one ends the call, and what was said until then is there', async () => {
  people.set('david', await person(stack(), 'david', { voicemail: true }))
  await recording('david')
  await vi.waitFor(async () => {
    const { organisation, person: id } = the('david').session
    const folder = join(stack().environment.SVARA_DATA ?? '', 'voicemail/messages', organisation, id)
    const sizes = (await recordings('david')).map(async name => (await stat(join(folder, name))).size)
    // A second of PCMA is 8,000 bytes.
    expect(Math.max(...(await Promise.all(sizes)))).toBeGreaterThan(12_000)
  }, 20_000)
  await stack().kill('voice')
  await leaving.event('CALL_CLOSED')
  const [message] = await messagesOf('david', 1)
  if (!message) throw new Error('no message')
  expect(message).toMatchObject({ caller: { number: '+46701740641' }, heard: false })
  expect(message.seconds).toBeGreaterThan(1)
  expect(await strongest(await soundOf('david', message), tones)).toBe(620)
  await vi.waitFor(async () => {
    const { calls } = await the('david').session.call(callLog, { limit: 1 })
    expect(calls).toMatchObject([{ other: { number: '+46701740641' }, endedAt: expect.any(String) }])
  }, 10_000)
})
