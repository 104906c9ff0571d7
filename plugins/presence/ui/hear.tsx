import { useEffect, useRef, useState } from 'preact/hooks'
import { refusal } from '../../../core/http/client.ts'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { t } from './words/index.ts'

/** One voice at a time. */
let speaking: HTMLAudioElement | undefined

/** Plays what callers hear, from the address of a download. `what` is the sentence, for its name. */
export function HearButton({ address, what }: { address: string; what: string }) {
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
      app.toasts.problem(refused?.say ?? t('heard.failed'))
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
        aria-label={state === 'playing' ? t('heard.stop') : t('heard.hear-of', { what })}
        onClick={toggle}
      >
        {state === 'playing' ? t('heard.stop') : t('heard.hear')}
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
