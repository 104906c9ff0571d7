/**
 * Contacts of Microsoft Graph 1.0, as far as they are asked for here, held to the types that Microsoft publishes, and to the pages named beside
 * what types don't say. Anything else is a complaint, and tests expect none.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Contact, ContactFolder } from '@microsoft/microsoft-graph-types'
import { publishedTypes } from '../../../../test/harness/published-types.ts'
import { type Answer, application, identityPlatform } from '../../../microsoft/testing/identity.ts'
import { listenTrusted } from '../../../microsoft/testing/tls.ts'

const root = join(import.meta.dirname, '../../../..')
const published = publishedTypes(join(import.meta.dirname, 'types.ts'), join(root, 'tsconfig.json'))
/** Ids are base64: what stands in them has to be encoded in a path. */
export const mainFolder = 'AAMk/Main+Folder='
export const otherFolder = 'AAMkOther='

interface Stored {
  readonly contact: Contact
  readonly changed: number
  readonly picture: Uint8Array | undefined
}

export async function graphServer() {
  const complaints: string[] = []
  const identity = identityPlatform('Contacts.Read', complaint => complaints.push(complaint))
  const contacts = new Map<string, Stored>()
  const removed = new Map<string, number>()
  const requests: string[] = []
  let [changes, oldest, throttled] = [0, 0, false]
  const expect = (yes: boolean, what: string) => yes || complaints.push(what)
  const failed = (status: number, code: string, message: string, headers = {}): Answer => ({
    ...{ status, headers },
    body: { error: { code, message } },
  })
  /** Few on a page, so that all tests turn pages. */
  const pageSize = 2

  /** https://learn.microsoft.com/graph/api/contact-delta: the query's parameters come back in the links, encoded in their tokens. */
  function delta(path: string, query: Readonly<Record<string, string>>): Answer {
    const { $select, $deltatoken, $skiptoken, ...others } = query
    expect(Object.keys(others).length === 0, `delta with ${Object.keys(others).join()}`)
    expect(($select !== undefined) !== ($deltatoken !== undefined || $skiptoken !== undefined), '$select at first only')
    const state = ($skiptoken ?? $deltatoken ?? `-1.${changes}.0`).split('.').map(Number)
    const [from = 0, until = 0, at = 0] = $deltatoken === undefined ? state : [Number($deltatoken), changes, 0]
    if ($deltatoken !== undefined && from < oldest) {
      return failed(410, 'SyncStateNotFound', 'The sync state generation is not found; generation=1;')
    }
    for (const name of $select?.split(',') ?? []) {
      expect(published.properties('Contact').has(name), `$select=${name} of Contact`)
    }
    const rows: object[] = [...contacts.values()]
      .filter(({ contact, changed }) => contact.parentFolderId === folderIn(path) && changed > from)
      .map(({ contact }) => contact)
    for (const row of rows) complaints.push(...published.complaints('Contact', row))
    if (from >= 0) {
      for (const [id, when] of removed) if (when > from) rows.push({ id, '@removed': { reason: 'deleted' } })
    }
    const page = rows.slice(at, at + pageSize)
    const more = at + pageSize < rows.length
    const link = more
      ? { '@odata.nextLink': `${server.origin}${path}?$skiptoken=${from}.${until}.${at + pageSize}` }
      : { '@odata.deltaLink': `${server.origin}${path}?$deltatoken=${until}` }
    return {
      status: 200,
      body: { '@odata.context': `${server.origin}/v1.0/$metadata#Collection(contact)`, value: page, ...link },
    }
  }

  const folderIn = (path: string) => decodeURIComponent(/contactFolders\/([^/]+)/.exec(path)?.[1] ?? '')

  function answer(method: string, path: string, query: Readonly<Record<string, string>>): Answer | Uint8Array {
    expect(method === 'GET', `${method} ${path}`)
    if (throttled) return failed(429, 'ApplicationThrottled', 'Application is over its limit.', { 'retry-after': '7' })
    const below = path.replace(/^\/v1\.0\/me\//, '')
    if (below === 'contactFolders') {
      const value: ContactFolder[] = [{ id: otherFolder, displayName: 'Leverantörer' }]
      for (const folder of value) complaints.push(...published.complaints('ContactFolder', folder))
      return { status: 200, body: { value } }
    }
    if (below === 'contacts') {
      expect(query.$top === '1' && query.$select === 'parentFolderId', `contacts?${JSON.stringify(query)}`)
      return { status: 200, body: { value: [{ id: 'x', parentFolderId: mainFolder }] } }
    }
    const known = [mainFolder, otherFolder].includes(folderIn(below))
    if (known && /^contactFolders\/[^/]+\/contacts\/delta$/.test(below)) return delta(path, query)
    const [, id = ''] = /^contactFolders\/[^/]+\/contacts\/([^/]+)\/photo\/\$value$/.exec(below) ?? []
    const picture = contacts.get(decodeURIComponent(id))?.picture
    return picture ?? failed(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', server.origin)
    const { method = '', headers } = request
    const body = await text(request)
    const send = (given: Answer | Uint8Array) =>
      given instanceof Uint8Array
        ? response.writeHead(200, { 'content-type': 'image/gif' }).end(given)
        : response
            .writeHead(given.status, { 'content-type': 'application/json', ...given.headers })
            .end(JSON.stringify(given.body))
    if (url.pathname.endsWith('/token')) {
      send(identity.token(url.pathname, method, Object.fromEntries(new URLSearchParams(body))))
      return
    }
    requests.push(url.pathname)
    const user = identity.whose(headers.authorization?.replace('Bearer ', '') ?? '')
    expect(String(headers.prefer).includes('IdType="ImmutableId"'), `${url.pathname} without ImmutableId`)
    send(
      user === undefined
        ? failed(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.')
        : answer(method, url.pathname, Object.fromEntries(url.searchParams)),
    )
  }

  const server = await listenTrusted((request, response) => {
    serve(request, response).catch((error: unknown) => {
      complaints.push(String(error))
      response.destroy()
    })
  })

  return {
    options: { ...application, graph: `${server.origin}/`, login: server.origin },
    ...{ identity, requests },
    put(contact: Contact & { readonly id: string }, picture?: Uint8Array): void {
      changes += 1
      const kept = { parentFolderId: mainFolder, changeKey: `EQAA${changes}`, ...contact }
      contacts.set(contact.id, { contact: kept, changed: changes, picture })
    },
    remove(id: string): void {
      changes += 1
      if (contacts.delete(id)) removed.set(id, changes)
    },
    forget(): void {
      changes += 1
      oldest = changes
    },
    throttle(yes: boolean): void {
      throttled = yes
    },
    async stop(): Promise<void> {
      await server.stop()
      if (complaints.length) throw new Error([...new Set(complaints)].join('\n'))
    },
  }
}
