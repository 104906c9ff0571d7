/** How the app is built, and served while somebody works on it. */
import { join } from 'node:path'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { firstScreenBudget } from './ui/budget.ts'
import { layersFirst } from './ui/layers.ts'
import { phoneMetadata } from './ui/phone-metadata.ts'
import { webApp } from './ui/web-app.ts'
import { zodWithoutWords } from './ui/zod-without-words.ts'

const root = join(import.meta.dirname, '..')

// `npm run dev` says where the hub is.
const hub = `http://127.0.0.1:${process.argv.find(word => word.startsWith('--hub='))?.slice(6) ?? '8080'}`

export default defineConfig({
  root: join(root, 'ui'),
  publicDir: join(root, 'ui/public'),
  // The page's script is the composition root, which ui/ itself may not name.
  resolve: { alias: [{ find: /^\/main\.ts$/, replacement: join(root, 'config/ui.ts') }] },
  plugins: [
    preact(),
    phoneMetadata(),
    zodWithoutWords(),
    layersFirst(join(root, 'ui/styles/index.css')),
    firstScreenBudget({ kilobytes: 100 }),
    webApp(),
  ],
  build: {
    outDir: join(root, 'ui/dist'),
    emptyOutDir: true,
    target: 'baseline-widely-available',
    // light-dark() as it stands: what would stand in for it knows the device's theme only.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The page's policy allows no data: fonts or scripts, and small files cost little over one connection.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // Contracts hold values alone: of those that a screen doesn't use, nothing is loaded.
        moduleSideEffects: [{ test: /\/plugins\/[^/]+\/contract(?:\.ts$|\/)/, sideEffects: false }],
        manualPureFunctions: [
          // And a schema that nobody asks is nothing. Not all of 'z': a minified library has a function of that name.
          'z.object',
          'z.array',
          'z.enum',
          'z.string',
          'z.union',
          'z.record',
          'z.literal',
          'z.boolean',
          'z.number',
          'z.discriminatedUnion',
          'z.iso.datetime',
          'z.iso.date',
          'z.void',
          'defineEvent',
          'defineFact',
          'defineAction',
          'defineRoute',
          'defineDownload',
          'defineUpload',
          'defineLive',
          'defineSlot',
          'definePort',
        ],
      },
    },
  },
  server: {
    fs: { allow: [root] },
    proxy: {
      '^/(api|health|metrics)': hub,
      '^/(live|sip)$': { target: hub, ws: true },
    },
  },
})
