/** WebDAV (RFC 4918) as one person: requests in order, answers as what they mean. */
import pLimit from 'p-limit'
import { type DAVResponse, davRequest } from 'tsdav'
import { HubError } from '../../core/error.ts'
import type { Reach } from './reach.ts'
import { type Answer, request, unavailable } from './request.ts'

export interface Login {
  readonly user: string
  readonly password: string
}

export interface Multistatus {
  /** Where it came from in the end, which is what its references are relative to. */
  readonly url: URL
  readonly rows: readonly Row[]
  /** Of sync-collection (RFC 6578 section 6.2). */
  readonly syncToken: string | undefined
}

export interface Row {
  readonly url: URL
  readonly status: number
  /** Names in camelCase, as tsdav has them. */
  readonly props: Readonly<Record<string, unknown>>
}

export interface Dav {
  /** `props` as in tsdav: `{ 'd:displayname': {} }`. */
  propfind(url: URL, props: object, depth: '0' | '1'): Promise<Multistatus>
  /** `body` is the report's element and what is in it. Undefined: the server has forgotten the sync-token. */
  report(url: URL, body: object, depth: '0' | '1'): Promise<Multistatus | undefined>
}

const namespaces = {
  'xmlns:d': 'DAV:',
  'xmlns:c': 'urn:ietf:params:xml:ns:caldav',
  'xmlns:cr': 'urn:ietf:params:xml:ns:carddav',
  'xmlns:cs': 'http://calendarserver.org/ns/',
  'xmlns:ca': 'http://apple.com/ns/ical/',
}

/** @param ask By default the network. */
export function davAs({ user, password }: Login, reach: Reach, ask: typeof request = request): Dav {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const one = pLimit(1)

  async function send(
    url: URL,
    method: 'PROPFIND' | 'REPORT',
    element: object,
    depth: string,
  ): Promise<Multistatus | undefined> {
    let answer: Answer | undefined
    // What the answer means is told before tsdav makes anything of it.
    const through = async (_: unknown, sent?: RequestInit) => {
      const body = typeof sent?.body === 'string' ? sent.body : ''
      const headers = { authorization, depth, 'content-type': 'application/xml; charset=utf-8' }
      answer = await ask(url, { method, headers, body }, reach)
      if (answer.status !== 207) return new Response('', { status: 200 })
      if (!isReadable(answer.body)) throw unavailable(reach, 'more than anybody answers')
      return new Response(answer.body, { status: 207, headers: { 'content-type': 'application/xml' } })
    }
    const body = Object.fromEntries(
      Object.entries(element).map(([name, content]: [string, object]) => [
        name,
        { _attributes: namespaces, ...content },
      ]),
    )
    const rows = await davRequest({ url: url.href, init: { method, headers: { depth }, body }, fetch: through })
    if (!answer) throw unavailable(reach, 'no answer')
    if (answer.status !== 207) {
      if (forgotten(answer, method)) return undefined
      throw problem(reach, answer)
    }
    return multistatus(reach, rows, answer.url)
  }

  return {
    async propfind(url, props, depth) {
      const found = await one(() => send(url, 'PROPFIND', { 'd:propfind': { 'd:prop': props } }, depth))
      if (!found) throw unavailable(reach, 'no answer')
      return found
    },
    report: (url, body, depth) => one(() => send(url, 'REPORT', body, depth)),
  }
}

/** Elements in one answer, which are some tens for an item, and characters in one tag. */
const most = { elements: 200_000, tag: 10_000 }

/**
 * Whether the parser is soon done with it: its work grows with elements and attributes much more than with text, and nobody else is served
 * meanwhile.
 */
function isReadable(xml: string): boolean {
  let count = 0
  for (let at = xml.indexOf('<'); at >= 0; ) {
    const isText = xml.startsWith('<![CDATA[', at)
    const end = xml.indexOf(isText ? ']]>' : '>', at)
    if (++count > most.elements || end < 0 || (!isText && end - at > most.tag)) return false
    at = xml.indexOf('<', end)
  }
  return true
}

function multistatus(reach: Reach, rows: readonly DAVResponse[], url: URL): Multistatus {
  const raw = rows[0]?.raw as { multistatus?: { syncToken?: unknown } } | undefined
  // Without one response in it there is a row that is none.
  if (rows.length && !raw?.multistatus) throw unavailable(reach, 'an answer that is no multistatus')
  return {
    url,
    rows: rows.flatMap(({ href, status, props }) =>
      typeof href === 'string' && URL.canParse(href, url.href)
        ? [{ url: new URL(href, url), status, props: props ?? {} }]
        : [],
    ),
    syncToken: textIn(raw?.multistatus?.syncToken),
  }
}

/** tsdav makes numbers of digits, and objects of CDATA. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const cdata = (value as { _cdata?: unknown } | null | undefined)?._cdata
  if (Array.isArray(cdata)) return cdata.join('') || undefined
  return typeof cdata === 'string' ? cdata || undefined : undefined
}

/** RFC 6578 section 3.2 has 403 for it; others are seen too. */
const forgotten = ({ status, body }: Answer, method: string) =>
  method === 'REPORT' && [400, 403, 409, 410, 412].includes(status) && /valid-sync-token/i.test(body)

/** RFC 9110 section 15. */
function problem(reach: Reach, { status, headers, url }: Answer): HubError {
  const server = url.host
  if (status === 401 || status === 403) return new HubError(`${reach.port}.refused`, 403, { server })
  if (status === 404 || status === 410) return new HubError(`${reach.port}.gone`, 404)
  return unavailable(reach, `${server} says ${status}`, retryAfter(headers['retry-after']))
}

/** Seconds, or a date (RFC 9110 section 10.2.3). */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 24 * 3600) : undefined
}
