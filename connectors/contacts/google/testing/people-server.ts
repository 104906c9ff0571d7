/**
 * Google's People API v1, as far as it is asked here, held to the types that Google publishes, and to the pages named beside what types don't
 * say. Anything else is a complaint, and tests expect none.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { people_v1 } from 'googleapis/build/src/apis/people/v1.js'
import { publishedTypes } from '../../../../test/harness/published-types.ts'
import type { Answer } from '../../../google/testing/answer.ts'
import { accounts, client } from '../../../google/testing/identity.ts'

type Person = people_v1.Schema$Person
const published = publishedTypes(join(import.meta.dirname, 'types.ts'), join(import.meta.dirname, 'published.json'))
const scopes = [
  'https://www.googleapis.com/auth/contacts.readonly',
  'https://www.googleapis.com/auth/contacts.other.readonly',
]
const pictures = 'lh3.googleusercontent.com'

/** https://cloud.google.com/apis/design/errors */
const failed = (code: number, status: string, message: string, reason = '', headers = {}): Answer => {
  const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'people.googleapis.com' }
  return { status: code, headers, body: { error: { code, status, message, ...(reason && { details: [info] }) } } }
}

export async function peopleServer() {
  const complaints: string[] = []
  const identity = accounts(
    scopes,
    complaint => complaints.push(complaint),
    () => false,
  )
  const people = new Map<string, { person: Person; changed: number; picture: Uint8Array | undefined }>()
  const removed = new Map<string, number>()
  const groups = new Set<string>()
  let [changes, oldest, limited] = [0, 0, false]
  const hold = (type: string, value: unknown) => complaints.push(...published.complaints(type, value))
  /** Few on a page, so that all tests turn pages. */
  const pageSize = 2

  const groupOf = (label: string) => `contactGroups/${Buffer.from(label).toString('hex')}`

  /** https://developers.google.com/people/api/rest/v1/people.connections/list */
  function connections(query: Readonly<Record<string, string>>): Answer {
    const { syncToken, pageToken, personFields = '' } = query
    for (const name of personFields.split(',')) {
      if (!published.properties('Person').has(name)) complaints.push(`personFields ${name}`)
    }
    if (query.requestSyncToken !== 'true' || Number(query.pageSize) > 1_000) complaints.push(JSON.stringify(query))
    const from = syncToken === undefined ? -1 : Number(syncToken)
    if (syncToken !== undefined && from < oldest) {
      const message = 'Sync token is expired. Clear local cache and retry call without the sync token.'
      return failed(400, 'FAILED_PRECONDITION', message, 'EXPIRED_SYNC_TOKEN')
    }
    const rows: Person[] = [...people.values()].filter(({ changed }) => changed > from).map(({ person }) => person)
    if (from >= 0) {
      for (const [id, when] of removed) {
        if (when > from) rows.push({ resourceName: id, metadata: { deleted: true, objectType: 'PERSON' } })
      }
    }
    const at = Number(pageToken ?? 0)
    const more = at + pageSize < rows.length
    const body = {
      connections: rows.slice(at, at + pageSize),
      totalItems: rows.length,
      ...(more ? { nextPageToken: String(at + pageSize) } : { nextSyncToken: String(changes) }),
    }
    hold('Connections', body)
    // As Google leaves out lists with nothing in them.
    return { status: 200, body: { ...body, connections: body.connections.length ? body.connections : undefined } }
  }

  function answer(path: string, query: Readonly<Record<string, string>>): Answer {
    if (limited)
      return failed(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', 'RATE_LIMIT_EXCEEDED', { 'retry-after': '9' })
    const asks = (type: string, names = {}) =>
      complaints.push(...published.queryComplaints(type, { ...query, ...names }))
    if (path === '/v1/people/me/connections') {
      asks('ConnectionsQuery', { resourceName: 'people/me' })
      return connections(query)
    }
    if (path === '/v1/otherContacts') {
      asks('OtherContactsQuery')
      const person = { resourceName: 'otherContacts/c1', emailAddresses: [{ value: 'kund@annan.example' }] }
      const body = { otherContacts: [person], nextSyncToken: 'x' }
      hold('OtherContacts', body)
      return { status: 200, body }
    }
    if (path === '/v1/contactGroups') {
      asks('ContactGroupsQuery')
      const own = [...groups].map(name => ({ resourceName: groupOf(name), name, groupType: 'USER_CONTACT_GROUP' }))
      const mine = { resourceName: 'contactGroups/myContacts', name: 'myContacts', groupType: 'SYSTEM_CONTACT_GROUP' }
      const body = { contactGroups: [mine, ...own] }
      hold('ContactGroups', body)
      return { status: 200, body }
    }
    const found = people.get(path.replace('/v1/', ''))
    if (!found) return failed(404, 'NOT_FOUND', 'Requested entity was not found.')
    asks('PersonQuery', { resourceName: path.replace('/v1/', '') })
    return { status: 200, body: found.person }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://localhost')
    const { method = '', headers } = request
    const body = await text(request)
    if (headers['x-meant-for'] === pictures) {
      const picture = people.get(`people/${url.pathname.slice(1)}`)?.picture
      response.writeHead(picture ? 200 : 404).end(picture)
      return
    }
    const isToken = url.pathname === '/token'
    const user = identity.whose(headers.authorization?.replace('Bearer ', '') ?? '')
    const {
      status,
      headers: more,
      body: said,
    } = isToken
      ? identity.token(method, Object.fromEntries(new URLSearchParams(body)))
      : user === undefined
        ? failed(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.')
        : answer(url.pathname, Object.fromEntries(url.searchParams))
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(said))
  }
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      complaints.push(String(error))
      response.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`

  return {
    ...{ client, identity, groupOf },
    /** Where Google is meant, this server is asked. */
    fetch: ((input, init) => {
      const meant = new URL(input instanceof Request ? input.url : input)
      const headers = new Headers(init?.headers)
      headers.set('x-meant-for', meant.host)
      return fetch(`${origin}${meant.pathname}${meant.search}`, { ...init, headers })
    }) satisfies typeof fetch,
    put(id: string, person: Person, labels: readonly string[], picture?: Uint8Array): void {
      changes += 1
      for (const label of labels) groups.add(label)
      const resourceName = `people/${id}`
      // Everybody has one: with a letter, unless somebody chose another.
      const photos = [{ url: `https://${pictures}/${id}`, default: picture === undefined }]
      people.set(resourceName, { person: { resourceName, ...person, photos }, changed: changes, picture })
    },
    remove(id: string): void {
      changes += 1
      if (people.delete(`people/${id}`)) removed.set(`people/${id}`, changes)
    },
    forget(): void {
      changes += 1
      oldest = changes
    },
    limit(yes: boolean): void {
      limited = yes
    },
    async stop(): Promise<void> {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      if (complaints.length) throw new Error([...new Set(complaints)].join('\n'))
    },
  }
}
