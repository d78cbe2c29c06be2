import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { progressLine } from '../../src/cli/replay/progress.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import type { ReplaySummary } from '../../src/tools/replay/summary.js'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const rules = file('old.yaml', smallText)
const slow = file('slow.yaml', smallText.replace('within: 4 hours', 'within: 6 hours'))
const receivedAt = '2026-03-27T16:30:00+00:00'
const contacts = [
  { reference: 'a-1', receivedAt, riskOfSignificantHarm: true, ageYears: 4 },
  { reference: 'b-2', receivedAt, professionalLevel: 1 },
  { reference: 'c-3', receivedAt, riskOfSignificantHarm: true },
]
const ndjson = contacts.map(c => `${JSON.stringify(c)}\n`).join('')
const past = file('past.ndjson', ndjson)
const replay = (...args: readonly string[]) => thresholds(['replay', ...args, '--workers', '1'])
const parsed = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>)

describe('thresholds replay', () => {
  test('writes the decisions that `decide` writes, in the same order', async () => {
    const found = await replay(past, '--rules', rules)
    expect(found).toEqual(await thresholds(['decide', past, '--rules', rules, '--format', 'ndjson']))
    const streamed = await thresholds(['replay', '-', '--input-format', 'ndjson', '--rules', rules], [ndjson])
    expect(streamed).toEqual(found)
  })

  test('puts what cannot be decided into a file of rejects, with line, reason and remedy', async () => {
    const bad = file(
      'bad.ndjson',
      `\uFEFF${ndjson}\n{"receivedAt":\r\n{"reference":"d-4","receivedAt":"${receivedAt}","levle":3,"ageYears":99}\n[]`,
    )
    const rejects = join(folder, 'rejects.ndjson')
    const out = join(folder, 'out.ndjson')
    const found = await replay(bad, '--rules', rules, '--out', out, '--rejects', rejects)
    expect([found.status, found.err]).toEqual([1, ''])
    expect(found.out).toBe(`3 decided, 3 rejected; decisions are in ${out}\n`)
    expect(parsed(readFileSync(out, 'utf8')).map(d => d.reference)).toEqual(['a-1', 'b-2', 'c-3'])
    expect(parsed(readFileSync(rejects, 'utf8'))).toEqual([
      {
        line: 5,
        reference: null,
        code: 'not-json',
        path: '',
        reason: expect.stringMatching(/^this is not JSON: /),
        remedy: 'write one contact a line, as JSON',
      },
      {
        line: 6,
        reference: 'd-4',
        code: 'wrong-value',
        path: 'ageYears',
        reason: 'ageYears: `99` is too large',
        remedy: 'write at most 25',
      },
      {
        line: 6,
        reference: 'd-4',
        code: 'unknown-fact',
        path: 'levle',
        reason: 'levle: `levle` is not known here',
        remedy: expect.any(String),
      },
      {
        line: 7,
        reference: null,
        code: 'wrong-contact',
        path: '',
        reason: 'a contact is a set of facts',
        remedy: 'give an object with at least `receivedAt`',
      },
    ])
    const without = await replay(bad, '--rules', rules, '--summary')
    expect([without.status, without.err]).toEqual([
      1,
      '3 rejected; run again with --rejects FILE for the reasons and remedies\n',
    ])
  })

  test('counts, and says who moves', async () => {
    const { status, out, err } = await replay(past, '--rules', slow, '--against', rules)
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain('smallshire 2026: 3 contacts')
    expect(out).toContain('down: less protective                       2')
    expect(out).toContain('deadline      2          0    0')
    expect(out).toContain(`Down
- deadline: "First decision" later: within 4 hours from receipt → within 6 hours from receipt (2 contacts)
    for instance line 3, c-3: \`{ reference: c-3, receivedAt: "${receivedAt}",
      riskOfSignificantHarm: true }\``)
  })

  test('gives programs everything', async () => {
    const { out } = await replay(past, '--rules', rules, '--against', slow, '--format', 'json')
    const { levels, dueWithin, dueHour, consent, against, ...rest } = JSON.parse(out) as ReplaySummary
    expect([rest.contacts, rest.decided, rest.rejected]).toEqual([3, 3, 0])
    expect(levels).toEqual({ 1: 1, 4: 2 })
    expect(rest.routes.reduce((sum, r) => sum + r.contacts, 0)).toBe(3)
    expect(Object.values(consent).reduce((a, b) => a + b, 0)).toBe(3)
    expect(dueWithin['4 hours']).toBe(2)
    expect(dueHour['20']).toBe(2)
    expect(against?.moved).toEqual({ down: 0, mixed: 0, sideways: 0, up: 2, same: 1 })
    expect(against?.kinds.map(k => [k.direction, k.contacts, k.line, k.reference])).toEqual([['up', 2, 3, 'c-3']])
  })

  test('decides each contact by the version in force when it came in, on every thread', async () => {
    const versioned = (name: string, version: string, from: string, text: string): string =>
      file(name, text.replace('version: "2026"', `version: "${version}"\n  inForce: { from: ${from} }`))
    const before = versioned('before.yaml', '2020', '2020-01-01', smallText)
    const since = versioned('since.yaml', '2026', '2026-02-01', smallText.replace('within: 4 hours', 'within: 6 hours'))
    const days = ['2019-12-31', '2025-05-01', '2026-01-31', '2026-02-01'].map(
      (day, i) =>
        `${JSON.stringify({ reference: `r-${i}`, receivedAt: `${day}T12:00:00+00:00`, riskOfSignificantHarm: true })}\n`,
    )
    const input = file('versions.ndjson', days.join(''))
    const both = ['--rules', since, '--rules', before]
    for (const workers of ['1', '2']) {
      const found = await thresholds(['replay', input, ...both, '--workers', workers])
      expect([found.status, found.err]).toEqual([1, expect.stringContaining('1 rejected')])
      const decisions = parsed(found.out) as unknown as Decision[]
      expect(decisions.map(d => [d.reference, d.rulebook.version, d.deadline?.duration])).toEqual([
        ['r-1', '2020', 'PT4H'],
        ['r-2', '2020', 'PT4H'],
        ['r-3', '2026', 'PT6H'],
      ])
      const summed = await thresholds(['replay', input, ...both, '--summary', '--format', 'json', '--workers', workers])
      const { versions } = JSON.parse(summed.out) as ReplaySummary
      expect(versions.map(v => [v.version, v.inForce.from, v.contacts])).toEqual([
        ['2020', '2020-01-01', 2],
        ['2026', '2026-02-01', 1],
      ])
    }
    const told = await replay(input, ...both, '--summary')
    expect(told.out).toMatch(/2020, from 1 January 2020 +2 +66\.7\n2026, from 1 February 2026 +1 +33\.3/)
    // One rulebook alone says what it would make of all of them.
    const alone = await replay(input, '--rules', since)
    expect([alone.status, parsed(alone.out).length]).toEqual([0, 4])
  })

  test('reads the CSV of a case system by a mapping, and spares the lines beside a bad one', async () => {
    const csv = file(
      'export.csv',
      [
        'Case ref;Received;Age;Harm?;Signs;Note',
        'k-1;27/03/2026 16:30;4;Y;;"two',
        'lines; and a ""quote"""',
        '',
        'k-2;30/03/2026 09:00;;N;;"not closed',
        'k-3;01/04/2026 9:05;12;;damp|cold;',
        'k-4;31/02/2026 09:05;12;;;',
        'k-5;01/04/2026 09:05;12',
        'k-6;01/04/2026 09:05;old;perhaps;;',
        'k-7;01/04/2026 09:05;;?;;',
      ].join('\r\n'),
    )
    const mapping = file(
      'mapping.yaml',
      `delimiter: ";"
facts:
  reference: Case ref
  receivedAt: { column: Received, type: london }
  ageYears: Age
  riskOfSignificantHarm: { column: "Harm?", values: { Y: true, N: false, "?": null } }
  indicators: { column: Signs, split: "|", values: { damp: home-l2-damp, cold: home-l2-cold } }
  referrer: { always: professional }
`,
    )
    const rejects = join(folder, 'csv-rejects.ndjson')
    const { status, out, err } = await replay(csv, '--rules', rules, '--mapping', mapping, '--rejects', rejects)
    expect([status, err]).toEqual([1, ''])
    expect(parsed(out).map(d => [d.reference, d.level])).toEqual([
      ['k-1', 4],
      ['k-3', null],
      ['k-7', null],
    ])
    expect(parsed(readFileSync(rejects, 'utf8')).map(r => [r.line, r.code, r.reason])).toEqual([
      [5, 'not-csv', expect.stringMatching(/^this is not CSV: Quote Not Closed/)],
      [7, 'wrong-cell', 'column `Received`: `31/02/2026 09:05` is not a date with a time'],
      [8, 'not-csv', 'the line has 3 cells, the first line of the file 6'],
      [9, 'wrong-cell', 'column `Age`: `old` is not a number'],
      [9, 'wrong-cell', "column `Harm?`: `perhaps` is not in the mapping's table"],
    ])
  })

  test('takes columns that are named like facts, from standard input too', async () => {
    const csv = `reference,receivedAt,riskOfSignificantHarm,events.strategyDiscussionAt\nx,${receivedAt},true,\n`
    const { status, out } = await thresholds(
      ['replay', '-', '--input-format', 'csv', '--rules', rules],
      [csv.slice(0, 20), csv.slice(20, 100), csv.slice(100)],
    )
    expect([status, parsed(out).map(d => d.level)]).toEqual([0, [4]])
  })

  test.each([
    ['no file', [], /name one file of contacts/],
    ['a file that is not there', ['none.ndjson', '--rules', rules], /there is no such file/],
    ['an ending that tells nothing', [rules, '--rules', slow], /add --input-format ndjson, csv or parquet/],
    ['no threads', [past, '--rules', rules, '--workers', '0'], /`--workers 0` is not a number of threads/],
    ['an output that is the input', [past, '--rules', rules, '--out', past], /is named twice/],
    [
      'a column that is no fact',
      [file('a.csv', 'receivedat\n'), '--rules', rules],
      /did you mean `receivedAt`\?; or say/,
    ],
    ['an empty table', [file('b.csv', ''), '--rules', rules], /must name the columns/],
    [
      'a mapping with a mistake',
      [past, '--rules', rules, '--mapping', file('m.yaml', 'facts: { recievedAt: x }\n')],
      /did you mean `receivedAt`/,
    ],
    ['an option that is not there', [past, '--sumary'], /did you mean `--summary`/],
  ])('a wrong use: %s', async (_, args, message) => {
    const { status, out, err } = await thresholds(['replay', ...args])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })

  test('says how it is used', async () => {
    expect((await thresholds(['replay', '--help'])).out).toMatch(/^thresholds replay CONTACTS/)
  })
})

describe('progress', () => {
  test.each([
    [
      { share: 0.5, contacts: 12_500, seconds: 2, startShare: 0.25, startContacts: 2500 },
      '[##########----------]  50%  12,500 contacts  5,000/s  0:04 left',
    ],
    [
      { share: 0, contacts: 0, seconds: 0, startShare: 0, startContacts: 0 },
      '[--------------------]   0%  0 contacts  0/s',
    ],
    [
      { share: 0.01, contacts: 100, seconds: 60, startShare: 0, startContacts: 0 },
      '[--------------------]   1%  100 contacts  2/s  1:39:00 left',
    ],
    [{ share: null, contacts: 100, seconds: 1, startShare: 0, startContacts: 0 }, '100 contacts  100/s'],
  ])('%j', (progress, line) => {
    expect(progressLine(progress)).toBe(line)
  })
})
