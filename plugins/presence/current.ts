/** Setting what people do, and ending it when its time is over. */
import { z } from 'zod'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { atTime, sameDoing, tellRules } from './changes.ts'
import { choosers, type PersonActivity } from './contract.ts'
import { type AskedEnd, chosenEnd } from './length.ts'
import { type Current, type Projection, shown } from './projection.ts'
import { readCurrent, rewrite } from './records.ts'
import type { Sources } from './sources.ts'
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
  /** Sets the jobs of all that ends by itself: a hub may have died between writing one and setting its job. */
  resume(): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly projection: Projection
  readonly directory: Directory
  readonly sources: Sources
}

const goesOn = (current: Current | undefined, key: string, now: Date): current is Current =>
  current?.key === key && (current.until === undefined || current.until > now)

const ending = z.object({ organisation: z.string(), person: z.string(), version: z.number().int() })

const wire = z.object({
  organisation: z.string(),
  person: z.string(),
  key: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  note: z.string().optional(),
  setBy: z.enum(choosers),
  version: z.number().int(),
})

export function openPeople(hub: Hub, { tables, projection, directory, sources }: Parts): People {
  const broadcast = hub.broadcast('current', wire, ({ since, until, note, ...rest }) => {
    const current = { ...rest, since: new Date(since), until: until === undefined ? undefined : new Date(until), note }
    if (projection.put(current)) sources.chose({ organisation: current.organisation, id: current.person })
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
    // What ended by itself held until then.
    const last = setBy === 'end' ? new Date((before?.until ?? since).getTime() - 1) : new Date()
    const was = before ? projection.with(before, last) : projection.now(organisation, person, new Date(0))
    broadcast({ ...after, since: since.toISOString(), until: until?.toISOString() })
    await scheduleLatest(person)
    const is = projection.with(after, new Date())
    if (before && sameDoing(was, is)) return
    // The same moment, whoever comes to it first: this job, or the timer of a source.
    const cause = setBy === 'end' ? atTime(since) : String(version)
    await tellRules(hub, { organisation, person, before: was, after: is, setBy, by, cause })
  }

  return {
    async set({ organisation, id }, asked, by) {
      const form = projection.choice(organisation, id, asked.activity)
      if (!form) throw new HubError('presence.no-such-activity', 404, { field: 'activity' })
      const now = new Date()
      const zone = directory.organisation(organisation)?.zone ?? 'UTC'
      const until = chosenEnd(asked, form.length, now, zone)
      if (form.key === available && until) throw new HubError('presence.available-has-no-end', 422, { field: 'until' })
      // Chosen while a source says something else, it is a choice of now.
      const elsewhere = projection.now(organisation, id, now).source !== undefined
      const { before, after } = await rewrite(tables, organisation, id, found => ({
        // Another end is no new beginning.
        ...{ key: form.key, since: goesOn(found, form.key, now) && !elsewhere ? found.since : now, until },
        setBy: by === id ? 'self' : 'colleague',
        note: asked.note === undefined ? found?.note : asked.note || undefined,
      }))
      return done(before, after, by)
    },

    async note({ organisation, id }, note) {
      const { before, after } = await rewrite(tables, organisation, id, found => ({
        ...{ key: found?.key ?? available, since: found?.since ?? new Date(), until: found?.until },
        // A note is no choice.
        ...{ setBy: found?.setBy ?? 'end', note: note || undefined },
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
