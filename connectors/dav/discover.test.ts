import { expect, test } from 'vitest'
import { HubError } from '../../core/error.ts'
import type { Dav } from './dav.ts'
import { discover, type Names, type Service } from './discover.ts'

const service: Service = {
  ...{ port: 'calendar', label: '_caldavs', wellKnown: '/.well-known/caldav', type: 'calendar' },
  homeSet: ['c:calendar-home-set', 'calendarHomeSet'],
}
const nothing: Names = { srv: async () => [], txt: async () => [] }
type Props = Readonly<Record<string, unknown>>

/** A server that knows these addresses, and says which it was asked for. */
function server(pages: Readonly<Record<string, Props | HubError>>) {
  const asked: string[] = []
  const dav: Dav = {
    async propfind(url) {
      asked.push(url.href)
      const found = pages[url.href] ?? new HubError('calendar.gone', 404)
      if (found instanceof HubError) throw found
      return { url, rows: [{ url, status: 200, props: found }], syncToken: undefined }
    },
    report: () => Promise.reject(new Error('none')),
  }
  return { dav, asked }
}

const principal = { currentUserPrincipal: { href: '/p/anna/' } }
const hers = {
  calendarHomeSet: { href: '/cal/anna/' },
  calendarUserAddressSet: { href: ['mailto:Anna@Example.com', '/p/anna/', { _cdata: 'mailto:a@example.com' }] },
}

test.each(['example.com', 'anna@example.com', 'https://example.com', ' https://example.com/ '])(
  '"%s" is looked for where the domain says (RFC 5785)',
  async address => {
    const { dav } = server({ 'https://example.com/.well-known/caldav': principal, 'https://example.com/p/anna/': hers })
    expect(await discover(dav, service, address, nothing)).toEqual({
      home: new URL('https://example.com/cal/anna/'),
      addresses: ['anna@example.com', 'a@example.com'],
    })
  },
)

test('what the DNS says comes first, within the domain', async () => {
  const { dav, asked } = server({
    'https://dav.example.com:8443/x/': principal,
    'https://dav.example.com:8443/p/anna/': hers,
  })
  const names: Names = {
    srv: async name => [
      { name: `elsewhere.${name.length}.net`, port: 443 },
      { name: 'evilexample.com', port: 443 },
      { name: 'Dav.Example.com.', port: 8443 },
    ],
    txt: async () => ['path=/x/'],
  }
  expect((await discover(dav, service, 'anna@example.com', names)).home.href).toBe(
    'https://dav.example.com:8443/cal/anna/',
  )
  expect(asked.every(each => each.startsWith('https://dav.example.com:8443/'))).toBe(true)
})

test('an address that is written out is asked as it is, also that of a calendar', async () => {
  const { dav, asked } = server({
    'https://example.com/dav/me/work': { resourcetype: { collection: {}, calendar: {} } },
  })
  expect((await discover(dav, service, 'https://example.com/dav/me/work', nothing)).home.pathname).toBe('/dav/me/work')
  expect(asked).toHaveLength(1)
})

test('a server that can say nothing but where her calendars are', async () => {
  const { dav } = server({ 'https://example.com/': { calendarHomeSet: { href: 'https://p7.example.net/c/' } } })
  expect((await discover(dav, service, 'example.com', nothing)).home.href).toBe('https://p7.example.net/c/')
})

test('what went wrong is told: her password, the server, or the address', async () => {
  const wrong = (pages: Parameters<typeof server>[0], address = 'example.com') =>
    discover(server(pages).dav, service, address, nothing).catch((error: unknown) => error)
  const at = 'https://example.com/.well-known/caldav'
  const down = new HubError('calendar.unavailable', 503)
  expect(await wrong({ [at]: new HubError('calendar.refused', 403) })).toMatchObject({ code: 'calendar.refused' })
  expect(await wrong({ [at]: down })).toBe(down)
  const inside = new HubError('calendar.address', 422, { server: '10.0.0.5' })
  expect(await wrong({ [at]: inside })).toMatchObject({ details: { server: '10.0.0.5', field: 'address' } })
  expect(await wrong({ [at]: down, 'https://example.com/': new HubError('calendar.refused', 403) })).toMatchObject({
    code: 'calendar.refused',
  })
  const nobody = new HubError('calendar.unavailable', 503, { reason: 'getaddrinfo ENOTFOUND example.com' })
  expect(await wrong({ [at]: nobody })).toMatchObject({ code: 'calendar.address' })
  expect(await wrong({})).toMatchObject({ code: 'calendar.address', details: { field: 'address' } })
  expect(await wrong({ [at]: { resourcetype: '' } })).toMatchObject({ code: 'calendar.address' })
  for (const address of ['', 'https://', 'a b', '@'])
    expect(await wrong({}, address)).toMatchObject({ code: 'calendar.address', status: 422 })
})
