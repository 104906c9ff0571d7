import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asQuestion, deviceAndAgent, parseDecision, parseEvent } from './wire.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const asked = (given: object = {}) =>
  JSON.stringify({
    kind: 'question',
    ti: 1,
    tl: 2,
    question: 1,
    callId: base64('a@b'),
    fromTag: base64('t'),
    source: 'trunk',
    extension: '',
    device: '',
    address: '192.0.2.1:5060',
    number: base64('+46701740607'),
    name: base64('"Olof \\"Olle\\" Berg"'),
    hidden: false,
    dialled: base64('+46846500401'),
    domain: base64('svara.localhost'),
    outcome: '',
    sipStatus: 0,
    about: '',
    context: '',
    sdp: '',
    ...given,
  })

function question(given: object = {}) {
  const message = parseDecision(asked(given))
  if (message.kind !== 'question') throw new Error('no question')
  return asQuestion(message)
}

test('a question from the trunk', () => {
  expect(question()).toEqual({
    callId: 'a@b',
    source: { kind: 'trunk', address: '192.0.2.1:5060' },
    caller: { number: '+46701740607', name: 'Olof "Olle" Berg', hidden: false },
    dialled: '+46846500401',
    domain: 'svara.localhost',
    sdp: undefined,
    fromTag: 't',
  })
})

test('nobody has no number, and an outcome comes with its context', () => {
  expect(question({ source: 'voice', device: base64('1'), about: base64('of the hub') }).source).toEqual({
    kind: 'voice',
    agent: '1',
    context: 'of the hub',
  })
  expect(question({ number: '', name: '' }).caller).toEqual({ number: undefined, hidden: false })
  expect(question({ outcome: 'busy', sipStatus: 486, context: base64('å"') }).step).toEqual({
    outcome: 'busy',
    sipStatus: 486,
    context: 'å"',
  })
})

test('no text from outside breaks a question', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const { dialled, sdp } = question({ dialled: base64(text), sdp: base64(text) })
      const sent = Buffer.from(text).toString()
      expect([dialled, sdp ?? '']).toEqual([sent, sent])
    }),
  )
})

test.each(['', '{}', '{"kind":"question"}', asked({ ti: '1' }), asked({ outcome: 'tired' })])(
  '%j is no question',
  text => {
    expect(() => parseDecision(text)).toThrow(/expected|Unexpected|Invalid|JSON/)
  },
)

const contact = { extension: base64('1001@a.b'), contact: base64('sip:1001@192.0.2.1') }

test.each([
  ['7200', 600],
  ['120', 120],
  ['', 300],
])('a phone that asks for %j seconds is registered for %i', (expires, seconds) => {
  const text = JSON.stringify({ kind: 'registered', ...contact, agent: base64('1001-desk|Acme | 1'), expires })
  expect(parseEvent(text)).toEqual({
    result: 'published',
    event: {
      kind: 'registered',
      extension: '1001@a.b',
      contact: 'sip:1001@192.0.2.1',
      device: '1001-desk',
      userAgent: 'Acme | 1',
      expires: seconds,
    },
  })
})

test('what another version says is ignored, and what is broken is malformed', () => {
  expect(parseEvent('{"kind":"weather"}')).toEqual({ result: 'ignored' })
  for (const text of ['', 'x', '{}', '{"kind":"ringing"}', '{"kind":"ended","callId":"","seconds":1,"by":"cat"}']) {
    expect(parseEvent(text)).toEqual({ result: 'malformed' })
  }
})

test('a contact that was not registered by our script has no device', () => {
  expect(deviceAndAgent('Acme')).toEqual({ device: '', userAgent: 'Acme' })
})
