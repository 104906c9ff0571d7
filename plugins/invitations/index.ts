import { z } from 'zod'
import { mail } from '../../connectors/mail/port.ts'
import { HubError } from '../../core/error.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory } from '../directory/contract.ts'
import { openBook } from './book.ts'
import { cancelInvitation, changeInvitation, invitation, invitationsView, invite } from './contract.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { openSending } from './sending.ts'
import { invitationTables } from './tables.ts'
import { words } from './words/index.ts'

export const invitations = definePlugin({
  id: 'invitations',
  needs: { directory, mail },
  uses: ['directory', 'calendar'],
  migrations: [createTables],
  words,
  setup(hub, { directory, mail }) {
    const tables = invitationTables(hub)
    const there = mail.absent === undefined
    const tell = hub.live(invitationsView, {
      key: ({ person }) => person,
      snapshot: async (organisation, person) => ({ invitations: await book.mine(organisation, person), mail: there }),
    })
    const shown = hub.broadcast(
      'shown',
      z.object({ organisation: z.string(), person: z.string(), invitations: z.array(invitation) }),
      ({ organisation, person, invitations }) => tell({ organisation, key: person }, { invitations }),
    )
    const changed = async ({ organisation, person }: { organisation: string; person: string }) =>
      shown({ organisation, person, invitations: await book.mine(organisation, person) })
    const send = openSending(hub, { tables, mail, directory, changed })
    const book = openBook(hub, { tables, directory, send, changed })

    const mustSend = () => {
      if (!there) throw new HubError('invitations.no-mail', 409)
    }
    hub.route(invite, (asked, who) => {
      mustSend()
      return book.invite(asked, who)
    })
    hub.route(changeInvitation, ({ id, ...asked }, who) => {
      mustSend()
      return book.change(id, asked, who)
    })
    hub.route(cancelInvitation, ({ id }, who) => book.cancel(id, who))

    const sweeping = hub.job('sweep', z.object({}), () => book.sweep())
    hub.onStart(() => sweeping.every('20 4 * * *', 'UTC', {}))
  },
})
