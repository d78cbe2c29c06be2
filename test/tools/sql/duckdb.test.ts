import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { frontDoorContacts } from '../../../bench/front-door.mjs'
import type { Rulebook } from '../../../src/rules/language/rulebook.js'
import type { Contact } from '../../../src/rules/vocabulary/contact-type.js'
import { sampleContacts } from '../../../src/tools/contacts/arbitrary.js'
import { loadGenerated, rulebookFiles } from '../../arbitrary/rulebooks.js'
import { madeUpCounty, shippedRulebooks } from '../../rulebooks.js'
import { patience, runs } from '../../runs.js'
import { small } from '../../small.js'
import { differing, expectedOfEach, groupsIn, groupsOf, numbered, queryOf } from './agreement.js'
import { withDuckDb } from './duckdb.js'

vi.setConfig({ testTimeout: patience * 8 })

const isLong = process.env.THRESHOLDS_LONG === '1'
/** So many contacts of each kind: 200,000 of each rulebook at length. */
const count = isLong ? 100_000 : runs(1000)
const seed = (fc.readConfigureGlobal().seed ?? Date.now()) % 1_000_000
const atOnce = 20_000

const kinds: Readonly<Record<string, (rulebook: Rulebook, count: number, seed: number) => readonly Contact[]>> = {
  generated: sampleContacts,
  realistic: frontDoorContacts,
}
const every = shippedRulebooks().flatMap(({ name, rulebook }) =>
  Object.entries(kinds).map(([kind, draw]) => ({ name, kind, rulebook, draw })),
)

test.each(every)('$name: a query finds what decide finds, of $kind contacts', async ({ rulebook, draw }) => {
  await withDuckDb(async database => {
    for (let from = 0; from < count; from += atOnce) {
      const contacts = numbered(draw(rulebook, Math.min(atOnce, count - from), seed + from))
      await database.loadContacts('contacts', rulebook, contacts)
      const expected = expectedOfEach(rulebook, contacts)
      expect(differing(expected, await database.rows(queryOf(rulebook, 'duckdb'))), `seed ${seed + from}`).toEqual([])
      const summary = await database.rows(queryOf(rulebook, 'duckdb', { summary: true }))
      expect(groupsIn(summary)).toEqual(groupsOf(expected))
    }
  })
})

test('a query finds what decide finds, of generated rulebooks and of the small one', async () => {
  const rulebooks = fc.sample(rulebookFiles, { seed, numRuns: runs(6) }).flatMap(file => loadGenerated(file) ?? [])
  await withDuckDb(async database => {
    for (const rulebook of [small(), madeUpCounty(), ...rulebooks]) {
      // No column gives earlier contacts: a query decides as if nobody had looked them up.
      const contacts = numbered(sampleContacts(rulebook, 60, seed).map(({ earlierContacts: _, ...contact }) => contact))
      await database.loadContacts('contacts', rulebook, contacts)
      const rows = await database.rows(queryOf(rulebook, 'duckdb'))
      expect(differing(expectedOfEach(rulebook, contacts), rows), `seed ${seed}`).toEqual([])
    }
  })
})
