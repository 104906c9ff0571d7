/**
 * What the lamps of desk phones show. Kamailio keeps the phones' subscriptions; the first of the hubs publishes what is watched, by
 * Kamailio's own publisher (pua.publish), which knows what it published before, over a restart of the hub too.
 */
import type { KamailioRpc } from 'kamailio-rpc'
import type { Line, MessagesWaiting } from '../port.ts'

export type Package = 'dialog' | 'message-summary'

export interface LampOptions {
  readonly rpc: Pick<KamailioRpc, 'htableDump' | 'presenceRefresh' | 'presentities' | 'puaPublish' | 'puaRemove'>
  /** Tells the phones that didn't ask: the body of a NOTIFY for message-summary, by extension. */
  readonly unasked: (extension: string, body: string) => Promise<void>
  readonly log?: { warn(details: object, message: string): void } | undefined
}

export interface Lamps {
  showLine(extension: string, line: Line): void
  showMessages(extension: string, messages: MessagesWaiting): void
  /** A phone has subscribed. */
  watched(of: Package, extension: string): void
  /** A phone has registered. */
  registered(extension: string, contact: string): void
  /** Kamailio is there, or gone. */
  up(): void
  down(): void
  /** Whether this hub is the one that publishes. */
  lead(first: boolean): void
  stop(): void
}

/** Subscriptions are kept for an hour at most, publications too (presence, max_expires). Milliseconds. */
const watchedFor = 3_700_000
const renewAfter = 1_200_000
/** How often what was lost is published again. */
const every = 10_000

const types: Readonly<Record<Package, string>> = {
  dialog: 'application/dialog-info+xml',
  'message-summary': 'application/simple-message-summary',
}

/** RFC 4235 section 4.1. Whom somebody talks to is nobody's business: there is no participant in it. */
function dialogInfo(extension: string, line: Line): string {
  const state = { idle: 'terminated', ringing: 'early', 'in-call': 'confirmed' }[line]
  const entity = `sip:${extension}`.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
  return [
    '<?xml version="1.0"?>',
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="${entity}">`,
    `<dialog id="line" direction="recipient"><state>${state}</state></dialog>`,
    '</dialog-info>',
    '',
  ].join('\n')
}

/** RFC 3842 section 5.2. */
const messageSummary = (extension: string, messages: MessagesWaiting): string =>
  [
    `Messages-Waiting: ${messages.new > 0 ? 'yes' : 'no'}`,
    `Message-Account: sip:${extension}`,
    `Voice-Message: ${messages.new}/${messages.old} (0/0)`,
    '',
  ].join('\r\n')

const key = (of: Package, extension: string) => `${of}:sip:${extension}`

export function lamps({ rpc, unasked, log }: LampOptions): Lamps {
  /** Bodies by key; what isn't there is idle, or none. */
  const shown = new Map<string, string>()
  /** What Kamailio has. Without a body: something, from before. */
  const published = new Map<string, { readonly body?: string; readonly at: number }>()
  /** Until when (ms). */
  const watching = new Map<string, number>()
  const publishing = new Set<string>()
  /** Whose phones another hub was to tell. This one may be it in a moment: the last one has just gone. */
  const untold = new Set<string>()
  const contacts = new Map<string, Set<string>>()
  let leads = false
  let isUp = false
  let begun = false
  let telling = Promise.resolve()

  const split = (of: string): [Package, string] => {
    const at = of.indexOf(':sip:')
    return [of.slice(0, at) === 'dialog' ? 'dialog' : 'message-summary', of.slice(at + 5)]
  }
  /** An idle line is not published at all: watchers are then told of a dialog that has ended (force_dummy_dialog). */
  function bodyOf(of: string): string | undefined {
    const [kind, extension] = split(of)
    return shown.get(of) ?? (kind === 'dialog' ? undefined : messageSummary(extension, { new: 0, old: 0 }))
  }
  function due(of: string): boolean {
    if (!begun || (watching.get(of) ?? 0) < Date.now()) return false
    const before = published.get(of)
    const body = bodyOf(of)
    if (body === undefined || !before) return body !== undefined || before !== undefined
    return before.body !== body || before.at < Date.now() - renewAfter
  }

  /** One after another for each lamp: what is published last stays. */
  async function publish(of: string): Promise<void> {
    if (publishing.has(of)) return
    publishing.add(of)
    try {
      const [event, extension] = split(of)
      while (due(of)) {
        const body = bodyOf(of)
        const publication = { uri: `sip:${extension}`, event, id: event }
        if (body === undefined) {
          // Taken away, it would be told once more as it was; ended and left, it would be the last word (presence 5.6).
          await rpc.puaPublish({ ...publication, type: types[event], body: dialogInfo(extension, 'idle'), expires: 60 })
          await rpc.puaRemove(publication)
          published.delete(of)
        } else {
          await rpc.puaPublish({ ...publication, type: types[event], body, expires: 3600 })
          published.set(of, { body, at: Date.now() })
        }
      }
    } catch (error) {
      if (bodyOf(of) !== undefined) published.delete(of)
      log?.warn({ err: error, extension: split(of)[1] }, 'a lamp could not be set; it is tried again')
    } finally {
      publishing.delete(of)
    }
  }
  function publishAll(): void {
    for (const [of, until] of watching) {
      if (until < Date.now()) watching.delete(of)
      else void publish(of)
    }
  }
  function tell(extension: string): void {
    const body = shown.get(key('message-summary', extension))
    if (body === undefined) return
    if (!leads) {
      untold.add(extension)
      return
    }
    telling = telling
      .then(() => unasked(extension, body))
      .catch((error: unknown) => log?.warn({ err: error, extension }, 'a phone was not told of its messages'))
  }
  /** Lamps of before a restart of Kamailio may still show what is published no longer. */
  async function refresh(): Promise<void> {
    for (const of of watching.keys()) {
      const [event, extension] = split(of)
      if (!published.has(of) && bodyOf(of) === undefined) await rpc.presenceRefresh(`sip:${extension}`, event)
    }
  }
  /** What was watched and published before this hub was the one to do it. */
  async function begin(): Promise<void> {
    begun = false
    published.clear()
    if (!isUp || !leads) return
    try {
      const [watched, presentities] = await Promise.all([rpc.htableDump('watched'), rpc.presentities()])
      for (const { name } of watched) if (!watching.has(name)) watching.set(name, Date.now() + watchedFor)
      for (const { user, domain, event } of presentities) published.set(`${event}:sip:${user}@${domain}`, { at: 0 })
      begun = true
      publishAll()
      await refresh()
    } catch (error) {
      log?.warn({ err: error }, 'it is not known which lamps are watched; it is asked again')
    }
  }
  const timer = setInterval(() => {
    if (begun) publishAll()
    else void begin()
  }, every).unref()

  return {
    showLine(extension, line) {
      const of = key('dialog', extension)
      if (line === 'idle') shown.delete(of)
      else shown.set(of, dialogInfo(extension, line))
      void publish(of)
    },
    showMessages(extension, messages) {
      const of = key('message-summary', extension)
      const body = messageSummary(extension, messages)
      if (shown.get(of) === body) return
      shown.set(of, body)
      void publish(of)
      tell(extension)
    },
    watched(of, extension) {
      const lamp = key(of, extension)
      watching.set(lamp, Date.now() + watchedFor)
      void publish(lamp)
    },
    registered(extension, contact) {
      const known = contacts.get(extension) ?? new Set()
      if (known.has(contact)) return
      contacts.set(extension, known.add(contact))
      // Phones come and go by new addresses; forgetting them costs a message too many.
      if (known.size > 20) contacts.delete(extension)
      tell(extension)
    },
    up() {
      isUp = true
      void begin()
    },
    down() {
      isUp = false
      begun = false
    },
    lead(first) {
      if (first === leads) return
      leads = first
      if (first) for (const extension of untold) tell(extension)
      untold.clear()
      void begin()
    },
    stop: () => clearInterval(timer),
  }
}
