/** Which plugins this hub has. Delete one's lines, here and in ui.ts, and its folder: the rest builds and passes. */
import type { Plugin } from '../core/hub.ts'
import { books } from '../plugins/books/index.ts'
import { calendarPlugin } from '../plugins/calendar/index.ts'
import { calls } from '../plugins/calls/index.ts'
import { contacts } from '../plugins/contacts/index.ts'
import { devices } from '../plugins/devices/index.ts'
import { directory } from '../plugins/directory/index.ts'
import { forwarding } from '../plugins/forwarding/index.ts'
import { invitations } from '../plugins/invitations/index.ts'
import { mobile } from '../plugins/mobile/index.ts'
import { multiParty } from '../plugins/multi-party/index.ts'
import { phone } from '../plugins/phone/index.ts'
import { presence } from '../plugins/presence/index.ts'
import { rules } from '../plugins/rules/index.ts'
import { spending } from '../plugins/spending/index.ts'
import { transfer } from '../plugins/transfer/index.ts'
import { trunks } from '../plugins/trunks/index.ts'
import { voicemail } from '../plugins/voicemail/index.ts'

// biome-ignore format: a line each, so that one is a line to add and to take away
export const plugins: readonly Plugin[] = [
  directory,
  presence,
  contacts,
  books,
  calls,
  phone,
  calendarPlugin,
  invitations,
  spending,
  mobile,
  trunks,
  voicemail,
  forwarding,
  multiParty,
  transfer,
  devices,
  rules,
]
