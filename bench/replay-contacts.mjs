// Writes generated contacts for a replay, one a line: node bench/replay-contacts.mjs COUNT AUTHORITY FILE
// Each is drawn from the rulebook's own vocabulary; always the same ones. Reused in turn beyond 50,000, each with its own reference.
import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { readRulebook } from '../dist/index.js'
import { contacts } from '../dist/testing.js'

const [count, authority = 'lancashire', file = 'contacts.ndjson'] = process.argv.slice(2)
const read = readRulebook(JSON.parse(readFileSync(new URL(`../dist/rules/${authority}.json`, import.meta.url), 'utf8')))
if (!read.ok) throw new Error(`${authority} cannot be read`)

const drawn = fc.sample(contacts(read.value), { seed: 1, numRuns: Math.min(Number(count), 50_000) })
const tails = drawn.map(({ reference: _, ...facts }) => JSON.stringify(facts).slice(1))
const out = createWriteStream(file)
for (let i = 0; i < Number(count); i += 1000) {
  let text = ''
  for (let n = i; n < Math.min(i + 1000, Number(count)); n++)
    text += `{"reference":"r-${n}",${tails[n % tails.length]}\n`
  if (!out.write(text)) await once(out, 'drain')
}
out.end()
