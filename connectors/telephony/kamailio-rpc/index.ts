/**
 * Kamailio's JSON-RPC over HTTP (jsonrpcs with xhttp), typed. One connection for each request: Kamailio closes it.
 * https://www.kamailio.org/docs/modules/5.6.x/modules/jsonrpcs.html
 */
import { request } from 'node:http'
import { z } from 'zod'
import {
  type Aor,
  aor as aorReply,
  aors,
  type Dialog,
  dialog,
  dialogs,
  type HtableEntry,
  htableSlots,
  type Presentity,
  presentityList,
  type TmStats,
  tmStats,
  type Uptime,
  uptime,
} from './replies.ts'

export type { Aor, Contact, Dialog, HtableEntry, Presentity, TmStats, Uptime } from './replies.ts'
export { opposite, type Reached, routesTo, type SideName, sidesOf } from './sides.ts'

/** Kamailio answered, with an error: `code` and message are its own, as 404 "AOR not found". */
export class KamailioRpcError extends Error {
  readonly method: string
  readonly code: number

  constructor(method: string, code: number, message: string) {
    super(message)
    this.name = 'KamailioRpcError'
    this.method = method
    this.code = code
  }
}

/** Kamailio didn't answer, or with something that is no answer. The cause says why. */
export class KamailioUnreachable extends Error {
  readonly method: string

  constructor(method: string, cause: unknown) {
    super(`Kamailio did not answer ${method}`, { cause })
    this.name = 'KamailioUnreachable'
    this.method = method
  }
}

export interface NewContact {
  /** "1001@norrsken.svara.localhost" with use_domain, else "1001". */
  readonly aor: string
  readonly contact: string
  /** Seconds; 0 for ever. */
  readonly expires: number
  /** 0 to 1, 1 unless given. */
  readonly q?: number
  /** Path (RFC 3327). */
  readonly path?: string
}

/** What is published of an address (RFC 3903), by the id that a later publication of it replaces. */
export interface Publication {
  readonly uri: string
  readonly event: string
  readonly id: string
  /** Media type of the body. */
  readonly type: string
  readonly body: string
  /** Seconds. */
  readonly expires: number
}

/** Every method throws KamailioRpcError or KamailioUnreachable. */
export interface KamailioRpc {
  /** Any method. `result` checks the answer. */
  call<Result>(method: string, params: readonly (string | number)[], result: z.ZodType<Result>): Promise<Result>
  coreVersion(): Promise<string>
  /** How long it has been running. */
  uptime(): Promise<Uptime>
  tmStats(): Promise<TmStats>
  /** Statistics by "group:" or name; "all" unless given. */
  stats(name?: string): Promise<Readonly<Record<string, string>>>
  /** All registrations. */
  ulDump(table?: string): Promise<readonly Aor[]>
  /** Undefined when it isn't registered. */
  ulLookup(aor: string, table?: string): Promise<Aor | undefined>
  ulAdd(contact: NewContact, table?: string): Promise<void>
  /** All contacts of it; nothing happens when there are none. */
  ulRm(aor: string, table?: string): Promise<void>
  /** False when there was none. */
  ulRmContact(aor: string, contact: string, table?: string): Promise<boolean>
  dlgList(): Promise<readonly Dialog[]>
  /** By its Call-ID; undefined when there is none. */
  dlgOf(callId: string): Promise<Dialog | undefined>
  htableReload(table: string): Promise<void>
  htableDelete(table: string, key: string): Promise<void>
  htableDump(table: string): Promise<readonly HtableEntry[]>
  /** Resolves when it is published; to the outbound proxy that the module pua is configured with. */
  puaPublish(publication: Publication): Promise<void>
  /** Of one that was published: pua answers nothing about any other. */
  puaRemove(publication: Pick<Publication, 'uri' | 'event' | 'id'>): Promise<void>
  /** Tells all watchers what is so. */
  presenceRefresh(uri: string, event: string): Promise<void>
  /** What the module presence has of whom. */
  presentities(): Promise<readonly Presentity[]>
}

const envelope = z.union([
  z.object({ result: z.unknown() }),
  z.object({ error: z.object({ code: z.number(), message: z.string() }) }),
])

/** `url` as "http://127.0.0.1:8060/RPC"; `timeout` in milliseconds. */
export function kamailioRpc(url: string, { timeout = 5000 }: { timeout?: number } = {}): KamailioRpc {
  const call: KamailioRpc['call'] = async (method, params, result) => {
    let reply: z.infer<typeof envelope>
    try {
      reply = envelope.parse(JSON.parse(await post(url, { jsonrpc: '2.0', id: 1, method, params }, timeout)))
    } catch (error) {
      throw new KamailioUnreachable(method, error)
    }
    if ('error' in reply) throw new KamailioRpcError(method, reply.error.code, reply.error.message)
    const parsed = result.safeParse(reply.result)
    if (!parsed.success) throw new KamailioUnreachable(method, parsed.error)
    return parsed.data
  }

  /** Undefined where Kamailio says that there is no such thing. */
  async function ifThere<Result>(method: string, params: readonly (string | number)[], result: z.ZodType<Result>) {
    try {
      return await call(method, params, result)
    } catch (error) {
      if (error instanceof KamailioRpcError && absent(error)) return undefined
      throw error
    }
  }
  const done = async (method: string, params: readonly (string | number)[]) =>
    (await ifThere(
      method,
      params,
      z.unknown().transform(() => true),
    )) ?? false

  return {
    call,
    coreVersion: () => call('core.version', [], z.string()),
    uptime: () => call('core.uptime', [], uptime),
    tmStats: () => call('tm.stats', [], tmStats),
    async stats(name = 'all') {
      const lines = await call('stats.get_statistics', [name], z.array(z.string()))
      return Object.fromEntries(lines.map(line => line.split(/ = /, 2)).map(([key = '', value = '']) => [key, value]))
    },
    async ulDump(table = 'location') {
      const { Domains } = await call('ul.dump', [], aors)
      return Domains.filter(({ Domain }) => Domain.Domain === table).flatMap(({ Domain }) =>
        Domain.AoRs.map(({ Info }) => Info),
      )
    },
    ulLookup: async (aor, table = 'location') => await ifThere('ul.lookup', [table, aor], aorReply),
    async ulAdd({ aor, contact, expires, q = 1, path = '0' }, table = 'location') {
      await call('ul.add', [table, aor, contact, expires, q, path, 0, 0, 0], z.unknown())
    },
    async ulRm(aor, table = 'location') {
      await call('ul.rm', [table, aor], z.unknown())
    },
    ulRmContact: (aor, contact, table = 'location') => done('ul.rm_contact', [table, aor, contact]),
    dlgList: () => call('dlg.list', [], dialogs),
    dlgOf: async callId =>
      await ifThere('dlg.dlg_list', [callId], dialog.or(z.strictObject({}).transform(() => undefined))),
    async htableReload(table) {
      await call('htable.reload', [table], z.unknown())
    },
    async htableDelete(table, key) {
      await done('htable.delete', [table, key])
    },
    async htableDump(table) {
      return (await call('htable.dump', [table], htableSlots)).flat()
    },
    async puaPublish({ uri, expires, event, type, id, body }) {
      // "." stands for nothing: its own ETag, its own proxy, no more headers.
      await call('pua.publish', [uri, String(expires), event, type, id, '.', '.', '.', body], z.unknown())
    },
    async puaRemove({ uri, event, id }) {
      await call('pua.publish', [uri, '0', event, '.', id, '.', '.', '.'], z.unknown())
    },
    async presenceRefresh(uri, event) {
      // 1: what is published may be another.
      await call('presence.refreshWatchers', [uri, event, 1], z.unknown())
    },
    presentities: () => call('presence.presentity_list', ['basic'], presentityList),
  }
}

const absent = (error: KamailioRpcError) => error.code === 404 || error.message.startsWith('AOR not found')

function post(url: string, body: object, timeout: number): Promise<string> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(timeout),
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      reply => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk))
        reply.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
        reply.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}
