/** Setting what people do, and ending it when its time is over. */
import { v5 } from 'uuid'
import { z } from 'zod'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { activityChanged, type PersonActivity, presenceView, setters } from './contract.ts'
import { type AskedEnd, chosenEnd } from './length.ts'
import { type Current, type Projection, shown } from './projection.ts'
import { readCurrent, rewrite } from './records.ts'
import { available } from './standard.ts'
import type { Tables } from './tables.ts'

export interface Asked extends AskedEnd {
  readonly activity: string
  readonly note?: string | undefined
}

export interface People {
  /** `by` is who sets it. Throws presence.no-such-activity, presence.until-past. */
  set(person: { organisation: string; id: string }, asked: Asked, by: string): Promise<PersonActivity>
  note(person: { organisation: string; id: string }, note: string): Promise<PersonActivity>
  /** Shows a person anew. */
  show(current: Current): void
  /** Sets the jobs of all that ends by itself: a hub may have died between writing one and setting its job. */
  resume(): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly projection: Projection
  readonly directory: Directory
}

const sameEnd = (one: Current, other: Current) => one.until?.getTime() === other.until?.getTime()

const goesOn = (current: Current | undefined, key: string, now: Date): current is Current =>
  current?.key === key && (current.until === undefined || current.until > now)

/** Names the event of a version, so that one told twice is recognised. */
const eventsOf = 'a5a0c5a2-5d0c-4a38-9a55-0d7e8a3f6d11'

const ending = z.object({ organisation: z.string(), person: z.string(), version: z.number().int() })

const wire = z.object({
  organisation: z.string(),
  person: z.string(),
  key: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  note: z.string().optional(),
  setBy: z.enum(setters),
  version: z.number().int(),
})

export function openPeople(hub: Hub, { tables, projection, directory }: Parts): People {
  const tell = hub.live(presenceView, {
    snapshot: organisation => ({
      people: Object.fromEntries(
        [...projection.currentOf(organisation)].map(current => [current.person, shown(projection, current)]),
      ),
    }),
  })
  const show = (current: Current) =>
    tell({ organisation: current.organisation }, { id: current.person, activity: shown(projection, current) })

  const broadcast = hub.broadcast('current', wire, ({ since, until, note, ...rest }) => {
    const current = { ...rest, since: new Date(since), until: until === undefined ? undefined : new Date(until), note }
    if (projection.put(current)) show(current)
  })

  const ends = hub.job('end', ending, async ({ organisation, person, version }) => {
    const now = new Date()
    const seen = await readCurrent(tables, organisation, person)
    // A hub that died right behind its write left the rest to this run.
    if (seen?.version === version + 1 && seen.setBy === 'end') return follow(undefined, seen)
    if (!seen?.until) return
    // Set anew meanwhile, or the clock was turned back.
    if (seen.version !== version || seen.until > now) return schedule(seen)
    const { until } = seen
    const { before, after } = await rewrite(tables, organisation, person, found =>
      found?.version === version
        ? { key: available, since: until, until: undefined, note: found.note, setBy: 'end' }
        : undefined,
    )
    if (after) await follow(before, after)
  })

  async function follow(before: Current | undefined, after: Current, by?: string): Promise<void> {
    const { organisation, person, setBy, version, since, until } = after
    broadcast({ ...after, since: since.toISOString(), until: until?.toISOString() })
    await scheduleLatest(person)
    if (before?.key === after.key && sameEnd(before, after)) return
    const data = { person, before: told(before, after), after: told(after, after), setBy, by }
    const id = v5(`${person} ${version}`, eventsOf)
    // What was set holds, whether rules hear of it or not.
    await hub.publish(activityChanged, { organisation, data, id, at: new Date() }).catch((error: unknown) => {
      hub.log.error({ err: error, person }, 'rules did not hear of an activity')
    })
  }

  function told(current: Current | undefined, { organisation, person }: Current) {
    const key = current?.key ?? available
    const closesPhone = projection.choice(organisation, person, key)?.closesPhone ?? false
    return { key, closesPhone, until: current?.until?.toISOString() }
  }

  return {
    show,

    async set({ organisation, id }, asked, by) {
      const form = projection.choice(organisation, id, asked.activity)
      if (!form) throw new HubError('presence.no-such-activity', 404, { field: 'activity' })
      const now = new Date()
      const zone = directory.organisation(organisation)?.zone ?? 'UTC'
      const until = chosenEnd(asked, form.length, now, zone)
      if (form.key === available && until) throw new HubError('presence.available-has-no-end', 422, { field: 'until' })
      const { before, after } = await rewrite(tables, organisation, id, found => ({
        // Another end is no new beginning.
        ...{ key: form.key, since: goesOn(found, form.key, now) ? found.since : now, until },
        setBy: by === id ? 'self' : 'colleague',
        note: asked.note === undefined ? found?.note : asked.note || undefined,
      }))
      return done(before, after, by)
    },

    async note({ organisation, id }, note) {
      const { before, after } = await rewrite(tables, organisation, id, found => ({
        ...{ key: found?.key ?? available, since: found?.since ?? new Date(), until: found?.until },
        ...{ setBy: found?.setBy ?? 'self', note: note || undefined },
      }))
      if (!after) throw new HubError('presence.conflict', 409)
      await follow(before ?? after, after, id)
      return shown(projection, after)
    },

    async resume() {
      for (const organisation of directory.organisations()) {
        for (const current of projection.currentOf(organisation.id)) if (current.until) await schedule(current)
      }
    },
  }

  async function done(before: Current | undefined, after: Current | undefined, by: string): Promise<PersonActivity> {
    if (!after) throw new HubError('presence.conflict', 409)
    await follow(before, after, by)
    return shown(projection, after)
  }

  // Of two changes at once, the earlier may come here last.
  async function scheduleLatest(person: string): Promise<void> {
    let current = projection.current(person)
    while (current) {
      await schedule(current)
      const latest = projection.current(person)
      if (latest === current) return
      current = latest
    }
  }

  function schedule({ organisation, person, version, until }: Current): Promise<void> {
    return until ? ends.at(until, person, { organisation, person, version }) : ends.cancel(person)
  }
}
