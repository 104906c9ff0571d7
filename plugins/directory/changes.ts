/** Keeps the projection of every hub in step with the tables, and tells those who want to know. */
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Hub } from '../../core/hub.ts'
import { type DirectoryChanges, peopleChanged } from './contract.ts'
import type { Projection } from './projection.ts'
import { readAll, readNumbers, readOrganisation, readPeople } from './records.ts'
import type { Tables } from './tables.ts'

const touched = z.object({
  organisation: z.string(),
  /** The organisation's own row, its teams or closed days. */
  settings: z.boolean().default(false),
  /** Ids of rows that were written or taken away. */
  people: z.array(z.string()).default([]),
  numbers: z.array(z.string()).default([]),
})
type Touched = z.infer<typeof touched>

/** What a change has written. `devices` are those whose secret or extension is another one now, or gone. */
export type Change = Partial<Omit<Touched, 'organisation'>> & {
  readonly organisation: string
  readonly devices?: readonly { authName: string; domain: string }[]
}

export interface Changes extends DirectoryChanges {
  /** Call it when the change is in the database. This hub is in step when it resolves. */
  made(change: Change): Promise<void>
  /** Reads everything. */
  load(): Promise<void>
  /** Called on every hub when it is in step again, with the people concerned; undefined: anybody. */
  onPeople(listener: (people: readonly string[] | undefined) => void): void
  /** As `Staff` has it. */
  onStaff(listener: (organisation: string) => void): void
}

interface Parts {
  readonly tables: Tables
  readonly projection: Projection
}

const retryMs = 1000

export function followChanges(hub: Hub, { tables, projection }: Parts): Changes {
  const self = v7()
  const deviceListeners: ((device: { authName: string; domain: string }) => void)[] = []
  const numberListeners: (() => void)[] = []
  const staffListeners: ((organisation: string) => void)[] = []
  const peopleListeners: ((people: readonly string[] | undefined) => void)[] = []
  const waiting: Touched[] = []
  let turn = Promise.resolve()
  let again: NodeJS.Timeout | undefined

  // One after the other: what was read later is put later, so the last state of a row wins whatever order the messages come in.
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  async function read({ organisation, settings, people, numbers }: Touched): Promise<void> {
    const [own, peopleRead, numbersRead] = await Promise.all([
      settings ? readOrganisation(tables, organisation) : undefined,
      people.length > 0 ? readPeople(tables, organisation, people) : [],
      numbers.length > 0 ? readNumbers(tables, organisation, numbers) : [],
    ])
    const concerned = new Set(people)
    for (const id of numbers) concerned.add(projection.number(id)?.person ?? '')
    if (own) projection.putOrganisation(own)
    for (const id of people) projection.putPerson(id, byId(peopleRead, id))
    for (const id of numbers) projection.putNumber(id, byId(numbersRead, id))
    for (const id of numbers) concerned.add(projection.number(id)?.person ?? '')
    concerned.delete('')
    for (const listener of peopleListeners) listener(settings ? undefined : [...concerned])
  }

  // A row that can't be read now (the database is away) is read later: until then what is in memory serves.
  async function catchUp(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      try {
        await read(next)
        waiting.shift()
      } catch (error) {
        hub.log.warn({ error, waiting: waiting.length }, 'the directory could not be read again; it is tried later')
        again ??= setTimeout(() => {
          again = undefined
          void inTurn(catchUp)
        }, retryMs).unref()
        return
      }
    }
  }
  hub.onStop(() => clearTimeout(again))

  function follow(change: Touched): Promise<void> {
    waiting.push(change)
    return inTurn(catchUp)
  }

  const tell = hub.broadcast('changed', touched.extend({ hub: z.string() }), ({ hub: from, ...change }) => {
    if (from !== self) void follow(change)
  })

  const load = () =>
    inTurn(async () => {
      projection.replace(await readAll(tables))
      for (const listener of peopleListeners) listener(undefined)
    })
  hub.onResync(load)

  return {
    async made({ devices = [], ...change }) {
      const parsed = touched.parse(change)
      await follow(parsed)
      tell({ ...parsed, hub: self })
      for (const device of devices) for (const listener of deviceListeners) listener(device)
      if (parsed.numbers.length + parsed.people.length > 0) for (const listener of numberListeners) listener()
      if (parsed.people.length > 0) for (const listener of staffListeners) listener(parsed.organisation)
      for (const person of parsed.people) {
        await hub.publish(peopleChanged, { organisation: parsed.organisation, data: { person } })
      }
    },
    load,
    onPeople: listener => void peopleListeners.push(listener),
    onDevice: listener => void deviceListeners.push(listener),
    onStaff: listener => void staffListeners.push(listener),
    onNumbers: listener => void numberListeners.push(listener),
  }
}

const byId = <Record extends { id: string }>(records: readonly Record[], id: string) =>
  records.find(record => record.id === id)
