/**
 * What happened at an agent, on disk until a hub has taken it, and what is needed to end a dead agent's calls decently. Lines of JSON,
 * appended; what a kill of the process leaves unfinished is the last line at most.
 */
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { VoiceEvent } from '../events.ts'
import type { Happening } from '../exchange.ts'

/** A confirmed dialog, as RFC 3261 section 12 has it. */
export interface DialogRecord {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  readonly localUri: string
  readonly remoteUri: string
  readonly remoteTarget: string
  readonly routes: readonly string[]
}

/** A leg that has not ended. */
export interface OpenLeg {
  readonly leg: string
  readonly callId: string
  readonly about: string
  readonly answeredAt?: string
  readonly recording?: { readonly name: string; readonly file: string }
  readonly dialog?: DialogRecord
}

export interface Journal {
  /** Numbers it, and writes it down. */
  add(happening: Happening): VoiceEvent
  taken(number: number): void
  /** Events that no hub has taken, in order. */
  waiting(): readonly VoiceEvent[]
  confirmed(leg: string, dialog: DialogRecord): void
  /** Legs of the process before this one, which died with it. */
  readonly left: readonly OpenLeg[]
  close(): void
}

type Line =
  | { readonly event: VoiceEvent }
  | { readonly taken: number }
  | { readonly leg: string; readonly dialog: DialogRecord }
  | { readonly open: OpenLeg }
  | { readonly last: number }

/** Lines after which what is over is left out. */
const longest = 20_000

export function openJournal(file: string, agent: string): Journal {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const waiting = new Map<number, VoiceEvent>()
  const legs = new Map<string, OpenLeg>()
  let last = 0
  let lines = 0
  let descriptor = -1

  function apply(line: Line): void {
    if ('event' in line) {
      const { event } = line
      last = Math.max(last, event.number)
      waiting.set(event.number, event)
      const before = legs.get(event.leg)
      const after = next(before, event)
      if (after) legs.set(event.leg, after)
      else legs.delete(event.leg)
    } else if ('taken' in line) waiting.delete(line.taken)
    else if ('open' in line) legs.set(line.open.leg, line.open)
    else if ('last' in line) last = Math.max(last, line.last)
    else {
      const leg = legs.get(line.leg)
      if (leg) legs.set(line.leg, { ...leg, dialog: line.dialog })
    }
  }
  function write(line: Line): void {
    apply(line)
    writeSync(descriptor, `${JSON.stringify(line)}\n`)
    lines += 1
    if (lines > longest) begin()
  }
  /** Anew, with what is not over. */
  function begin(): void {
    const kept: Line[] = [
      { last },
      ...[...legs.values()].map(open => ({ open })),
      ...[...waiting.values()].map(event => ({ event })),
    ]
    writeFileSync(`${file}.new`, kept.map(line => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 })
    renameSync(`${file}.new`, file)
    if (descriptor >= 0) closeSync(descriptor)
    descriptor = openSync(file, 'a')
    lines = kept.length
  }

  for (const line of read(file)) apply(line)
  begin()

  return {
    left: [...legs.values()],
    add(happening) {
      const event = { ...happening, agent, number: last + 1, at: new Date().toISOString() } as VoiceEvent
      write({ event })
      return event
    },
    taken(number) {
      if (waiting.has(number)) write({ taken: number })
    },
    waiting: () => [...waiting.values()],
    confirmed: (leg, dialog) => write({ leg, dialog }),
    close: () => closeSync(descriptor),
  }
}

/** What is known of a leg after this; undefined when it has ended. */
function next(before: OpenLeg | undefined, event: VoiceEvent): OpenLeg | undefined {
  const { leg, callId, about } = event
  const known = { ...before, leg, callId, about }
  switch (event.kind) {
    case 'ended':
      return undefined
    case 'answered':
    case 'taken':
      return { ...known, answeredAt: event.at }
    case 'recording':
      return { ...known, recording: { name: event.name, file: event.file } }
    case 'recorded': {
      const { recording: _, ...rest } = known
      return rest
    }
    default:
      return known
  }
}

function read(file: string): Line[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap(line => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Line]
    } catch {
      return []
    }
  })
}
