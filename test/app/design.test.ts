/** The design system's page: each part in each of its states, in both themes and languages. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, type Look, screenshot, speak, useBrowser } from '../harness/browser.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack()
const browser = useBrowser()

async function openDesign(look: Look = {}): Promise<Page> {
  const page = await browser().open(look)
  await enter(page, stack().http, 'anna@norrsken.example')
  await page.goto(`${stack().http}/design`)
  await page.locator('.design .skeleton').waitFor()
  await speak(page, look.language ?? 'en')
  return page
}

/** The whole of it in one picture. */
async function unroll(page: Page): Promise<void> {
  const height = await page.locator('.design').evaluate(part => part.scrollHeight + 200)
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height })
}

const looks: readonly Look[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'sv' },
  { theme: 'dark', language: 'en', width: 'phone' },
  { theme: 'light', language: 'sv', width: 'narrow' },
]

test.each(looks)('axe finds nothing, and nothing is wider than the window: %o', async look => {
  const page = await openDesign(look)
  expect(await accessibilityProblems(page)).toEqual([])
  const tooWide = await page.evaluate(() =>
    [document.documentElement, document.querySelector('.design')]
      .filter(part => part && part.scrollWidth > innerWidth)
      .map(part => `${part?.className} ${part?.scrollWidth}`),
  )
  expect(tooWide).toEqual([])
  await unroll(page)
  await screenshot(page, `design-${look.theme}-${look.width ?? 'desktop'}-${look.language}`)
})

test('whatever takes the focus shows it with a ring of two pixels, and Tab gets past all of it', async () => {
  const page = await openDesign()
  await page.locator('.design').evaluate(part => part.parentElement?.focus())
  const faint: string[] = []
  const stops = new Set<string>()
  for (let tabs = 0; tabs < 200; tabs += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const at = document.activeElement
      if (!at?.closest('.design')) return undefined
      // A field's ring is around its border.
      const { outlineStyle, outlineWidth } = getComputedStyle(at.closest('.field') ?? at)
      const all = [...document.querySelectorAll('.design *')]
      return { name: `${all.indexOf(at)} ${at.outerHTML.slice(0, 80)}`, ring: `${outlineStyle} ${outlineWidth}` }
    })
    if (!stop) break
    stops.add(stop.name)
    if (stop.ring !== 'solid 2px') faint.push(`${stop.name}: ${stop.ring}`)
  }
  expect(faint).toEqual([])
  expect(stops.size).toBeGreaterThan(40)
  expect(stops.size).toBeLessThan(200)
})

test('targets: 24 pixels at least, 40 with touch (WCAG 2.5.8)', async () => {
  for (const [look, least] of [
    [{}, 24],
    [{ width: 'phone' }, 40],
  ] as const) {
    const page = await openDesign(look)
    const small = await page.locator('.design').evaluate((design, least) => {
      const targets = design.querySelectorAll<HTMLElement>('button, input, select, textarea, [role=slider]')
      return [...targets].flatMap(target => {
        // What is pressed for a field is all within its border; a part may take presses beside what is seen of it.
        const { height } = (target.closest('.field') ?? target).getBoundingClientRect()
        const around = Number.parseFloat(getComputedStyle(target, '::before').top) || 0
        return height - 2 * around >= least ? [] : [`${target.outerHTML.slice(0, 80)}: ${height}`]
      })
    }, least)
    expect(small).toEqual([])
  }
})

test('pointed at and pressed, buttons answer; one that can’t be used says why and does nothing', async () => {
  const page = await openDesign()
  const button = page.getByRole('button', { name: 'Send', exact: true }).first()
  const look = () =>
    button.evaluate(part => `${getComputedStyle(part).backgroundColor} ${getComputedStyle(part).filter}`)
  const rest = await look()
  await button.hover()
  const hover = await look()
  await page.mouse.down()
  const pressed = await look()
  await page.mouse.up()
  expect(new Set([rest, hover, pressed]).size).toBe(3)
  const unable = page.locator('.button[aria-disabled=true]').first()
  await unable.focus()
  expect(await unable.getAttribute('title')).toBe('Nobody is logged in: log in first.')
})

test('tiles and player by keyboard: arrows move and choose', async () => {
  const page = await openDesign()
  await page.getByRole('radio', { name: 'In a meeting' }).focus()
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('radio', { name: 'Lunch' }).getAttribute('aria-checked')).toBe('true')
  const wave = page.getByRole('slider', { name: 'Position' }).first()
  await wave.focus()
  await page.keyboard.press('ArrowRight')
  expect(await wave.getAttribute('aria-valuetext')).toBe('0:19 / 0:42')
  await page.keyboard.press('End')
  expect(await wave.getAttribute('aria-valuetext')).toBe('0:42 / 0:42')
})

test('a time is read as people write it, and one that is none is said to be so', async () => {
  const page = await openDesign()
  const field = page.getByLabel('Back at').first()
  await field.fill('930')
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('09:30')
  await field.fill('25')
  await page.keyboard.press('Tab')
  await page.getByText('Write a time of day, as in 14:30.').waitFor()
  expect([await field.inputValue(), await field.getAttribute('aria-invalid')]).toEqual(['25', 'true'])
})

test('an incoming call takes no focus on a desktop; on a phone it is modal, and Escape doesn’t hide it', async () => {
  const page = await openDesign()
  const show = page.getByRole('button', { name: 'Show', exact: true })
  await show.click()
  const card = page.getByRole('dialog', { name: 'Incoming call Maria Holm' })
  await card.waitFor()
  expect(await show.evaluate(button => button === document.activeElement)).toBe(true)
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'design-incoming')
  await card.getByRole('button', { name: 'Decline' }).click()
  await card.waitFor({ state: 'detached' })

  const phone = await openDesign({ width: 'phone', theme: 'dark' })
  await phone.getByRole('button', { name: 'Show', exact: true }).click()
  const whole = phone.locator('dialog.incoming:modal')
  await whole.waitFor()
  await phone.keyboard.press('Escape')
  await phone.keyboard.press('Escape')
  expect(await whole.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  expect(await accessibilityProblems(phone)).toEqual([])
  await screenshot(phone, 'design-incoming-phone')
})

test('nothing moves for whoever asked for that, and colours of one’s own leave the states apart', async () => {
  const page = await openDesign()
  const moving = () => page.evaluate(() => document.getAnimations().filter(each => each.playState === 'running').length)
  expect(await moving()).toBe(0)
  await page.emulateMedia({ forcedColors: 'active' })
  const looks = await page
    .locator('.segmented button')
    .evaluateAll(buttons => new Set(buttons.map(button => getComputedStyle(button).backgroundColor)).size)
  expect(looks).toBe(2)
  await unroll(page)
  await screenshot(page, 'design-forced-colours')
})
