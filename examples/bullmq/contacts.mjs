import { createRequire } from 'node:module'
import fc from 'fast-check'
import { readRulebook } from 'safeguarding-thresholds'
import { contacts } from 'safeguarding-thresholds/testing'

// What real files have: a line cut short, a fact that does not exist, and a line that is JSON but no contact.
const mistakes = [
  reference => `{"reference":"${reference}","receivedAt":"2026-03-`,
  reference => JSON.stringify({ reference, receivedAt: '2026-03-27T16:30:00+00:00', riskOfSignificantHram: true }),
  () => '[]',
]

/** Made-up contacts, one a line and always the same, with a mistake every so often; `references` are those without. */
export function contactLines(count, mistakeEvery) {
  const read = readRulebook(createRequire(import.meta.url)('safeguarding-thresholds/rules/lancashire'))
  if (!read.ok) throw new Error(read.diagnostics[0].message)
  const references = []
  const lines = fc.sample(contacts(read.value), { seed: 1, numRuns: count }).map((contact, i) => {
    const reference = `c-${String(i + 1).padStart(5, '0')}`
    const isMistake = (i + 1) % mistakeEvery === 0
    if (isMistake) return mistakes[((i + 1) / mistakeEvery) % mistakes.length](reference)
    references.push(reference)
    return JSON.stringify({ ...contact, reference })
  })
  return { lines, references }
}
