/** The list of people, its cards and the search, on a running stack. Needs: calls, contacts. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readProfile } from '../../plugins/directory/contract.ts'
import { accessibilityProblems, enter, type Look, screenshot, useBrowser } from '../harness/browser.ts'
import { useStack } from '../harness/stack.ts'
import { card, focused, groups, openPeople, pick, row, rows, said, speak } from './people-page.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser()
const open = (who: string, look?: Look) => openPeople(browser(), stack(), who, look)

test('colleagues and contacts stand under their headings, by name, with what is known of them', async () => {
  const page = await open('anna')
  expect(await groups(page)).toEqual([
    {
      title: 'Colleagues',
      names: ['Anna Svensson', 'Björn Lind', 'Cecilia Öberg', 'David Ek', 'Elin Åkesson', 'Farid Nazari'],
    },
    { title: 'Contacts', names: ['Maria Holm', 'Olof Berg', '070-174 06 06'] },
  ])
  expect(await page.locator('.people-head .figures').allTextContents()).toEqual(['6', '3'])
  expect(await row(page, 'Anna').textContent()).toContain('You')
  expect(await row(page, 'Maria').textContent()).toContain('VIP')
  expect(await row(page, '070-174 06 06').textContent()).toMatch(/Blocked by you, Is refused/)
  expect(await said(page, 'Björn').textContent()).toMatch(/^Björn Lind, Försäljning/)
  expect(await said(page, 'Maria').textContent()).toBe('Maria Holm, VIP, 070-174 06 05')
})

test('my team, and how many rows a group has', async () => {
  const page = await open('anna')
  await page.getByRole('button', { name: 'My team' }).click()
  expect(await rows(page)).toEqual(['Anna Svensson', 'Björn Lind'])
  expect(await row(page, 'Björn').getAttribute('aria-setsize')).toBe('2')
  expect(await row(page, 'Björn').getAttribute('aria-posinset')).toBe('2')
})

test('one’s own card offers no call: nothing of what a caller would get, and no button at one’s numbers', async () => {
  const page = await open('anna')
  await pick(page, 'Anna').click()
  await card(page).getByText('anna@norrsken.example').waitFor()
  expect(await card(page).getByRole('button', { name: /^Call/ }).count()).toBe(0)
  expect(await card(page).textContent()).toContain('Extension1001')
  expect(await card(page).textContent()).not.toContain('If you call now')
  await pick(page, 'Björn').click()
  await card(page).getByRole('button', { name: 'Call 1002', exact: true }).waitFor()
})

test('a card by the keyboard alone: the arrows, Enter, its buttons, Escape, and the focus is where it was', async () => {
  const page = await open('bjorn')
  await page.locator('.view-head .segmented button').last().focus()
  for (let tabs = 0; (await focused(page)) === '' && tabs < 5; tabs += 1) await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Anna Svensson')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toBe('Cecilia Öberg')
  await page.keyboard.press('End')
  expect(await focused(page)).toBe('Olof Berg')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowUp')
  expect(await focused(page)).toBe('Anna Svensson')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await card(page).waitFor()
  expect(await card(page).locator('h2').textContent()).toContain('Cecilia Öberg')
  expect(await card(page).textContent()).toContain('Supervisor, Kundtjänst')
  expect(await card(page).textContent()).toContain('08-465 004 03')
  expect(await card(page).getByRole('link').getAttribute('href')).toBe('mailto:cecilia@norrsken.example')

  // What is in the row, then the card: no other row is on the way.
  const inCard = () => page.evaluate(() => document.activeElement?.closest('.side') !== null)
  for (let tabs = 0; !(await inCard()) && tabs < 4; tabs += 1) await page.keyboard.press('Tab')
  expect(await inCard()).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => card(page).count()).toBe(0)
  expect(new URL(page.url()).pathname).toBe('/people')
  expect(await focused(page)).toBe('Cecilia Öberg')

  await page.keyboard.press('Enter')
  await card(page).waitFor()
  await page.goBack()
  await expect.poll(() => card(page).count()).toBe(0)
})

test('a card has an address; whoever isn’t there (any more) is said so', async () => {
  const page = await open('anna')
  await pick(page, 'Olof').click()
  await card(page).waitFor()
  await page.reload()
  await card(page).waitFor()
  expect(await card(page).textContent()).toMatch(/Olof Berg[\s\S]*Company contact[\s\S]*070-174 06 07/)
  // Not hers to change.
  expect(await card(page).getByRole('button', { name: 'Change' }).count()).toBe(0)
  await page.goto(`${stack().http}/people/contact:nobody`)
  await page.getByText('No longer there').waitFor()
  await page.getByRole('complementary', { name: 'No longer there' }).waitFor()
})

test('a search finds by letters without their dots, and by numbers as they are written', async () => {
  const page = await open('anna')
  const field = page.getByRole('combobox')
  const hits = () => page.getByRole('option').allInnerTexts()
  await field.fill('oberg')
  await page.getByRole('option', { name: 'Cecilia Öberg' }).waitFor()
  expect(await hits()).toHaveLength(1)
  expect((await hits())[0]).toMatch(/Cecilia Öberg\s*Kundtjänst[\s\S]*1003/)
  await screenshot(page, 'people-search-light')
  expect(await accessibilityProblems(page)).toEqual([])
  for (const [typed, name] of [
    ['08-465 004 03', 'Cecilia Öberg'],
    ['+46 (0)8 465 004 03', 'Cecilia Öberg'],
    ['0701740605', 'Maria Holm'],
    ['1006', 'Farid Nazari'],
    ['akesson', 'Elin Åkesson'],
  ] as const) {
    await field.fill(typed)
    await expect.poll(async () => (await hits())[0]).toContain(name)
  }
  // A number that is nobody's stands there once, with what is known of it.
  await field.fill('070-174 06 06')
  await expect.poll(async () => (await hits())[0]).toMatch(/^070-174 06 06\s+Blocked by you$/)
  await field.fill('olof')
  await page.keyboard.press('Tab')
  await card(page).waitFor()
  expect(await card(page).textContent()).toContain('Olof Berg')
})

test('the language is kept for the next time, and the own number closes outside opening hours when one says so', async () => {
  const page = await open('bjorn')
  await page.locator('.top .me').click()
  const closes = page.getByRole('switch', { name: 'My number closes outside opening hours' })
  await expect.poll(() => closes.getAttribute('aria-disabled')).toBe(null)
  await closes.click()
  await expect.poll(() => closes.getAttribute('aria-checked')).toBe('true')
  await page.getByRole('button', { name: 'Svenska', exact: true }).click()
  await expect.poll(() => page.locator('h1').textContent()).toBe('Personer')
  const session = await stack().signIn('bjorn@norrsken.example')
  await expect.poll(() => session.call(readProfile, {})).toMatchObject({ language: 'sv', closesOutsideHours: true })
})

test('no list: says what still works and what one can do, and is there when it comes', async () => {
  const page = await browser().open()
  // A hub that takes the connection and says nothing.
  let silent = true
  await page.routeWebSocket(/\/live$/, ws => {
    if (!silent) ws.connectToServer()
  })
  await speak(stack(), 'david', 'en')
  await enter(page, stack().http, 'david@norrsken.example')
  await page.locator('.skeleton').waitFor()
  await page.getByText('The list of people didn’t come').waitFor({ timeout: 20_000 })
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'people-error-light')
  silent = false
  await page.reload()
  await expect.poll(() => rows(page)).toContain('David Ek')
})

test('a list that is refused says why, and is asked for again', async () => {
  const page = await browser().open()
  let refusing = true
  await page.routeWebSocket(/\/live$/, ws => {
    const hub = ws.connectToServer()
    ws.onMessage(text => {
      const { subscribe, id } = JSON.parse(String(text))
      if (!refusing || subscribe !== 'directory.people') return hub.send(text)
      const error = { code: 'live.unavailable', message: 'The view could not be shown just now.' }
      ws.send(JSON.stringify({ type: 'refused', view: subscribe, id, error }))
    })
  })
  await speak(stack(), 'david', 'en')
  await enter(page, stack().http, 'david@norrsken.example')
  await page.getByText('The view could not be shown just now.').waitFor()
  refusing = false
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect.poll(() => rows(page)).toContain('David Ek')
})

const looks: readonly Look[] = [
  { theme: 'dark', language: 'sv' },
  { theme: 'light', language: 'en', width: 'phone' },
  { theme: 'light', language: 'sv', width: 'narrow' },
]

test.each(looks)(
  'axe finds nothing in list, card, form and an empty filter, and nothing is too wide: %o',
  async look => {
    const page = await open('anna', look)
    const name = (what: string) => `people-${what}-${look.theme}-${look.width ?? 'desktop'}-${look.language}`
    async function check(what: string): Promise<void> {
      expect(await accessibilityProblems(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await screenshot(page, name(what))
    }
    await check('list')
    await page.getByRole('button', { name: look.language === 'sv' ? 'Går att nå' : 'Can be reached' }).click()
    await page.locator('.people-scroll .blank').waitFor()
    await check('nobody')
    await page.locator('.people-scroll .blank .button').click()
    await pick(page, 'Cecilia').click()
    await card(page).waitFor()
    await check('card')
    await page.goto(`${stack().http}/people/contact:new`)
    await page.locator('.contact-form').waitFor()
    await check('form')
  },
)

test('on a phone the card is a page; the way back leads to the row, where the list was', async () => {
  const page = await open('anna', { width: 'phone' })
  const list = page.locator('.people-scroll')
  await list.evaluate(box => box.scrollTo(0, 120))
  const top = await list.evaluate(box => box.scrollTop)
  await pick(page, 'Farid').click()
  await card(page).waitFor()
  expect(await row(page, 'Farid').isVisible()).toBe(false)
  await page.locator('.side > .back').click()
  await expect.poll(() => card(page).count()).toBe(0)
  expect(await focused(page)).toBe('Farid Nazari')
  expect(await list.evaluate(box => box.scrollTop)).toBe(top)
})

/** The hub's own live views, with so many more colleagues that it says it has. */
async function crowd(page: Page, count: number): Promise<void> {
  await page.routeWebSocket(/\/live$/, ws => {
    const hub = ws.connectToServer()
    hub.onMessage(text => {
      const frame = JSON.parse(String(text))
      if (frame.type === 'snapshot' && frame.view === 'directory.people') {
        const [one] = Object.values<object>(frame.state.people)
        for (let at = 0; at < count; at += 1) {
          const number = String(at).padStart(4, '0')
          const more = {
            id: `crowd-${number}`,
            name: `Person ${number}`,
            short: `2${number}`,
            email: `p${number}@x.example`,
          }
          frame.state.people[more.id] = { ...one, ...more, team: `Team ${at % 50}` }
        }
      }
      ws.send(JSON.stringify(frame))
    })
  })
}

test('five thousand people: only those in sight are in the document, and all are reached by keys, wheel and search', async () => {
  const page = await browser().open()
  await crowd(page, 5_000)
  await enter(page, stack().http, 'cecilia@norrsken.example')
  const first = page.locator('.person-row').first()
  await expect.poll(() => first.getAttribute('aria-setsize')).toBe('5006')
  const inDocument = () => page.locator('.person-row').count()
  await expect.poll(inDocument).toBeLessThan(80)
  expect(await accessibilityProblems(page)).toEqual([])

  await first.locator('.row-pick').focus()
  await page.keyboard.press('End')
  await expect.poll(() => focused(page)).toBe('Olof Berg')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => focused(page)).toBe('Person 4999')
  expect(await row(page, 'Person 4999').getAttribute('aria-posinset')).toBe('5006')
  await expect.poll(() => row(page, 'Person 4998').isVisible()).toBe(true)
  await screenshot(page, 'people-five-thousand')

  // Scrolled away from, the row keeps the focus, and the arrows go on from it.
  await page.locator('.people-scroll').evaluate(box => box.scrollTo(0, box.scrollHeight / 2))
  await page.locator('.person-row', { hasText: 'Person 24' }).first().waitFor()
  expect(await focused(page)).toBe('Person 4999')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => focused(page)).toBe('Person 4998')
  expect(await inDocument()).toBeLessThan(80)
  const box = await row(page, 'Person 4998').boundingBox()
  expect(box?.height).toBe(44)

  await page.getByRole('combobox').fill('person 3141')
  await expect.poll(() => page.getByRole('option').allTextContents()).toHaveLength(1)
})
