import { expect, test } from 'vitest'
import { davAs, textIn } from './dav.ts'
import type { Answer } from './request.ts'

const home = new URL('https://example.com/cal/')
/** One answer to whatever is asked, and what was asked. */
function server(answer: Partial<Answer>) {
  const sent: string[] = []
  const dav = davAs({ user: 'anna', password: 'å:ä' }, { inside: [], port: 'calendar' }, async (url, asked) => {
    sent.push(`${asked.method} ${asked.headers.authorization} ${asked.headers.depth} ${asked.body}`)
    return { url, status: 207, headers: {}, body: '', ...answer }
  })
  return { dav, sent }
}
const multistatus = (inside: string) => `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">${inside}</d:multistatus>`
const rows = async (inside: string) => (await server({ body: multistatus(inside) }).dav.propfind(home, {}, '1')).rows

test('asks as who she is', async () => {
  const { dav, sent } = server({ body: multistatus('') })
  await dav.report(home, { 'd:sync-collection': { 'd:sync-token': 'a&<b' } }, '0')
  const [asked = ''] = sent
  expect(asked).toContain(`REPORT Basic ${Buffer.from('anna:å:ä').toString('base64')} 0 `)
  expect(asked).toContain('xmlns:d="DAV:"')
  expect(asked).toMatch(/<d:sync-token>a&amp;&lt;b<\/d:sync-token>/)
})

test('what a server says, as text or as CDATA, by paths of its own', async () => {
  const found = await rows(
    '<d:response><d:href>/cal/a%20b/</d:href><d:propstat><d:prop><d:displayname>2026</d:displayname></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>' +
      '<d:response><d:href>c/</d:href><d:propstat><d:prop><d:displayname><![CDATA[<Röd>]]></d:displayname></d:prop></d:propstat>' +
      '<d:propstat><d:prop><d:getctag>secret</d:getctag></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>' +
      '<d:response><d:href>/cal/gone.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>',
  )
  expect(found.map(({ url, status }) => [url.pathname, status])).toEqual([
    ...[['/cal/a%20b/', 207] as const, ['/cal/c/', 207] as const, ['/cal/gone.ics', 404] as const],
  ])
  expect(found.map(({ props }) => textIn(props.displayname))).toEqual(['2026', '<Röd>', undefined])
  expect(found[1]?.props.getctag).toBeUndefined()
  expect(await rows('')).toEqual([])
})

test.each([
  [{ status: 401 }, { code: 'calendar.refused', status: 403 }],
  [
    { status: 403, body: '<need-privileges />' },
    { code: 'calendar.refused', status: 403 },
  ],
  [{ status: 404 }, { code: 'calendar.gone', status: 404 }],
  [
    { status: 429, headers: { 'retry-after': '90' } },
    { code: 'calendar.unavailable', details: { retryAfter: 90 } },
  ],
  [
    { status: 503, headers: { 'retry-after': '-1' } },
    { code: 'calendar.unavailable', status: 503 },
  ],
  [{ status: 200, body: '<html>Welcome</html>' }, { code: 'calendar.unavailable' }],
  [{ body: '<html>Welcome</html>' }, { code: 'calendar.unavailable' }],
  [{ body: multistatus('<a') }, { code: 'calendar.unavailable' }],
])('%j is %j', async (answer, problem) => {
  await expect(server(answer).dav.propfind(home, {}, '0')).rejects.toMatchObject(problem)
})

test.each([403, 409])('a forgotten sync-token is no refusal (%i)', async status => {
  const body = '<d:error xmlns:d="DAV:"><d:valid-sync-token /></d:error>'
  expect(await server({ status, body }).dav.report(home, { 'd:sync-collection': {} }, '0')).toBeUndefined()
})

test('an answer made to keep the parser busy is not parsed, and a long one that isn’t is', async () => {
  const many = multistatus('<a/>'.repeat(300_000))
  const wide = multistatus(`<a ${Array.from({ length: 50_000 }, (_, n) => `a${n}=""`).join(' ')}/>`)
  for (const body of [many, wide]) {
    await expect(server({ body }).dav.propfind(home, {}, '0')).rejects.toMatchObject({ code: 'calendar.unavailable' })
  }
  const text = `<d:response><d:href>a</d:href><d:propstat><d:prop><d:x><![CDATA[${'x'.repeat(1_000_000)}]]></d:x></d:prop></d:propstat></d:response>`
  expect(await rows(text)).toHaveLength(1)
})
