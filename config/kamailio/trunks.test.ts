/** Several ways to the public network: by address and by registration, each in its own notation, the next one when one is closed. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  all,
  header,
  type Message,
  method,
  status,
  target,
} from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { dial, startHub, type TestHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let hub: TestHub
let anna: Phone
let standard: Phone
let first: Phone
let second: Phone
let account: Phone

const otherAddress = '127.0.0.3'

beforeAll(async () => {
  kamailio = await startKamailio()
  const { trunkPort, peerPort } = kamailio
  kamailio.addDevice('1001-desk', norrsken, 'secret-1001', `1001@${norrsken}`)
  kamailio.addNumber('+46846500401', `1001@${norrsken}`)
  kamailio.addNumber(`1001@${norrsken}`, '+46846500401')
  const at = (user: string, address?: string) =>
    kamailio.telephone({ user, domain: 'carrier.example' }, trunkPort, user === 'standard' ? peerPort : 0, address)
  standard = await at('standard')
  first = await at('first', otherAddress)
  second = await at('second', otherAddress)
  account = await at('account', otherAddress)
  const to = ({ port }: Phone, more = '') => `sip:${otherAddress}:${port}${more}`
  kamailio.addTrunkRow('one', `${to(first)}|digits|rpid|1|first.example|`)
  kamailio.addTrunkRow('two', `${to(second)}|national|from|0|second.example|`)
  kamailio.addTrunkRow('acc', `${to(account)}|00|pai|0|${otherAddress}|+46846500400`)
  for (const id of ['one', 'two', 'acc']) kamailio.addTrunkRow(`peers:${id}`, `192.0.2.0/24,${otherAddress}`)
  kamailio.addTrunkRow('order', 'one,two,acc')
  kamailio.addTrunkRow(`order:${norrsken}`, 'one,two')
  await kamailio.rpc.htableReload('numbers')
})
afterAll(() => kamailio.stop())

beforeEach(async () => {
  hub = await startHub(kamailio)
  await hub.telephony.reloadTrunks([])
  anna = await kamailio.deskPhone('1001')
})
afterEach(() => hub.stop())

const ways = (...trunks: string[]) => dial('+46701740607', { trunks })

async function callsOut(verdict: ReturnType<typeof dial>) {
  const call = await anna.call(`sip:0701740607@${norrsken}`)
  ;(await hub.question()).answer(verdict)
  return call
}
async function talks(far: Phone, call: Awaited<ReturnType<Phone['call']>>, invite: Message) {
  far.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  await far.incoming('ACK')
}
async function hangsUp(far: Phone, call: Awaited<ReturnType<Phone['call']>>) {
  const ended = call.bye()
  far.reply(await far.incoming('BYE'), 200)
  await ended
}

test('each trunk gets numbers as it wants them, and the caller in the header that it reads', async () => {
  const call = await callsOut(ways('one'))
  const invite = await first.incoming('INVITE')
  expect(target(invite)).toBe(`sip:46701740607@${otherAddress}:${first.port}`)
  expect(header(invite, 'From')).toContain('<sip:46846500401@first.example>')
  expect(all(invite, 'Remote-Party-ID')).toEqual([
    '<sip:46846500401@first.example>;party=calling;screen=yes;privacy=off',
  ])
  expect(all(invite, 'P-Asserted-Identity')).toEqual([])
  first.reply(invite, 486)
  expect(await hub.question(call.callId)).toMatchObject({ question: { step: { outcome: 'busy' } } })
  call.cancel()

  const other = await callsOut(ways('two'))
  const national = await second.incoming('INVITE')
  expect(target(national)).toBe(`sip:0701740607@${otherAddress}:${second.port}`)
  expect(header(national, 'From')).toContain('<sip:0846500401@second.example>')
  expect([...all(national, 'Remote-Party-ID'), ...all(national, 'P-Asserted-Identity')]).toEqual([])
  second.reply(national, 480)
  await hub.question(other.callId)
  other.cancel()
})

test('a call that was sent on tells by whom, in the notation of the trunk (RFC 5806, RFC 7044)', async () => {
  const diverted = { number: '+46846500402', reason: 'no-answer', counter: 2 } as const
  const history = [
    { number: '+46846500401', reason: 'unconditional', hidden: true },
    { number: '+46846500402', reason: 'no-answer', hidden: false },
  ] as const
  const call = await callsOut(dial('+46701740607', { trunks: ['one', 'standard'], diverted, history }))
  const invite = await first.incoming('INVITE')
  expect(all(invite, 'Diversion')).toEqual(['<sip:46846500402@first.example>;reason=no-answer;counter=2'])
  const entries = (plus: string, at: string) =>
    [
      `<sip:${plus}46846500401@${at}?Privacy=history>;index=1`,
      `<sip:${plus}46846500402@${at};cause=302>;index=1.1;mp=1`,
      `<sip:${plus}46701740607@${at};cause=408>;index=1.1.1;mp=1.1`,
    ].join(', ')
  expect(all(invite, 'History-Info')).toEqual([entries('', 'first.example')])
  first.reply(invite, 503)
  const next = await standard.incoming('INVITE')
  expect(all(next, 'History-Info')).toEqual([entries('+', 'svara.localhost')])
  expect(all(next, 'Diversion')).toEqual(['<sip:+46846500402@svara.localhost>;reason=no-answer;counter=2'])
  await talks(standard, call, next)
  await hangsUp(standard, call)
})

test('a trunk that is closed is passed over, by what it says and by its silence; the next one hears nothing of the first', async () => {
  const call = await callsOut(ways('one', 'gone', 'two', 'standard'))
  first.reply(await first.incoming('INVITE'), 503)
  // Says nothing: four seconds.
  await second.incoming('INVITE')
  const invite = await standard.incoming('INVITE')
  expect(target(invite)).toBe(`sip:+46701740607@127.0.0.1:${kamailio.peerPort}`)
  expect(all(invite, 'P-Asserted-Identity')).toEqual(['<sip:+46846500401@svara.localhost>'])
  expect(all(invite, 'Remote-Party-ID')).toEqual([])
  await talks(standard, call, invite)
  await hangsUp(standard, call)
  expect(hub.questions()).toEqual([])
})

test.each([
  [486, 'busy'],
  [603, 'declined'],
  [404, 'unreachable'],
])('what the called side says itself (%i) goes no other way', async (code, outcome) => {
  const call = await callsOut(ways('two', 'standard'))
  second.reply(await second.incoming('INVITE'), code)
  const { question } = await hub.question(call.callId)
  expect(question.step).toMatchObject({ outcome, sipStatus: code })
  expect(standard.inbox()).toEqual([])
  call.cancel()
})

test('a trunk carries no more calls at once than it may', async () => {
  const call = await callsOut(ways('one', 'standard'))
  await talks(first, call, await first.incoming('INVITE'))
  const other = await callsOut(ways('one', 'standard'))
  await talks(standard, other, await standard.incoming('INVITE'))
  expect(first.inbox().filter(message => method(message) === 'INVITE')).toEqual([])
  await hangsUp(standard, other)
  await hangsUp(first, call)
  const third = await callsOut(ways('one', 'standard'))
  await talks(first, third, await first.incoming('INVITE'))
  await hangsUp(first, third)
})

test('112 goes every way: the organisation’s own trunks, the standard one, then any other, whatever they say', async () => {
  await hub.stop()
  const call = await anna.call(`sip:112@${norrsken}`)
  first.reply(await first.incoming('INVITE'), 486)
  const national = await second.incoming('INVITE')
  expect(target(national)).toBe(`sip:112@${otherAddress}:${second.port}`)
  expect(header(national, 'From')).toContain('<sip:0846500401@second.example>')
  second.reply(national, 404)
  standard.reply(await standard.incoming('INVITE'), 500)
  await talks(account, call, await account.incoming('INVITE'))
  await hangsUp(account, call)
})

test('a probe tells whether the other side is there, and who is silent comes last', async () => {
  hub.telephony.probeTrunk('two')
  second.reply(await second.incoming('OPTIONS'), 404)
  expect(await hub.event('trunk')).toEqual({ kind: 'trunk', trunk: 'two', sipStatus: 404 })
  hub.telephony.probeTrunk('two')
  second.reply(await second.incoming('OPTIONS'), 503)
  expect((await hub.event('trunk')).sipStatus).toBe(503)

  const call = await callsOut(ways('two', 'standard'))
  await talks(standard, call, await standard.incoming('INVITE'))
  await hangsUp(standard, call)
  const only = await callsOut(ways('two'))
  await talks(second, only, await second.incoming('INVITE'))
  await hangsUp(second, only)
  hub.telephony.probeTrunk('two')
  second.reply(await second.incoming('OPTIONS'), 200)
  await hub.event('trunk')
})

test('calls in are known by the address of their trunks, and believed; of nobody else there', async () => {
  const call = await second.call('sip:+46846500401@svara.localhost', {
    extra: [['P-Asserted-Identity', '<sip:+46701740607@carrier.example>']],
  })
  const { question } = await hub.question()
  expect(question).toMatchObject({
    source: { kind: 'trunk', trunks: ['one', 'two', 'acc'] },
    caller: { number: '+46701740607' },
    dialled: '+46846500401',
  })
  call.cancel()
  await call.final()
  const nobody = await kamailio.telephone({ user: 'nobody', domain: 'x.example' }, kamailio.trunkPort, 0, '127.0.0.4')
  await nobody.call('sip:+46846500401@svara.localhost')
  await kamailio.logged(/INVITE on the trunk port from 127\.0\.0\.4, which is no peer/)
})

test('an account is registered with its secret, called, and asked for its secret when it calls', async () => {
  const secret = { trunk: 'acc', user: 'svara', secret: 'hemligt', host: otherAddress, port: account.port }
  await hub.telephony.reloadTrunks([{ ...secret, transport: 'udp' }])
  const asks = (message: Message, code: 401 | 407) =>
    account.reply(message, code, {
      extra: [[code === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate', 'Digest realm="carrier", nonce="abc"']],
    })
  asks(await account.incoming('REGISTER'), 401)
  const registers = await account.incoming('REGISTER')
  expect(header(registers, 'To')).toContain(`sip:svara@${otherAddress}`)
  expect(header(registers, 'Authorization')).toMatch(/username="svara".*realm="carrier"/)
  expect(header(registers, 'Contact')).toContain(`<sip:acc@127.0.0.1:${kamailio.trunkPort}`)
  expect(await hub.telephony.registeredTrunks()).toEqual([])
  // A registrar tells what it holds (RFC 3261 section 10.3).
  account.reachedAt(`${header(registers, 'Contact').replace(/;expires=.*/, '')};expires=300`)
  account.reply(registers, 200)
  account.reachedAt(`<sip:account@${otherAddress}:${account.port}>`)
  await expect.poll(() => hub.telephony.registeredTrunks()).toEqual(['acc'])
  // Told again, it isn't registered again.
  await hub.telephony.reloadTrunks([{ ...secret, transport: 'udp' }])
  expect(await hub.telephony.registeredTrunks()).toEqual(['acc'])

  const toAccount = `sip:acc@127.0.0.1:${kamailio.trunkPort}`
  for (const [extra, dialled] of [
    [{ body: sdp }, '+46846500400'],
    [{ body: sdp, to: '<sip:+46846500401@carrier.example>' }, '+46846500401'],
  ] as const) {
    const sent = account.request('INVITE', toAccount, extra)
    account.send(sent)
    const { question } = await hub.question(header(sent, 'Call-ID'))
    expect(question).toMatchObject({ source: { trunks: ['acc'] }, dialled })
  }

  const call = await callsOut(ways('acc'))
  const plain = await account.incoming('INVITE')
  expect(target(plain)).toBe(`sip:0046701740607@${otherAddress}:${account.port}`)
  asks(plain, 407)
  await account.incoming('ACK')
  const invite = await account.incoming('INVITE')
  expect(header(invite, 'Proxy-Authorization')).toMatch(/username="svara"/)
  expect(target(invite)).toBe(target(plain))
  expect(all(invite, 'P-Asserted-Identity')).toEqual([`<sip:0046846500401@${otherAddress}>`])
  // The request with the secret is another one (RFC 3261 section 22.2), of which the phone knows nothing.
  const counted = (message: Message) => Number.parseInt(header(message, 'CSeq'), 10)
  expect(counted(invite)).toBe(counted(plain) + 1)
  account.reply(invite, 180)
  expect(header(await call.response(), 'CSeq')).toBe(header(call.invite, 'CSeq'))
  account.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  expect(header(await account.incoming('ACK'), 'CSeq')).toBe(`${counted(invite)} ACK`)
  const again = call.again(sdp)
  const second = await account.incoming('INVITE')
  expect(counted(second)).toBeGreaterThan(counted(invite))
  account.reply(second, 200, { body: sdp })
  await again
  expect(header(await account.incoming('ACK'), 'CSeq')).toBe(`${counted(second)} ACK`)
  // The called side's own count is its own.
  const theirs = account.within(invite, 'BYE')
  const over = account.transact(theirs)
  const bye = await anna.incoming('BYE')
  expect(header(bye, 'CSeq')).toBe(header(theirs, 'CSeq'))
  anna.reply(bye, 200)
  expect(header(await over, 'CSeq')).toBe(header(theirs, 'CSeq'))
  await hub.telephony.reloadTrunks([])
  expect(await hub.telephony.registeredTrunks()).toEqual([])
})
