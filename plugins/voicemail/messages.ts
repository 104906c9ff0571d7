/** Messages from the first second of their recording to the last copy of them: rows, files, and who is told. */
import { copyFile, stat } from 'node:fs/promises'
import { Op } from 'sequelize'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Telephony } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Calls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import { type Keeping, keptSince, type Message, message, messageLeft, messagesView, unheardView } from './contract.ts'
import { type Files, folderFor, gone, type Owner } from './files.ts'
import type { Keepings } from './keeping.ts'
import { telephoneSound } from './sound.ts'
import type { MessageRow, Tables } from './tables.ts'
import type { Visit } from './visit.ts'

/** Seconds of one message. */
export const longest = 300
/** A message is a second of sound at least; the agent may be a little late to end one. */
export const heardAs = { longest: longest + 10, least: 1 }
/** When nobody has told that a recording is over, it was the voice agent that ended. */
const abandonedAfter = (longest + 120) * 1000
const keptDeleted = 7 * 86_400_000

export type Stored = MessageRow & { readonly id: string; readonly organisationId: string }

export interface Messages {
  /** It is being written to its file. Harmless when told again. */
  begin(visit: Visit, id: string, leg: string, at: Date): Promise<void>
  /** The file is whole. Its caller may still be there, and want another. */
  recorded(visit: Visit, id: string, leg: string, at: Date): Promise<void>
  /** Its caller has no more to say. */
  finish(owner: Owner, id: string): Promise<void>
  finishAll(leg: string): Promise<void>
  /** Its caller records another. */
  drop(owner: Owner, id: string): Promise<void>
  /** To be listened to, newest first. */
  of(owner: Owner): Promise<readonly Stored[]>
  /** Throws voicemail.no-such-message. */
  find(owner: Owner, id: string): Promise<Stored>
  hear(owner: Owner, id: string, heard: boolean): Promise<void>
  remove(owner: Owner, id: string, deleted: boolean): Promise<void>
  forward(owner: Owner, id: string, to: Owner, note: string): Promise<void>
  mailed(owner: Owner, id: string): Promise<void>
  /** Tells the lamps of all phones. */
  lightAll(): Promise<void>
  /** Shows everybody there for how long messages are kept from now on. */
  showKeeping(organisation: string, now: Keeping): void
  /** Files and rows of what was deleted long ago, or is older than its organisation keeps messages. */
  sweep(now: Date): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly files: Files
  readonly calls: Pick<Calls, 'voicemail'>
  readonly directory: Directory
  readonly telephony: Pick<Telephony, 'showMessages'>
  readonly keepings: Pick<Keepings, 'of' | 'limits'>
}

const owned = z.object({ organisation: z.string(), person: z.string(), id: z.string() })
const told = z.object({
  organisation: z.string(),
  person: z.string(),
  change: z.union([z.object({ message }), z.object({ gone: z.string() })]),
  unheard: z.number().int(),
  all: z.number().int(),
})

export function openMessages(hub: Hub, { tables, files, calls, directory, telephony, keepings }: Parts): Messages {
  const table = tables.messages
  const whereOf = ({ organisation: organisationId, person }: Owner) => ({ organisationId, person })
  const listed = { state: 'left', deletedAt: null } as const
  const ownerOf = (row: Stored): Owner => ({ organisation: row.organisationId, person: row.person })
  const unheard = (owner: Owner) => table.count({ where: { ...whereOf(owner), ...listed, heardAt: null } })

  const tellMessages = hub.live(messagesView, {
    key: who => who.person,
    snapshot: async (organisation, person) => ({
      messages: (await of({ organisation, person })).map(row => shown(row, directory)),
      ...keepings.of(organisation),
    }),
  })
  const tellUnheard = hub.live(unheardView, {
    key: who => who.person,
    snapshot: async (organisation, person) => ({ unheard: await unheard({ organisation, person }) }),
  })
  const broadcast = hub.broadcast('messages', told, ({ organisation, person, change, unheard: fresh, all }) => {
    tellMessages({ organisation, key: person }, change)
    tellUnheard({ organisation, key: person }, { unheard: fresh })
    light(person, fresh, all)
  })

  async function tell(row: Stored): Promise<void> {
    const owner = ownerOf(row)
    const there = row.state === 'left' && row.deletedAt === null
    const change = there ? { message: shown(row, directory) } : { gone: row.id }
    const all = await table.count({ where: { ...whereOf(owner), ...listed } })
    broadcast({ ...owner, change, unheard: await unheard(owner), all })
  }

  function light(person: string, fresh: number, all: number): void {
    const extension = directory.person(person)?.extension
    if (extension !== undefined) telephony.showMessages(extension, { new: fresh, old: all - fresh })
  }

  async function of(owner: Owner): Promise<readonly Stored[]> {
    const where = { ...whereOf(owner), ...listed }
    const rows = await table.findAll({
      where,
      order: [
        ['at', 'DESC'],
        ['id', 'DESC'],
      ],
    })
    return rows.map(row => row.get())
  }

  async function find(owner: Owner, id: string): Promise<Stored> {
    const row = (await table.findOne({ where: { ...whereOf(owner), id } }))?.get()
    if (row?.state !== 'left') throw new HubError('voicemail.no-such-message', 404)
    return row
  }

  async function change(owner: Owner, id: string, values: Partial<MessageRow>): Promise<void> {
    const row = await find(owner, id)
    await table.update(values, { where: { ...whereOf(owner), id } })
    await tell({ ...row, ...values })
  }

  /** In the log of calls, which one copied or recorded in the app has no part in. */
  const marks = ({ call }: Stored, isLeft: boolean) => call !== null && calls.voicemail(call, isLeft)

  const left = (row: Stored) =>
    hub.publish(messageLeft, {
      organisation: row.organisationId,
      // Told again after a restart, it is the same.
      id: `left:${row.id}`,
      data: {
        ...{ message: row.id, person: row.person, seconds: Math.round(row.milliseconds / 1000) },
        caller: {
          person: row.callerPerson ?? undefined,
          number: row.callerNumber ?? undefined,
          hidden: row.callerHidden,
        },
      },
    })

  /** Again after a crash: each of its steps may have been done before. */
  const finishing = hub.job('finish', owned, async ({ id, ...owner }) => {
    const found = await table.findOne({ where: { ...whereOf(owner), id } })
    const row = found?.get()
    if (!row || row.state === 'none') return
    const recording = files.message(owner, id, 'wav')
    const tidy = () => Promise.all([gone(recording), gone(files.draft(owner, id))])
    if (row.state === 'left') {
      await left(row)
      await tidy()
      return
    }
    const isThere = await stat(recording).catch(() => undefined)
    const made = isThere && (await telephoneSound(recording, files.message(owner, id, 'mp3'), heardAs))
    const values: Partial<MessageRow> = made
      ? { state: 'left', milliseconds: made.milliseconds, loudness: JSON.stringify(made.loudness) }
      : { state: 'none' }
    await table.update(values, { where: { ...whereOf(owner), id } })
    marks(row, made !== undefined)
    if (made) {
      const now = { ...row, ...values }
      await tell(now)
      await left(now)
    }
    await tidy()
  })
  const finish = (owner: Owner, id: string) => finishing.at(new Date(), id, { ...owner, id })

  async function save({ owner, ...visit }: Visit, id: string, leg: string, at: Date, state: MessageRow['state']) {
    const row = {
      ...{ id, organisationId: owner.organisation, person: owner.person, state, at, call: visit.call, leg },
      ...{ callerPerson: visit.caller.person ?? null, callerNumber: visit.caller.number ?? null },
      ...{ callerName: visit.caller.name ?? null, callerHidden: visit.caller.hidden },
      ...{ milliseconds: 0, loudness: '[]' },
    }
    await table.bulkCreate([row], { ignoreDuplicates: true })
    if (state !== 'recorded') return
    await table.update({ state }, { where: { ...whereOf(owner), id, state: 'recording' } })
  }

  /** For good; who has it on the screen sees it go. */
  async function erase(row: Stored): Promise<void> {
    const owner = ownerOf(row)
    await gone(files.message(owner, row.id, 'mp3'))
    await table.destroy({ where: { ...whereOf(owner), id: row.id } })
    if (row.state === 'left' && row.deletedAt === null) await tell({ ...row, deletedAt: new Date() })
  }

  return {
    async begin(visit, id, leg, at) {
      await save(visit, id, leg, at, 'recording')
      calls.voicemail(visit.call, true)
      await finishing.at(new Date(Date.now() + abandonedAfter), id, { ...visit.owner, id })
    },
    recorded: (visit, id, leg, at) => save(visit, id, leg, at, 'recorded'),
    finish,
    async finishAll(leg) {
      const rows = await table.findAll({ where: { leg, state: ['recording', 'recorded'] }, everyOrganisation: true })
      for (const row of rows) await finish(ownerOf(row.get()), row.get().id)
    },
    async drop(owner, id) {
      const dropped = await table.findOne({ where: { ...whereOf(owner), id } })
      if (dropped) marks(dropped.get(), false)
      await table.update({ state: 'none' }, { where: { ...whereOf(owner), id, state: ['recording', 'recorded'] } })
      await Promise.all([gone(files.message(owner, id, 'wav')), gone(files.draft(owner, id))])
    },
    of,
    find,
    async hear(owner, id, heard) {
      const row = await find(owner, id)
      if ((row.heardAt !== null) !== heard) await change(owner, id, { heardAt: heard ? new Date() : null })
    },
    remove: (owner, id, deleted) => change(owner, id, { deletedAt: deleted ? new Date() : null }),
    async forward(owner, id, to, note) {
      const row = await find(owner, id)
      const copy: Stored = {
        ...row,
        ...{ id: v7(), organisationId: to.organisation, person: to.person, fromPerson: owner.person },
        ...{ note: note === '' ? null : note, heardAt: null, deletedAt: null, mailedAt: null, leg: null },
      }
      const file = files.message(to, copy.id, 'mp3')
      await folderFor(file)
      await copyFile(files.message(owner, id, 'mp3'), file)
      await table.create(copy)
      await tell(copy)
      await left(copy)
    },
    async mailed(owner, id) {
      await table.update({ mailedAt: new Date() }, { where: { ...whereOf(owner), id } })
    },
    async lightAll() {
      const rows = await table.findAll({
        attributes: ['person', 'heardAt'],
        where: listed,
        everyOrganisation: true,
      })
      const counts = new Map<string, { fresh: number; all: number }>()
      for (const row of rows) {
        const { person, heardAt } = row.get()
        const { fresh, all } = counts.get(person) ?? { fresh: 0, all: 0 }
        counts.set(person, { fresh: fresh + (heardAt === null ? 1 : 0), all: all + 1 })
      }
      for (const [person, { fresh, all }] of counts) light(person, fresh, all)
    },
    showKeeping(organisation, now) {
      for (const { id } of directory.people(organisation)) tellMessages({ organisation, key: id }, now)
    },
    async sweep(now) {
      const deletedAt = { [Op.lt]: new Date(now.getTime() - keptDeleted) }
      const deleted = await table.findAll({ where: { deletedAt }, everyOrganisation: true })
      for (const row of deleted) await erase(row.get())
      for (const { organisation: organisationId, days } of keepings.limits()) {
        const at = { [Op.lt]: keptSince(now, days) }
        const old = await table.findAll({ where: { organisationId, at, state: ['left', 'none'] } })
        for (const row of old) await erase(row.get())
      }
    },
  }
}

/** As the person whose it is sees it: a hidden number is nobody's to see. */
function shown(row: Stored, directory: Directory): Message {
  const { callerHidden: hidden } = row
  const from = row.fromPerson === null ? undefined : directory.person(row.fromPerson)
  return {
    ...{ id: row.id, at: row.at.toISOString(), seconds: row.milliseconds / 1000, heard: row.heardAt !== null },
    ...(row.call !== null && { call: row.call }),
    caller: {
      hidden,
      ...(!hidden && {
        person: row.callerPerson ?? undefined,
        name: row.callerName ?? undefined,
        number: row.callerNumber ?? undefined,
      }),
    },
    loudness: JSON.parse(row.loudness),
    ...(from && { from: { person: from.id, name: from.name } }),
    ...(row.note !== null && { note: row.note }),
  }
}
