/** Sound before answer: rtpengine is told of a call whose other side is made up, and plays into it. */
import { randomUUID } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { HubError } from '../../../core/error.ts'
import type { Announcement } from '../port.ts'
import { answerTo, offersIce } from '../sdp.ts'
import { answer, deleteCall, offer, playMedia, type Side } from './commands.ts'
import type { Ng } from './ng.ts'

export async function announce(ng: Ng, call: Side & { sdp: string }): Promise<Announcement> {
  const ice = offersIce(call.sdp)
  const { sdp } = await begin(ng, call, ice)
  let ended: Promise<void> | undefined

  return {
    sdp,
    async play(file) {
      // libav would take a name like http://… too.
      if (ended || !isAbsolute(file)) throw new HubError('media.refused', 409, { reason: ended ? 'ended' : 'no path' })
      const { duration } = await playMedia(ng, call, file)
      return { milliseconds: duration }
    },
    end() {
      ended ??= free(ng, call)
      return ended
    },
  }
}

async function begin(ng: Ng, call: Side & { sdp: string }, ice: boolean): Promise<{ sdp: string }> {
  try {
    const { sdp } = await offer(ng, call, call.sdp)
    return await answer(ng, { ...call, toTag: randomUUID(), ice }, answerTo(sdp))
  } catch (error) {
    // The caller waits: an rtpengine that said nothing isn't waited for a second time.
    void free(ng, call)
    throw error
  }
}

/** An rtpengine that is gone has nothing left to free, and one that came back knows nothing of the call. */
async function free(ng: Ng, call: Side): Promise<void> {
  await deleteCall(ng, call).catch(error => {
    if (!(error instanceof HubError)) throw error
  })
}
