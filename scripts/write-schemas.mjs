// Writes the JSON Schema of every rulebook of rules/ to dist/schema, with that rulebook's own ids, for the editors that read the
// first line of the file. It is built and not committed: it follows from the rulebook, which would otherwise have to be kept in
// step by hand, and a change of one id would show twice.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'dist', 'schema')
const names = readdirSync(join(root, 'rules')).filter(name => name.endsWith('.yaml') && name !== 'england.yaml')

mkdirSync(target, { recursive: true })
for (const name of names) {
  const args = ['schema', 'rulebook', '--draft', '7', '--rules', join(root, 'rules', name)]
  const schema = execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  writeFileSync(join(target, `${basename(name, '.yaml')}.schema.json`), JSON.stringify(JSON.parse(schema)))
}
console.log(`${names.length} schemas written`)
