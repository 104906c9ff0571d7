/** Microphone, speaker and ringer as the person chose them in this browser. */
import { signal } from '@preact/signals'
import { kept } from '../../../ui/kept.ts'
import { openMicrophone } from './microphone.ts'

export interface Chosen {
  readonly microphone?: string | undefined
  /** Where voices come from, and where it rings; undefined: the browser's own. */
  readonly speaker?: string | undefined
  readonly ringer?: string | undefined
}

const remembered = kept<Chosen>('phone.devices')

export const chosen = signal<Chosen>(remembered.read() ?? {})

export function choose(part: Chosen): void {
  chosen.value = { ...chosen.peek(), ...part }
  remembered.write(chosen.value)
}

export interface Device {
  readonly id: string
  readonly name: string
}

/** Names are known once a microphone was allowed. Chromium lists "default" beside the device that it is. */
export async function devicesOf(kind: 'audioinput' | 'audiooutput'): Promise<readonly Device[]> {
  const all = await navigator.mediaDevices.enumerateDevices()
  return all
    .filter(device => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
}

/** Not every browser can choose where sound goes. */
export const choosesSpeaker = 'setSinkId' in HTMLMediaElement.prototype

/** Plays in the device that was chosen, or in the browser's own where that one is gone. */
export async function playIn(element: HTMLMediaElement, deviceId: string | undefined): Promise<void> {
  if (choosesSpeaker && (deviceId ?? '') !== element.sinkId) {
    await element.setSinkId(deviceId ?? '').catch(() => element.setSinkId('').catch(() => {}))
  }
  // Refused until somebody has touched the page.
  await element.play().catch(() => {})
}

export const capture = {
  microphone: () => openMicrophone(chosen.peek().microphone),
  async camera() {
    const video = { width: { ideal: 1280 }, height: { ideal: 720 } }
    return first(await navigator.mediaDevices.getUserMedia({ video }))
  },
  screen: async () => first(await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } } })),
}

function first(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getVideoTracks()
  if (!track) throw new DOMException('no picture', 'NotFoundError')
  return track
}
