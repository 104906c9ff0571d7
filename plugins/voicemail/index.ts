import { z } from 'zod'
import { mail } from '../../connectors/mail/port.ts'
import { speech } from '../../connectors/speech/port.ts'
import { telephony } from '../../connectors/telephony/port.ts'
import { voice } from '../../connectors/voice/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { callsPort } from '../calls/contract.ts'
import { directory } from '../directory/contract.ts'
import { provideActions } from './actions.ts'
import { openBoxes, ownNameOf } from './boxes.ts'
import { boxFact, boxLocked, messageLeft } from './contract.ts'
import { filesIn } from './files.ts'
import { openKeepings } from './keeping.ts'
import { provideMailing } from './mailing.ts'
import { type Messages, openMessages } from './messages.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { keeping } from './migrations/002-keeping.ts'
import { openGreetings } from './own-greetings.ts'
import { openPins } from './pins.ts'
import { openPrompts } from './prompts.ts'
import { provideRoutes } from './routes.ts'
import { voicemailTables } from './tables.ts'
import { words } from './words/index.ts'

export const voicemail = definePlugin({
  id: 'voicemail',
  needs: { directory, calls: callsPort, telephony, voice, speech, mail },
  uses: ['directory', 'calls'],
  migrations: [createTables, keeping],
  words,
  async setup(hub, ports) {
    const { directory, telephony } = ports
    hub.event(messageLeft)
    hub.event(boxLocked)
    const tables = voicemailTables(hub)
    const files = filesIn(hub.folder)
    const boxes = openBoxes(hub, tables)
    const pins = openPins(tables, boxes)
    const prompts = openPrompts(ports.speech, files.prompts)
    const keepings = openKeepings(hub, tables, (organisation, now) => messages.showKeeping(organisation, now))
    const messages: Messages = openMessages(hub, { tables, files, calls: ports.calls, directory, telephony, keepings })
    const greetings = openGreetings(tables, files, boxes)
    hub.fact(boxFact, ({ of }, { parties, organisation }) => {
      const { on, mail } = boxes.of({ organisation, person: parties[of]?.person ?? '' }).settings
      return { on, mail }
    })
    ports.speech.recordings(id => {
      const person = directory.person(id)
      const owner = person && { organisation: person.organisation, person: id }
      const recorded = owner && ownNameOf(boxes.of(owner))
      return recorded && { words: person.name, file: files.greeting(owner, recorded.id, 'mp3') }
    })
    const parts = { ...ports, boxes, pins, prompts, messages, greetings, files }
    provideActions(hub, parts)
    provideMailing(hub, parts)
    provideRoutes(hub, parts)
    const sweeping = hub.job('sweep', z.object({}), async () => {
      await messages.sweep(new Date())
      await greetings.sweep(new Date())
    })
    hub.onResync(() => Promise.all([boxes.load(), keepings.load()]).then(() => {}))
    hub.onStart(async () => {
      await sweeping.every('17 * * * *', 'UTC', {})
      await messages.lightAll()
      // A hub without a voice answers calls all the same.
      prompts.prepare().catch((error: unknown) => hub.log.warn({ err: error }, 'voicemail has no voice'))
    })
    await boxes.load()
    await keepings.load()
  },
})
