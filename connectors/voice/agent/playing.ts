/** What a leg hears, played by the media server to its side of the call. */
import { join } from 'node:path'
import { HubError } from '../../../core/error.ts'
import type { Media } from '../../media/port.ts'
import type { Line } from '../line.ts'

export interface PlayingOptions {
  readonly media: Media
  readonly callId: string
  /** Of whoever is to hear it. */
  readonly tag: () => string
  readonly log?: { warn(details: object, message: string): void } | undefined
}

const tones = join(import.meta.dirname, 'tones')

/** A sound that can't be played is passed over after a second, so that one that is repeated isn't tried without end. */
const instead = 1000

export function playing({ media, callId, tag, log }: PlayingOptions): Line['play'] {
  // One command after another: a stop that is overtaken would stop the next sound.
  let commands: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(command: () => Promise<Result>): Promise<Result> => {
    const mine = commands.then(command)
    commands = mine.catch(() => {})
    return mine
  }
  return async (sound, signal) => {
    if (signal.aborted) return
    const file = 'file' in sound ? sound.file : join(tones, `${sound.tone}.mp3`)
    const begun = inTurn(async () => {
      if (signal.aborted) return 0
      try {
        return (await media.play({ callId, tag: tag() }, file)).milliseconds
      } catch (error) {
        if (!(error instanceof HubError)) throw error
        log?.warn({ err: error, file }, 'a sound could not be played')
        return instead
      }
    })
    const milliseconds = await begun
    const cut = await pause(milliseconds, signal)
    if (cut && milliseconds > 0) await inTurn(() => media.silence({ callId, tag: tag() }))
  }
}

/** True when it was cut short. */
function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve(true)
    const stop = () => {
      clearTimeout(timer)
      resolve(true)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve(false)
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
