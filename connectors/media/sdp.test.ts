import fc from 'fast-check'
import { parse } from 'sdp-transform'
import { describe, expect, test } from 'vitest'
import { HubError } from '../../core/error.ts'
import { answerTo, offersIce } from './sdp.ts'

const offer = (...lines: string[]) =>
  ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0', ...lines, ''].join('\r\n')
/** What is answered, a line for each stream; or the error's code. */
function answered(sdp: string): unknown {
  try {
    return parse(answerTo(sdp)).media.map(({ type, port, payloads }) => `${type} ${port} ${payloads}`)
  } catch (error) {
    return error instanceof HubError ? error.code : error
  }
}
const line = (sdp: string) => sdp.split('\r\n').find(one => one.startsWith('m=audio'))

describe('the answer to an offer', () => {
  test('keeps the order of the offer and its numbers', () => {
    const sdp = answerTo(offer('m=audio 4000 RTP/AVP 9 0 8 96', 'a=rtpmap:96 telephone-event/8000'))
    expect(line(sdp)).toBe('m=audio 9 RTP/AVP 0 8 96')
    expect(sdp).toContain('a=fmtp:96 0-15')
  })

  test('knows G.711 without its names, and alone', () => {
    expect(line(answerTo(offer('m=audio 4000 RTP/AVP 8')))).toBe('m=audio 9 RTP/AVP 8')
  })

  test('takes no digits at another rate than speech', () => {
    const sdp = answerTo(offer('m=audio 4000 RTP/AVP 8 101', 'a=rtpmap:101 telephone-event/48000'))
    expect(line(sdp)).toBe('m=audio 9 RTP/AVP 8')
  })

  test('only sends to whoever only receives', () => {
    expect(answerTo(offer('m=audio 4000 RTP/AVP 8', 'a=recvonly'))).toContain('a=sendonly')
    expect(answerTo(offer('m=audio 4000 RTP/AVP 8'))).toContain('a=sendrecv')
  })

  test.each([
    ['without audio', offer('m=image 4000 udptl t38')],
    ['with audio that is switched off', offer('m=audio 0 RTP/AVP 8')],
    ['with digits only', offer('m=audio 4000 RTP/AVP 101', 'a=rtpmap:101 telephone-event/8000')],
    ['with other codecs only', offer('m=audio 4000 RTP/AVP 9 18')],
  ])('is refused to one %s', (_, sdp) => {
    expect(() => answerTo(sdp)).toThrow('media.refused')
  })

  test('has a stream for each of the offer, whatever is offered (RFC 3264 section 6)', () => {
    const media = fc.record({
      type: fc.constantFrom('audio', 'video', 'image', 'application'),
      port: fc.constantFrom(0, 4000),
      payloads: fc.uniqueArray(fc.constantFrom(0, 8, 9, 18, 96, 101), { minLength: 1 }),
    })
    fc.assert(
      fc.property(fc.array(media), streams => {
        const sdp = offer(...streams.map(one => `m=${one.type} ${one.port} RTP/AVP ${one.payloads.join(' ')}`))
        const speech = (one: (typeof streams)[number]) => one.payloads.filter(payload => payload === 0 || payload === 8)
        const heard = streams.findIndex(one => one.type === 'audio' && one.port !== 0)
        const chosen = streams[heard]
        const wanted = streams.map((one, at) =>
          at === heard ? `audio 9 ${speech(one).join(' ')}` : `${one.type} 0 ${one.payloads.join(' ')}`,
        )
        expect(answered(sdp)).toEqual(chosen && speech(chosen).length > 0 ? wanted : 'media.refused')
      }),
    )
  })

  test('never breaks on what is no SDP', () => {
    const lines = fc.array(
      fc.oneof(
        fc.string(),
        fc.string().map(rest => `m=audio ${rest}`),
        fc.string().map(rest => `a=${rest}`),
      ),
    )
    fc.assert(
      fc.property(lines, text => {
        expect(answered(text.join('\r\n'))).toSatisfy(result => Array.isArray(result) || result === 'media.refused')
      }),
    )
  })
})

test('ICE is offered for the session or for a stream', () => {
  expect(offersIce(offer('a=ice-ufrag:abcd', 'm=audio 9 RTP/AVP 8'))).toBe(true)
  expect(offersIce(offer('m=audio 9 RTP/AVP 8', 'a=ice-ufrag:abcd'))).toBe(true)
  expect(offersIce(offer('m=audio 9 RTP/AVP 8'))).toBe(false)
})
