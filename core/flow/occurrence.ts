import { v7 } from 'uuid'
import type { EventDefinition, Party, RuleScope } from '../define.ts'

/** What an action causes may cause something again, this many times over. */
export const deepest = 8

/** Something that happened, as it stands in the journal. */
export interface Occurrence<Data = unknown> {
  /** UUIDv7; where the outside names its own events, derived from that name, so that a repeat is recognised. */
  readonly id: string
  /** The name of its definition. */
  readonly type: string
  /** Organisation id. */
  readonly organisation: string
  readonly at: Date
  readonly subject: string
  readonly scope: RuleScope
  readonly parties: Readonly<Record<string, Party>>
  readonly data: Data
  /** The occurrence whose action caused this one; `depth` counts the chain. */
  readonly causedBy?: string | undefined
  readonly depth: number
}

/** What a plugin says of something that happened; the rest follows from the definition. */
export interface Happening<Data> {
  readonly organisation: string
  readonly data: Data
  readonly id?: string | undefined
  readonly at?: Date | undefined
  readonly causedBy?: Occurrence | undefined
}

export function occurrence<Data>(definition: EventDefinition<Data>, happening: Happening<Data>): Occurrence<Data> {
  const { data, causedBy } = happening
  return {
    id: happening.id ?? v7(),
    type: definition.name,
    organisation: happening.organisation,
    at: happening.at ?? new Date(),
    subject: definition.subject(data),
    scope: definition.scope(data),
    parties: definition.parties(data),
    data,
    causedBy: causedBy?.id,
    depth: causedBy ? causedBy.depth + 1 : 0,
  }
}
