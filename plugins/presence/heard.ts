/** What a caller would hear of somebody now: to read, and to listen to. */
import type { Speech } from '../../connectors/speech/port.ts'
import type { Language } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory, Person } from '../directory/contract.ts'
import { colleague } from './colleague.ts'
import { type Heard, hearActivity, heard, readHeard } from './contract.ts'
import type { Projection } from './projection.ts'

interface Parts {
  readonly directory: Directory
  readonly projection: Projection
  readonly speech: Speech
}

export function provideHeard(hub: Hub, { directory, projection, speech }: Parts): void {
  const zoneOf = ({ organisation }: Person) => directory.organisation(organisation)?.zone ?? 'UTC'

  /** Undefined where the phones ring. */
  function sentence(person: Person): Omit<Heard, 'language'> | undefined {
    const now = new Date()
    const { closesPhone, spoken, until } = projection.now(person.organisation, person.id, now)
    if (!closesPhone) return undefined
    return { name: person.name, spoken, until: until?.toISOString(), zone: zoneOf(person), now }
  }

  hub.route(readHeard, ({ id }, who) => {
    const what = sentence(colleague(directory, id, who))
    if (!what) return { closesPhone: false }
    const text = { sv: heard({ ...what, language: 'sv' }), en: heard({ ...what, language: 'en' }) }
    return { closesPhone: true, text }
  })

  hub.download(hearActivity, async ({ id, language, spoken, until }, who) => {
    const person = colleague(directory, id, who)
    // Nobody makes the hub's voice say things of others.
    if (spoken !== undefined && id !== who.person) throw new HubError('access.forbidden', 403)
    const tried = spoken !== undefined && {
      ...{ name: person.name, spoken: { sv: spoken, en: spoken }, until, zone: zoneOf(person), now: new Date() },
    }
    const what = tried || sentence(person)
    if (!what) throw new HubError('presence.rings', 404, { name: person.name })
    return { file: await say(heard({ ...what, language }), language, id) }
  })

  async function say(text: string, language: Language, of: string): Promise<string> {
    try {
      return await speech.say(text, language, of)
    } catch (error) {
      if (error instanceof HubError && error.code === 'speech.unavailable') throw new HubError('presence.no-voice', 503)
      if (error instanceof HubError && error.status === 422) throw new HubError('presence.unspeakable', 422)
      throw error
    }
  }
}
