/** A person's greetings: kept as telephone sound, each in place of the one before. */
import { Op } from 'sequelize'
import { v7 } from 'uuid'
import { HubError } from '../../core/error.ts'
import type { Box, Boxes } from './boxes.ts'
import { ownName } from './contract.ts'
import { type Files, gone, type Owner } from './files.ts'
import { telephoneSound } from './sound.ts'
import type { Tables } from './tables.ts'

/** Seconds. */
export const longestGreeting = 120
/** A name is said within a sentence. Seconds. */
const longestName = 6
const keptDeleted = 7 * 86_400_000

export interface OwnGreetings {
  /** Throws voicemail.not-sound, voicemail.silent, voicemail.long-name. */
  save(owner: Owner, activity: string, wav: string): Promise<Box>
  /** Of what was recorded by phone, in two steps: makes it, then puts it in place. Undefined where nothing is heard in it. */
  make(owner: Owner, id: string): Promise<string | undefined>
  place(owner: Owner, id: string, activity: string): Promise<Box>
  /** Throws voicemail.no-such-greeting. */
  remove(owner: Owner, id: string, deleted: boolean): Promise<Box>
  /** Path of its sound. Throws voicemail.no-such-greeting. */
  sound(owner: Owner, id: string): Promise<string>
  sweep(now: Date): Promise<void>
}

export function openGreetings(tables: Tables, files: Files, boxes: Boxes): OwnGreetings {
  const table = tables.greetings
  const whereOf = ({ organisation: organisationId, person }: Owner) => ({ organisationId, person })
  /** What was made and isn't in place yet. Lost with the hub: then it is recorded again. */
  const made = new Map<string, NonNullable<Awaited<ReturnType<typeof telephoneSound>>>>()

  async function find(owner: Owner, id: string) {
    const row = (await table.findOne({ where: { ...whereOf(owner), id } }))?.get()
    if (!row) throw new HubError('voicemail.no-such-greeting', 404)
    return row
  }

  async function makeFrom(owner: Owner, id: string, wav: string): Promise<string | undefined> {
    const file = files.greeting(owner, id, 'mp3')
    const sound = await telephoneSound(wav, file, { longest: longestGreeting + 5, least: 0.1 })
    if (!sound) return undefined
    made.set(id, sound)
    return file
  }

  async function place(owner: Owner, id: string, activity: string): Promise<Box> {
    const sound = made.get(id)
    if (!sound) throw new HubError('voicemail.no-such-greeting', 404)
    made.delete(id)
    const at = new Date()
    await table.update({ deletedAt: at }, { where: { ...whereOf(owner), activity, deletedAt: null } })
    const { milliseconds, loudness } = sound
    await table.create({
      ...{ id, organisationId: owner.organisation, person: owner.person, activity, at },
      ...{ milliseconds, loudness: JSON.stringify(loudness), deletedAt: null },
    })
    return boxes.refresh(owner)
  }

  return {
    async save(owner, activity, wav) {
      const id = v7()
      const file = await makeFrom(owner, id, wav)
      if (file === undefined) throw new HubError('voicemail.silent', 422)
      if (activity === ownName && (made.get(id)?.milliseconds ?? 0) > longestName * 1000) {
        made.delete(id)
        await gone(file)
        throw new HubError('voicemail.long-name', 422, { seconds: longestName })
      }
      return place(owner, id, activity)
    },
    async make(owner, id) {
      const wav = files.greeting(owner, id, 'wav')
      const file = await makeFrom(owner, id, wav)
      await gone(wav)
      return file
    },
    place,
    async remove(owner, id, deleted) {
      const { activity } = await find(owner, id)
      const at = new Date()
      // What came in its place meanwhile gives way to it.
      if (!deleted) await table.update({ deletedAt: at }, { where: { ...whereOf(owner), activity, deletedAt: null } })
      await table.update({ deletedAt: deleted ? at : null }, { where: { ...whereOf(owner), id } })
      return boxes.refresh(owner)
    },
    sound: async (owner, id) => files.greeting(owner, (await find(owner, id)).id, 'mp3'),
    async sweep(now) {
      const deletedAt = { [Op.lt]: new Date(now.getTime() - keptDeleted) }
      for (const row of await table.findAll({ where: { deletedAt }, everyOrganisation: true })) {
        const { id, organisationId, person } = row.get()
        await gone(files.greeting({ organisation: organisationId, person }, id, 'mp3'))
        await table.destroy({ where: { organisationId, id } })
      }
    },
  }
}
