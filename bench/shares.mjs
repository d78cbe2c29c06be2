// What a decision allocates, and how much of it goes into dates. After a build: node bench/shares.mjs
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { decide } from '../dist/index.js'
import { casesOf } from './cases.mjs'
import { frontDoorContacts } from './front-door.mjs'
import { planOf } from './plan.mjs'
import { source } from './project-source.mjs'
import { median, processorTime } from './rounds.mjs'
import { generatedContacts, rulebookNames, shippedRulebook } from './rulebooks.mjs'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const quick = process.argv.includes('--quick')
const count = quick ? 100 : 1_000

/** Bytes a call: the growth of the heap over small batches, those in which a collection came between left out. */
function bytesFor(contacts, run) {
  for (const contact of contacts) run(contact)
  const batches = []
  for (let at = 0; at + 20 <= contacts.length; at += 20) {
    if (at % 200 === 0) collect()
    const before = process.memoryUsage().heapUsed
    for (let i = at; i < at + 20; i++) run(contacts[i])
    const grown = process.memoryUsage().heapUsed - before
    if (grown > 0) batches.push(grown / 20)
  }
  return median(batches)
}

/** The dated deadlines of each contact, as the engine dates them. */
function datings(plan, contacts) {
  const rules = new Map(plan.program.byStage.deadlines.map(r => [r.rule.id, r]))
  return casesOf(plan, contacts).map(({ contact, derived }) => ({
    derived,
    rules: decide(plan.rulebook, contact).value.deadlines.map(d => rules.get(d.rule)),
  }))
}

const notices = []
function dateAll(plan, { derived, rules }, only) {
  for (const rule of rules)
    if (only(rule.rule.outcome.duration.kind))
      source.dateDeadline({ program: plan.program, derived, ruleOf: () => undefined, started: null }, rule, [], notices)
  notices.length = 0
}

function microseconds(inputs, run) {
  for (const input of inputs) run(input)
  const start = processorTime()
  for (const input of inputs) run(input)
  return (processorTime() - start) / inputs.length
}

console.log(
  '| rulebook | bytes, full | bytes, without unknowns | bytes, outcomes only | bytes, full, front door | working days | all dates |',
)
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
for (const name of rulebookNames) {
  const rulebook = shippedRulebook(name)
  const plan = planOf(rulebook)
  const contacts = generatedContacts(rulebook, count)
  const dated = datings(plan, contacts)
  const shares = { working: [], all: [] }
  for (let round = 0; round < (quick ? 1 : 7); round++) {
    const whole = microseconds(contacts, c => decide(rulebook, c, { unknowns: false }))
    shares.working.push(microseconds(dated, d => dateAll(plan, d, kind => kind === 'working-days')) / whole)
    shares.all.push(microseconds(dated, d => dateAll(plan, d, () => true)) / whole)
  }
  const kinds = [{}, { unknowns: false }, { unknowns: false, rationale: false }]
  const told = bytes => Math.round(bytes).toLocaleString('en-GB')
  const bytes = kinds.map(o => told(bytesFor(contacts, c => decide(rulebook, c, o))))
  bytes.push(told(bytesFor(frontDoorContacts(rulebook, count), c => decide(rulebook, c))))
  const share = list => `${(median(list) * 100).toFixed(1)}%`
  console.log(`| ${name} | ${bytes.join(' | ')} | ${share(shares.working)} | ${share(shares.all)} |`)
}
