import { speech } from '../../connectors/speech/port.ts'
import { voice } from '../../connectors/voice/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { callsPort, outsidePort } from '../calls/contract.ts'
import { directory } from '../directory/contract.ts'
import { provideCallingBack } from './back.ts'
import { openBook } from './book.ts'
import { confirms } from './confirm.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { provideRinging } from './ring.ts'
import { words } from './words/index.ts'

export const mobile = definePlugin({
  id: 'mobile',
  needs: { directory, calls: callsPort, outside: outsidePort, voice, speech },
  uses: ['directory', 'calls'],
  migrations: [createTables],
  words,
  async setup(hub, { directory, calls, outside, voice, speech }) {
    const book = openBook(hub, directory)
    const parts = { directory, calls, voice, book, confirm: confirms(speech) }
    provideRinging(hub, parts)
    provideCallingBack(hub, parts)
    outside.add({ personAt: (number, organisation) => book.ownerOf(number, organisation) })
    hub.onResync(() => book.load())
    await book.load()
  },
})
