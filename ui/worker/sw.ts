/**
 * The service worker: the app opens without a network, and a version that somebody uses stays whole until that person loads the next.
 * Each version has a cache of its own, filled when it is installed; docs/decisions/007-a-service-worker-of-our-own.md says why so.
 */

// Two of a kind: this file's, and the one that the build writes its list into.
declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[]
}

const files = self.__WB_MANIFEST
const paths = new Set(files.map(({ url }) => pathOf(url)))
const prefix = 'svara '
const version = `${prefix}${checksum(JSON.stringify(files))}`

self.addEventListener('install', event => {
  event.waitUntil(install())
})
self.addEventListener('activate', event => {
  event.waitUntil(forgetOldOnes())
})
self.addEventListener('message', ({ data }) => {
  // Only when the person says so: ui/update.ts.
  if (data === 'load') void self.skipWaiting()
})
self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  const page = request.mode === 'navigate' && isPage(url.pathname)
  const path = page ? '/index.html' : url.pathname
  // The hub's own doors (/api, /live, /sip, /health, /metrics, /provision) are never answered here: they aren't among the version's files.
  if (paths.has(path) || path.startsWith('/assets/')) event.respondWith(answer(request, path))
})

/** The app's addresses are all its first page; a path with a dot is a file, and the hub has doors of its own. */
function isPage(path: string): boolean {
  return (
    !/^\/(api|live|sip|health|metrics|provision)(\/|$)/.test(path) && !path.slice(path.lastIndexOf('/')).includes('.')
  )
}

async function install(): Promise<void> {
  const cache = await caches.open(version)
  try {
    await Promise.all(
      files.map(async ({ url, revision }) => {
        const path = pathOf(url)
        // Named by content: what an earlier version has is the same.
        const known = revision === null ? await caches.match(path) : undefined
        const response = known ?? (await fetch(path, { cache: 'no-cache' }))
        if (!response.ok) throw new Error(`${path}: ${response.status}`)
        await cache.put(path, response)
      }),
    )
  } catch (error) {
    // Half a version is none; the browser tries again with its next check.
    await caches.delete(version)
    throw error
  }
}

/** All but this version and the one before it, which other tabs may still show. */
async function forgetOldOnes(): Promise<void> {
  const ours = (await caches.keys()).filter(name => name.startsWith(prefix))
  const before = ours.filter(name => name !== version).at(-1)
  await Promise.all(ours.filter(name => name !== version && name !== before).map(name => caches.delete(name)))
}

async function answer(request: Request, path: string): Promise<Response> {
  const own = await (await caches.open(version)).match(path, { ignoreVary: true })
  // A tab that shows another version asks for its screens by names that only that version has.
  return own ?? (await caches.match(path, { ignoreVary: true })) ?? fetch(request)
}

function pathOf(url: string): string {
  return new URL(url, self.location.origin).pathname
}

/** Tells versions apart; guards nothing. */
function checksum(text: string): string {
  let sum = 7
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) >>> 0
  return sum.toString(36)
}
