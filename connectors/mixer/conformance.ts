/** What every adapter of the mixer port does. Run by the fake's tests and by those of each real system. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Mixer } from './port.ts'

const at = (port: number) => ({ rtp: { address: '127.0.0.1', port } })

export function mixerConformance(name: string, make: () => Promise<{ mixer: Mixer; close: () => Promise<void> }>) {
  describe(`${name}: the mixer port`, () => {
    let mixer: Mixer
    let close: () => Promise<void>

    beforeAll(async () => {
      ;({ mixer, close } = await make())
      mixer.start()
      await vi.waitUntil(() => mixer.connected(), { timeout: 10_000 })
    })
    afterAll(async () => {
      await mixer.stop()
      await close()
    })

    test('everybody has a place of their own', async () => {
      const room = randomUUID()
      const one = await mixer.join(room, at(40_000))
      const other = await mixer.join(room, at(40_002))
      expect(one.rtp.port).toBeGreaterThan(0)
      expect(other.rtp.port).not.toBe(one.rtp.port)
      await Promise.all([one.leave(), other.leave()])
    })

    test('who leaves has left, also twice', async () => {
      const place = await mixer.join(randomUUID(), at(40_000))
      await place.leave()
      await place.leave()
      expect(await place.over).toBe('left')
    })

    test('a room can be used again when the last one has left it', async () => {
      const room = randomUUID()
      for (const port of [40_000, 40_002, 40_004]) await (await mixer.join(room, at(port))).leave()
      const place = await mixer.join(room, { ...at(40_006), muted: true })
      await place.mute(false)
      await place.leave()
      expect(await place.over).toBe('left')
    })

    test('many come into a room at once that is not there yet', async () => {
      const room = randomUUID()
      const places = await Promise.all(Array.from({ length: 8 }, (_, i) => mixer.join(room, at(40_000 + 2 * i))))
      expect(new Set(places.map(({ rtp }) => rtp.port)).size).toBe(8)
      await Promise.all(places.map(place => place.leave()))
    })

    test('nobody joins before it is started or after it is stopped', async () => {
      const other = await make()
      await expect(other.mixer.join(randomUUID(), at(40_000))).rejects.toMatchObject({ code: 'mixer.unavailable' })
      other.mixer.start()
      await expect.poll(() => other.mixer.connected()).toBe(true)
      const place = await other.mixer.join(randomUUID(), at(40_000))
      await other.mixer.stop()
      expect(await place.over).toBe('left')
      await expect.poll(() => other.mixer.connected()).toBe(false)
      await expect(other.mixer.join(randomUUID(), at(40_000))).rejects.toMatchObject({ code: 'mixer.unavailable' })
      await other.close()
    })
  })
}
