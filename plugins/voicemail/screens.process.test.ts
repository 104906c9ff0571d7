/** Voicemail in a real browser: messages heard, sent on, deleted; greetings recorded; what callers may press. Needs: presence. */
import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../core/database/index.ts'
import { strongest } from '../../test/harness/alike.ts'
import { accessibilityProblems, enter, type Look, screenshot, speak, useBrowser } from '../../test/harness/browser.ts'
import { measure } from '../../test/harness/sound.ts'
import { useStack } from '../../test/harness/stack.ts'
import { messagesView, readBox, unheardView } from './contract.ts'
import { filesIn } from './files.ts'
import { voicemailTables } from './tables.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser({ microphone: 700 })

async function open(who: string, look: Look = {}): Promise<Page> {
  const page = await browser().open(look)
  await enter(page, stack().http, `${who}@norrsken.example`)
  await speak(page, look.language ?? 'en')
  return page
}

const data = () => stack().environment.SVARA_DATA ?? ''
/** As a caller has left it. */
async function left(
  who: string,
  caller: { callerName: string | null; callerNumber: string | null },
  at: string,
  /** Of a call in the log. */
  call: string | null = null,
) {
  const session = await stack().signIn(`${who}@norrsken.example`)
  const owner = { organisation: session.organisation, person: session.person }
  const id = v7()
  const file = filesIn(join(data(), 'voicemail')).message(owner, id, 'mp3')
  await mkdir(dirname(file), { recursive: true })
  const synth = ['synth', '4', 'sine', '440', 'tremolo', '0.5', '80', 'gain', '-12']
  await promisify(execFile)('sox', ['-V1', '-n', '-r', '8000', '-c', '1', '-C', '32.2', file, ...synth])
  const database = await openDatabase({ url: undefined, file: join(data(), 'svara.sqlite') })
  await voicemailTables(database.forPlugin('voicemail')).messages.create({
    ...{
      id,
      organisationId: owner.organisation,
      person: owner.person,
      state: 'left',
      at: new Date(at),
      call,
      ...caller,
    },
    ...{ callerHidden: callerHidden(caller), milliseconds: 4000 },
    loudness: JSON.stringify(Array.from({ length: 100 }, (_, step) => Math.round(60 + 40 * Math.sin(step / 6)))),
  })
  await database.close()
}
const callerHidden = ({ callerNumber }: { callerNumber: string | null }) => callerNumber === null

beforeAll(async () => {
  await left('anna', { callerName: null, callerNumber: null }, '2026-10-08T07:12:00.000Z')
  await left('anna', { callerName: 'Olof Berg', callerNumber: '+46701740607' }, '2026-10-09T11:02:00.000Z')
})

const rows = (page: Page) => page.locator('.messages > li')
const toast = (page: Page) => page.locator('.toast')

test('by keyboard: a new message is played, which marks it as heard; sent on, downloaded, deleted and brought back', async () => {
  const anna = await stack().signIn('anna@norrsken.example')
  const page = await open('anna')
  await page.getByRole('link', { name: /^Voicemail/ }).click()
  await expect
    .poll(() => rows(page).allInnerTexts())
    .toEqual([
      expect.stringMatching(/Olof Berg\s*New\s*070-174 06 07\s*13:02\s*0:04/),
      expect.stringMatching(/Hidden number\s*New\s*Thu 8 Oct 09:12/),
    ])
  expect(await page.locator('.nav .count').allInnerTexts()).toContain('2 not heard')
  await rows(page).first().locator('a').focus()
  await page.keyboard.press('Enter')
  await page.locator('.player').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'voicemail-desktop')
  await page.keyboard.press(' ')
  await page.getByRole('button', { name: 'Pause the message from Olof Berg' }).waitFor()
  await anna.seen(unheardView, ({ unheard }) => unheard === 1)
  await expect.poll(() => page.locator('.nav .count').allInnerTexts()).toContain('1 not heard')
  await expect.poll(async () => Number(await page.locator('.wave').getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  await page.keyboard.press(' ')
  await page.getByRole('button', { name: 'Play the message from Olof Berg' }).waitFor()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the message from Olof Berg' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('2026-10-09 13.02 Olof Berg.mp3')
  const kept = join(data(), 'kept.mp3')
  await download.saveAs(kept)
  expect(await measure(kept)).toMatchObject({ rate: 8000, channels: 1 })

  await page.getByRole('button', { name: 'Send on the message from Olof Berg' }).click()
  await page.getByLabel('To').selectOption({ label: 'Cecilia Öberg, 1003' })
  await page.getByLabel('Note').fill('Kan du ringa honom?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await toast(page).getByText('Sent on to Cecilia Öberg.').waitFor()
  const cecilia = await stack().signIn('cecilia@norrsken.example')
  const { messages } = await cecilia.seen(messagesView, state => state.messages.length === 1)
  expect(messages[0]).toMatchObject({ note: 'Kan du ringa honom?', from: { name: 'Anna Svensson' }, heard: false })

  await page.getByRole('button', { name: 'Delete the message from Olof Berg' }).click()
  await expect.poll(() => rows(page).count()).toBe(1)
  await toast(page).getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => rows(page).count()).toBe(2)
})

/** A call in the log that ended at the voicemail. */
async function ended(
  who: string,
  { callerName, callerNumber }: { callerName: string; callerNumber: string },
  at: string,
) {
  const { organisation, person } = await stack().signIn(`${who}@norrsken.example`)
  const id = v7()
  const row = {
    ...{ id, organisation_id: organisation, call_id: id, caller_name: callerName, caller_number: callerNumber },
    ...{ caller_hidden: 0, callee_person: person, callee_kind: 'person', outcome: 'voicemail', seconds: 0 },
    ...{ started_at: at, ended_at: at, created_at: at, updated_at: at },
  }
  const database = await openDatabase({ url: undefined, file: join(data(), 'svara.sqlite') })
  await database.sequelize.getQueryInterface().bulkInsert('calls_calls', [row])
  await database.close()
  return id
}

test.each([{ width: 'desktop' }, { width: 'phone', theme: 'dark', language: 'sv' }] as const)(
  'in the log of calls a message is heard beside its call: %o',
  async look => {
    const sv = 'language' in look
    const who = sv ? 'elin' : 'david'
    const olof = { callerName: 'Olof Berg', callerNumber: '+46701740607' }
    await left(who, olof, '2026-10-09T11:02:00.000Z', await ended(who, olof, '2026-10-09 11:01:00.000 +00:00'))
    const page = await open(who, look)
    await page.goto(`${stack().http}/calls?show=voicemail`)
    const row = page.locator('.calls-log li')
    await row.getByRole('button', { name: sv ? /^Spela/ : /^Play/ }).click()
    await row.getByRole('button', { name: sv ? /^Pausa/ : /^Pause/ }).waitFor()
    const session = await stack().signIn(`${who}@norrsken.example`)
    await session.seen(unheardView, ({ unheard }) => unheard === 0)
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, `voicemail-in-log-${look.width}`)
  },
)

test('for how long messages are kept is the administrator’s to choose, and stands beside each of them', async () => {
  await left('david', { callerName: 'Maria Holm', callerNumber: '+46701740605' }, '2026-10-09T09:00:00.000Z')
  const page = await open('david')
  await page.goto(`${stack().http}/administration/voicemail`)
  const days = page.getByLabel('Days', { exact: true })
  await days.fill('a month')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('.settings-form [role=alert]').waitFor()
  expect(await days.inputValue()).toBe('a month')
  await days.fill('30')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await toast(page).getByText('Saved.').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'voicemail-keeping')
  await page.goto(`${stack().http}/voicemail`)
  await rows(page).filter({ hasText: 'Maria Holm' }).getByText('deleted on Sun 8 Nov').waitFor()
  await screenshot(page, 'voicemail-kept-until')
  await page.goto(`${stack().http}/administration/voicemail`)
  await days.fill('')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await toast(page).getByText('Saved.').waitFor()
})

test('a greeting is recorded, heard, saved for an activity, deleted and brought back', async () => {
  const page = await open('bjorn')
  await page.goto(`${stack().http}/settings/voicemail`)
  await page.getByLabel('Greeting for').first().selectOption({ label: 'In a meeting' })
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  // Its microphone hears a tone.
  await expect
    .poll(() =>
      page
        .locator('.recorder, .toast')
        .allTextContents()
        .then(all => all.join()),
    )
    .toMatch(/Recording, 0:0[4-9]/)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Listen' }).click()
  await screenshot(page, 'voicemail-recorded-desktop')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => toast(page).allInnerTexts()).toEqual([expect.stringContaining('In a meeting is saved')])
  const bjorn = await stack().signIn('bjorn@norrsken.example')
  const { greetings } = await bjorn.call(readBox, {})
  expect(greetings).toMatchObject([{ activity: 'meeting' }])
  const { organisation, person } = bjorn
  const file = filesIn(join(data(), 'voicemail')).greeting({ organisation, person }, greetings[0]?.id ?? '', 'mp3')
  expect(await measure(file)).toMatchObject({ rate: 8000, channels: 1 })
  expect(await strongest(file, [440, 700, 1000])).toBe(700)
  await page.getByRole('button', { name: 'Delete the greeting for In a meeting' }).click()
  await toast(page).getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Play the greeting for In a meeting' }).click()
  await page.getByRole('button', { name: 'Pause the greeting for In a meeting' }).waitFor()
})

test('what callers may press, the PIN, and what is wrong with either, at its field', async () => {
  const page = await open('bjorn')
  await page.goto(`${stack().http}/settings/voicemail`)
  await page.getByRole('button', { name: 'Add a digit' }).click()
  await page.getByLabel('Leads to').fill('12')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('12 leads nowhere. Write a short number or a whole phone number.').waitFor()
  await page.getByLabel('Leads to').fill('070-174 06 09')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await toast(page).getByText('Saved.').waitFor()
  expect(await page.getByLabel('Leads to').inputValue()).toBe('070-174 06 09')
  await page.getByLabel('New PIN, 4 to 8 digits').fill('1234')
  await page.keyboard.press('Enter')
  await page.getByText('That PIN is too easy to guess. Choose another.').waitFor()
  await page.getByLabel('New PIN, 4 to 8 digits').fill('4711')
  await page.keyboard.press('Enter')
  await toast(page).getByText('The PIN is saved.').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'voicemail-settings-desktop')
  const bjorn = await stack().signIn('bjorn@norrsken.example')
  expect(await bjorn.call(readBox, {})).toMatchObject({
    options: [{ digit: '1', to: '+46701740609', activity: '' }],
    ...{ hasPin: true, number: '1099', mail: false },
  })
})

test.each([
  { theme: 'dark', language: 'sv', width: 'phone' },
  { theme: 'light', language: 'sv', width: 'narrow' },
] as const)('looks right and is usable, %o', async look => {
  const page = await open('anna', look)
  await page.goto(`${stack().http}/voicemail`)
  await rows(page).first().locator('a').click()
  await page.locator('.player').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, `voicemail-${look.width}`)
  await page.goto(`${stack().http}/settings/voicemail`)
  await page.locator('.voicemail-settings').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, `voicemail-settings-${look.width}`)
  // WCAG 1.4.10.
})
