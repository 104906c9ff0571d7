/** The app as a phone, seen from within the page: what its peer connections send and receive. */
import type { Page } from 'playwright-core'
import type { TestContext } from 'vitest'
import { enter, speak } from '../../harness/browser.ts'
import type { Person } from '../../harness/demonstration.ts'

/** Signs in on this page, and waits until calls ring there: she has no other phone by then, and none again behind the test. */
export async function webPhone(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  page: Page,
  http: string,
  who: Person,
  language: 'sv' | 'en' = 'en',
): Promise<void> {
  onTestFinished(who.unreachable)
  await watch(page)
  await enter(page, http, who.email)
  await speak(page, language)
  await who.reachable()
}

/** Before the page is loaded. */
export const watch = (page: Page) =>
  page.addInitScript(() => {
    const made: RTCPeerConnection[] = []
    const Real = RTCPeerConnection
    const playing = new Set<HTMLMediaElement>()
    class Sounding extends Audio {
      override play() {
        playing.add(this)
        return super.play()
      }
    }
    Object.assign(window, {
      connections: made,
      playing,
      Audio: Sounding,
      RTCPeerConnection: class extends Real {
        constructor(...given: ConstructorParameters<typeof Real>) {
          super(...given)
          made.push(this)
        }
      },
    })
  })

interface Watched {
  readonly connections: readonly RTCPeerConnection[]
  readonly playing: ReadonlySet<HTMLMediaElement>
}

/** Name of the microphone that the newest call sends from. */
export const microphone = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const { connections } = window as unknown as Watched
    const track = connections
      .at(-1)
      ?.getSenders()
      .find(({ track: sent }) => sent?.kind === 'audio')?.track
    return track?.label
  })

/** Names of the devices that something sounds in just now. */
export const soundsIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const { playing } = window as unknown as Watched
    const all = await navigator.mediaDevices.enumerateDevices()
    const named = (id: string) =>
      all.find(({ deviceId, kind }) => kind === 'audiooutput' && deviceId === id)?.label ?? id
    return [...playing].filter(({ srcObject }) => srcObject !== null).map(({ sinkId }) => named(sinkId))
  })

/** What is shown outside the page, which nobody looks at. */
export const notifications = (page: Page) => ({
  record: () =>
    page.evaluate(() => {
      const shown = new Set<{ title: string; body: string }>()
      const Real = Notification
      Object.defineProperty(document, 'hidden', { get: () => (window as unknown as { away: boolean }).away })
      Object.assign(window, {
        away: true,
        shown,
        Notification: class extends Real {
          readonly said: { title: string; body: string }
          constructor(title: string, options: NotificationOptions = {}) {
            super(title, options)
            this.said = { title, body: options.body ?? '' }
            shown.add(this.said)
          }
          override close() {
            shown.delete(this.said)
            super.close()
          }
        },
      })
    }),
  /** Somebody does from now on. */
  lookAtPage: () => page.evaluate(() => void Object.assign(window, { away: false })),
  shown: () => page.evaluate(() => [...(window as unknown as { shown: Set<{ title: string; body: string }> }).shown]),
})

/** Hz of the loudest tone that comes from the other side of a call, the newest unless given; 0 where all is silent. */
export async function hears(page: Page, which = -1): Promise<number> {
  // Chromium gives WebAudio nothing of a call in a tab that nobody looks at.
  await page.bringToFront()
  return page.evaluate(async at => {
    const { connections } = window as unknown as Watched
    const track = connections
      .at(at)
      ?.getReceivers()
      .find(one => one.track.kind === 'audio')?.track
    if (!track) return 0
    const audio = new AudioContext({ sampleRate: 8000 })
    const analyser = new AnalyserNode(audio, { fftSize: 2048, smoothingTimeConstant: 0 })
    audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const levels = new Float32Array(analyser.frequencyBinCount)
    // As much of it as the analysis looks at has come: told by the sound's own clock.
    const silence = new ConstantSourceNode(audio, { offset: 0 })
    silence.connect(audio.destination)
    silence.start()
    silence.stop(audio.currentTime + 0.4)
    await new Promise(resolve => {
      silence.onended = resolve
    })
    analyser.getFloatFrequencyData(levels)
    await audio.close()
    const loudest = levels.indexOf(Math.max(...levels))
    return (levels[loudest] ?? -Infinity) < -60 ? 0 : Math.round((loudest * 8000) / 2048)
  }, which)
}

/** Pictures that were decoded, and how many pixels wide the last was. */
export const sees = (page: Page): Promise<{ frames: number; width: number }> =>
  page.evaluate(async () => {
    const { connections } = window as unknown as Watched
    let [frames, width] = [0, 0]
    for (const stats of ((await connections.at(-1)?.getStats()) ?? new Map()).values()) {
      if (stats.type !== 'inbound-rtp' || stats.kind !== 'video') continue
      frames += stats.framesDecoded ?? 0
      width = Math.max(width, stats.frameWidth ?? 0)
    }
    return { frames, width }
  })
