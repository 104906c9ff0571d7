/**
 * Microsoft Graph 1.0, as far as it is asked here. All that comes in and goes out is held to the types that Microsoft publishes; what they
 * don't say (parameters, headers, limits) to the pages named beside each. Anything else is a complaint, and tests expect none.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import type { Calendar, ChangeNotification, Event, Subscription } from '@microsoft/microsoft-graph-types'
import { publishedTypes } from '../../../../test/harness/published-types.ts'
import { type Answer, application, identityPlatform } from '../../../microsoft/testing/identity.ts'
import { listenTrusted } from '../../../microsoft/testing/tls.ts'
import type { Notification, NotificationReply } from '../../port.ts'
import { view } from './view.ts'

const root = join(import.meta.dirname, '../../../..')
const published = publishedTypes(join(import.meta.dirname, 'types.ts'), join(root, 'tsconfig.json'))

/** As Exchange makes them: base64 for addresses. */
export const mainCalendar = 'AQMkAD-Main_Calendar='
const owner = { name: 'Anna Svensson', address: 'Anna@norrsken.example' }

export interface Asked {
  readonly method: string
  /** "/v1.0/me/calendars/main/calendarView". */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** An event in a calendar, as Exchange keeps it: asked for in UTC it is told in UTC, else in its own zone. */
export interface Stored {
  /** Whose occurrences are written together. */
  readonly key: string
  readonly calendar: string
  readonly event: Event
}

export async function graphServer() {
  const complaints: string[] = []
  const requests: Asked[] = []
  const answers: Answer[] = []
  const calendars = new Map<string, Calendar[]>()
  const events: Stored[] = []
  const subscriptions = new Map<string, Subscription>()
  const identity = identityPlatform('Calendars.Read', complaint => complaints.push(complaint))
  const expect = (yes: boolean, what: string) => yes || complaints.push(what)
  const hold = (type: string, value: unknown) => complaints.push(...published.complaints(type, value))
  /** How many a page holds: few, so that all tests turn pages. */
  const pageSize = 2
  let running = 0
  let atOnce = 0
  /** Instead of all answers. */
  let throttled: Answer | undefined
  let deliver: (notification: Notification) => NotificationReply = () => ({ status: 404, hints: [] })

  const failed = (status: number, code: string, message: string, headers = {}): Answer => ({
    status,
    headers,
    body: { error: { code, message, innerError: { date: '2026-11-24T12:00:00', 'request-id': randomUUID() } } },
  })
  const notFound = () => failed(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')

  function list(asked: Asked, type: 'Calendar' | 'Event', items: readonly (Calendar | Event)[]): Answer {
    const { $select = '', $skip = '0', ...others } = asked.query
    for (const name of $select.split(',')) {
      expect(published.properties(type).has(name), `$select=${name} of ${type}`)
    }
    const from = Number($skip)
    const page = items.slice(from, from + pageSize)
    for (const item of page) hold(type, item)
    const chosen = page.map(item =>
      Object.fromEntries(Object.entries(item).filter(([name]) => $select.split(',').includes(name))),
    )
    // As Graph writes them: encoded, with more "=" in it than one.
    const next = new URLSearchParams({ ...others, $select, $skip: String(from + pageSize), $skiptoken: 'X=1&Y==' })
    return {
      status: 200,
      body: {
        '@odata.context': `${server.origin}/v1.0/$metadata#${type}`,
        value: chosen,
        ...(from + pageSize < items.length && {
          '@odata.nextLink': `${server.origin}${asked.path}?${next.toString()}`,
        }),
      },
    }
  }

  /** https://learn.microsoft.com/graph/api/subscription-post-subscriptions */
  function subscribe(asked: Asked): Answer {
    const body: Subscription = JSON.parse(asked.body)
    hold('Subscription', body)
    const { notificationUrl = '', lifecycleNotificationUrl, resource = '', expirationDateTime = '', clientState } = body
    expect(/^(created|updated|deleted)(,(created|updated|deleted))*$/.test(body.changeType ?? ''), 'changeType')
    expect(notificationUrl.startsWith('https://') && !!lifecycleNotificationUrl?.startsWith('https://'), 'https')
    expect(clientState?.length !== 0 && (clientState?.length ?? 0) <= 128, 'clientState')
    const [, of = ''] = /^(?:me|users\/[^/%]+@[^/%]+)\/calendars\/([^/%]+)\/events$/.exec(resource) ?? []
    expect(of !== '', `resource ${resource}`)
    // Colleagues' calendars: https://learn.microsoft.com/graph/api/subscription-post-subscriptions
    if (of.startsWith('shared'))
      return failed(
        403,
        'ExtensionError',
        'Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied.]',
      )
    const tooLong = ends(expirationDateTime)
    if (tooLong) return tooLong
    const validationToken = `Validation: Testing client application reachability for subscription & <${randomUUID()}>`
    for (const url of [notificationUrl, lifecycleNotificationUrl]) {
      const reply = deliver({ query: { validationToken }, headers: { 'content-type': 'text/plain' }, body: '' })
      if (!url || reply.status !== 200 || reply.body !== validationToken) {
        return failed(
          400,
          'ValidationError',
          'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
        )
      }
    }
    const made: Subscription = {
      ...body,
      id: randomUUID(),
      applicationId: application.client,
      latestSupportedTlsVersion: 'v1_2',
    }
    hold('Subscription', made)
    subscriptions.set(made.id ?? '', made)
    return { status: 201, body: { '@odata.context': `${server.origin}/v1.0/$metadata#subscriptions/$entity`, ...made } }
  }

  /** https://learn.microsoft.com/graph/api/resources/subscription: 10,080 minutes, and fewer than 45 are made 45. */
  function ends(time: string): Answer | undefined {
    const minutes = (Date.parse(time) - Date.now()) / 60_000
    expect(minutes >= 45 && time.endsWith('Z'), `expirationDateTime ${time}`)
    return minutes <= 10_080
      ? undefined
      : failed(400, 'ExtensionError', 'Subscription expiration can only be 10080 minutes in the future.')
  }

  function subscription(asked: Asked, id: string): Answer {
    const known = subscriptions.get(decodeURIComponent(id))
    if (!known) return failed(404, 'ResourceNotFound', 'The object was not found.')
    if (asked.method === 'DELETE') {
      subscriptions.delete(known.id ?? '')
      return { status: 204 }
    }
    const change: Subscription = JSON.parse(asked.body)
    hold('Subscription', change)
    // https://learn.microsoft.com/graph/api/subscription-update
    expect(
      asked.method === 'PATCH' && Object.keys(change).join() === 'expirationDateTime',
      `${asked.method} ${asked.body}`,
    )
    const tooLong = ends(change.expirationDateTime ?? '')
    if (tooLong) return tooLong
    subscriptions.set(known.id ?? '', { ...known, ...change })
    return { status: 200, body: { ...known, ...change } }
  }

  function answer(asked: Asked): Answer {
    const user = identity.whose(asked.headers.authorization?.replace('Bearer ', '') ?? '')
    if (!user) return failed(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.')
    const prefer = new Set(String(asked.headers.prefer).split(/,\s*/))
    expect(prefer.has('IdType="ImmutableId"'), `${asked.method} ${asked.path} without ImmutableId`)
    const instead = throttled ?? answers.shift()
    if (instead) return instead
    if (asked.path === '/v1.0/subscriptions' && asked.method === 'POST') return subscribe(asked)
    const [, watched] = /^\/v1\.0\/subscriptions\/([^/]+)$/.exec(asked.path) ?? []
    if (watched) return subscription(asked, watched)
    const [, me, whose, below = ''] = /^\/v1\.0\/(?:(me)|users\/([^/]+))\/(.+)$/.exec(asked.path) ?? []
    expect(asked.method === 'GET' && (user === '*') === !me, `${asked.method} ${asked.path} as ${user}`)
    const owner = me ? user : decodeURIComponent(whose ?? '')
    const own = calendars.get(owner)
    if (!own) return failed(404, 'ErrorInvalidUser', `The requested user '${owner}' is invalid.`)
    if (below === 'calendar') return { status: 200, body: { id: own[0]?.id } }
    if (below === 'calendars') return list(asked, 'Calendar', own)
    const [, calendar] = /^calendars\/([^/]+)\/calendarView$/.exec(below) ?? []
    if (!calendar || !own.some(({ id }) => id === decodeURIComponent(calendar))) return notFound()
    expect(prefer.has('outlook.timezone="UTC"'), `${asked.path} not in UTC`)
    const its = events.filter(stored => stored.calendar === decodeURIComponent(calendar)).map(({ event }) => event)
    return list(
      asked,
      'Event',
      view(its, asked.query, prefer, complaint => complaints.push(complaint)),
    )
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', server.origin)
    const query = Object.fromEntries(url.searchParams)
    const { method = '', headers } = request
    const asked: Asked = { method, path: url.pathname, query, headers, body: await text(request) }
    const token = asked.path.endsWith('/token')
    if (!token) requests.push(asked)
    running++
    // https://learn.microsoft.com/graph/throttling-limits: 4 at once in a mailbox. We send one.
    expect(running <= 1, `${running} requests at once`)
    atOnce = Math.max(atOnce, running)
    // So long that whatever is asked at once is here at once.
    await setTimeout(5)
    const form = () => Object.fromEntries(new URLSearchParams(asked.body))
    const { status, headers: more, body } = token ? identity.token(asked.path, method, form()) : answer(asked)
    running--
    response
      .writeHead(status, { 'content-type': 'application/json', ...more })
      .end(body === undefined ? '' : JSON.stringify(body))
  }

  const server = await listenTrusted((request, response) => {
    serve(request, response).catch(error => {
      complaints.push(`${error}`)
      response.destroy()
    })
  })

  /** Throws what was asked or answered against what Microsoft publishes. */
  function check() {
    if (complaints.length) throw new Error([...new Set(complaints.splice(0))].join('\n'))
  }

  return {
    options: { ...application, graph: `${server.origin}/`, login: server.origin },
    requests,
    /** Instead of the next answers to requests with a good token. */
    answers,
    failed,
    identity,
    standardCalendars: [
      { id: mainCalendar, name: 'Calendar', isDefaultCalendar: true, hexColor: '', color: 'auto', owner },
      {
        id: 'AQMkBirthdays=',
        name: 'Birthdays',
        isDefaultCalendar: false,
        hexColor: '#A1B2C3',
        color: 'lightBlue',
        owner,
      },
      { id: 'AQMkHolidays=', name: 'Sweden holidays', isDefaultCalendar: false, hexColor: '', color: 'auto', owner },
      {
        id: 'shared-Bo=',
        name: 'Bo',
        isDefaultCalendar: false,
        hexColor: '',
        color: 'auto',
        owner: { name: 'Bo', address: 'bo@norrsken.example' },
      },
    ] satisfies Calendar[],
    /** By address; the first calendar is the main one. */
    calendars,
    events,
    remove(key: string) {
      const others = events.filter(stored => stored.key !== key)
      events.splice(0, events.length, ...others)
    },
    subscriptions,
    atOnce: () => atOnce,
    /** https://learn.microsoft.com/graph/throttling; seconds. */
    throttle(seconds: number | undefined) {
      const headers = { 'retry-after': `${seconds}` }
      throttled =
        seconds === undefined
          ? undefined
          : failed(429, 'ApplicationThrottled', 'Application is over its limit.', headers)
    },
    /** Where notifications go to, and validation requests. */
    deliverTo(target: typeof deliver) {
      deliver = target
    },
    /** What Graph posts to a subscription's address: a change, or what becomes of the subscription. */
    notification(
      subscriptionId: string,
      says: Pick<ChangeNotification, 'changeType' | 'lifecycleEvent'>,
    ): Notification {
      const { clientState, expirationDateTime, resource } = subscriptions.get(subscriptionId) ?? {}
      const notification: ChangeNotification = {
        subscriptionId,
        ...(clientState !== undefined && { clientState }),
        ...(expirationDateTime !== undefined && { subscriptionExpirationDateTime: expirationDateTime }),
        ...(says.changeType && resource !== undefined && { resource }),
        tenantId: '84bd8158-6d4d-4958-8b9f-9d6445542f95',
        ...says,
      }
      const body = { value: [notification, notification] }
      hold('ChangeNotificationCollection', body)
      return { query: {}, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
    },
    check,
    async stop() {
      await server.stop()
      check()
    },
  }
}

export type GraphServer = Awaited<ReturnType<typeof graphServer>>
