// The project's own calendar and derived facts, which the package does not export: every way decides from the same ones.
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = fileURLToPath(new URL('../node_modules/.cache/bench/', import.meta.url))
mkdirSync(out, { recursive: true })
const outfile = `${out}source-${process.pid}.mjs`

const contents = `
export { compile } from './src/engine/compile/program.ts'
export { readContact } from './src/engine/contact/read-contact.ts'
export { deriveFromIndicators } from './src/engine/contact/counting.ts'
export { derive } from './src/engine/contact/derive.ts'
export { within } from './src/engine/decide/decide.ts'
export { truthOver } from './src/engine/graph/graph.ts'
export { settleIndicator } from './src/engine/graph/known.ts'
export { byDue, dateDeadline, dueOf, governing } from './src/engine/decide/deadlines.ts'
export { dueFrom } from './src/rules/time/due.ts'
export { formatDuration } from './src/rules/time/durations.ts'
export { formatDay, formatInstant, parseInstant } from './src/rules/time/london.ts'
export { officeOf } from './src/rules/time/office.ts'
export { operators } from './src/rules/language/operators.ts'
export { england } from './src/rules/vocabulary/vocabulary.ts'
`
await build({
  stdin: { contents, resolveDir: root, loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
  outfile,
})

/** What the benches take from the sources. */
export const source = await import(outfile)
rmSync(outfile)
