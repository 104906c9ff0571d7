import { HubError } from '../../core/error.ts'
import type { Mail } from './port.ts'

/** A hub that was given no mail server. `why` is for people to read. */
export const absentMail = (why: string): Mail => ({
  absent: why,
  send: () => Promise.reject(new HubError('mail.unavailable', 503)),
  alive: async () => false,
  async stop() {},
})
