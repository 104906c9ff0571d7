/** Whether a browser may be a phone, and its microphone. */
import type { Problem } from './state.ts'

export class NoMicrophone extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(`no microphone: ${problem}`, options)
    this.name = 'NoMicrophone'
    this.problem = problem
  }
}

/** Why there can be no phone here; undefined where there can. Asks the person nothing. */
export async function obstacle(): Promise<Problem | undefined> {
  // https://www.w3.org/TR/mediacapture-streams/: only pages of a secure context have a microphone.
  if (!isSecureContext) return 'insecure'
  if (!('RTCPeerConnection' in globalThis) || !navigator.mediaDevices || !navigator.locks) return 'unsupported'
  const devices = await navigator.mediaDevices.enumerateDevices()
  if (!devices.some(({ kind }) => kind === 'audioinput')) return 'no-microphone'
  const asked = await navigator.permissions.query({ name: 'microphone' }).catch(() => undefined)
  return asked?.state === 'denied' ? 'refused' : undefined
}

/** Opens it, by the id that the person chose, else as the browser likes. Throws NoMicrophone. */
export async function openMicrophone(deviceId: string | undefined): Promise<MediaStreamTrack> {
  try {
    if (deviceId === undefined) return await capture()
    // Chromium takes its own, whichever is asked for, unless that is `exact`. One that was unplugged is no reason to miss a call, though.
    return await capture({ exact: deviceId }).catch((error: unknown) => {
      if (problemOf(error) !== 'no-microphone') throw error
      return capture()
    })
  } catch (error) {
    throw new NoMicrophone(problemOf(error), { cause: error })
  }
}

async function capture(deviceId?: ConstrainDOMString): Promise<MediaStreamTrack> {
  const audio = { echoCancellation: true, noiseSuppression: true, ...(deviceId !== undefined && { deviceId }) }
  const [track] = (await navigator.mediaDevices.getUserMedia({ audio })).getAudioTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  return track
}

function problemOf(error: unknown): Problem {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone'
    // NotReadableError: the device is there, and another program has it.
    default:
      return 'in-use'
  }
}
