/** Media by rtpengine, controlled over its NG protocol. */
import { isAbsolute } from 'node:path'
import { HubError } from '../../../core/error.ts'
import type { Announcement, Media } from '../port.ts'
import { announce } from './announcement.ts'
import { packetsBySide, ping, playMedia, stopMedia } from './commands.ts'
import { type Ng, ngClient } from './ng.ts'

/**
 * `host` and `port` are those of rtpengine's listen-ng, on loopback: the protocol knows no password. The files that are played must be
 * readable to rtpengine under the same path.
 */
export function rtpengineMedia(address: { host: string; port: number }): Media {
  let ng: Ng | undefined
  const open = new Set<Announcement>()

  return {
    async announce(call) {
      if (!ng) throw new HubError('media.unavailable', 503, { reason: 'not started' })
      const begun = await announce(ng, call)
      const announcement: Announcement = {
        ...begun,
        end() {
          open.delete(announcement)
          return begun.end()
        },
      }
      open.add(announcement)
      return announcement
    },
    async play({ callId, tag }, file) {
      if (!ng) throw new HubError('media.unavailable', 503, { reason: 'not started' })
      if (!isAbsolute(file)) throw new HubError('media.refused', 409, { reason: 'no path' })
      const { duration } = await playMedia(ng, { callId, fromTag: tag }, file)
      return { milliseconds: duration }
    },
    async silence({ callId, tag }) {
      if (!ng) return
      // A call that is gone plays nothing.
      await stopMedia(ng, { callId, fromTag: tag }).catch(error => {
        if (!(error instanceof HubError)) throw error
      })
    },
    async packets(callId) {
      if (!ng) throw new HubError('media.unavailable', 503, { reason: 'not started' })
      return await packetsBySide(ng, callId).catch((error: unknown) => {
        if (error instanceof HubError && error.code === 'media.refused') return undefined
        throw error
      })
    },
    /** Doesn't wait for rtpengine, which may come later and go again. */
    async start() {
      ng ??= await ngClient(address)
    },
    async stop() {
      const closing = ng
      ng = undefined
      await Promise.all([...open].map(announcement => announcement.end()))
      await closing?.close()
    },
    async alive() {
      if (!ng) return false
      return await ping(ng).then(
        () => true,
        () => false,
      )
    },
  }
}
