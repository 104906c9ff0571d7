/** The app in a real browser: Debian's Chromium, driven by Playwright, on a running stack. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import axe from 'axe-core'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

export interface Look {
  readonly theme?: 'light' | 'dark'
  readonly language?: 'sv' | 'en'
  /** A desktop's window, or a phone's. */
  readonly width?: 'desktop' | 'phone' | 'narrow'
}

const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  /** WCAG 1.4.10. */
  narrow: { width: 320, height: 640 },
} as const

export interface Browser {
  /** A browser of its own: no cookies, nothing remembered. `forgive`: what it may complain of. */
  open(look?: Look, forgive?: RegExp): Promise<Page>
  /** Another tab of the same browser. */
  tab(beside: Page): Promise<Page>
}

// https://peter.sh/experiments/chromium-command-line-switches/: no sandbox as root, and nothing asked of the outside.
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A microphone that hears a file, a camera, and a person who allows both; whoever shares a screen has chosen the whole. */
const devices = (microphone: string) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${microphone}`,
  '--auto-select-desktop-capture-source=Entire screen',
  // Where a machine has nothing but its loopback.
  '--allow-loopback-in-peer-connection',
]

/** One for all the tests of a file. With `microphone`, the Hz of a tone that it hears, the app is a phone there; without, no browser has one. What a page complains of (errors, refused by the page's policy) fails the test it came in. */
export function useBrowser({ microphone }: { microphone?: number } = {}): () => Browser {
  let browser: Awaited<ReturnType<typeof chromium.launch>> | undefined
  let folder = ''
  const contexts: BrowserContext[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'svara-browser-'))
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: microphone ? [...flags, ...devices(await tone(folder, microphone))] : flags,
      env: { ...process.env, HOME: folder },
    })
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  return () => ({
    async open({ theme = 'light', language = 'en', width = 'desktop' } = {}, forgive) {
      if (!browser) throw new Error('the browser has not started')
      const context = await browser.newContext({
        viewport: sizes[width],
        colorScheme: theme,
        locale: language === 'sv' ? 'sv-SE' : 'en-GB',
        // Not the organisation's, on purpose.
        timezoneId: 'America/New_York',
        hasTouch: width !== 'desktop',
        reducedMotion: 'reduce',
      })
      contexts.push(context)
      return watched(await context.newPage(), text => forgive?.test(text) || complaints.push(text))
    },
    tab: async beside => watched(await beside.context().newPage(), text => complaints.push(text)),
  })
}

async function tone(folder: string, hertz: number): Promise<string> {
  const file = join(folder, 'microphone.wav')
  await promisify(execFile)('sox', [
    '-V1',
    '-n',
    '-r',
    '48000',
    '-c',
    '1',
    file,
    'synth',
    '10',
    'sine',
    String(hertz),
    'gain',
    '-6',
  ])
  return file
}

function watched(page: Page, complain: (text: string) => void): Page {
  page.on('pageerror', error => complain(String(error)))
  page.on('console', message => {
    // That a request failed is what the page is there to tell; what it made of it, the test sees.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text())) {
      complain(message.text())
    }
  })
  return page
}

/** Opens the app and signs in, as a person does. */
export async function enter(page: Page, http: string, email: string, password = email.replace(/.*@(\w+)\..*/, '$1')) {
  await page.goto(http)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('.shell').waitFor()
}

/** The account's language counts, not the browser's: the app is told, as a person does it. */
export async function speak(page: Page, language: 'sv' | 'en'): Promise<void> {
  const html = page.locator('html')
  if ((await html.getAttribute('lang')) === language) return
  await page.locator('.top .me').click()
  // Kept by the hub: whoever leaves the page before that has it as it was.
  const kept = page.waitForResponse(response => response.request().method() !== 'GET')
  await page.getByRole('button', { name: language === 'sv' ? 'Svenska' : 'English', exact: true }).click()
  await kept
  await expect.poll(() => html.getAttribute('lang')).toBe(language)
  await page.keyboard.press('Escape')
}

/** WCAG 2.2 A and AA, and axe's own good practice. One line for each thing found. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // Once for each document; the page's own policy doesn't concern what a debugger runs.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    })
    return violations
  })
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200)}`),
  )
}

const shots = join(import.meta.dirname, '../output/screens')

/** Kept in test/output/screens, to be looked at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })
}
