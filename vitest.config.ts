import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { phoneMetadata } from './config/ui/phone-metadata.ts'
import { needs } from './test/harness/needs.ts'

// Tests that run Kamailio, rtpengine, browsers or whole stacks, each on its own, wait for them half of the time: three at once keep two
// cores busy. Their names or places say so.
const processes = [
  '**/*.process.test.ts',
  'test/**/*.test.ts',
  'config/kamailio/**/*.test.ts',
  'connectors/*/{kamailio,rtpengine}/**/*.test.ts',
]
// What has to be the same in every zone of the host: run in its own, and in another with summer time.
const anywhere = [
  'connectors/calendar/zone.test.ts',
  'connectors/calendar/*/{clock,event,item,recurrence}.test.ts',
  'plugins/calendar/activity.test.ts',
]
// In a browser's place, for what needs no more of it than a document; screens are tested in Chromium, in test/app/.
const app = ['ui/**/*.test.{ts,tsx}', 'plugins/*/ui/**/*.test.{ts,tsx}']
const root = import.meta.dirname
const aside = ['**/node_modules/**', 'data/**', 'test/output/**', 'ui/dist/**']
const isThere = (plugin: string) => existsSync(join(root, 'plugins', plugin))
const lackPlugins = globSync('**/*.test.{ts,tsx}', { cwd: root, exclude: aside }).filter(
  file => !needs(file, readFileSync(join(root, file), 'utf8')).every(isThere),
)
const exclude = [...aside, ...lackPlugins]

/** By size, as ever, but for the one that is small itself and runs longest: at the end all else would wait for it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (file: TestSpecification) => (file.moduleId.endsWith('/test/app/phone.test.ts') ? 0 : 1)
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    restoreMocks: true,
    projects: [
      {
        test: {
          name: 'units',
          include: ['**/*.test.ts'],
          exclude: [...exclude, ...processes, ...app],
          testTimeout: 10_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'elsewhere',
          include: anywhere,
          exclude: [...exclude, ...processes],
          env: { TZ: 'America/New_York' },
          testTimeout: 10_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [preact(), phoneMetadata()],
        test: {
          name: 'app',
          include: app,
          exclude,
          environment: 'happy-dom',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'processes',
          include: processes,
          exclude,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          // Whole browsers and stacks share the machine.
          expect: { poll: { timeout: 10_000 } },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
