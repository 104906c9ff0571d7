/** What the other side shows, and, small, what one shows oneself. */
import { useEffect, useRef } from 'preact/hooks'
import type { Phone } from './phone.ts'
import type { CallState } from './state.ts'
import { t } from './words/index.ts'

export function Pictures({ call, phone, name }: { call: CallState; phone: Phone; name: string }) {
  const { callId, seen, shows } = call
  if (!seen && !shows) return null
  if (!phone.holds.value) return <p class="pictures-elsewhere small quiet">{t('picture.elsewhere')}</p>
  const own = phone.shown(callId)
  return (
    <section class="pictures" aria-label={t('picture', { name })}>
      {seen && <Picture stream={phone.remote(callId)} label={t('picture.theirs', { name })} />}
      {shows && own && <Picture stream={own} label={t(`picture.mine.${shows}`)} small={seen} />}
    </section>
  )
}

function Picture(props: { stream: MediaStream | MediaStreamTrack | undefined; label: string; small?: boolean }) {
  const { stream, label, small = false } = props
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (!element || !stream) return
    element.srcObject = stream instanceof MediaStreamTrack ? new MediaStream([stream]) : stream
    void element.play().catch(() => {})
    return () => {
      element.srcObject = null
    }
  }, [stream])
  // Its sound comes with the call's voice.
  return <video ref={video} class={small ? 'small-picture' : ''} aria-label={label} muted playsInline autoplay />
}
