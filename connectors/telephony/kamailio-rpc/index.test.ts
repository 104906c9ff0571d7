import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type KamailioRpc, KamailioRpcError, KamailioUnreachable, kamailioRpc } from './index.ts'

let server: Server
let rpc: KamailioRpc
let asked: unknown
let answer: string | undefined

beforeEach(async () => {
  answer = ''
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked = JSON.parse(Buffer.concat(chunks).toString())
      if (answer !== undefined) response.end(answer)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  rpc = kamailioRpc(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/RPC`, {
    timeout: 500,
  })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const result = (value: unknown) => {
  answer = JSON.stringify({ jsonrpc: '2.0', id: 1, result: value })
}
const error = (code: number, message: string) => {
  answer = JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code, message } })
}

test('asks by method and parameters', async () => {
  result('kamailio 5.6.3')
  expect(await rpc.coreVersion()).toBe('kamailio 5.6.3')
  expect(asked).toMatchObject({ jsonrpc: '2.0', method: 'core.version', params: [] })
  result({})
  await rpc.ulAdd({ aor: '1001@a', contact: 'sip:1001@192.0.2.1', expires: 60 })
  expect(asked).toMatchObject({
    method: 'ul.add',
    params: ['location', '1001@a', 'sip:1001@192.0.2.1', 60, 1, '0', 0, 0, 0],
  })
})

test('what is not there is told as such, every other error is thrown', async () => {
  error(500, 'AOR not found in location table')
  expect(await rpc.ulLookup('1001@a')).toBeUndefined()
  error(404, 'Dialog not found')
  expect(await rpc.dlgOf('a')).toBeUndefined()
  error(404, 'Key not found in htable.')
  await expect(rpc.htableDelete('devices', 'x')).resolves.toBeUndefined()
  error(500, 'Method Not Found')
  const failure = await rpc.ulLookup('1001@a').catch((reason: unknown) => reason)
  expect(failure).toBeInstanceOf(KamailioRpcError)
  expect(failure).toMatchObject({ method: 'ul.lookup', code: 500, message: 'Method Not Found' })
})

test('statistics by name, tables by entry', async () => {
  result(['usrloc:registered_users = 3', 'core:fwd_requests = 12'])
  expect(await rpc.stats()).toEqual({ 'usrloc:registered_users': '3', 'core:fwd_requests': '12' })
  result([
    { entry: 1, size: 1, slot: [{ name: 'a', value: 'b', type: 'str' }] },
    { entry: 2, size: 1, slot: [{ name: 'c', value: 4, type: 'int' }] },
  ])
  expect(await rpc.htableDump('t')).toEqual([
    { name: 'a', value: 'b', type: 'str' },
    { name: 'c', value: 4, type: 'int' },
  ])
})

test.each(['', 'nonsense', '{}', '{"result":{"Domains":7}}'])('%j is no answer', async text => {
  answer = text
  await expect(rpc.ulDump()).rejects.toBeInstanceOf(KamailioUnreachable)
})

test('nobody there, or nobody who answers in time', async () => {
  answer = undefined
  await expect(rpc.coreVersion()).rejects.toBeInstanceOf(KamailioUnreachable)
  server.closeAllConnections()
  server.close()
  await expect(rpc.coreVersion()).rejects.toBeInstanceOf(KamailioUnreachable)
})
