import { HubError } from '../../core/error.ts'
import type { Voice } from './port.ts'

/** A hub without a voice agent: nothing is answered, and rules find another way. `why` is for people to read. */
export function absentVoice(why: string): Voice {
  const refuse = () => Promise.reject(new HubError('voice.unavailable', 503))
  return {
    absent: why,
    expect: refuse,
    call: refuse,
    take: refuse,
    tell: refuse,
    mute: refuse,
    legs: async () => [],
    answer() {},
    listen() {},
    async start() {},
    async stop() {},
    connected: () => false,
  }
}
