/** Voice agents as Kamailio knows them; the agents here are phones on a WebSocket. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { header, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { type RunningRtpengine, startRtpengine } from '../../test/harness/rtpengine.ts'
import { reject, ring, startHub, type TestHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let rtpengine: RunningRtpengine
let kamailio: TestKamailio
let hub: TestHub
let anna: Phone
let bjorn: Phone
let agent: Phone

const extension = '1-token@voice.invalid'
const aor = (user: string) => `${user}@${norrsken}`
const audio = (body: string) => /^m=audio (\d+) (\S+) (.*)$/m.exec(body)
const offer = (payloads: string, ...lines: readonly string[]) =>
  [sdp.trim().replace(/ 8$/, ` ${payloads}`), ...lines, ''].join('\r\n')

/** As an agent says where it is: whatever its connection. */
async function connects(id: string) {
  const made = await kamailio.browserOf({ user: 'voice', domain: norrsken }, `/voice/${id}`)
  made.reachedAt(`<sip:${id}@voice.invalid;transport=ws>`)
  return made
}

beforeAll(async () => {
  rtpengine = await startRtpengine()
  kamailio = await startKamailio({ ngPort: rtpengine.port })
  for (const user of ['1001', '1002']) kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, aor(user))
})
afterAll(async () => {
  await kamailio.stop()
  await rtpengine.stop()
})
beforeEach(async () => {
  hub = await startHub(kamailio)
  anna = await kamailio.deskPhone('1001')
  bjorn = await kamailio.deskPhone('1002')
  agent = await connects('1')
})
afterEach(async () => {
  await kamailio.rpc.ulRm(aor('1002')).catch(() => {})
  await agent.close()
  await hub.stop()
})

test('an agent answers alone, in PCMA and with digits whatever the caller speaks, and is found on another connection', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`, {
    body: offer('9 96', 'a=rtpmap:9 G722/8000', 'a=rtpmap:96 telephone-event/8000'),
  })
  ;(await hub.question()).answer(ring([extension]))
  const invite = await agent.incoming('INVITE')
  expect(invite.start).toBe(`INVITE sip:${extension} SIP/2.0`)
  const [, port, protocol, payloads] = audio(invite.body) ?? []
  expect([Number(port) > 0, protocol]).toEqual([true, 'RTP/AVP'])
  expect(payloads?.trim().split(' ')).toEqual(['8', '96'])
  expect(invite.body).toMatch(/a=rtpmap:96 telephone-event\/8000/)
  agent.reply(invite, 200, { body: offer('8 96', 'a=rtpmap:96 telephone-event/8000') })
  const answer = await call.final()
  expect(audio(answer.body)?.[3]?.trim()).toBe('9 96')
  expect(header(answer, 'Contact')).toContain('sip:1@voice.invalid')
  await agent.incoming('ACK')

  const again = await connects('1')
  await agent.close()
  agent = again
  const over = call.bye()
  agent.reply(await agent.incoming('BYE'), 200)
  expect(status(await over)).toBe(200)
})

test('an agent stands beside phones, several times where need be, and may hang up on whoever calls', async () => {
  await bjorn.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring(['1-other@voice.invalid', aor('1002'), extension]))
  const [rung, one, other] = await Promise.all([
    bjorn.incoming('INVITE'),
    agent.incoming('INVITE'),
    agent.incoming('INVITE'),
  ])
  expect(header(rung, 'From')).toContain(norrsken)
  bjorn.reply(rung, 180)
  agent.reply(one, 180)
  agent.reply(other, 180)
  // What doesn't ring yet is not cancelled (RFC 3261 section 9.1).
  for (const at of [aor('1002'), extension, '1-other@voice.invalid']) {
    await hub.event('ringing', event => event.extension === at)
  }
  expect(new Set([one, other].map(({ start }) => start.split(' ')[1]))).toEqual(
    new Set(['sip:1-other@voice.invalid', `sip:${extension}`]),
  )
  const mine = one.start.includes('1-token') ? one : other
  agent.reply(mine, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  bjorn.reply(await bjorn.incoming('CANCEL'), 200)
  bjorn.reply(rung, 487)
  agent.reply(await agent.incoming('CANCEL'), 200)
  agent.reply(mine === one ? other : one, 487)
  expect((await hub.event('answered')).to).toBe(extension)
  agent.send(agent.within(mine, 'BYE'))
  anna.reply(await anna.incoming('BYE'), 200)
  expect((await hub.event('ended')).by).toBe('callee')
})

test('a call that rings is given to an agent, once, and the phones learn that it was answered elsewhere', async () => {
  await bjorn.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  const ringAlso = (token: string) => hub.telephony.ringAlso(call.callId, `1-${token}@voice.invalid`)
  const asked = await hub.question()
  expect(await ringAlso('early')).toBe(false)
  asked.answer(ring([aor('1002')], { show: { number: '1001', name: 'Anna', hidden: false } }))
  const rung = await bjorn.incoming('INVITE')
  bjorn.reply(rung, 180)
  await hub.event('ringing')
  const given = await Promise.all([ringAlso('one'), ringAlso('other')])
  expect(given.filter(Boolean)).toHaveLength(1)
  const invite = await agent.incoming('INVITE')
  expect(header(invite, 'From')).toContain(`"Anna" <sip:1001@`)
  expect(audio(invite.body)?.slice(2)).toEqual(['RTP/AVP', '8 96'])
  agent.reply(invite, 200, { body: sdp })
  const answer = await call.final()
  expect(status(answer)).toBe(200)
  // Both by rtpengine, and no longer as the agent said it.
  expect(Number(audio(answer.body)?.[1])).not.toBe(20000)
  const cancel = await bjorn.incoming('CANCEL')
  expect(header(cancel, 'Reason')).toBe('SIP;cause=200;text="Call completed elsewhere"')
  bjorn.reply(cancel, 200)
  bjorn.reply(rung, 487)
  expect((await hub.event('answered')).to).toMatch(/^1-(one|other)@voice[.]invalid$/)
  expect(await ringAlso('late')).toBe(false)
  expect((await hub.telephony.registrations()).map(({ extension: at }) => at)).toEqual([aor('1002')])
  const over = call.bye()
  agent.reply(await agent.incoming('BYE'), 200)
  expect(status(await over)).toBe(200)
})

test('the phone whose call an agent answers shows whom it is connected with', async () => {
  const call = await anna.call(`sip:*8@${norrsken}`)
  const connected = { number: '+46701740607', name: 'Olof Berg', hidden: false }
  ;(await hub.question()).answer(ring([extension], { connected }))
  agent.reply(await agent.incoming('INVITE'), 200, { body: sdp, extra: [['P-Asserted-Identity', '<sip:x@y>']] })
  const named = header(await call.final(), 'P-Asserted-Identity')
  expect(named).toBe(`"Olof Berg" <sip:+46701740607@${norrsken}>`)
  const over = call.bye()
  agent.reply(await agent.incoming('BYE'), 200)
  await over
})

test('a call that is given up is given to nobody', async () => {
  await bjorn.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const rung = await bjorn.incoming('INVITE')
  bjorn.reply(rung, 180)
  await hub.event('ringing')
  call.cancel()
  await hub.event('cancelled')
  expect(await hub.telephony.ringAlso(call.callId, extension)).toBe(false)
  bjorn.reply(await bjorn.incoming('CANCEL'), 200)
  bjorn.reply(rung, 487)
  expect(status(await call.final())).toBe(487)
})

test('phones ring on where the agent that is given their call declines it', async () => {
  await bjorn.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const rung = await bjorn.incoming('INVITE')
  bjorn.reply(rung, 180)
  await hub.event('ringing')
  expect(await hub.telephony.ringAlso(call.callId, extension)).toBe(true)
  agent.reply(await agent.incoming('INVITE'), 480)
  await agent.incoming('ACK')
  bjorn.reply(rung, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  await ended
})

test('an agent that is not there is unreachable at once', async () => {
  await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring(['2-token@voice.invalid']))
  const asked = await hub.question()
  expect(asked.question.step).toMatchObject({ outcome: 'unreachable' })
  await agent.close()
  asked.answer(ring([extension]))
  const second = await hub.question()
  expect(second.question.step).toMatchObject({ outcome: 'unreachable' })
  second.answer(reject(480))
})

test('a call of an agent is asked about with what the hub gave it, which goes no further', async () => {
  await bjorn.register()
  const call = await agent.call(`sip:1002@${norrsken}`, {
    from: '<sip:voice@voice.invalid>',
    extra: [['X-Svara-Context', 'b2YgdGhlIGh1Yg']],
    body: offer('8 101', 'a=rtpmap:101 telephone-event/8000'),
  })
  const asked = await hub.question()
  expect(asked.question).toMatchObject({
    source: { kind: 'voice', agent: '1', context: 'b2YgdGhlIGh1Yg' },
    dialled: '1002',
    domain: norrsken,
  })
  asked.answer(ring([aor('1002')], { show: { number: '+46701740607', hidden: false } }))
  const invite = await bjorn.incoming('INVITE')
  expect(invite.headers.map(([name]) => name.toLowerCase())).not.toContain('x-svara-context')
  expect(header(invite, 'P-Asserted-Identity')).toContain('+46701740607')
  expect(audio(invite.body)?.slice(2)).toEqual(['RTP/AVP', '8 0 9 101'])
  bjorn.reply(invite, 200, { body: sdp })
  const answer = await call.final()
  expect(audio(answer.body)?.[2]).toBe('RTP/AVP')
  const again = call.again(offer('8 101', 'a=rtpmap:101 telephone-event/8000'))
  bjorn.reply(await bjorn.incoming('INVITE'), 200, { body: sdp })
  expect(status(await again)).toBe(200)
  bjorn.send(bjorn.within(invite, 'BYE'))
  agent.reply(await agent.incoming('BYE'), 200)
  await hub.event('ended')
})

test('nobody else makes calls as an agent does', async () => {
  const browser = await kamailio.browserOf({ user: 'voice', domain: norrsken }, '/')
  const call = await browser.call(`sip:1002@${norrsken}`, { extra: [['X-Svara-Context', 'x']] })
  expect(status(await call.final())).toBe(407)
  const wrong = await kamailio.browserOf({ user: 'voice', domain: norrsken }, '/voice/x')
  expect(status(await (await wrong.call(`sip:1002@${norrsken}`)).final())).toBe(407)
})
