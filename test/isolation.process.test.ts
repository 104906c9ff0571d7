/**
 * Fjällström Bygg has the same short numbers as Norrsken, on the same hub, and sees and reaches nothing of it.
 * Needs: calls.
 */
import { once } from 'node:events'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LiveDefinition } from '../core/define.ts'
import { contractValues } from './harness/cases.ts'
import { callLog, lines, whyCall } from './harness/contracts.ts'
import { deviceOf, does, type Person, person, why } from './harness/demonstration.ts'
import { deskPhone, type Phone, phone, phoneCall, register, trunkCall } from './harness/phones.ts'
import type { Session } from './harness/session.ts'
import { useStack } from './harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const isLive = (value: unknown): value is LiveDefinition =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'live'
const gustavs = deskPhone('1001', 'fjallstrom')
const views = (await contractValues()).values.filter(isLive)

let gustav: Session
let anna: Person
let david: Session
let annasPhone: Phone
let gustavsPhone: Phone
beforeAll(async () => {
  gustav = await stack().signIn('gustav@fjallstrom.example')
  david = await stack().signIn('david@norrsken.example')
  anna = await person(stack(), 'anna')
  const untilTheEnd = { onTestFinished: () => {} }
  annasPhone = await anna.phone(untilTheEnd, { does: 'answers' })
  gustavsPhone = await phone(stack(), gustavs, { does: 'answers' })
  await gustav.seen(lines, state => state.reachable[gustav.person] === true)
  const call = await trunkCall(stack(), '+46701740608', '+46846500401')
  await call.ended
  await why(anna.session, '+46701740608')
})

describe('by SIP', () => {
  test('the same short number rings the own phone only', async () => {
    const before = gustavsPhone.invites().length
    const call = await phoneCall(stack(), deviceOf('david'), '1001')
    expect((await call.final()).status).toBe(200)
    await call.ended
    const other = await trunkCall(stack(), '+46701740608', '+46313900601')
    expect((await other.final()).status).toBe(200)
    await other.ended
    expect(annasPhone.invites()).toHaveLength(2)
    expect(gustavsPhone.invites()).toHaveLength(before + 1)
  })

  test('a short number of the other organisation is none of this one', async () => {
    const call = await phoneCall(stack(), gustavs, '1002')
    expect((await call.final()).status).toBe(404)
    await call.ended
  })

  test("dialling the other's domain reaches nobody there", async () => {
    const call = await phoneCall(stack(), gustavs, '1002@norrsken.svara.localhost')
    expect((await call.final()).status).toBe(404)
    await call.ended
  })

  test('its secrets register nothing there', async () => {
    expect(await register(stack(), { ...gustavs, domain: deviceOf('anna').domain }, 20_001)).toBeGreaterThanOrEqual(401)
    expect(await register(stack(), { ...deviceOf('anna'), secret: gustavs.secret }, 20_001)).toBeGreaterThanOrEqual(401)
  })

  test.for([
    // Whose secret he doesn't have: he is asked for it again.
    ['somebody there', `<sip:1001@${deviceOf('anna').domain}>`, 407],
    ['a colleague', `<sip:1002@${gustavs.domain}>`, 403],
  ] as const)('a phone can not call as %s', async ([, from, status]) => {
    const before = annasPhone.invites().length
    const call = await phoneCall(stack(), gustavs, '1001@norrsken.svara.localhost', { from })
    await call.ended
    const answers = call.messages().filter(({ direction, status: answer }) => direction === 'received' && answer)
    expect(answers.at(-1)?.status).toBe(status)
    expect(annasPhone.invites()).toHaveLength(before)
  })
})

describe('by the API', () => {
  test('no list has anything of it', async () => {
    const lists = (await operations()).filter(({ method, path }) => method === 'get' && !path.includes('{'))
    expect(lists.length).toBeGreaterThan(8)
    const foreign = await norrskens()
    for (const { path } of lists) {
      const text = await (await gustav.fetch(`/api${path}`)).text()
      for (const mark of foreign) expect(text).not.toContain(mark)
    }
  })

  test('no route does anything with its ids', async () => {
    const before = await asDavidSees()
    const ids = (await norrskens()).filter(mark => /^[0-9a-f-]{36}$/.test(mark))
    expect(ids.length).toBeGreaterThan(15)
    const withId = (await operations()).filter(({ path }) => path.includes('{'))
    expect(withId.length).toBeGreaterThan(8)
    let his = gustav
    let asked = 0
    for (const { method, path } of withId) {
      for (const id of ids) {
        // One session may ask 1,200 times a minute.
        if (++asked % 1000 === 0) his = await stack().signIn('gustav@fjallstrom.example')
        const response = await his.fetch(`/api${path.replaceAll(/\{\w+\}/g, id)}`, {
          method: method.toUpperCase(),
          headers: { 'content-type': 'application/json', 'x-csrf-token': his.csrf },
          ...(method !== 'get' && method !== 'delete' && { body }),
        })
        const said = { method, path, status: response.status }
        expect(said).toEqual({ ...said, status: expect.toSatisfy((status: number) => refusals(path).includes(status)) })
      }
    }
    expect(await asDavidSees()).toEqual(before)
  })

  test("a call's trace is not there, for an administrator of another organisation either", async () => {
    const [call] = (await anna.session.call(callLog, { limit: 50 })).calls
    await expect(gustav.call(whyCall, { id: call?.id ?? '' })).rejects.toMatchObject({ status: 404 })
    await expect(david.call(whyCall, { id: call?.id ?? '' })).resolves.toBeDefined()
  })
})

describe('by WebSocket', () => {
  test('no live view shows anything of it, also when something happens there', async () => {
    await does(anna.session, 'meeting')
    await does(anna.session, 'available')
    const call = await trunkCall(stack(), '+46701740605', '+46846500401')
    await call.ended
    // Gustav's own comes behind, on the same socket.
    const busy = gustav.seen(lines, state => state.lines[gustav.person] !== undefined)
    const own = await trunkCall(stack(), '+46701740608', '+46313900601')
    await Promise.all([busy, own.ended])
    const foreign = await norrskens()
    for (const view of views) {
      const text = JSON.stringify(await gustav.seen(view, () => true))
      for (const mark of foreign) expect(text).not.toContain(mark)
    }
  })

  test('a session does not vouch for an identity in SIP', async () => {
    const before = annasPhone.invites().length
    const socket = gustav.webSocket('/sip', 'sip')
    await once(socket, 'open')
    for (const [method, uri] of [
      ['REGISTER', `sip:${deviceOf('anna').domain}`],
      ['INVITE', `sip:1001@${deviceOf('anna').domain}`],
    ] as const) {
      const answered = once(socket, 'message')
      socket.send(forged(method, uri))
      const [answer] = await answered
      expect(String(answer)).toMatch(/^SIP\/2\.0 40[137] /)
    }
    socket.close()
    expect(annasPhone.invites()).toHaveLength(before)
  })
})

/** More than any route wants, so that it is not the body that is refused where it fits most of them. */
const body = JSON.stringify({
  activity: 'lunch',
  name: 'Övertagen',
  label: 'Övertagen',
  note: 'Övertagen',
  members: [],
})
/** Where the path takes no id, but a day or a kind, an id is no input at all. */
const refusals = (path: string) => (path.endsWith('{id}') ? [400, 403, 404] : [400, 403, 404, 422])

const forged = (method: string, uri: string) =>
  [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS forged.invalid;branch=z9hG4bK${method}`,
    'Max-Forwards: 70',
    `From: <sip:1002@${deviceOf('anna').domain}>;tag=1`,
    `To: <${uri}>`,
    `Call-ID: forged-${method}`,
    `CSeq: 1 ${method}`,
    'Contact: <sip:1002@forged.invalid;transport=ws>',
    `P-Asserted-Identity: <sip:1002@${deviceOf('anna').domain}>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')

interface Operation {
  readonly method: string
  readonly path: string
}

async function operations(): Promise<Operation[]> {
  const document: unknown = await (await gustav.fetch('/api/openapi.json')).json()
  const paths = (document as { paths: Record<string, Record<string, unknown>> }).paths
  return Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map(method => ({ method, path })))
}

/** All that an administrator there may list. */
async function asDavidSees(): Promise<Record<string, unknown>> {
  const lists = (await operations()).filter(({ method, path }) => method === 'get' && !path.includes('{'))
  const seen: Record<string, unknown> = {}
  // A session's token and times of use change by themselves.
  for (const { path } of lists.filter(one => one.path !== '/session')) {
    seen[path] = await (await david.fetch(`/api${path}`)).json()
  }
  seen.annasCalls = await anna.session.call(callLog, { limit: 50 })
  return seen
}

/** Ids, addresses and numbers that nobody outside may see. */
async function norrskens(): Promise<string[]> {
  const text = JSON.stringify(await asDavidSees())
  const marks = text.match(
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[\w.]+@norrsken\.example|\+468465004\d\d/g,
  )
  return [...new Set([...(marks ?? []), david.organisation, anna.session.person])]
}
