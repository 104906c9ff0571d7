/** One sound at a time: what plays, and where in it. */
import { signal } from '@preact/signals'

export interface Playing {
  /** Address of the sound. */
  readonly address: string
  readonly state: 'coming' | 'playing' | 'still'
  readonly at: number
  readonly failed: boolean
}

export interface Sound {
  /** Of this address; undefined while another plays, or none. */
  of(address: string): Playing | undefined
  /** Begins, goes on or pauses. */
  toggle(address: string): void
  seek(address: string, seconds: number): void
  speed(): number
  readonly setSpeed: (speed: number) => void
  readonly close: () => void
}

/** `begun`: it is heard for the first time. */
export function openSound(begun: (address: string) => void): Sound {
  const audio = new Audio()
  audio.preload = 'none'
  const now = signal<Playing | undefined>(undefined)
  const speed = signal(1)
  const told = (change: Partial<Playing>) => {
    if (now.value) now.value = { ...now.value, ...change }
  }
  audio.addEventListener('playing', () => {
    told({ state: 'playing', failed: false })
    if (now.value) begun(now.value.address)
  })
  audio.addEventListener('pause', () => told({ state: 'still' }))
  audio.addEventListener('ended', () => told({ state: 'still', at: 0 }))
  audio.addEventListener('timeupdate', () => told({ at: audio.currentTime }))
  audio.addEventListener('error', () => told({ state: 'still', failed: true }))

  function load(address: string, at: number): void {
    if (now.value?.address === address && !now.value.failed) return
    audio.src = address
    audio.playbackRate = speed.value
    if (at > 0) audio.currentTime = at
    now.value = { address, state: 'still', at, failed: false }
  }

  return {
    of: address => (now.value?.address === address ? now.value : undefined),
    toggle(address) {
      if (now.value?.address === address && now.value.state !== 'still') return audio.pause()
      load(address, 0)
      told({ state: 'coming' })
      // What it rejects with says nothing that its error event doesn't.
      audio.play().catch(() => undefined)
    },
    seek(address, seconds) {
      load(address, seconds)
      audio.currentTime = seconds
      told({ at: seconds })
    },
    speed: () => speed.value,
    setSpeed(next) {
      speed.value = next
      audio.playbackRate = next
    },
    close() {
      audio.pause()
      audio.removeAttribute('src')
    },
  }
}
