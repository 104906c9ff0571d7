/** Which microphone, where voices come from, where it rings; and that who calls is told outside the page. */
import { expect, test } from 'vitest'
import { tonesHeard } from '../../harness/alike.ts'
import { accessibilityProblems, screenshot } from '../../harness/browser.ts'
import { annas, dock, own, press, rings, type Stage } from './stage.ts'
import { hears, microphone, notifications, soundsIn } from './web-phone.ts'

export function devices(stage: Stage): void {
  test('another microphone and another speaker are taken in the call that goes on, and remembered', async context => {
    const { page, other } = await stage.talking(context)
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await press(page, 'Sound')
    const chosen = { Microphone: 'Fake Audio Input 2', 'Voices from': 'Fake Audio Output 2' }
    for (const [label, name] of Object.entries(chosen)) await page.getByLabel(label).selectOption(name)
    await expect.poll(() => microphone(page)).toBe('Fake Audio Input 2')
    await expect.poll(() => soundsIn(page)).toContain('Fake Audio Output 2')
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await expect.poll(async () => tonesHeard(await other.lastHeard(0.5), [own])).toEqual([own])
    await page.getByLabel('Rings in').selectOption('Fake Audio Output 1')
    await page.getByRole('button', { name: 'Test the ring tone' }).click()
    await expect.poll(() => soundsIn(page)).toContain('Fake Audio Output 1')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+F2')
    await other.event('CALL_CLOSED')

    await page.goto(`${stage.stack().http}/settings/phone`)
    await page.getByText('Calls ring here, beside your other phones.').waitFor()
    const selected = (label: string) =>
      page.getByLabel(label).evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent)
    for (const [label, name] of Object.entries({ ...chosen, 'Rings in': 'Fake Audio Output 1' })) {
      await expect.poll(() => selected(label)).toBe(name)
    }
    await page.getByRole('button', { name: 'Test the microphone' }).click()
    const level = page.getByRole('meter', { name: 'How loud the microphone hears you' })
    await expect.poll(() => level.evaluate((meter: HTMLMeterElement) => meter.value)).toBeGreaterThan(0.2)
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'phone-settings')
  })

  test('a call shows outside the page while nobody looks at it, until it rings no more', async context => {
    const page = await stage.at(context)
    await page.context().grantPermissions(['notifications'], { origin: stage.stack().http })
    await notifications(page).record()
    const caller = await stage.outside(context, 1300)
    caller.dial(annas)
    await rings(page)
    expect(await notifications(page).shown()).toEqual([
      { title: 'Olof Berg is calling', body: 'Open Svara to answer.' },
    ])
    await page.keyboard.press('F2')
    await dock(page).waitFor()
    await expect.poll(() => notifications(page).shown()).toEqual([])
    await page.keyboard.press('Shift+F2')
    await caller.event('CALL_CLOSED')
    await notifications(page).lookAtPage()
    const again = await stage.outside(context, 1300)
    again.dial(annas)
    await rings(page)
    expect(await notifications(page).shown()).toEqual([])
    await page.keyboard.press('Shift+F2')
    await again.event('CALL_CLOSED')
  })
}
