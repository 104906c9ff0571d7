/** Which plugins this hub has. Delete one's lines, here and in ui.ts, and its folder: the rest builds and passes. */
import type { Plugin } from '../core/hub.ts'
import { calls } from '../plugins/calls/index.ts'
import { contacts } from '../plugins/contacts/index.ts'
import { directory } from '../plugins/directory/index.ts'
import { phone } from '../plugins/phone/index.ts'
import { presence } from '../plugins/presence/index.ts'
import { trunks } from '../plugins/trunks/index.ts'
import { voicemail } from '../plugins/voicemail/index.ts'

export const plugins: readonly Plugin[] = [directory, presence, contacts, calls, phone, trunks, voicemail]
