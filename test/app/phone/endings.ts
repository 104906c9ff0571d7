/** A call's end reaches both sides, whatever happens in between. */
import { expect, test } from 'vitest'
import { dock, type Stage } from './stage.ts'
import { hears } from './web-phone.ts'

export function endings(stage: Stage): void {
  test('the hub is killed: the voices go on, and when the other side hangs up the app knows', async context => {
    const { page, other } = await stage.talking(context)
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await stage.stack().kill('hub')
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await stage.stack().healthy()
    await stage.the('anna').reachable()
    expect(await hears(page)).toBeCloseTo(1000, -2)
    other.hangUp()
    await dock(page).waitFor({ state: 'detached' })
  })

  test('hung up while the hub is away: the other side is told when it is back', async context => {
    const { page, other } = await stage.talking(context)
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await stage.stack().kill('hub')
    await page.keyboard.press('Shift+F2')
    await dock(page).waitFor({ state: 'detached' })
    expect(await other.event('CALL_CLOSED')).toBeDefined()
  })

  test('the tab crashes: the other side is free within half a minute', async context => {
    const { page, other } = await stage.talking(context)
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    const session = await page.context().newCDPSession(page)
    void session.send('Page.crash').catch(() => {})
    expect(await other.event('CALL_CLOSED')).toBeDefined()
  })

  test('signed out, the app is no phone, and whoever talked to it is free', async context => {
    const { page, other } = await stage.talking(context)
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await page.locator('.top .me').click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.locator('input[name=email]').waitFor()
    expect(await other.event('CALL_CLOSED')).toBeDefined()
    await stage.the('anna').unreachable()
  })
}
