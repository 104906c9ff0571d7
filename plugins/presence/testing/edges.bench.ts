/** How late it is noticed that time alone changes what people do: 5,000 whose activity a source gives, at one moment and spread. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeSpeech } from '../../../connectors/speech/fake.ts'
import { openDatabase } from '../../../core/database/index.ts'
import { ms, quantiles, table } from '../../../test/bench/figures.ts'
import { newWorld, pluginHub, people as somebody, twoOrganisations } from '../../../test/harness/plugin-hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { activitySources } from '../contract.ts'
import { presence } from '../index.ts'

const ids = Array.from({ length: 5_000 }, (_, at) => `person-${at}`)
const directory: Directory = { ...twoOrganisations, person: id => ({ ...somebody.anna, id }) }

/** Milliseconds from each person's meeting to when rules hear of it, the meetings beginning so far apart. */
async function late(apart: number): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  const database = await openDatabase({ url: undefined, file: join(folder, 'svara.sqlite') })
  await database.migrate(presence.migrations ?? [])
  const hub = await pluginHub(presence, {
    ...{ database, world: newWorld(), directory },
    ports: { speech: fakeSpeech({ folder }) },
  })
  const first = Date.now() + 1_500
  const begins = new Map(ids.map((id, index) => [id, new Date(first + index * apart)]))
  const changed = hub.port(activitySources).add({
    name: 'calendar',
    at({ id }, _, at) {
      const from = begins.get(id)
      if (!from || at < from) return { activity: undefined, since: undefined, next: from, asOf: undefined }
      return { activity: { key: 'meeting', until: undefined }, since: from, next: undefined, asOf: undefined }
    },
  })
  for (const id of ids) changed({ organisation: 'norrsken', id })
  while (hub.published.length < ids.length) await new Promise(resolve => setTimeout(resolve, 100))
  await hub.stop()
  await database.close()
  await rm(folder, { recursive: true })
  return hub.published.map(({ data, at }) => {
    const from = begins.get((data as { person: string }).person)
    return (at?.getTime() ?? Number.NaN) - (from?.getTime() ?? Number.NaN)
  })
}

export async function bench(): Promise<void> {
  const row = async (what: string, apart: number) => {
    const { p50, p99, most } = quantiles(await late(apart))
    return [what, ms(p50), ms(p99), ms(most)]
  }
  const rows = [await row('all at one moment', 0), await row('500 a second', 2)]
  table(['5,000 meetings begin', 'p50', 'p99', 'most'], rows)
}
