import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { mustBeReachable } from './reach.ts'
import { request } from './request.ts'

type Answer = (from: IncomingMessage, response: ServerResponse) => unknown

async function serve(answer: Answer): Promise<URL> {
  const server = createServer((from, response) => void answer(from, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const address = server.address()
  return new URL(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`)
}
const bodyOf = async (message: IncomingMessage) => Buffer.concat(await message.toArray()).toString()

const asked = { method: 'PROPFIND', headers: { authorization: 'Basic eDp5' }, body: '<a/>' }
const within = (...inside: string[]) => ({ inside, port: 'calendar' })
const limits = { time: 5_000, size: 1_000 }
const addressProblem = { code: 'calendar.address', status: 422 }

test.each([
  ...['https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://0.0.0.0/'],
  ...['https://10.0.0.5/', 'https://172.16.0.1/', 'https://192.168.1.1/', 'https://100.64.0.1/'],
  ...['https://169.254.169.254/latest/meta-data/', 'https://[::1]/', 'https://[fe80::1]/', 'https://[fd00::1]/'],
  ...['https://[::ffff:10.0.0.1]/', 'https://[::ffff:a00:1]/', 'https://[64:ff9b::a00:1]/', 'https://224.0.0.1/'],
  ...['http://calendar.example.com/', 'ftp://calendar.example.com/', 'file:///etc/passwd'],
])('%s is not asked', async address => {
  await expect(request(new URL(address), asked, within('calendar.example.com:443'), limits)).rejects.toMatchObject(
    addressProblem,
  )
})

test.each(['https://93.184.215.14/', 'https://[2606:2800:21f::1]/', 'https://calendar.example.com:8443/x'])(
  '%s may be asked',
  address => {
    expect(() => mustBeReachable(new URL(address), within())).not.toThrow()
  },
)

test('a name that leads to a private address is not asked, whatever it is called', async () => {
  await expect(request(new URL('https://localhost:1/'), asked, within(), limits)).rejects.toMatchObject(addressProblem)
})

test('a server inside is asked where its port is named too, by http', async () => {
  const url = await serve((_, response) => response.end('here'))
  await expect(request(url, asked, within(), limits)).rejects.toMatchObject(addressProblem)
  await expect(request(url, asked, within('127.0.0.1:1'), limits)).rejects.toMatchObject(addressProblem)
  expect(await request(url, asked, within(url.host), limits)).toMatchObject({ status: 200, body: 'here' })
})

test('a redirected request is the same request, and goes to allowed places only', async () => {
  const other = await serve((_, response) => response.end('secret'))
  const url = await serve(async (from, response) => {
    const { pathname } = new URL(from.url ?? '', 'http://x')
    if (pathname === '/') response.writeHead(301, { location: '/there/' }).end()
    else if (pathname === '/out') response.writeHead(302, { location: other.href }).end()
    else if (pathname === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end()
    else if (pathname === '/round') response.writeHead(307, { location: '/round' }).end()
    else response.end(`${from.method} ${from.headers.authorization} ${await bodyOf(from)}`)
  })
  const go = (path: string) => request(new URL(path, url), asked, within(url.host), limits)
  const answer = await go('/')
  expect(answer).toMatchObject({ status: 200, body: 'PROPFIND Basic eDp5 <a/>' })
  expect(answer.url.pathname).toBe('/there/')
  await expect(go('/out')).rejects.toMatchObject(addressProblem)
  await expect(go('/file')).rejects.toMatchObject(addressProblem)
  await expect(go('/round')).rejects.toMatchObject({ code: 'calendar.unavailable' })
})

test('too much, too slow, broken off, not there: not now', async () => {
  const url = await serve((from, response) => {
    if (from.url === '/much') response.end('x'.repeat(2_000))
    else if (from.url === '/broken') response.write('x', () => response.destroy())
    // And no answer to anything else.
  })
  const go = (path: string, time = 5_000) =>
    request(new URL(path, url), asked, within(url.host), { time, size: 1_000 }).catch((error: unknown) => error)
  for (const path of ['/much', '/broken'])
    expect(await go(path)).toMatchObject({ code: 'calendar.unavailable', status: 503 })
  expect(await go('/slow', 30)).toMatchObject({ code: 'calendar.unavailable' })
  const nobody = new URL('http://127.0.0.1:1/')
  await expect(request(nobody, asked, within(nobody.host), limits)).rejects.toMatchObject({
    code: 'calendar.unavailable',
  })
})
