/** Which number shows on the trunk, header by header, and what desk phones show of who calls. Needs: calls. */
import { beforeAll, describe, expect, test } from 'vitest'
import { deviceOf, farSide, type Person, person, why } from '../../test/harness/demonstration.ts'
import { phoneCall, trunkCall } from '../../test/harness/phones.ts'
import { useStack } from '../../test/harness/stack.ts'
import { readIdentity, setIdentity } from './contract.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
let anna: Person
let cecilia: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  cecilia = await person(stack(), 'cecilia')
})

const landline = '+46846500403'
const switchboard = '+46846500400'
const anonymous = /^"Anonymous" <sip:anonymous@anonymous\.invalid>;tag=/
const shows = (number: string) => new RegExp(`^<sip:\\${number}@svara\\.localhost>;tag=`)
const asserts = (number: string) => `<sip:${number}@svara.localhost>`

describe('calls out', () => {
  test.for([
    ['nothing chosen', '', shows(landline), undefined],
    ['hidden, as on any phone', '*31*', anonymous, 'id'],
    ['hidden, as on a mobile', '#31#', anonymous, 'id'],
    ['the group’s number', '*34*1000*', shows(switchboard), undefined],
    ['a group’s that she is not in: her own', '*34*1099*', shows(landline), undefined],
    ['a mobile that she has not: her own', '*33*', shows(landline), undefined],
  ] as const)('%s', async ([, prefix, from, privacy], context) => {
    const far = await farSide(context, stack())
    const call = await phoneCall(stack(), deviceOf('cecilia'), `${prefix.replaceAll('#', '%23')}0701740620`)
    expect((await call.final()).status).toBe(200)
    const invite = await far.rung()
    expect(invite.startLine).toContain('sip:+46701740620@')
    expect(invite.header('From')).toMatch(from)
    expect(invite.header('Privacy')).toBe(privacy)
    expect(invite.header('P-Asserted-Identity')).toBe(asserts(landline))
    expect(JSON.stringify(invite.header('Contact'))).not.toContain('anonymous')
    await call.ended
  })

  test('a phone that hides by itself (RFC 3323), and what she chose for all calls', async context => {
    const far = await farSide(context, stack())
    const sent = async (to: string, headers: readonly string[] = []) => {
      const call = await phoneCall(stack(), deviceOf('cecilia'), to, { headers })
      await call.final()
      await call.ended
      return far.message(({ method, startLine }) => method === 'INVITE' && startLine.includes(`+46${to.slice(-9)}@`))
    }
    expect((await sent('0701740621', ['Privacy: id'])).header('From')).toMatch(anonymous)

    const { session } = cecilia
    expect((await session.call(readIdentity, {})).choices).toEqual([
      { shows: 'landline', number: landline },
      { shows: 'hidden' },
      { shows: 'number', number: switchboard, name: 'Växel', short: '1000' },
      { shows: 'number', number: '+46846500410', name: 'Kundtjänst', short: '1010' },
    ])
    await expect(session.call(setIdentity, { shows: 'number', number: '+46846500401' })).rejects.toMatchObject({
      code: 'calls.not-yours-to-show',
      field: 'shows',
    })
    await session.call(setIdentity, { shows: 'number', number: switchboard })
    const chosen = await sent('0701740622')
    expect(chosen.header('From')).toMatch(shows(switchboard))
    expect(chosen.header('P-Asserted-Identity')).toBe(asserts(landline))
    const { decisions } = await why(session, '+46701740622')
    expect(decisions.at(-1)?.outcome).toContain('organisationens nummer')
    expect(decisions.at(-1)?.saw).toContainEqual({
      what: 'Numret som visas',
      value: 'Växel, 08-465 004 00 (valt för alla samtal)',
    })

    await session.call(setIdentity, { shows: 'hidden' })
    expect((await sent('0701740623')).header('From')).toMatch(anonymous)
    expect((await sent('*31%230701740624')).header('From')).toMatch(shows(landline))
    await session.call(setIdentity, { shows: 'landline' })
  })

  test.for(['112', '*31*112', '*34*1000*112', '%2331%23112'])('%s: the real number', async (dialled, context) => {
    await cecilia.session.call(setIdentity, { shows: 'hidden' })
    const far = await farSide(context, stack())
    const call = await phoneCall(stack(), deviceOf('cecilia'), dialled, { headers: ['Privacy: id'] })
    expect((await call.final()).status).toBe(200)
    const invite = await far.rung()
    expect(invite.startLine).toContain('sip:112@')
    expect(invite.header('From')).toMatch(shows(landline))
    expect(invite.header('P-Asserted-Identity')).toBe(asserts(landline))
    expect(invite.header('Privacy')).toBeUndefined()
    await call.ended
    await cecilia.session.call(setIdentity, { shows: 'landline' })
  })
})

describe('desk phones that ring', () => {
  const rung = async (number: string | undefined, to: string, context: Parameters<Person['phone']>[0], who = anna) => {
    const desk = await who.phone(context, { does: 'rings' })
    const call = await trunkCall(stack(), number, to, { cancel: { on: 180, afterMs: 100 } })
    const invite = await desk.rung()
    await call.ended
    return invite
  }

  test.for([
    ['name', 'Olof Berg'],
    ['number', '0701740607'],
    ['both', 'Olof Berg 0701740607'],
  ] as const)('show what she chose: %s', async ([desk, name], context) => {
    await anna.session.call(setIdentity, { desk })
    const invite = await rung('+46701740607', '+46846500401', context)
    expect(invite.header('From')).toMatch(new RegExp(`^"${name}" <sip:\\+46701740607@`))
    await anna.session.call(setIdentity, { desk: 'name' })
  })

  test('for whom, where several answer', async context => {
    const invite = await rung('+46701740605', switchboard, context, cecilia)
    expect(invite.header('From')).toMatch(/^"Växel: 0701740605" <sip:\+46701740605@/)
  })

  test('are told nothing of who hides', async context => {
    const desk = await anna.phone(context, { does: 'rings' })
    await anna.session.call(setIdentity, { desk: 'both' })
    const headers = ['Privacy: id']
    const call = await trunkCall(stack(), '+46701740607', '+46846500401', {
      headers,
      cancel: { on: 180, afterMs: 100 },
    })
    const invite = await desk.rung()
    await call.ended
    expect(invite.header('From')).toMatch(anonymous)
    expect(invite.header('P-Asserted-Identity')).toBeUndefined()
    expect(JSON.stringify(invite)).not.toMatch(/Olof|0?701740607/)
    await anna.session.call(setIdentity, { desk: 'name' })
  })
})
