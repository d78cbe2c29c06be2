// Fails where `decide` has become more than 30 in 100 slower than was recorded: not in seconds, which differ by machine,
// but as a ratio to a plain loop over the same contacts, timed in turn with it. After a build: node bench/guard.mjs
// `--record` writes the ratios of this run in place of those recorded.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { decide } from '../dist/index.js'
import { plainLoop } from './plain-loop.mjs'
import { interleaved } from './rounds.mjs'
import { generatedContacts, rulebookNames, shippedRulebook } from './rulebooks.mjs'

const { values } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    recorded: { type: 'string', default: new URL('./guard.json', import.meta.url).pathname },
    quick: { type: 'boolean', default: false },
    once: { type: 'string' },
  },
})
const allowed = 1.3
const size = values.quick ? { contacts: 50, rounds: 3, whole: true } : { contacts: 300, rounds: 25, whole: true }

/** A decision and the plain loop over the same contacts, each at its least: other work on the machine only ever adds. */
async function leastOf(name) {
  const rulebook = shippedRulebook(name)
  const contacts = generatedContacts(rulebook, size.contacts)
  const [own, plain] = await interleaved(
    [
      { name: 'decide', inputs: contacts, run: contact => decide(rulebook, contact) },
      { name: 'plain loop', inputs: contacts, run: plainLoop(rulebook) },
    ],
    size,
  )
  return { own: own.least, plain: plain.least }
}

/** How many times the plain loop's time a decision takes. No two processes compile the same code alike, so it asks several. */
function ratioOf(name) {
  const args = [fileURLToPath(import.meta.url), '--once', name, ...(values.quick ? ['--quick'] : [])]
  const found = Array.from({ length: values.quick ? 1 : 4 }, () => JSON.parse(execFileSync(process.execPath, args)))
  return Math.min(...found.map(f => f.own)) / Math.min(...found.map(f => f.plain))
}

if (values.once) {
  console.log(JSON.stringify(await leastOf(values.once)))
  process.exit()
}
const recorded = values.record ? {} : JSON.parse(readFileSync(values.recorded, 'utf8'))
const measured = {}
for (const name of values.record ? rulebookNames : Object.keys(recorded)) {
  measured[name] = Number(ratioOf(name).toPrecision(3))
  if (values.record) continue
  let change = measured[name] / recorded[name]
  if (change > allowed) {
    // A machine that was busy just then: what is really slower is slower twice.
    measured[name] = Math.min(measured[name], Number(ratioOf(name).toPrecision(3)))
    change = measured[name] / recorded[name]
  }
  const says = `${name}: ${measured[name]} times the plain loop, ${recorded[name]} recorded (${change.toFixed(2)})`
  console.log(change > allowed ? `${says}: slower by more than 30 in 100` : says)
  if (change > allowed) process.exitCode = 1
}
if (values.record) {
  writeFileSync(values.recorded, `${JSON.stringify(measured, null, 2)}\n`)
  console.log(`recorded: ${JSON.stringify(measured)}`)
}
