/** Contacts written in the app, and marks on people and contacts, on a running stack. Needs: contacts. */
import { expect, test } from 'vitest'
import { accessibilityProblems, screenshot, useBrowser } from '../harness/browser.ts'
import { useStack } from '../harness/stack.ts'
import { card, groups, leave, openPeople, pick, row, rows, said } from './people-page.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser()
const open = (who: string) => openPeople(browser(), stack(), who)

test('a star is seen at once, and the row moves when the pointer has left; it is taken away the same way', async () => {
  const page = await open('cecilia')
  await row(page, 'David').hover()
  await row(page, 'David').getByRole('button', { name: 'Add to favourites: David Ek' }).click()
  await row(page, 'David').getByRole('button', { name: 'Remove from favourites: David Ek' }).waitFor()
  expect((await groups(page)).map(({ title }) => title)).toEqual(['Colleagues', 'Contacts'])
  await leave(page)
  await expect.poll(() => groups(page).then(([first]) => first)).toEqual({ title: 'Favourites', names: ['David Ek'] })
  await page.reload()
  await expect.poll(() => groups(page).then(([first]) => first)).toEqual({ title: 'Favourites', names: ['David Ek'] })
  await row(page, 'David')
    .getByRole('button', { name: /Remove from favourites/ })
    .click()
  await leave(page)
  await expect.poll(() => groups(page).then(([first]) => first?.title)).toBe('Colleagues')
})

test('a star that the hub refuses is taken back, with the reason', async () => {
  const page = await open('cecilia')
  await page.route('**/api/marks/**', route =>
    route.fulfill({
      status: 403,
      json: { error: { code: 'access.forbidden', message: 'You may not do this.', details: {} } },
    }),
  )
  await row(page, 'Elin').hover()
  await row(page, 'Elin')
    .getByRole('button', { name: /Add to favourites/ })
    .click()
  await page.locator('.toast', { hasText: 'You may not do this.' }).waitFor()
  const star = row(page, 'Elin').locator('.star')
  await expect.poll(() => star.getAttribute('aria-pressed')).toBe('false')
})

test('VIP and Block on the card; Block is offered to be undone, and is told to the hub', async () => {
  const page = await open('elin')
  await pick(page, 'Olof').click()
  const vip = card(page).getByRole('button', { name: 'VIP', exact: true })
  await vip.click()
  await row(page, 'Olof').locator('.tag', { hasText: 'VIP' }).waitFor()
  await expect.poll(() => vip.getAttribute('aria-pressed')).toBe('true')
  await vip.click()
  await expect.poll(() => row(page, 'Olof').locator('.tag', { hasText: 'VIP' }).count()).toBe(0)

  const block = card(page).getByRole('button', { name: 'Block', exact: true })
  await block.click()
  await page.locator('.toast', { hasText: 'Olof Berg is blocked. Calls are refused.' }).waitFor()
  expect(await block.getAttribute('aria-pressed')).toBe('true')
  await expect.poll(() => row(page, 'Olof').textContent()).toContain('Is refused')
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => block.getAttribute('aria-pressed')).toBe('false')
  await page.reload()
  await expect.poll(() => block.getAttribute('aria-pressed')).toBe('false')
})

test('one is VIP or blocked, never both: each takes the other away, undo brings it back, and the hint says what holds', async () => {
  const page = await open('elin')
  await pick(page, 'Olof').click()
  const [vip, block] = ['VIP', 'Block'].map(name => card(page).getByRole('button', { name, exact: true }))
  if (!vip || !block) throw new Error('no buttons')
  const set = async () => [await vip.getAttribute('aria-pressed'), await block.getAttribute('aria-pressed')]
  const hint = () => card(page).locator('.marks-about').textContent()
  await vip.click()
  await expect.poll(set).toEqual(['true', 'false'])
  expect(await hint()).toBe('VIPs ring through your meetings.')
  await block.click()
  await expect.poll(set).toEqual(['false', 'true'])
  await expect.poll(hint).toBe('Blocked: calls are refused.')
  await page.locator('.toast', { hasText: 'is blocked' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(set).toEqual(['true', 'false'])
  await block.click()
  await expect.poll(set).toEqual(['false', 'true'])
  await vip.click()
  await expect.poll(set).toEqual(['true', 'false'])
  await page.locator('.toast', { hasText: 'no longer blocked' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(set).toEqual(['false', 'true'])
  await expect.poll(() => row(page, 'Olof').locator('.tag', { hasText: 'VIP' }).count()).toBe(0)
  await block.click()
  await expect.poll(set).toEqual(['false', 'false'])
})

test('a colleague is VIP, which his row says to the eye and to readers', async () => {
  const page = await open('elin')
  await pick(page, 'Björn').click()
  await card(page).getByRole('button', { name: 'VIP', exact: true }).click()
  await expect.poll(() => said(page, 'Björn').textContent()).toMatch(/^Björn Lind, Försäljning, VIP/)
  await row(page, 'Björn').locator('.tag', { hasText: 'VIP' }).waitFor()
})

test('blocked for everybody: a member sees it and can’t take it away, an administrator can', async () => {
  const administrator = await open('david')
  const member = await open('farid')
  await pick(administrator, 'Olof').click()
  await card(administrator).getByRole('button', { name: 'Block for everybody' }).click()
  await administrator.locator('.toast', { hasText: 'Olof Berg is blocked' }).waitFor()
  await pick(member, 'Olof').click()
  const block = card(member).getByRole('button', { name: 'Block', exact: true })
  await expect.poll(() => block.getAttribute('aria-disabled')).toBe('true')
  expect(await card(member).textContent()).toContain('An administrator can change that')
  await card(administrator).getByRole('button', { name: 'Block for everybody' }).click()
  await expect.poll(() => block.getAttribute('aria-disabled')).toBe(null)
})

test('a contact: written with a wrong address first, then saved, changed, deleted and brought back', async () => {
  const page = await open('farid')
  await page.getByRole('button', { name: 'Contact', exact: true }).click()
  const form = page.locator('.contact-form')
  await form.getByLabel('Name').fill('Eva Ström')
  await form.getByLabel('Company').fill('Ström & Co')
  await form.getByLabel('Kind of number 1').fill('Mobil')
  await form.getByLabel('Number 1', { exact: true }).fill('070-174 06 09')
  await form.getByLabel('E-mail 1', { exact: true }).fill('eva@')
  await form.getByLabel('Notes').fill('Ring efter tre')
  await page.keyboard.press('Escape')
  // Looked elsewhere in between: what was written is there still.
  await page.getByRole('button', { name: 'Contact', exact: true }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('E-mail has to be written like name@company.se.').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('emails.0')
  expect(await form.getByLabel('Name').inputValue()).toBe('Eva Ström')
  await screenshot(page, 'people-form-wrong-light')
  expect(await accessibilityProblems(page)).toEqual([])

  await form.getByLabel('E-mail 1', { exact: true }).fill('eva@strom.example')
  await form.getByLabel('Number 1', { exact: true }).fill('1234')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('1234 is no phone number. Write it with its area code.').waitFor()
  await form.getByLabel('Number 1', { exact: true }).fill('070-174 06 09')
  await form.getByLabel('Number 1', { exact: true }).press('Enter')
  await card(page).waitFor()
  expect(await card(page).textContent()).toMatch(/Eva Ström[\s\S]*Ström & Co[\s\S]*Mobil\s*070-174 06 09/)
  await card(page).getByText('Ring efter tre').waitFor()

  await card(page).getByRole('button', { name: 'Change' }).click()
  await form.getByLabel('Company').fill('Ström AB')
  await form.getByRole('button', { name: 'Save' }).click()
  await card(page).getByText('Ström AB').waitFor()
  await leave(page)
  await expect.poll(() => row(page, 'Eva Ström').textContent()).toContain('Ström AB')

  await card(page).getByRole('button', { name: 'VIP', exact: true }).click()
  await card(page).getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => row(page, 'Eva Ström').count()).toBe(0)
  await page.locator('.toast', { hasText: 'Eva Ström is deleted.' }).getByRole('button', { name: 'Undo' }).click()
  await row(page, 'Eva Ström').locator('.tag', { hasText: 'VIP' }).waitFor()
  await pick(page, 'Eva Ström').click()
  await card(page).getByText('Ring efter tre').waitFor()
})

test('the hub out of reach: the form says so, and nothing is lost', async () => {
  const page = await open('farid')
  await page.getByRole('button', { name: 'Contact', exact: true }).click()
  const form = page.locator('.contact-form')
  await form.getByLabel('Name').fill('Nils Nord')
  await page.route('**/api/contacts', route => route.abort())
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('can’t be reached just now').waitFor()
  expect(await form.getByLabel('Name').inputValue()).toBe('Nils Nord')
})

test('the order stands still while somebody is in the list: a contact comes when the pointer has left', async () => {
  const page = await open('cecilia')
  const administrator = await stack().signIn('david@norrsken.example')
  await row(page, 'Anna').hover()
  const headers = { 'content-type': 'application/json', 'x-csrf-token': administrator.csrf }
  const body = JSON.stringify({ name: 'Adam Först' })
  const made = await administrator.fetch('/api/administration/contacts', { method: 'POST', headers, body })
  expect(made.status).toBe(200)
  // Seen by the search at once: it has arrived.
  await page.getByRole('combobox').fill('adam')
  await page.getByRole('option', { name: 'Adam Först' }).waitFor()
  expect(await rows(page)).not.toContain('Adam Först')
  await leave(page)
  await expect.poll(() => rows(page)).toContain('Adam Först')
  administrator.close()
})
