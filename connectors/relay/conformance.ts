/** What every relay promises. */
import { expect, test } from 'vitest'
import type { Relay } from './port.ts'

export function relayConformance(open: () => Relay): void {
  test('a server is named as WebRTC takes it (RFC 7065), with a user and a password', () => {
    const servers = open().serversFor('0192-anna')
    expect(servers.length).toBeGreaterThan(0)
    for (const { urls, username, credential } of servers) {
      for (const url of urls) expect(url).toMatch(/^turns?:[\w.[\]:-]+(\?transport=(udp|tcp))?$/)
      expect(username).toMatch(/^\d{10}:0192-anna$/)
      expect(credential).not.toBe('')
    }
  })
}
