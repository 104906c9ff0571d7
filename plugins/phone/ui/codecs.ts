/** Which codecs are offered. A browser's own list, with video, fills a SIP message twice over, and what isn't offered needs no transcoding. */

// RFC 7874 and RFC 7742: what every browser has. G.711 as phones and trunks speak it; telephone-event carries the digits (RFC 4733).
const wanted: Readonly<Record<string, readonly string[]>> = {
  audio: ['audio/opus', 'audio/PCMA', 'audio/PCMU', 'audio/telephone-event'],
  video: ['video/VP8'],
}

export function orderCodecs(transceiver: RTCRtpTransceiver): void {
  const { kind } = transceiver.receiver.track
  const names = wanted[kind] ?? []
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []
  const ordered = names.flatMap(name => codecs.filter(({ mimeType }) => mimeType.toLowerCase() === name.toLowerCase()))
  if (ordered.length > 0) transceiver.setCodecPreferences(ordered)
}
