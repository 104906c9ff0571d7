/** What every vendor does that tells by itself when something changed. */
import { expect, test } from 'vitest'
import type { CalendarUnderTest } from './conformance.ts'
import type { Mailbox, Watch } from './port.ts'

const target = { url: 'https://svara.norrsken.example/hook', secret: 'k'.repeat(64) }

/** `lacking`: why the vendor has none. */
export function watchConformance(
  lacking: string | undefined,
  open: () => { under: CalendarUnderTest; box: Mailbox; main: string },
): void {
  /** What is told now. */
  async function hints(under: CalendarUnderTest) {
    const told = (await under.notifications?.()) ?? []
    return told.flatMap(notification => under.vendor.notified?.(notification).hints ?? [])
  }

  const targets = lacking === undefined ? [target] : []

  test.each(targets)('tells of changes to $url while it is asked to, with the secret that it was given', async () => {
    const { under, box, main } = open()
    const watch = await box.watch?.(main, target)
    expect(watch).toMatchObject({ calendar: main })
    expect(Date.parse(watch?.expires ?? '')).toBeGreaterThan(Date.now())
    const entry = { key: 'watched', start: '2026-09-28T13:30:00', end: '2026-09-28T14:30:00' }
    await under.put(entry)
    const hint = { watch: watch?.id, secret: target.secret, says: 'changed' }
    expect(await hints(under)).toContainEqual(hint)

    const renewed = await box.renew?.(watch as Watch, target)
    expect(Date.parse(renewed?.expires ?? '')).toBeGreaterThanOrEqual(Date.parse(watch?.expires ?? ''))
    await under.put({ ...entry, end: '2026-09-28T15:30:00' })
    expect(await hints(under)).toContainEqual({ ...hint, watch: renewed?.id })

    await box.unwatch?.(renewed as Watch)
    await under.remove('watched')
    expect(await hints(under)).toEqual([])
    // What is gone already is no error.
    await box.unwatch?.(renewed as Watch)
  })

  test.each(targets)('whatever else is posted to $url says nothing', () => {
    const { under } = open()
    for (const body of ['', '{', 'null', '[]', '{"value":1}', '{"value":[null]}']) {
      expect(under.vendor.notified?.({ query: {}, headers: {}, body }).hints).toEqual([])
    }
  })

  test.each(lacking === undefined ? [] : [lacking])('tells nothing by itself, since %s', () => {
    const { under, box } = open()
    expect(['notified' in under.vendor, 'watch' in box]).toEqual([false, false])
  })
}
