import { describe, expect, test } from 'vitest'
import { relayConformance } from '../conformance.ts'
import { coturnRelay } from './index.ts'

const urls = ['turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com:5349?transport=tcp']

describe('coturn', () => {
  relayConformance(() => coturnRelay({ urls, secret: 'north' }))

  test('the password is what coturn makes of the user name, and both end with the day', () => {
    const [server] = coturnRelay({ urls, secret: 'north', now: () => 1_791_000_000_000 }).serversFor('anna')
    // printf '1791086400:anna' | openssl dgst -sha1 -hmac north -binary | base64
    expect(server).toEqual({ urls, username: '1791086400:anna', credential: 'xnj4iBtMRzqt8UuNmd3gRuSWeaI=' })
  })

  test('without a server there is nothing to offer', () => {
    expect(coturnRelay({ urls: [], secret: '' }).serversFor('anna')).toEqual([])
  })
})
