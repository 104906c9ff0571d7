/** No telephony: the hub goes on with all the rest, and says why nobody can call. */
import { CallNotPlaced, type Telephony } from './port.ts'

export const absentTelephony = (why: string): Telephony => ({
  absent: why,
  answer: () => undefined,
  listen: () => undefined,
  registrations: async () => [],
  ongoingCalls: async () => [],
  hangUp: async () => undefined,
  isLeft: async () => false,
  place: () => Promise.reject(new CallNotPlaced('away')),
  ringAlso: async () => false,
  forgetDevice: async () => undefined,
  showLine: () => undefined,
  showMessages: () => undefined,
  reloadNumbers: async () => undefined,
  reloadTrunks: async () => undefined,
  registeredTrunks: async () => [],
  probeTrunk: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
  connected: () => false,
})
