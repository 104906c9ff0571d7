/** Rooms in memory, for tests: who is in them, and nothing to hear. */
import { HubError } from '../../core/error.ts'
import type { Mixer, Place, RtpAddress } from './port.ts'

export interface FakeMixer extends Mixer {
  /** Who is in a room: where they want to hear it, and whether they are heard. */
  in(room: string): readonly { readonly rtp: RtpAddress; readonly muted: boolean }[]
  /** All places are lost, as when the real system dies; it is there again at once. */
  lose(): void
}

export function fakeMixer(): FakeMixer {
  const members = new Map<Place, { room: string; rtp: RtpAddress; muted: boolean; end(how: 'left' | 'lost'): void }>()
  let running = false
  let port = 50_000

  function end(place: Place, how: 'left' | 'lost'): void {
    members.get(place)?.end(how)
    members.delete(place)
  }

  return {
    async join(room, { rtp, muted = false }) {
      if (!running) throw new HubError('mixer.unavailable', 503)
      const over = Promise.withResolvers<'left' | 'lost'>()
      port += 2
      const place: Place = {
        rtp: { address: '127.0.0.1', port },
        async mute(wanted) {
          const member = members.get(place)
          if (member) member.muted = wanted
        },
        leave: async () => end(place, 'left'),
        over: over.promise,
      }
      members.set(place, { room, rtp, muted, end: over.resolve })
      return place
    },
    start() {
      running = true
    },
    async stop() {
      running = false
      for (const place of members.keys()) end(place, 'left')
    },
    connected: () => running,
    in: room => [...members.values()].filter(member => member.room === room).map(({ rtp, muted }) => ({ rtp, muted })),
    lose() {
      for (const place of members.keys()) end(place, 'lost')
    },
  }
}
