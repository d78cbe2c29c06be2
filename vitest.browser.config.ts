import { defineConfig } from 'vitest/config'

// The built site in a real browser: `npm run test:site`.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    // The longest page takes 26 s of axe on a quiet machine with two cores, and a busy one is given four times that.
    testTimeout: 100_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    maxConcurrency: 2,
  },
})
