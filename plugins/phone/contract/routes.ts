/** What the phone in the browser asks the hub. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'

export const startPhone = defineRoute({
  method: 'POST',
  path: '/phone',
  allow: 'member',
  input: z.object({}),
  output: z.object({
    /** SIP address of record to register: "1001@norrsken.svara.localhost". */
    extension: z.string(),
    /** For the digest authentication (RFC 3261 section 22); the realm is the extension's domain. */
    authName: z.string(),
    secret: z.string(),
    /** As WebRTC takes them. */
    iceServers: z.array(
      z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
    ),
  }),
  say: 'A secret of its own for the app in this browser, in place of the one it had. It goes when the session ends.',
})

export const callOfPhone = defineRoute({
  method: 'GET',
  path: '/phone/calls/:callId',
  allow: 'member',
  input: z.object({ callId: z.string().min(1).max(200) }),
  output: z.object({
    /** Its id in the log. */
    call: z.string(),
  }),
  say: 'Which of my calls a SIP Call-ID belongs to.',
})

export const hangUpCall = defineRoute({
  method: 'POST',
  path: '/phone/calls/:callId/hang-up',
  allow: 'member',
  input: z.object({
    /** SIP Call-ID at the person's own phone, or the call's id in the log. */
    callId: z.string().min(1).max(200),
  }),
  output: z.object({}),
  say: 'Ends a call of mine, at whichever of my phones it is',
})
