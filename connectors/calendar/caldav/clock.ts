/** A point of time as iCalendar has it: a date, or a clock on a wall somewhere. */
import { createHash } from 'node:crypto'
import type { When } from '../port.ts'
import { ianaZone, type OffsetAt, offsetsOf, placed } from '../zone.ts'
import { type Component, type Property, textOf, wallOf } from './components.ts'
import { offsetsIn } from './timezone.ts'

export interface Zone {
  readonly name: string
  /** Undefined: nobody knows when that is. */
  readonly offsetAt: OffsetAt | undefined
  readonly iana: string | undefined
}

export interface Clock {
  /** In ms, as if the wall were in UTC. */
  readonly wall: number
  /** Undefined: a date. */
  readonly zone: Zone | undefined
}

/** Kept from one reading to the next: most files carry the same few definitions. */
export interface KnownZones {
  get(key: string): Zone | undefined
  set(key: string, zone: Zone): unknown
}

export type ZoneNamed = (name: string | undefined) => Zone

const utc: Zone = { name: 'UTC', offsetAt: () => 0, iana: undefined }

/**
 * The zones of a text: what it says itself of a name comes first, then what the name says (RFC 5545 section 3.2.19). Clocks without any are on
 * walls of `home`.
 */
export function zonesIn(texts: readonly Component[], home: string, known: KnownZones): ZoneNamed {
  const own = new Map(texts.filter(({ name }) => name === 'vtimezone').map(each => [textOf(each, 'tzid') ?? '', each]))
  const here = new Map<string, Zone>()
  const find = (name: string): Zone => {
    const definition = own.get(name)
    // By all that it says: what one person's calendar calls Stockholm is nobody else's.
    const text = definition ? digest(JSON.stringify(definition, replacer)) : ''
    const key = JSON.stringify([home, name, text])
    const zone = known.get(key) ?? zoneOf(name, definition, home)
    known.set(key, zone)
    return zone
  }
  return (name = '') => {
    const zone = here.get(name) ?? find(name)
    here.set(name, zone)
    return zone
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')
const replacer = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value)

function zoneOf(name: string, definition: Component | undefined, home: string): Zone {
  const iana =
    name === ''
      ? home
      : (ianaZone(name, home) ?? ianaZone((definition && textOf(definition, 'x-lic-location')) ?? '', home))
  const offsetAt = (definition && offsetsIn(definition)) ?? (iana === undefined ? undefined : offsetsOf(iana))
  return { name, offsetAt, iana: iana === 'UTC' ? undefined : iana }
}

/** Undefined for no time at all. */
export function clockOf(value: unknown, property: Property, zones: ZoneNamed): Clock | undefined {
  const wall = wallOf(value)
  if (wall === undefined || typeof value !== 'string') return undefined
  if (!value.includes('T')) return { wall, zone: undefined }
  return { wall, zone: value.endsWith('Z') ? utc : zones(property.parameters.tzid) }
}

export function clockIn(component: Component, name: string, zones: ZoneNamed): Clock | undefined {
  const [property] = component.properties.get(name) ?? []
  return property && clockOf(property.values[0], property, zones)
}

/** ms; of what can't be placed, and of dates, the wall itself: the same clock always gives the same. */
export const instantOf = ({ wall, zone }: Clock): number => (zone?.offsetAt ? placed(wall, zone.offsetAt) : wall)

/** `end` as `instantOf` gives it. */
export function whenOf(start: Clock, end: number): When {
  const { zone } = start
  const from = new Date(instantOf(start)).toISOString()
  const to = new Date(end).toISOString()
  if (!zone) return { kind: 'all-day', start: from.slice(0, 10), end: to.slice(0, 10) }
  if (!zone.offsetAt) return { kind: 'unplaced', start: from.slice(0, 19), end: to.slice(0, 19), zone: zone.name }
  return { kind: 'timed', start: from, end: to, ...(zone.iana !== undefined && { zone: zone.iana }) }
}
