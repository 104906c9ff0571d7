/** Which devices are registered just now, by name and domain; what they call themselves, and when they were last heard of. */
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Registration } from '../../connectors/telephony/port.ts'

export interface Seen {
  readonly online: boolean
  readonly model?: string | undefined
  readonly seenAt?: Date | undefined
}

export interface Online {
  readonly of: (authName: string, domain: string) => Seen
  /** Gives the device that is now online, or no longer, or another model: as "name@domain". */
  readonly take: (event: TelephonyEvent) => readonly string[]
  /** What was so when it was asked (ms), in place of what was heard before. */
  readonly heal: (registrations: readonly Registration[], askedAt: number) => readonly string[]
}

interface Device {
  /** Contact to the time (ms) until which it counts. */
  readonly contacts: Map<string, number>
  model: string
  seenAt: number
}

export function online(): Online {
  const devices = new Map<string, Device>()
  const domainOf = (extension: string) => extension.slice(extension.indexOf('@') + 1)

  function put(key: string, contact: string, userAgent: string, until: number): boolean {
    const before = devices.get(key)
    const device = before ?? { contacts: new Map<string, number>(), model: '', seenAt: 0 }
    devices.set(key, device)
    const wasOnline = isOnline(device)
    const changed = !wasOnline || device.model !== userAgent
    device.contacts.set(contact, until)
    device.model = userAgent
    device.seenAt = Date.now()
    return changed
  }
  const isOnline = ({ contacts }: Device) => [...contacts.values()].some(until => until > Date.now())

  return {
    of(authName, domain) {
      const device = devices.get(`${authName}@${domain}`)
      if (!device) return { online: false }
      return { online: isOnline(device), model: device.model || undefined, seenAt: new Date(device.seenAt) }
    },
    take(event) {
      if (event.kind === 'registered') {
        if (!event.device) return []
        const key = `${event.device}@${domainOf(event.extension)}`
        return put(key, event.contact, event.userAgent, Date.now() + event.expires * 1000) ? [key] : []
      }
      if (event.kind !== 'unregistered') return []
      const gone: string[] = []
      for (const [key, device] of devices) {
        if (!key.endsWith(`@${domainOf(event.extension)}`)) continue
        if (event.contact === '*' || !device.contacts.delete(event.contact)) continue
        device.seenAt = Date.now()
        if (!isOnline(device)) gone.push(key)
      }
      return gone
    },
    heal(registrations, askedAt) {
      const before = new Map([...devices].map(([key, device]) => [key, isOnline(device)]))
      for (const device of devices.values()) if (device.seenAt < askedAt) device.contacts.clear()
      for (const { extension, device, contact, userAgent, expiresAt } of registrations) {
        if (device) put(`${device}@${domainOf(extension)}`, contact, userAgent, expiresAt.getTime())
      }
      return [...devices].filter(([key, device]) => isOnline(device) !== (before.get(key) ?? false)).map(([key]) => key)
    },
  }
}
