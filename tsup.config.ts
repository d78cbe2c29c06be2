import { defineConfig, type Options } from 'tsup'

const shared: Options = {
  outDir: 'dist',
  target: 'es2022',
  sourcemap: true,
  // One copy of each module for all entries, in CommonJS too: rulebooks loaded through one entry are known to the others.
  splitting: true,
  removeNodeProtocol: false,
  // `npm run build` empties dist before; both builds write into it at the same time.
  clean: false,
}

export default defineConfig([
  {
    ...shared,
    entry: {
      index: 'src/index.ts',
      yaml: 'src/yaml.ts',
      'json-rules-engine': 'src/json-rules-engine.ts',
      testing: 'src/testing.ts',
      schema: 'src/schema.ts',
      records: 'src/records.ts',
      questions: 'src/questions.ts',
    },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    // tsup's declaration build still passes `baseUrl`, which TypeScript 6 calls deprecated.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  },
  {
    ...shared,
    // Dependencies stay outside; what only a command needs is bundled, fast-check too, which is a peer for tests.
    noExternal: ['fast-check'],
    entry: {
      cli: 'src/cli/main.ts',
      'check-worker': 'src/cli/check-worker.ts',
      'replay-worker': 'src/cli/replay/worker.ts',
      // Tinypool starts its threads with this file, which it looks for beside itself.
      'entry/worker': 'node_modules/tinypool/dist/entry/worker.js',
    },
    format: ['esm'],
    platform: 'node',
  },
])
