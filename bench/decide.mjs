// Decisions a second of the compiled evaluator and of json-rules-engine, in one run, over the same contacts.
// After a build: npm run bench
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { decide, readRulebook } from '../dist/index.js'
import { decideWithEngine } from '../dist/json-rules-engine.js'
import { parseYaml } from '../dist/yaml.js'

const rulebookOf = name => {
  const read = readRulebook(JSON.parse(readFileSync(new URL(`../dist/rules/${name}.json`, import.meta.url), 'utf8')))
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.value
}
const contactsOf = name => {
  const parsed = parseYaml(readFileSync(new URL(`../demo/${name}.yaml`, import.meta.url), 'utf8'))
  if (!parsed.ok) throw new Error(`demo/${name}.yaml cannot be read`)
  return parsed.value.data
}

/** Microseconds for each call, over at least half a second after a warm-up. */
function timed(contacts, run) {
  for (let i = 0; i < 2000; i++) run(contacts[i % contacts.length])
  const start = performance.now()
  let n = 0
  while (performance.now() - start < 700) for (let i = 0; i < 200; i++) run(contacts[n++ % contacts.length])
  return ((performance.now() - start) * 1000) / n
}

for (const name of ['lancashire', 'camden']) {
  const rulebook = rulebookOf(name)
  const contacts = contactsOf(name)
  const bare = timed(contacts, c => decide(rulebook, c, { rationale: false, unknowns: false }))
  const reasons = timed(contacts, c => decide(rulebook, c, { unknowns: false }))
  const whole = timed(contacts, c => decide(rulebook, c))
  const start = performance.now()
  let n = 0
  while (performance.now() - start < 2000) await decideWithEngine(rulebook, contacts[n++ % contacts.length])
  const engine = ((performance.now() - start) * 1000) / n
  const row = (what, us) =>
    console.log(
      `${name.padEnd(12)}${what.padEnd(34)}${us.toFixed(1).padStart(9)} µs${Math.round(1e6 / us)
        .toLocaleString('en-GB')
        .padStart(10)} /s   ×${(us / bare).toFixed(1)}`,
    )
  row('outcome only', bare)
  row('with the rationale', reasons)
  row('with rationale and unknowns', whole)
  row('json-rules-engine, with both', engine)
}
