/**
 * The app in Chromium: what is sent for it, how soon a person of a company of 1,000 can use it, and how smoothly a list of 5,000 people
 * scrolls while 50 of them a second change what they do. Beside it, the same with nothing in it: an empty script, a list that only stands there.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { flags } from '../harness/browser.ts'
import { startStack } from '../harness/stack.ts'
import { company, password, workers } from './company.ts'
import { megabytes, ms, quantiles, table } from './figures.ts'

const dist = join(import.meta.dirname, '../../ui/dist')
const loads = 10
const people = 5000
/** Milliseconds from one change to the next, and for how long. */
const [pause, lasting] = [20, 10_000]

export async function bench(): Promise<void> {
  await bundle()
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  const data = join(folder, 'data')
  await company(data, 0)
  const stack = await startStack({ SVARA_DATA: data, SVARA_LOG: 'warn' })
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...flags, '--enable-precise-memory-info'],
    env: { ...process.env, HOME: folder },
  })
  try {
    await firstLoad(browser, stack.http)
    await scrolling(browser, stack.http)
  } finally {
    await browser.close()
    await stack.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function bundle(): Promise<void> {
  const assets = await readdir(join(dist, 'assets'))
  const rows = await Promise.all(
    ['js', 'css'].map(async kind => {
      const files = assets.filter(file => file.endsWith(`.${kind}`))
      const contents = await Promise.all(files.map(file => readFile(join(dist, 'assets', file))))
      const [plain, zipped] = [contents, contents.map(content => gzipSync(content))].map(all =>
        all.reduce((sum, { length }) => sum + length, 0),
      )
      const kilobytes = (bytes = 0) => `${(bytes / 1000).toFixed(1)} kB`
      return [`all screens, ${kind}`, files.length, kilobytes(plain), kilobytes(zipped)]
    }),
  )
  // The first screen's share, held below 100 kB, is said by the build itself.
  table(['', 'files', 'plain', 'gzip'], rows)
  process.stdout.write('\n')
}

async function signedIn(browser: Browser, http: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(http)
  await page.locator('input[name=email]').fill(workers[1]?.email ?? '')
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('[data-listed]').first().waitFor()
  return { context, page }
}

/** From the navigation's beginning until the first screen can be used. */
const readyAt = (page: Page) =>
  page.evaluate(async () => {
    const marked = () => performance.getEntriesByName('svara:ready')[0]?.startTime
    while (marked() === undefined) await new Promise(requestAnimationFrame)
    return marked() ?? Number.NaN
  })
const loadedAt = (page: Page) =>
  page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return navigation?.loadEventEnd ?? Number.NaN
  })

async function firstLoad(browser: Browser, http: string): Promise<void> {
  const { context, page } = await signedIn(browser, http)
  const storageState = await context.storageState()
  const cold: number[] = []
  const empty: number[] = []
  for (let load = 0; load < loads; load += 1) {
    for (const [bare, samples] of [
      [false, cold],
      [true, empty],
    ] as const) {
      // Signed in, and nothing else: no files, no service worker.
      const fresh = await browser.newContext({ storageState, serviceWorkers: bare ? 'block' : 'allow' })
      const first = await fresh.newPage()
      if (bare)
        await first.route('**/assets/*.js', route => route.fulfill({ contentType: 'text/javascript', body: '' }))
      await first.goto(`${http}/people`)
      samples.push(await (bare ? loadedAt(first) : readyAt(first)))
      await fresh.close()
    }
  }
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  const warm: number[] = []
  for (let load = 0; load < loads; load += 1) {
    await page.reload()
    warm.push(await readyAt(page))
  }
  await context.close()
  table(
    [`first screen, ${workers.length} people`, 'p50', 'most'],
    [
      ['cold: everything from the hub, until it can be used', cold],
      ['warm: files from the service worker, until it can be used', warm],
      ['the same page with empty scripts, until it is loaded', empty],
    ].map(([name, samples]) => {
      const { p50, most } = quantiles(samples as number[])
      return [String(name), ms(p50), ms(most)]
    }),
  )
  process.stdout.write('\n')
}

interface Snapshot {
  readonly type: string
  readonly view: string
  readonly seq: number
  readonly state: { people: Record<string, object> }
}

/** The hub's own views, but with 5,000 people in them, some of whom change what they do when `change` is called. */
async function crowd(page: Page) {
  const ids = Array.from({ length: people }, (_, at) => `crowd-${at}`)
  const activity = (at: number) => ({
    key: at % 2 ? 'meeting' : 'available',
    name: at % 2 ? { sv: 'Möte', en: 'In a meeting' } : { sv: 'Tillgänglig', en: 'Available' },
    icon: at % 2 ? 'meet' : 'free',
    tone: at % 2 ? 'closed' : 'free',
    closesPhone: at % 2 === 1,
    since: '2026-10-09T12:10:00.000Z',
    note: `Note ${at}`,
  })
  const each = (make: (at: number) => object) => Object.fromEntries(ids.map((id, at) => [id, make(at)]))
  let change = () => {}
  await page.routeWebSocket('**/live', route => {
    const server = route.connectToServer()
    server.onMessage(text => {
      const frame = JSON.parse(String(text)) as Snapshot
      if (frame.type === 'snapshot' && frame.view === 'directory.people') {
        const [some] = Object.values(frame.state.people)
        const person = (at: number) => ({ ...some, id: ids[at], name: `Person ${at}`, short: String(10_000 + at) })
        frame.state.people = { ...frame.state.people, ...each(person) }
      }
      if (frame.type === 'snapshot' && frame.view === 'presence.people') {
        frame.state.people = each(activity)
        let { seq } = frame
        change = () => {
          seq += 1
          const id = ids[(seq * 7) % people]
          route.send(
            JSON.stringify({ type: 'message', view: frame.view, seq, message: { id, activity: activity(seq) } }),
          )
        }
      }
      route.send(JSON.stringify(frame))
    })
  })
  return () => change()
}

/** Milliseconds between frames while a list is scrolled up and down, 40 pixels a frame. */
const frames = (page: Page, scroller: string) =>
  page.evaluate(
    async ([scroller, lasting]) => {
      const list = document.querySelector(scroller)
      if (!list) throw new Error(`no ${scroller}`)
      const took: number[] = []
      let [step, last] = [40, await new Promise(requestAnimationFrame)]
      const end = last + lasting
      while (last < end) {
        const before = list.scrollTop
        list.scrollTop += step
        if (list.scrollTop === before) step = -step
        const at = await new Promise(requestAnimationFrame)
        took.push(at - last)
        last = at
      }
      return took
    },
    [scroller, lasting] as const,
  )

async function heap(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize
}

async function scrolling(browser: Browser, http: string): Promise<void> {
  const { context, page } = await signedIn(browser, http)
  const change = await crowd(page)
  await page.goto(`${http}/people`)
  await page
    .getByText(`Person ${people - 1}`, { exact: true })
    .or(page.locator('[data-listed*=crowd]'))
    .first()
    .waitFor()
  const before = await heap(page)
  const still = await frames(page, '.scroll')
  const changing = setInterval(change, pause)
  const busy = await frames(page, '.scroll')
  clearInterval(changing)
  const after = await heap(page)

  const plain = await context.newPage()
  await plain.setContent(
    `<div class="scroll" style="height: 800px; overflow: auto"><ul>${Array.from({ length: people }, (_, at) => `<li style="height: 44px">Person ${at}</li>`).join('')}</ul></div>`,
  )
  const plainHeap = await heap(plain)
  const reference = await frames(plain, '.scroll')
  await context.close()
  table(
    [`scrolling ${people} people, time from frame to frame`, 'p50', 'p95', 'p99', 'most', 'JS heap'],
    [
      row('nobody changes', still, before),
      row(`${1000 / pause} change a second`, busy, after),
      row('a plain list of as many rows, nothing changes', reference, plainHeap),
    ],
  )
}

function row(name: string, samples: readonly number[], bytes: number): string[] {
  const { p50, p99, most } = quantiles(samples)
  const sorted = [...samples].sort((a, b) => a - b)
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
  return [name, ms(p50), ms(p95), ms(p99), ms(most), megabytes(bytes)]
}
