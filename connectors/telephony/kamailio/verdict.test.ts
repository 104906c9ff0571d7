import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asWire } from './verdict.ts'

const show = { number: '+46701740607', name: 'Olof Berg', hidden: false }

test('ringing names all extensions, and what phones show', () => {
  const extensions = ['1001@norrsken.svara.localhost', '1002@norrsken.svara.localhost']
  expect(asWire({ verb: 'ring', extensions, seconds: 25, context: 'c', show })).toEqual({
    verb: 'ring',
    to: extensions.join(','),
    milliseconds: 25_000,
    context: 'c',
    shown: '+46701740607',
    display: 'Olof Berg',
    conceal: 0,
  })
})

test('the phone that is connected learns with whom, but for who hides', () => {
  const wire = (hidden: boolean) =>
    asWire({ verb: 'ring', extensions: [], seconds: 8, context: '', show, connected: { ...show, hidden } })
  expect(wire(false)).toMatchObject({ connected: '+46701740607', connectedName: 'Olof Berg' })
  expect(wire(true)).not.toHaveProperty('connected')
  expect(wire(true)).not.toHaveProperty('connectedName')
})

test('whom a call was for is told with the causes for which it was sent on', () => {
  const history = [
    { number: '+46846500401', reason: 'no-answer', hidden: false },
    { number: '1|2,3', reason: 'unavailable', hidden: true },
  ] as const
  const diverted = { number: '+46846500401', reason: 'no-answer', counter: 1, hidden: true } as const
  expect(asWire({ verb: 'dial', number: '1', seconds: 20, context: '', show, history, diverted })).toMatchObject({
    history: '+46846500401|408|0,123|404|1',
    diversion: 'reason=no-answer;counter=1;privacy=full',
  })
})

test('whoever is hidden is, to everybody but the trunk', () => {
  const wire = asWire({
    verb: 'dial',
    number: '+46701740608',
    seconds: 20,
    context: '',
    show: { ...show, hidden: true },
  })
  expect(wire).toMatchObject({ verb: 'dial', to: '+46701740608', conceal: 1, shown: '+46701740607' })
  const withheld = { number: undefined, hidden: false }
  expect(asWire({ verb: 'dial', number: '+46701740608', seconds: 20, context: '', show: withheld })).toMatchObject({
    shown: '',
  })
})

test('no name, number or reason breaks out of its header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const ring = asWire({
        verb: 'ring',
        extensions: [text],
        seconds: 1,
        context: '',
        show: { number: text, name: text, hidden: false },
        connected: { number: '1', name: text, hidden: false },
      })
      const dial = asWire({
        verb: 'dial',
        number: text,
        seconds: 1,
        context: '',
        show: { hidden: false, number: text },
      })
      const reject = asWire({ verb: 'reject', sipStatus: 486, reason: text })
      expect(ring).toMatchObject({
        display: expect.stringMatching(/^[^"\\\p{Cc}]*$/u),
        connectedName: expect.stringMatching(/^[^"\\\p{Cc}]*$/u),
        shown: expect.stringMatching(/^[\w.*+-]*$/),
      })
      expect(ring).toMatchObject({ to: expect.stringMatching(/^([\w.*+-]+@[\w.-]+)?$/) })
      expect(dial).toMatchObject({ to: expect.stringMatching(/^[\w.*+-]*$/) })
      expect(reject).toMatchObject({ reason: expect.stringMatching(/^[^\p{Cc}]+$/u) })
    }),
  )
})

test.each([
  [603, 603],
  [200, 480],
  [180, 480],
  [700, 480],
  [Number.NaN, 480],
])('refusing with %i is answered %i', (sipStatus, sent) => {
  expect(asWire({ verb: 'reject', sipStatus, reason: 'x' })).toMatchObject({ sipStatus: sent })
})

test.each([
  [0, 1000],
  [25, 25_000],
  [9999, 300_000],
])('%i seconds are %i ms', (seconds, milliseconds) => {
  expect(asWire({ verb: 'ring', extensions: [], seconds, context: '', show })).toMatchObject({ milliseconds })
})
