/**
 * Sound and picture of one call: a peer connection, offered and answered by SIP (RFC 8829). What SIP.js calls a session description
 * handler. Unlike its own it can begin anew: a WebRTC offer answered twice, early by an announcement and then by a person, can only be
 * offered again (RFC 8829 section 5.7 knows no second answer by another peer).
 */
import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js'
import { orderCodecs } from './codecs.ts'

export interface Media extends SessionDescriptionHandler {
  /** Everything that comes from the other side. The same object for the whole call. */
  readonly remote: MediaStream
  /** Another one in its place. */
  microphone(track: MediaStreamTrack): Promise<void>
  mute(on: boolean): void
  /** Takes effect with the next offer. */
  hold(on: boolean): void
  /** A picture to send, or none any more. Takes effect with the next offer. */
  show(track: MediaStreamTrack | undefined): Promise<void>
  /** Sound before answer. */
  early(sdp: string): Promise<void>
  /** The next offer begins anew: other networks, other keys. */
  renew(): void
  /** The answer was of somebody else than the early sound: nothing is heard until the next offer. */
  isStale(): boolean
  /** Whether the other side has put this one on hold. */
  isHeld(): boolean
  /** Whether the picture of this side is taken by the other. */
  isShown(): boolean
  /** Whether a picture comes. */
  isSeen(): boolean
  stats(): Promise<RTCStatsReport | undefined>
}

export interface MediaOptions {
  readonly microphone: MediaStreamTrack | undefined
  readonly iceServers: readonly RTCIceServer[]
  /** Something changed that a screen shows, or the connection failed. */
  readonly changed: (state: RTCPeerConnectionState) => void
}

/** Candidates that come later than this are done without. Milliseconds. */
const gathering = 1500

export function openMedia({ microphone, iceServers, changed }: MediaOptions): Media {
  const remote = new MediaStream()
  let connection: RTCPeerConnection | undefined
  let audio = microphone
  let picture: MediaStreamTrack | undefined
  let held = false
  let anew = false
  let stale = false
  let closed = false

  function begin(): RTCPeerConnection {
    connection?.close()
    for (const track of remote.getTracks()) remote.removeTrack(track)
    const fresh = new RTCPeerConnection({ iceServers: [...iceServers] })
    fresh.addEventListener('track', ({ track }) => {
      for (const other of remote.getTracks()) if (other.kind === track.kind) remote.removeTrack(other)
      remote.addTrack(track)
      changed(fresh.connectionState)
    })
    fresh.addEventListener('connectionstatechange', () => {
      if (fresh === connection) changed(fresh.connectionState)
    })
    connection = fresh
    anew = false
    stale = false
    return fresh
  }

  const now = () => connection ?? begin()
  const transceiver = (kind: string) =>
    connection?.getTransceivers().find(one => one.receiver.track.kind === kind && one.direction !== 'stopped')

  /** Puts what is to be sent on the line. */
  function fill(on: RTCPeerConnection): void {
    if (audio && !transceiver('audio')?.sender.track) on.addTrack(audio, remote)
    const sound = transceiver('audio')
    if (sound) sound.direction = held ? 'sendonly' : 'sendrecv'
    const seen = transceiver('video')
    if (picture && !seen) on.addTransceiver(picture, { direction: 'sendrecv' })
    else if (seen) {
      void seen.sender.replaceTrack(picture ?? null)
      seen.direction = held ? 'inactive' : picture ? 'sendrecv' : 'recvonly'
    }
    for (const one of on.getTransceivers()) orderCodecs(one)
  }

  async function described(on: RTCPeerConnection, make: () => Promise<RTCSessionDescriptionInit>) {
    await on.setLocalDescription(await make())
    await gathered(on)
    if (closed) throw new Error('closed')
    return { body: on.localDescription?.sdp ?? '', contentType: 'application/sdp' } satisfies BodyAndContentType
  }

  /** The signalling server took it out of the offer, for a phone that has none: what was before goes on. */
  async function withoutPicture(on: RTCPeerConnection): Promise<void> {
    await on.setLocalDescription({ type: 'rollback' })
    transceiver('video')?.stop()
  }

  return {
    remote,
    async microphone(track) {
      const before = audio
      audio = track
      track.enabled = before?.enabled ?? true
      await transceiver('audio')?.sender.replaceTrack(track)
      before?.stop()
    },
    mute(on) {
      if (audio) audio.enabled = !on
    },
    hold(on) {
      held = on
    },
    async show(track) {
      picture?.stop()
      picture = track
    },
    async early(sdp) {
      if (connection?.signalingState === 'have-local-offer') {
        await connection.setRemoteDescription({ type: 'pranswer', sdp: withoutSources(sdp) })
      }
    },
    renew() {
      anew = true
    },
    isStale: () => stale,
    isHeld: () => {
      const direction = transceiver('audio')?.currentDirection
      return direction === 'recvonly' || direction === 'inactive'
    },
    isShown: () => /send/.test(transceiver('video')?.currentDirection ?? ''),
    isSeen: () => /recv/.test(transceiver('video')?.currentDirection ?? ''),
    stats: async () => connection?.getStats(),

    async getDescription() {
      if (anew) begin()
      const on = now()
      fill(on)
      return on.signalingState === 'have-remote-offer'
        ? described(on, () => on.createAnswer())
        : described(on, () => on.createOffer())
    },
    async setDescription(sdp) {
      const on = now()
      if (on.signalingState === 'have-remote-pranswer' && !sameTransport(sdp, on.remoteDescription?.sdp)) {
        stale = true
        return
      }
      // An answer finds an offer of ours waiting; otherwise this is theirs.
      if (on.signalingState === 'stable') {
        // RFC 3264 section 8 lets no line go. Somebody else has taken over at the other side: begin with him anew.
        const fewer = on.remoteDescription !== null && lines(sdp) < lines(on.remoteDescription.sdp)
        await (fewer ? begin() : on).setRemoteDescription({ type: 'offer', sdp: withoutSources(sdp) })
      } else if (lines(sdp) < lines(on.localDescription?.sdp)) await withoutPicture(on)
      else await on.setRemoteDescription({ type: 'answer', sdp: withoutSources(sdp) })
      changed(on.connectionState)
    },
    async rollbackDescription() {
      if (connection && connection.signalingState !== 'stable') {
        await connection.setLocalDescription({ type: 'rollback' })
      }
    },
    hasDescription: contentType => contentType === 'application/sdp',
    sendDtmf(tones) {
      const dtmf = transceiver('audio')?.sender.dtmf
      if (!dtmf?.canInsertDTMF) return false
      dtmf.insertDTMF(dtmf.toneBuffer + tones, 100, 70)
      return true
    },
    close() {
      closed = true
      audio?.stop()
      picture?.stop()
      connection?.close()
    },
  }
}

/** RFC 8839 section 5.4: another pair of user name and password is another agent, or one that begins anew. */
const sameTransport = (one: string, other: string | undefined) =>
  /a=ice-ufrag:(\S+)/.exec(one)?.[1] === /a=ice-ufrag:(\S+)/.exec(other ?? '')?.[1]

/**
 * RFC 5576 names sources that a relay in between, which transcodes, replaces by its own: Chromium would then play what comes and yet
 * count the track as silent. Each m-line has a transport of its own, which tells as well whose packets are whose.
 */
const withoutSources = (sdp: string) => sdp.replaceAll(/^a=ssrc(?:-group)?:.*\r?\n/gm, '')

const lines = (sdp: string | undefined) => sdp?.match(/^m=/gm)?.length ?? 0

function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(late)
      connection.removeEventListener('icegatheringstatechange', check)
      resolve()
    }
    const check = () => {
      if (connection.iceGatheringState === 'complete') done()
    }
    const late = setTimeout(done, gathering)
    connection.addEventListener('icegatheringstatechange', check)
  })
}
