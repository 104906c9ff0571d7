/** The app put together: its shell, and the screens of each plugin. Delete a plugin's line with its folder. */
import { booksUi } from '../plugins/books/ui/index.tsx'
import { calendarUi } from '../plugins/calendar/ui/index.tsx'
import { callsUi } from '../plugins/calls/ui/index.tsx'
import { contactsUi } from '../plugins/contacts/ui/index.tsx'
import { devicesUi } from '../plugins/devices/ui/index.tsx'
import { directoryUi } from '../plugins/directory/ui/index.tsx'
import { forwardingUi } from '../plugins/forwarding/ui/index.tsx'
import { invitationsUi } from '../plugins/invitations/ui/index.tsx'
import { mobileUi } from '../plugins/mobile/ui/index.tsx'
import { multiPartyUi } from '../plugins/multi-party/ui/index.tsx'
import { phoneUi } from '../plugins/phone/ui/index.tsx'
import { presenceUi } from '../plugins/presence/ui/index.tsx'
import { rulesUi } from '../plugins/rules/ui/index.tsx'
import { spendingUi } from '../plugins/spending/ui/index.tsx'
import { transferUi } from '../plugins/transfer/ui/index.tsx'
import { trunksUi } from '../plugins/trunks/ui/index.tsx'
import { voicemailUi } from '../plugins/voicemail/ui/index.tsx'
import { mount } from '../ui/mount.tsx'

// biome-ignore format: a line each, so that one is a line to add and to take away
mount(document.body, [
  directoryUi,
  presenceUi,
  contactsUi,
  booksUi,
  callsUi,
  calendarUi,
  invitationsUi,
  phoneUi,
  forwardingUi,
  transferUi,
  multiPartyUi,
  voicemailUi,
  devicesUi,
  mobileUi,
  spendingUi,
  trunksUi,
  rulesUi,
])
