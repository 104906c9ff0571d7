/**
 * Google Calendar's API v3, as far as it is asked here. All that comes in and goes out is held to the types that Google publishes; what they
 * don't say (which words there are, what goes with what) to the pages named beside each. Anything else is a complaint.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { publishedTypes } from '../../../../test/harness/published-types.ts'
import { type Answer, failed } from '../../../google/testing/answer.ts'
import { accounts, client } from '../../../google/testing/identity.ts'
import type { Notification } from '../../port.ts'
import { calendarStore, type GoogleCalendar } from './calendar-store.ts'
import { maskOf, partial, unknownNames } from './partial.ts'
import type { Channel } from './types.ts'

const scopes = [
  'https://www.googleapis.com/auth/calendar.events.readonly',
  'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
]

const published = publishedTypes(join(import.meta.dirname, 'types.ts'), join(import.meta.dirname, 'published.json'))

export interface Asked {
  readonly method: string
  /** "/calendar/v3/calendars/…/events". */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export async function googleServer() {
  const complaints: string[] = []
  const requests: Asked[] = []
  const answers: Answer[] = []
  /** By whose they are. */
  const calendars = new Map<string, GoogleCalendar[]>()
  const channels = new Map<string, Channel & { calendar: string }>()
  const identity = accounts(
    scopes,
    complaint => complaints.push(complaint),
    address => calendars.has(address),
  )
  const expect = (yes: boolean, what: string) => yes || complaints.push(what)
  const hold = (type: string, value: unknown) => complaints.push(...published.complaints(type, value))
  const store = calendarStore(what => complaints.push(what))
  let [running, atOnce] = [0, 0]
  /** Instead of all answers. */
  let limited: Answer | undefined
  let messages = 0

  function answered(asked: Asked, type: string, items: string, body: unknown): Answer {
    hold(type, body)
    const mask = maskOf(asked.query.fields ?? '')
    const { items: ofItems, ...ofList } = mask
    complaints.push(...unknownNames(items ? ofList : mask, type, published.properties))
    if (ofItems) complaints.push(...unknownNames(ofItems, items, published.properties))
    return { status: 200, body: partial(body, mask) }
  }

  /** https://developers.google.com/workspace/calendar/api/guides/push */
  function watch(asked: Asked, calendar: GoogleCalendar): Answer {
    const channel: Channel = JSON.parse(asked.body)
    hold('Channel', channel)
    if (calendar.quiet)
      return failed(
        400,
        'pushNotSupportedForRequestedResource',
        'Push notifications are not supported by this resource.',
      )
    expect(/^[\w+/=-]{1,64}$/.test(channel.id ?? ''), `channel id ${channel.id}`)
    expect(channel.type === 'web_hook' && (channel.token?.length ?? 0) <= 256, 'channel type, token')
    expect(Number(channel.expiration) > Date.now(), `expiration ${channel.expiration}`)
    if (!channel.address?.startsWith('https://'))
      return failed(400, 'push.webhookUrlNotHttps', 'WebHook callback must be HTTPS.')
    if (channel.address.includes('unknown'))
      return failed(401, 'push.webhookUrlUnauthorized', 'Unauthorized WebHook callback channel')
    if (channels.has(channel.id ?? '')) return failed(400, 'channelIdNotUnique', 'Channel id not unique')
    const made: Channel = {
      kind: 'api#channel',
      id: channel.id ?? '',
      resourceId: `resource of ${calendar.entry.id}`,
      resourceUri: `https://www.googleapis.com/calendar/v3/calendars/${calendar.entry.id}/events?alt=json`,
      token: channel.token ?? '',
      expiration: channel.expiration ?? '',
    }
    hold('Channel', made)
    channels.set(channel.id ?? '', { ...made, calendar: calendar.entry.id ?? '' })
    return { status: 200, body: made }
  }

  function stopChannel(asked: Asked): Answer {
    const body: Channel = JSON.parse(asked.body)
    hold('Channel', body)
    const known = channels.get(body.id ?? '')
    if (!known || known.resourceId !== body.resourceId)
      return failed(404, 'notFound', `Channel '${body.id}' not found for project`)
    channels.delete(body.id ?? '')
    return { status: 204 }
  }

  function answer(asked: Asked): Answer {
    const user = identity.whose(asked.headers.authorization?.replace('Bearer ', '') ?? '')
    if (!user) return failed(401, 'authError', 'Invalid Credentials')
    const instead = limited ?? answers.shift()
    if (instead) return instead
    const own = calendars.get(user) ?? []
    const query = (type: string, names: Readonly<Record<string, string>> = {}) =>
      complaints.push(...published.queryComplaints(type, { ...asked.query, ...names }))
    const below = asked.path.replace('/calendar/v3/', '')
    if (below === 'users/me/calendarList') {
      query('CalendarListQuery')
      const kind = 'calendar#calendarList'
      return answered(asked, 'CalendarList', 'CalendarListEntry', { kind, items: own.map(({ entry }) => entry) })
    }
    if (below === 'users/me/calendarList/primary') {
      query('CalendarListEntryQuery', { calendarId: 'primary' })
      return answered(asked, 'CalendarListEntry', '', own[0]?.entry)
    }
    if (below === 'channels/stop' && asked.method === 'POST') {
      query('StopQuery')
      return stopChannel(asked)
    }
    const [, id = '', hook] = /^calendars\/([^/]+)\/events(\/watch)?$/.exec(below) ?? []
    const calendar = own.find(({ entry }) => entry.id === decodeURIComponent(id))
    if (!calendar) return failed(404, 'notFound', 'Not Found')
    if (hook) {
      query('WatchQuery', { calendarId: id })
      return asked.method === 'POST' ? watch(asked, calendar) : failed(404, 'notFound', 'Not Found')
    }
    expect(asked.method === 'GET', `${asked.method} ${asked.path}`)
    query('EventsQuery', { calendarId: id })
    const page = store.list(calendar, asked.query)
    return 'status' in page ? page : answered(asked, 'Events', 'Event', page.events)
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', 'http://localhost')
    const query = Object.fromEntries(url.searchParams)
    const { method = '', headers } = request
    const asked: Asked = { method, path: url.pathname, query, headers, body: await text(request) }
    const token = asked.path === '/token'
    const host = token ? 'oauth2.googleapis.com' : 'www.googleapis.com'
    expect(headers['x-meant-for'] === host, `${method} ${asked.path} at ${String(headers['x-meant-for'])}`)
    if (!token) requests.push(asked)
    atOnce = Math.max(atOnce, ++running)
    // So long that whatever is asked at once is here at once.
    await setTimeout(5)
    const form = () => Object.fromEntries(new URLSearchParams(asked.body))
    const { status, headers: more, body } = token ? identity.token(method, form()) : answer(asked)
    running--
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...more })
    response.end(typeof body === 'string' ? body : body && JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(error => {
      complaints.push(String(error))
      response.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`

  /** Throws what was asked or answered against what Google publishes. */
  function check() {
    if (complaints.length) throw new Error([...new Set(complaints.splice(0))].join('\n'))
  }

  return {
    client,
    /** Where Google is meant, this server is asked. */
    fetch: ((input, init) => {
      const meant = new URL(input instanceof Request ? input.url : input)
      const headers = new Headers(init?.headers)
      headers.set('x-meant-for', meant.host)
      return fetch(`${origin}${meant.pathname}${meant.search}`, { ...init, headers })
    }) satisfies typeof fetch,
    requests,
    answers,
    identity,
    calendars,
    channels,
    store,
    atOnce: () => atOnce,
    /** https://developers.google.com/workspace/calendar/api/guides/quota; seconds. */
    limit(seconds: number | undefined) {
      const headers = { 'retry-after': `${seconds}` }
      limited = seconds === undefined ? undefined : failed(403, 'rateLimitExceeded', 'Rate Limit Exceeded', headers)
    },
    /** What Google posts to a channel's address. */
    notification(id: string, state: 'sync' | 'exists' | 'not_exists'): Notification {
      const { token, resourceId, resourceUri, expiration } = channels.get(id) ?? {}
      messages++
      const headers = {
        'x-goog-channel-id': id,
        'x-goog-channel-token': token ?? '',
        'x-goog-channel-expiration': new Date(Number(expiration)).toUTCString(),
        'x-goog-resource-id': resourceId ?? '',
        'x-goog-resource-uri': resourceUri ?? '',
        'x-goog-resource-state': state,
        'x-goog-message-number': String(messages),
      }
      return { query: {}, headers, body: '' }
    },
    check,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      check()
    },
  }
}

export type GoogleServer = Awaited<ReturnType<typeof googleServer>>
