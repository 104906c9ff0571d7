import { useEffect, useRef, useState } from 'preact/hooks'
import { refusal } from '../../core/http/client.ts'
import { useApp } from '../app.ts'
import { problemOf } from '../changes.ts'
import { Button } from './button.tsx'

/** One voice at a time. */
let speaking: HTMLAudioElement | undefined

export interface HearWords {
  readonly hear: string
  /** Its name for screen readers, with the sentence. */
  readonly hearOf: string
  readonly stop: string
  readonly failed: string
}

/** Plays a sentence in the hub's voice, from the address of a download. */
export function HearButton({ address, words }: { address: string; words: HearWords }) {
  const app = useApp()
  const audio = useRef<HTMLAudioElement>(null)
  const [state, setState] = useState<'still' | 'coming' | 'playing'>('still')
  useEffect(() => () => audio.current?.pause(), [])

  function toggle(): void {
    const sound = audio.current
    if (!sound) return
    if (state === 'playing') {
      sound.pause()
      return
    }
    if (speaking !== sound) speaking?.pause()
    speaking = sound
    setState('coming')
    // Asked for anew each time: the same address is another sentence a minute later.
    sound.src = address
    // What it rejects with says nothing that its error event doesn't.
    sound.play().catch(() => undefined)
  }

  async function fail(): Promise<void> {
    setState('still')
    try {
      const refused = await refusal(address, (url, init) => fetch(url, init))
      app.toasts.problem(refused?.say ?? words.failed)
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
  }

  return (
    <>
      <Button
        class="hear"
        icon={state === 'playing' ? 'hold' : 'play'}
        busy={state === 'coming'}
        aria-label={state === 'playing' ? words.stop : words.hearOf}
        onClick={toggle}
      >
        {state === 'playing' ? words.stop : words.hear}
      </Button>
      {/* biome-ignore lint/a11y/useMediaCaption: what it says stands beside it */}
      <audio
        ref={audio}
        preload="none"
        onPlaying={() => setState('playing')}
        onPause={() => setState('still')}
        onEnded={() => setState('still')}
        onError={() => void fail()}
      />
    </>
  )
}
