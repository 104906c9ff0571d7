/** Line state as the signalling side tells it: which extension rings or talks in which call, and which is registered. */
import { LRUCache } from 'lru-cache'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { OngoingCall, Registration } from '../../connectors/telephony/port.ts'
import type { LineState } from './contract.ts'

export interface Lines {
  readonly state: (extension: string) => LineState
  /** Call-IDs of the calls in which somebody talks. */
  readonly calls: () => ReadonlySet<string>
  /** Whether a call ended within the last minute. */
  readonly isOver: (callId: string) => boolean
  readonly registered: (extension: string) => boolean
  /** Call-IDs of what rings there, each since when (ms). */
  readonly ringing: (extension: string) => readonly { readonly callId: string; readonly since: number }[]
  /** Takes an event in; gives the extensions whose line or reachability may have changed. */
  readonly take: (event: TelephonyEvent) => readonly string[]
  /** An extension places a call: its line is taken before anybody answers. */
  readonly dials: (callId: string, extension: string) => void
  /** Puts what is so in place of what was heard. Gives the extensions that may have changed. */
  readonly heal: (calls: readonly OngoingCall[], registrations?: readonly Registration[]) => readonly string[]
}

export function lines(): Lines {
  /** Extension to calls, each ringing or talking there. */
  const busy = new Map<string, Map<string, 'ringing' | 'in-call'>>()
  /** Extension to contacts, each until when (ms). */
  const contacts = new Map<string, Map<string, number>>()
  /** Calls that are over. Events overtake each other: what still comes of such a call must not take a line again. */
  const over = new LRUCache<string, true>({ max: 20_000, ttl: 60_000 })
  /** When a call first rang anywhere, in milliseconds. */
  const rang = new LRUCache<string, number>({ max: 20_000 })

  function put(extension: string, callId: string, state: 'ringing' | 'in-call', since = Date.now()): void {
    if (state === 'ringing' && !rang.has(callId)) rang.set(callId, since)
    const calls = busy.get(extension) ?? new Map<string, 'ringing' | 'in-call'>()
    busy.set(extension, calls.set(callId, state))
  }

  function drop(callId: string, keep: readonly string[] = []): string[] {
    const changed: string[] = []
    for (const extension of busy.keys()) {
      if (!keep.includes(extension) && free(extension, callId)) changed.push(extension)
    }
    return changed
  }

  function free(extension: string, callId: string): boolean {
    const calls = busy.get(extension)
    if (!calls?.delete(callId)) return false
    if (calls.size === 0) busy.delete(extension)
    return true
  }

  function register(extension: string, contact: string, until: number): void {
    const known = contacts.get(extension) ?? new Map<string, number>()
    contacts.set(extension, known.set(contact, until))
  }

  return {
    state(extension) {
      const calls = [...(busy.get(extension)?.values() ?? [])]
      return calls.includes('in-call') ? 'in-call' : calls.length > 0 ? 'ringing' : 'idle'
    },
    calls() {
      const talking = [...busy.values()].flatMap(calls => [...calls].filter(([, state]) => state === 'in-call'))
      return new Set(talking.map(([callId]) => callId))
    },
    registered(extension) {
      const now = Date.now()
      for (const until of contacts.get(extension)?.values() ?? []) if (until > now) return true
      return false
    },
    ringing: extension =>
      [...(busy.get(extension) ?? [])].flatMap(([callId, state]) =>
        state === 'ringing' ? [{ callId, since: rang.get(callId) ?? Date.now() }] : [],
      ),
    take(event) {
      switch (event.kind) {
        case 'ringing':
          if (over.has(event.callId)) return []
          // Events may come out of order: who talks already doesn't go back to ringing.
          if (!busy.get(event.extension)?.has(event.callId)) put(event.extension, event.callId, 'ringing')
          if (!event.from) return [event.extension]
          put(event.from, event.callId, 'in-call')
          return [event.from, event.extension]
        case 'stopped': {
          const rang = [...busy].filter(([, calls]) => calls.get(event.callId) === 'ringing')
          for (const [extension] of rang) free(extension, event.callId)
          return rang.map(([extension]) => extension)
        }
        case 'emergency':
          if (over.has(event.callId)) return []
          put(event.from, event.callId, 'in-call')
          return [event.from]
        case 'answered': {
          if (over.has(event.callId)) return []
          const others = drop(event.callId, [event.from, event.to])
          // Nobody calls where a person's own phones ring for a call that she asked for.
          for (const extension of [event.from, event.to]) if (extension) put(extension, event.callId, 'in-call')
          return [...others, event.from, event.to]
        }
        case 'left':
          return free(event.extension, event.callId) ? [event.extension] : []
        case 'ended':
        case 'failed':
          over.set(event.callId, true)
          return drop(event.callId)
        case 'registered':
          register(event.extension, event.contact, Date.now() + event.expires * 1000)
          return [event.extension]
        case 'unregistered':
          if (event.contact === '*') contacts.delete(event.extension)
          else contacts.get(event.extension)?.delete(event.contact)
          return [event.extension]
        default:
          return []
      }
    },
    isOver: callId => over.has(callId),
    dials: (callId, extension) => put(extension, callId, 'in-call'),
    heal(calls, registrations) {
      const before = [...busy.keys(), ...(registrations ? contacts.keys() : [])]
      busy.clear()
      for (const { callId, from, to, state, ringing, startedAt } of calls) {
        if (over.has(callId)) continue
        for (const extension of ringing) put(extension, callId, 'ringing', startedAt.getTime())
        if (to && state === 'confirmed') put(to, callId, 'in-call')
        if (from) put(from, callId, 'in-call')
      }
      if (!registrations) return [...new Set([...before, ...busy.keys()])]
      contacts.clear()
      for (const { extension, contact, expiresAt } of registrations) register(extension, contact, expiresAt.getTime())
      return [...new Set([...before, ...busy.keys(), ...contacts.keys()])]
    },
  }
}
