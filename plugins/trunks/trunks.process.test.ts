/** Trunks that an administrator set up, at a real Kamailio: failover between two far sides, and a registration. */
import { expect, test } from 'vitest'
import { deviceOf } from '../../test/harness/demonstration.ts'
import { phone, phoneCall, trunkCall } from '../../test/harness/phones.ts'
import { client } from '../../test/harness/sipp.ts'
import { useStack } from '../../test/harness/stack.ts'
import { createTrunk, deleteTrunk, setWays, trunkStates } from './contract.ts'

const stack = useStack()
const far = { user: 'far', domain: '127.0.0.1', authName: '', secret: '' }
/** With what nobody chose. */
const filledIn = (fields: object) => createTrunk.input.parse(fields)

test('calls out try the next trunk when one is closed, as each wants it; 112 gets out beside a dead one', async () => {
  const david = await stack().signIn('david@norrsken.example')
  const refusing = await client('refuses', { server: stack().sipPort, values: { user: 'far', status: 503 } })
  const open = await phone(stack(), far, { does: 'answers' }, { registered: false })
  const plain = { kind: 'address', host: '127.0.0.1' } as const
  const dead = await david.call(createTrunk, filledIn({ ...plain, name: 'Stängd', port: refusing.port }))
  const way = { ...plain, name: 'Öppen', port: open.port, format: 'national', identity: 'rpid' } as const
  const good = await david.call(createTrunk, filledIn(way))

  const call = await phoneCall(stack(), deviceOf('anna'), '0701740620')
  expect((await call.final()).status).toBe(200)
  await call.ended
  const isInvite = ({ method }: { method?: string | undefined }) => method === 'INVITE'
  expect(refusing.messages().find(isInvite)?.startLine).toContain('sip:+46701740620@')
  const invite = await open.rung()
  expect(invite.startLine).toContain('sip:0701740620@')
  expect(invite.header('Remote-Party-ID')).toMatch(/^<sip:0846500401@norrsken\.svara\.localhost>/)
  expect(invite.header('P-Asserted-Identity')).toBeUndefined()

  const emergency = await phoneCall(stack(), deviceOf('anna'), '112')
  expect((await emergency.final()).status).toBe(200)
  await emergency.ended
  expect(open.invites().at(-1)?.startLine).toContain('sip:112@')

  // Nothing but the closed one is chosen for Sweden: the caller hears so.
  await david.call(setWays, { ways: [{ match: { by: 'country', country: 'SE' }, trunks: [dead.id] }] })
  const refused = await phoneCall(stack(), deviceOf('anna'), '0701740620')
  expect((await refused.final()).status).toBe(503)
  await refused.ended
  await david.call(setWays, { ways: [] })
  for (const { id } of [dead, good]) await david.call(deleteTrunk, { id })
  david.close()
})

test('we register where a provider wants it, with the secret, and calls reach the number that is meant', async () => {
  const david = await stack().signIn('david@norrsken.example')
  const values = { realm: 'provider', user: 'norrsken', secret: 'hemligt' }
  const registrar = await client('registrar', { server: stack().trunkPort, values })
  const account = {
    ...{ name: 'Leverantör', kind: 'registration', host: '127.0.0.1', port: registrar.port },
    ...{ user: 'norrsken', secret: 'hemligt', main: '+46846500401' },
  } as const
  const { id } = await david.call(createTrunk, filledIn(account))
  const registers = await registrar.message(
    ({ direction, method, header }) =>
      direction === 'received' && method === 'REGISTER' && header('Authorization') !== undefined,
  )
  expect(registers.header('Contact')).toContain(`<sip:${id}@127.0.0.1:${stack().trunkPort}`)
  await david.seen(trunkStates, states => states[id]?.registered === true)

  const anna = await phone(stack(), deviceOf('anna'), { does: 'rings' })
  const call = await trunkCall(stack(), '+46701740607', id, { cancel: { on: 180, afterMs: 0 } })
  expect((await anna.rung()).header('From')).toContain('sip:+46701740607@')
  await call.ended
  await anna.close()
  await david.call(deleteTrunk, { id })
  david.close()
})
