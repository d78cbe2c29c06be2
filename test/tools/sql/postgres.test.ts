import * as fc from 'fast-check'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { frontDoorContacts } from '../../../bench/front-door.mjs'
import { sampleContacts } from '../../../src/tools/contacts/arbitrary.js'
import { loadGenerated, rulebookFiles } from '../../arbitrary/rulebooks.js'
import { shippedRulebooks } from '../../rulebooks.js'
import { patience, runs } from '../../runs.js'
import { small } from '../../small.js'
import { differing, expectedOfEach, groupsIn, groupsOf, numbered, queryOf } from './agreement.js'
import type { Postgres } from './postgres.js'
import { startPostgres, whyNoPostgres } from './postgres.js'

vi.setConfig({ testTimeout: patience * 8, hookTimeout: patience * 4 })

const reason = whyNoPostgres()
let server: Postgres | null = null
const database = (): Postgres => {
  server ??= startPostgres()
  return server
}
afterAll(() => server?.stop())

const seed = (fc.readConfigureGlobal().seed ?? Date.now()) % 1_000_000
/** So many of each kind: 200,000 of each rulebook at length. */
const count = process.env.THRESHOLDS_LONG === '1' ? 100_000 : runs(500)
const atOnce = 20_000

describe.skipIf(reason !== null)(`in PostgreSQL${reason === null ? '' : `, skipped: ${reason}`}`, () => {
  test.each(shippedRulebooks())('$name: a query finds what decide finds', ({ rulebook }) => {
    for (let from = 0; from < count; from += atOnce) {
      const some = Math.min(atOnce, count - from)
      const drawn = [...sampleContacts(rulebook, some, seed + from), ...frontDoorContacts(rulebook, some, seed + from)]
      const contacts = numbered(drawn)
      database().loadContacts('contacts', rulebook, contacts)
      const expected = expectedOfEach(rulebook, contacts)
      expect(differing(expected, database().rows(queryOf(rulebook, 'postgres'))), `seed ${seed + from}`).toEqual([])
      const summary = database().rows(queryOf(rulebook, 'postgres', { summary: true }))
      expect(groupsIn(summary)).toEqual(groupsOf(expected))
    }
  })

  test('a query finds what decide finds, of generated rulebooks and of the small one', () => {
    const rulebooks = fc.sample(rulebookFiles, { seed, numRuns: runs(3) }).flatMap(file => loadGenerated(file) ?? [])
    for (const rulebook of [small(), ...rulebooks]) {
      const contacts = numbered(sampleContacts(rulebook, 60, seed).map(({ earlierContacts: _, ...contact }) => contact))
      database().loadContacts('contacts', rulebook, contacts)
      const rows = database().rows(queryOf(rulebook, 'postgres'))
      expect(differing(expectedOfEach(rulebook, contacts), rows), `seed ${seed}`).toEqual([])
    }
  })
})
