/** How rtpengine is started under a supervisor. https://rtpengine.readthedocs.io/en/latest/rtpengine.html */

export interface RtpengineOptions {
  /** Where the hub and Kamailio control it, on loopback: the NG protocol knows no password. */
  readonly ngPort: number
  /** Address that phones send to, and the one to name in SDP where a NAT lies in between. */
  readonly address: string
  readonly advertised?: string | undefined
  /** First and last UDP port of media, both included. A relayed call takes four. */
  readonly ports: readonly [number, number]
  /** UDP port on loopback that is told of digits, as JSON. */
  readonly digitsPort?: number | undefined
  /** Defaults to the rtpengine on the path. */
  readonly command?: string | undefined
}

/** In the foreground, in userspace (no kernel module), logging warnings and worse to stderr, reading and writing no file. */
export function renderRtpengine(options: RtpengineOptions): { command: string; args: string[] } {
  const { address, advertised, ports, digitsPort } = options
  return {
    command: options.command ?? 'rtpengine',
    args: [
      '--config-file=none', // Debian's package brings one, with ports of its own.
      '--foreground',
      '--log-stderr',
      '--no-log-timestamps',
      '--log-level=4',
      '--table=-1',
      `--listen-ng=127.0.0.1:${options.ngPort}`,
      `--interface=${address}${advertised ? `!${advertised}` : ''}`,
      `--port-min=${ports[0]}`,
      `--port-max=${ports[1]}`,
      ...(digitsPort ? [`--dtmf-log-dest=127.0.0.1:${digitsPort}`] : []),
      '--delete-delay=0', // Else `list` shows a call for 30 s after its end, and its ports stay taken.
      '--num-threads=2',
      '--media-num-threads=1',
      '--tos=184', // Expedited forwarding (RFC 3246).
      // Seconds. What nobody deletes goes by itself: no RTP, no RTP on hold, never answered.
      '--timeout=60',
      '--silent-timeout=3600',
      '--offer-timeout=240',
    ],
  }
}
