/** What the app shows of this plugin. */
import { defineUi } from '../../../ui/slots.tsx'

export const contactsUi = defineUi('contacts', () => [])
