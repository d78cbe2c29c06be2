// Writes every rulebook of rules/ to dist/rules as compiled JSON, so that a browser or a serverless start needs no YAML parser.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { loadRulebook, serializeRulebook } = await import(new URL('../dist/yaml.js', import.meta.url).href)

const source = join(root, 'rules')
const target = join(root, 'dist', 'rules')
const names = readdirSync(source).filter(name => name.endsWith('.yaml') && name !== 'england.yaml')

mkdirSync(target, { recursive: true })
let failed = 0
for (const name of names) {
  const file = `rules/${name}`
  const loaded = loadRulebook(readFileSync(join(source, name), 'utf8'), { file })
  if (loaded.ok) {
    writeFileSync(join(target, `${basename(name, '.yaml')}.json`), serializeRulebook(loaded.value))
    continue
  }
  failed += 1
  for (const { code, message, hint, range } of loaded.diagnostics) {
    const at = range ? `${file}:${range.start.line}:${range.start.column}` : file
    console.error(`${at}: ${code}: ${message}\n  ${hint}`)
  }
}
console.log(`${names.length - failed} of ${names.length} rulebooks compiled`)
process.exitCode = failed > 0 ? 1 : 0
