/** What makes the app installable (W3C Web App Manifest), and its service worker. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ManifestOptions, VitePWA } from 'vite-plugin-pwa'

/** Screens that can be opened from the app's icon. A plugin that isn't there has none. */
const shortcuts = [
  { plugin: 'directory', name: 'Personer', url: '/people' },
  { plugin: 'calls', name: 'Samtal', url: '/calls' },
].filter(({ plugin }) => existsSync(join(import.meta.dirname, '../../plugins', plugin)))

/** Sizes and colours as in ui/styles/tokens.css. */
const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Svara',
  short_name: 'Svara',
  description: 'Vem som går att nå, och varför varje samtal hamnade där det hamnade.',
  lang: 'sv',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: '#f3f5f5',
  background_color: '#f3f5f5',
  categories: ['business', 'productivity'],
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
  shortcuts: shortcuts.map(({ name, url }) => ({
    name,
    url,
    icons: [{ src: '/icon-192.png', sizes: '192x192', type: 'image/png' }],
  })),
}

export const webApp = () =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: 'worker',
    filename: 'sw.ts',
    // ui/update.ts registers it, when the first screen is there.
    injectRegister: false,
    manifest,
    includeManifestIcons: false,
    injectManifest: {
      // Those that a page shows; the others are the installing system's.
      globPatterns: ['index.html', 'assets/*', 'icon.svg', 'icon-192.png'],
      // Named by content already.
      dontCacheBustURLsMatching: /^assets\//,
    },
  })
