// Every way to decide the same generated contacts, side by side in one run. After a build: npm run bench
import { parseArgs } from 'node:util'
import { renderTables } from './render-tables.mjs'
import { interleaved } from './rounds.mjs'
import { generatedContacts, rulebookNames, shippedRulebook } from './rulebooks.mjs'
import { checkWay, waysOf } from './ways.mjs'

const usage = `node bench/measure.mjs [--format markdown|json] [--rulebook NAME]… [--quick] [--check-all]

Decides 10,000 generated contacts by each way, after checking that it gives the same level, route and deadline.
  --format json   a list of {"name", "rulebook", "microseconds"}
  --quick         few contacts and rounds: for tests, not for numbers
  --check-all     check the slow ways on every contact too, not on every tenth: some ten minutes more
`

const { values } = parseArgs({
  options: {
    format: { type: 'string', default: 'markdown' },
    rulebook: { type: 'string', multiple: true, default: rulebookNames },
    quick: { type: 'boolean', default: false },
    'check-all': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help || !['markdown', 'json'].includes(values.format)) {
  console.error(usage)
  process.exit(values.help ? 0 : 2)
}
const size = values.quick
  ? { contacts: 60, rounds: 1, milliseconds: 5, slowChecks: 20 }
  : { contacts: 10_000, rounds: 9, milliseconds: 250, slowChecks: values['check-all'] ? 10_000 : 1_000 }
const slow = new Set(['json-rules-engine', 'publicodes', 'decide-with-engine', 'zen-engine'])

const results = []
for (const rulebook of values.rulebook) {
  const loaded = shippedRulebook(rulebook)
  const ways = waysOf(loaded, generatedContacts(loaded, size.contacts))
  const checks = []
  for (const way of ways) {
    const check = await checkWay(way, slow.has(way.name) ? size.slowChecks : size.contacts)
    if (check.agreed < check.asked) {
      console.error(`${way.name} differs on ${check.asked - check.agreed} of ${check.asked} contacts (${rulebook})`)
      process.exitCode = 1
    }
    checks.push(check)
  }
  const timings = await interleaved(ways, size)
  results.push(...timings.map((t, nth) => ({ ...t, rulebook, extra: ways[nth].extra ?? false, check: checks[nth] })))
}

if (values.format === 'json') {
  const rows = results.filter(r => !r.extra)
  const listed = rows.map(({ name, rulebook, microseconds }) => ({
    name,
    rulebook,
    microseconds: Number(microseconds.toFixed(3)),
  }))
  console.log(JSON.stringify(listed, null, 2))
} else console.log(renderTables(results))
