import { defineConfig } from 'vitest/config'

// Tests that run Kamailio, rtpengine, browsers or whole stacks take a core each: two at a time. Their names or places say so.
const processes = [
  '**/*.process.test.ts',
  'test/**/*.test.ts',
  'config/kamailio/**/*.test.ts',
  'connectors/*/{kamailio,rtpengine}/**/*.test.ts',
]
const exclude = ['**/node_modules/**', 'data/**', 'test/output/**']

export default defineConfig({
  test: {
    restoreMocks: true,
    projects: [
      {
        test: {
          name: 'units',
          include: ['**/*.test.ts'],
          exclude: [...exclude, ...processes],
          testTimeout: 10_000,
          hookTimeout: 30_000,
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
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
