import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need the built site and a browser: `npm run test:site`.
    exclude: ['test/browser/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 20_000,
    // One file each on every core: by itself it leaves one free, and of two that is half.
    maxWorkers: '100%',
    // No test changes what another file sees, so that a module is loaded once, and not once for each file.
    isolate: false,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'json-summary', 'html'],
    },
  },
})
