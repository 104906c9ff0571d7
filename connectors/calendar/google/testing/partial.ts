/** Partial responses: https://developers.google.com/workspace/calendar/api/guides/performance#partial */

/** "id,items(id,start)" as a tree; a leaf is the whole of it. */
export interface Mask {
  readonly [name: string]: Mask
}

export function maskOf(fields: string): Mask {
  const tokens = fields.match(/[\w]+|[(),]/g) ?? []
  let at = 0
  const names = (): Mask => {
    const mask: Record<string, Mask> = {}
    while (at < tokens.length && tokens[at] !== ')') {
      const name = tokens[at++] ?? ''
      if (name === ',') continue
      mask[name] = tokens[at] === '(' ? inside() : {}
    }
    return mask
  }
  const inside = () => {
    at++
    const mask = names()
    at++
    return mask
  }
  return names()
}

export function partial(value: unknown, mask: Mask): unknown {
  if (Object.keys(mask).length === 0 || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => partial(item, mask))
  const asked = Object.entries(value).filter(([name]) => mask[name])
  return Object.fromEntries(asked.map(([name, item]) => [name, partial(item, mask[name] ?? {})]))
}

/** Names that there aren't, by the types of what they are in. */
export function unknownNames(mask: Mask, type: string, properties: (type: string) => ReadonlySet<string>): string[] {
  return Object.entries(mask).flatMap(([name, below]) => {
    if (!properties(type).has(name)) return [`${type}.${name}`]
    const [under] = Object.keys(below).length ? [types[name]] : []
    if (Object.keys(below).length && !under) return [`${type}.${name}: of what type?`]
    return under ? unknownNames(below, under, properties) : []
  })
}

const types: Readonly<Record<string, string>> = {
  organizer: 'Organizer',
  attendees: 'EventAttendee',
  conferenceData: 'ConferenceData',
  entryPoints: 'EntryPoint',
  workingLocationProperties: 'WorkingLocation',
}
