/**
 * What there is to calls beside the calls: long logs, keys, what can't be had, and all of it for everybody.
 * Needs: calls, contacts, presence.
 */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityProblems, enter, screenshot, speak } from '../harness/browser.ts'
import { trunkCall } from '../harness/phones.ts'
import { blocked, card, intoList, maria, olof, panel, rows, useAnnasCalls } from './calls/annas-calls.ts'

const { stack, anna, open, at, ringing, called } = useAnnasCalls()

async function refusedCalls(count: number): Promise<void> {
  const some = 12
  for (let done = 0; done < count; done += some) await Promise.all(Array.from({ length: some }, () => called(blocked)))
}

/** Nothing is answered about this view until it is said what; then as the hub answers. */
async function refusing(page: Page, view: string) {
  let answered: ((error: { code: string; message: string }) => void) | undefined
  let passes = false
  await page.routeWebSocket(/\/live$/, socket => {
    const hub = socket.connectToServer()
    socket.onMessage(text => {
      const frame = JSON.parse(String(text)) as { subscribe?: string; id?: number }
      if (frame.subscribe !== view || passes) return hub.send(text)
      answered = error => socket.send(JSON.stringify({ type: 'refused', view, id: frame.id, error }))
    })
  })
  return {
    answer: (error: { code: string; message: string }) => answered?.(error),
    pass() {
      passes = true
    },
  }
}

test('the log is saved as a file, with what was searched', async () => {
  await called(olof)
  const page = await at('/calls?q=olof')
  await rows(page).first().waitFor()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save these calls as a file (CSV)' }).click()
  const file = await saving
  expect(file.suggestedFilename()).toBe('Calls 2026-10-09.csv')
  const text = await readFile(await file.path(), 'utf8')
  expect(text).toMatch(/^\uFEFF"Date","Time","Direction","Name","Number"/)
  expect(text).toMatch(/"2026-10-09","14:1\d:\d\d","In","Olof Berg","070-174 06 07"/)
  await page.locator('.toast', { hasText: 'with a comma between the columns' }).waitFor()
})

test('by keyboard alone: through the list, into the reason and back', async () => {
  await called(blocked)
  await called(blocked)
  const page = await at('/nowhere')
  const place = await page
    .locator('.nav li a')
    .evaluateAll(links => links.findIndex(link => link.getAttribute('href') === '/calls'))
  await page.keyboard.press('g')
  await page.keyboard.press(String(place + 1))
  await intoList(page)
  const focused = () => page.locator('[data-row]:focus-within').getAttribute('data-row')
  const ids = await rows(page).evaluateAll(all => all.map(row => row.dataset.row))
  expect(await focused()).toBe(ids[0])
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe(ids[1])
  await page.keyboard.press('End')
  expect(await focused()).toBe(ids.at(-1))
  await page.keyboard.press('Home')
  await page.keyboard.press('w')
  await panel(page).locator('.rail').first().waitFor()
  expect(new URL(page.url()).pathname).toBe(`/calls/${ids[0]}/why`)
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  expect(await focused()).toBe(ids[0])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await panel(page).locator('.rail').first().waitFor()
  expect(new URL(page.url()).pathname).toBe(`/calls/${ids[1]}/why`)
})

test('older calls come as one goes on, also where the list is filtered; one that fails is asked for again', async () => {
  await refusedCalls(60)
  const page = await at('/calls')
  await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(50)
  await intoList(page)
  await page.keyboard.press('End')
  await expect.poll(() => rows(page).count()).toBeGreaterThan(60)
  await expect.poll(() => page.locator('.older').count()).toBe(0)
  const ids = await rows(page).evaluateAll(all => all.map(row => row.dataset.row))
  expect(new Set(ids).size).toBe(ids.length)

  const again = await at('/calls?show=incoming')
  await expect.poll(() => rows(again).count()).toBe(50)
  await again.route('**/api/calls?*', route => route.abort(), { times: 1 })
  const older = again.getByRole('button', { name: 'Show older' })
  await older.focus()
  await again.getByText('Svara can’t be reached just now.', { exact: false }).waitFor()
  expect(await accessibilityProblems(again)).toEqual([])
  await again.keyboard.press('Enter')
  await expect.poll(() => rows(again).count()).toBeGreaterThanOrEqual(60)
})

test('the log can not be had: it says what still works, and comes by itself or at once', async () => {
  const page = await open({ language: 'en' })
  const frames = await refusing(page, 'calls.mine')
  await enter(page, stack().http, 'anna@norrsken.example')
  await page.goto(`${stack().http}/calls`)
  await speak(page, 'en')
  await page.locator('.skeleton').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'calls-loading')
  frames.answer({ code: 'live.unavailable', message: 'The calls are late.' })
  await page.getByText('Calls work and are recorded', { exact: false }).waitFor()
  for (const language of ['sv', 'en'] as const) {
    await speak(page, language)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await accessibilityProblems(page)).toEqual([])
      await screenshot(page, `calls-error-${colorScheme}-${language}`)
    }
  }
  frames.pass()
  await page.getByRole('button', { name: 'Try now' }).click()
  await rows(page).first().waitFor()
})

test('the reason can not be had: it says so, and can be tried again', async () => {
  await called(blocked)
  const page = await at('/calls')
  await page.route('**/api/calls/*/why?*', route => route.abort(), { times: 1 })
  await rows(page).first().getByRole('link').first().click()
  await panel(page).getByRole('alert').getByText('The reason could not be fetched').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'calls-why-error')
  await panel(page).getByRole('button', { name: 'Try again' }).click()
  await panel(page).locator('.rail > .won').waitFor()
  expect(await panel(page).getByRole('alert').count()).toBe(0)
})

test('the reason of a call that is not there: back to the list is all there is', async () => {
  const page = await at('/calls/xyz/why')
  await panel(page).getByRole('alert').getByText('There is no such call.').waitFor()
  expect(await panel(page).getByRole('button', { name: 'Try again' }).count()).toBe(0)
  expect(await accessibilityProblems(page)).toEqual([])
  await panel(page).getByRole('button', { name: 'Back to the calls' }).click()
  await panel(page).waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe('/calls')
})

test('administrators can see what is kept of a decision', async () => {
  const call = await trunkCall(stack(), blocked, '+46846500404')
  await call.final()
  await call.stop()
  const page = await at('/calls', {}, 'david@norrsken.example')
  await rows(page).first().getByRole('link').first().click()
  const button = panel(page).getByRole('button', { name: 'Show as JSON' })
  await button.click()
  await panel(page).locator('pre').getByText('"occurrence"').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await panel(page).getByRole('button', { name: 'Hide JSON' }).click()
  await panel(page).locator('pre').waitFor({ state: 'detached' })
})

test.for(['light', 'dark'] as const)(
  'the card of an incoming call reads well for everybody: %s',
  async (theme, context) => {
    await anna().phone(context, { does: 'rings' })
    const [desktop, phone] = [
      await at('/calls', { theme }),
      await at('/calls', { theme, width: 'phone', language: 'sv' }),
    ]
    const caller = await ringing(context, maria)
    for (const [page, name] of [
      [desktop, `incoming-desktop-${theme}`],
      [phone, `incoming-phone-${theme}`],
    ] as const) {
      await card(page).locator('.say').waitFor()
      expect(await accessibilityProblems(page)).toEqual([])
      await screenshot(page, name)
    }
    caller.hangUp()
    await card(phone).waitFor({ state: 'detached' })
  },
)

describe('each state reads well for everybody', () => {
  test.each([
    { theme: 'light', language: 'en', width: 'desktop' },
    { theme: 'dark', language: 'sv', width: 'desktop' },
    { theme: 'light', language: 'sv', width: 'phone' },
    { theme: 'dark', language: 'en', width: 'narrow' },
  ] as const)('$theme, $language, $width', async look => {
    const name = (state: string) => `calls-${state}-${look.width}-${look.theme}-${look.language}`
    await called(blocked)
    const page = await at('/calls', look)
    await rows(page).first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, name('list'))
    // WCAG 1.4.10.
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)

    await rows(page).first().getByRole('link').first().click()
    await panel(page).locator('.rail').first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, name('why'))

    // Nobody of the other company has called yet.
    const empty = await at('/calls', look, 'gustav@fjallstrom.example')
    await empty.locator('.blank').waitFor()
    expect(await accessibilityProblems(empty)).toEqual([])
    await screenshot(empty, name('empty'))
  })
})
