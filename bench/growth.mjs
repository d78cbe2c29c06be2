// How a decision's time grows with the size of the rulebook, as a picture. After a build: node bench/growth.mjs [--write]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { decide } from '../dist/index.js'
import { growthChart } from './growth-chart.mjs'
import { withMoreIndicators, withMoreRules } from './larger-rulebook.mjs'
import { interleaved } from './rounds.mjs'
import { generatedContacts, shippedRulebook } from './rulebooks.mjs'

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rulebook: { type: 'string', default: 'tower-hamlets' },
  },
})
const size = values.quick
  ? { contacts: 60, rounds: 1, milliseconds: 5 }
  : { contacts: 2_000, rounds: 7, milliseconds: 100 }
const factors = [1, 3, 10]

const grown = [
  { name: 'indicators', grow: withMoreIndicators },
  { name: 'rules for another service', grow: (r, times) => withMoreRules(r, times, 'indexed') },
  { name: 'rules that do not apply', grow: (r, times) => withMoreRules(r, times, 'looked') },
  { name: 'rules that apply as often', grow: (r, times) => withMoreRules(r, times, 'holding') },
]
const kinds = [
  { kind: 'full decision', options: {} },
  { kind: 'without unknowns', options: { unknowns: false } },
]

const rulebook = shippedRulebook(values.rulebook)
const contacts = generatedContacts(rulebook, size.contacts)
const larger = grown.map(({ name, grow }) => ({ name, rulebooks: factors.map(times => grow(rulebook, times)) }))
const series = []
for (const { kind, options } of kinds) {
  const ways = larger.flatMap(({ name, rulebooks }) =>
    rulebooks.map((r, nth) => ({
      name: `${name} ${factors[nth]}`,
      inputs: contacts,
      run: contact => decide(r, contact, options),
    })),
  )
  const timings = await interleaved(ways, size)
  larger.forEach(({ name }, nth) => {
    const own = timings.slice(nth * factors.length, (nth + 1) * factors.length).map(t => t.microseconds)
    series.push({ name, kind, times: own.map(us => us / own[0]) })
  })
}

for (const { name, kind, times } of series)
  console.log(`| ${name} | ${kind} | ${times.map(t => t.toFixed(2)).join(' | ')} |`)
if (values.write)
  writeFileSync(
    new URL('../docs/performance-growth.svg', import.meta.url),
    growthChart(series, factors, `What growth of the ${rulebook.name} rulebook costs a decision`),
  )
