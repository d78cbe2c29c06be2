import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { decide } from '../../../src/engine/decide/decide.js'
import { vocabularyOf } from '../../../src/rules/vocabulary/vocabulary.js'
import { readMapping } from '../../../src/tools/replay/mapping.js'
import { readRow } from '../../../src/tools/replay/rows.js'
import { rulebookFrom } from '../../rulebooks.js'
import { patience, runs } from '../../runs.js'
import type { Expected } from './agreement.js'
import { differing, queryOf } from './agreement.js'
import { withDuckDb } from './duckdb.js'
import { expectedOf, told } from './expected.js'
import type { Postgres } from './postgres.js'
import { startPostgres, whyNoPostgres } from './postgres.js'

vi.setConfig({ testTimeout: patience * 4, hookTimeout: patience * 4 })

const text = readFileSync(fileURLToPath(new URL('reading.yaml', import.meta.url)), 'utf8')
const rulebook = rulebookFrom(text, 'reading.yaml')

const mappingText = `
unknown: ["NULL", "n/k"]
facts:
  reference: "Case; 'ref'"
  receivedAt: { column: Received, type: london, time: "00:00" }
  ageYears: Age
  unborn: { column: unborn?, values: { U: true, B: false, "": null, "n/k": false } }
  hoursAlone: "hours \\"alone\\""
  likesTea: tea
  residentInArea: { always: true }
  policeRag: { column: Police, values: { R: red, "1": red, A: amber, G: green, "-": null, X: purple } }
  levelAfterScreening: lvl
  professionalLevel: { column: words, values: { low: 1, middling: 2.5, high: 4, "?": null } }
  referrer: who
  safeguardingConcern: worry
  concerns: { column: Concerns, split: "|", values: { carer: young-carer, disability: disability, both: [young-carer, disability], none: [], "?": null, "carer|?": [disability] } }
  indicators: { column: Signs, split: "+", values: { c: cold, d: damp, k: crowded, o: "o'clock; \\\\ \\"odd\\"", a: alone, "?": null, bad: no-such-sign } }
  indicatorsAbsent: { column: Absent, split: "+" }
  functionalNeeds.learning: L
  functionalNeeds.vision: V
  functionalNeeds.hearing: { column: H, values: { none: 0, much: 3, untested: not-tested, odd: 9 } }
  consent: { column: Consent, values: { Y: given, N: refused, "": not-sought } }
  consentFor.referral: Referral
  contactType: kind
  channel: channel
  events.caseClosedAt: Closed
  events.planStartedAt: { column: Planned, type: london, time: "09:30" }
`
const mapping = (() => {
  const read = readMapping(mappingText, vocabularyOf(rulebook))
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics))
  return read.value
})()

const instants = [
  // Within the hour that London's summer time makes.
  '2026-06-27T15:45:00Z',
  '2026-06-27T15:15:00+00:00',
  '2026-03-27T16:30:00+00:00',
  '2026-03-27T16:30Z',
  '2026-03-27T17:29:59.9999+01:00',
  '2026-02-30T10:00:00Z',
  '2024-02-29T10:00:00Z',
  '2023-02-29T10:00Z',
  '2026-03-27 16:30',
  '2026-03-27T24:00:00Z',
  'soon',
]
const walls = [
  '27/06/2026 16:30',
  '2026-06-27 16:30',
  '27/03/2026 16:30',
  '7/3/2026, 9:05',
  '2026-03-27 16:30:01',
  '2026-03-27T16:29',
  '27/03/2026',
  '2026-03-28',
  '29/03/2026 01:30',
  '29/03/2026 02:00',
  '25/10/2026 01:30',
  '25/10/2026 00:59',
  '25/10/2026 02:00',
  '31/02/2026 10:00',
  '30/03/2026 10:00',
  '01/07/2026 24:00',
  'later',
]
/** What may stand in a column, blanks beside it. */
const cells: Readonly<Record<string, readonly string[]>> = {
  Received: walls.slice(0, 6).concat(walls),
  Age: ['3', ' 7', '12', '17', '17.0', '26', '-1', '7.5', 'x', '1e1', 'NULL'],
  'unborn?': ['U', 'B', 'n/k', 'NULL', 'true'],
  'hours "alone"': ['7.5', '8', '-5', '-0.25', '100.01', '.5', '7,5'],
  tea: ['yes', 'No', 'TRUE', ' false', 'maybe', 'n/k'],
  Police: ['R', '1', 'A', 'G', '-', 'X', 'r', 'red'],
  lvl: ['1', '2', '2.5', '4', '5', '3.5'],
  words: ['low', 'middling', 'high', '?', 'tall'],
  who: ['professional', 'public', ' family ', 'aunt', 'n/k'],
  worry: ['yes', 'no', 'true', 'perhaps'],
  Concerns: [
    'carer',
    'disability|carer',
    'both',
    'none',
    'none|carer',
    '?',
    'disability|?',
    'carer|?',
    '|',
    ' carer | ',
    'gangs',
  ],
  Signs: ['c', 'c+d', 'c+k', 'o', 'a', 'a+k', '?', 'c+?+k', 'bad', 'zzz', '+', 'c+c'],
  Absent: ['cold', 'cold+damp', 'crowded', 'alone', 'nothing', 'o\'clock; \\ "odd"', 'cold+'],
  L: ['0', '2', '3', '4', 'not-tested', '5', '2.5'],
  V: ['2', '3', 'not-tested', 'no'],
  H: ['none', 'much', 'untested', 'odd', '3'],
  Consent: ['Y', 'N', 'maybe'],
  Referral: ['given', 'refused', 'not-sought', 'yes'],
  kind: ['referral', 'advice-call', 'step-up', 'visit'],
  channel: ['telephone', 'form', 'fax'],
  Closed: instants,
  Planned: [...walls, ...walls],
}
const blanks = ['', ' ', '\t', undefined]

type Cells = Readonly<Record<string, string | undefined>>
const columns = ["Case; 'ref'", ...Object.keys(cells)]

/** Rows of few cells, so that one that cannot be read does not hide the others. */
const rowCells: fc.Arbitrary<Cells> = fc
  .tuple(
    fc.constantFrom(...walls.slice(0, 6)),
    fc.uniqueArray(fc.constantFrom(...Object.keys(cells)), { minLength: 1, maxLength: 5 }),
    fc.infiniteStream(fc.nat(1000)),
  )
  .map(([received, given, chance]) => {
    const pick = <T>(list: readonly T[]): T => list[(chance.next().value ?? 0) % list.length] as T
    const row = Object.keys(cells).map(name => [name, given.includes(name) ? pick(cells[name] ?? []) : pick(blanks)])
    return {
      Received: received,
      ...Object.fromEntries(row.filter(([name]) => name !== 'Received' || given.includes('Received'))),
    }
  })

const rows = fc
  .sample(rowCells, { seed: fc.readConfigureGlobal().seed ?? Date.now(), numRuns: runs(2500) })
  .map((row, i): Cells => ({ ...row, "Case; 'ref'": `r ${i}` }))

/** What `replay` makes of each row: the decision, or no word where it is rejected. */
const expected: readonly Expected[] = rows.map(row => {
  const reference = row["Case; 'ref'"] ?? ''
  const read = readRow(mapping, row, 1)
  const refused = { contact: row, reference, told: told([reference]) }
  if ('mistakes' in read || !decide(rulebook, read.contact).ok) return refused
  return { contact: row, reference, told: expectedOf(rulebook, read.contact as { receivedAt: string }) }
})

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (cell: string | undefined): string =>
  cell === undefined ? 'NULL' : `E'${cell.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\t', '\\t')}'`
const table = `CREATE TABLE contacts (${columns.map(name => `${quoted(name)} text`).join(', ')})`
const inserts = Array.from({ length: Math.ceil(rows.length / 500) }, (_, i) => {
  const values = rows
    .slice(i * 500, (i + 1) * 500)
    .map(row => `(${columns.map(name => literal(row[name])).join(', ')})`)
  return `INSERT INTO contacts VALUES ${values.join(',\n')}`
})

test('the rows hold what can be read and what cannot', () => {
  const outcomes = new Set(expected.map(({ told: what }) => what.slice(what.indexOf('|'))))
  expect(outcomes.size).toBeGreaterThan(40)
  const refused = expected.filter(({ reference, told: what }) => what === told([reference])).length
  expect(refused / expected.length).toBeGreaterThan(0.2)
  expect(refused / expected.length).toBeLessThan(0.8)
})

test('DuckDB reads cells of text as replay does', async () => {
  await withDuckDb(async database => {
    for (const statement of [table, ...inserts]) await database.run(statement)
    expect(differing(expected, await database.rows(queryOf(rulebook, 'duckdb', { mapping })))).toEqual([])
  })
})

const reason = whyNoPostgres()
describe.skipIf(reason !== null)(`in PostgreSQL${reason === null ? '' : `, skipped: ${reason}`}`, () => {
  let server: Postgres | null = null
  afterAll(() => server?.stop())

  test('PostgreSQL reads cells of text as replay does', () => {
    server = startPostgres()
    server.run([table, ...inserts].join(';\n'))
    expect(differing(expected, server.rows(queryOf(rulebook, 'postgres', { mapping })))).toEqual([])
  })
})
