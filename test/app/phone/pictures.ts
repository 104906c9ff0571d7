/** Camera and screen within a call between colleagues. */
import { expect, test } from 'vitest'
import { dial, dock, own, press, type Stage } from './stage.ts'
import { hears, sees } from './web-phone.ts'

export function pictures(stage: Stage): void {
  test('two browsers: one shows her camera, the other his screen, and both go away again', async context => {
    const [page, other] = [await stage.at(context), await stage.at(context, {}, 'bjorn')]
    await dial(page, '1002')
    await other.getByRole('button', { name: 'Answer' }).waitFor()
    await other.keyboard.press('F2')
    for (const one of [page, other]) await expect.poll(() => hears(one)).toBeCloseTo(own, -2)
    await press(page, 'Camera')
    await other.getByLabel('What Anna Svensson shows').waitFor()
    await expect.poll(async () => (await sees(other)).frames).toBeGreaterThan(5)
    await press(other, 'Share screen')
    await page.getByLabel('What Björn Lind shows').waitFor()
    await expect.poll(async () => (await sees(page)).frames).toBeGreaterThan(2)
    await press(page, 'Camera')
    await other.getByLabel('What Anna Svensson shows').waitFor({ state: 'detached' })
    for (const one of [page, other]) await expect.poll(() => hears(one)).toBeCloseTo(own, -2)
    await page.keyboard.press('Shift+F2')
    await dock(other).waitFor({ state: 'detached' })
  })

  test('a phone without pictures costs the call nothing: it is said, and the voices go on', async context => {
    const { page, other: desk } = await stage.talking(context)
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await press(page, 'Camera')
    await page.getByText('Björn Lind’s phone shows no pictures.').waitFor()
    await dock(page).getByRole('button', { name: 'Camera', pressed: false }).waitFor()
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await page.keyboard.press('Shift+F2')
    await desk.event('CALL_CLOSED')
  })
}
