import { z } from 'zod'
import { defineLive } from '../../../core/define.ts'
import { contactEntry, mark, markKey } from './contact.ts'

/** My own contacts, the company's, and the marks that hold for me. */
export const contactsView = defineLive({
  name: 'contacts.mine',
  allow: 'member',
  state: z.object({ contacts: z.record(z.string(), contactEntry), marks: z.record(z.string(), mark) }),
  message: z.union([
    z.object({ contact: contactEntry }),
    /** A contact that is gone, by id. */
    z.object({ gone: z.string() }),
    z.object({ mark, set: z.boolean() }),
  ]),
  apply(state, message) {
    if ('contact' in message) state.contacts[message.contact.id] = message.contact
    else if ('gone' in message) delete state.contacts[message.gone]
    else if (message.set) state.marks[markKey(message.mark)] = message.mark
    else delete state.marks[markKey(message.mark)]
  },
})
