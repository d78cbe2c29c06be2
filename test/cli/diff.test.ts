import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { RulebookDiff } from '../../src/tools/changes/diff-report.js'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const old = file('old.yaml', smallText)
const slow = file(
  'slow.yaml',
  smallText.replace('within: 4 hours', 'within: 6 hours').replace('version: "2026"', 'version: "2027"'),
)
const receivedAt = '2026-03-27T16:30:00+00:00'
const past = file(
  'past.ndjson',
  [
    { receivedAt, reference: 'a-1', riskOfSignificantHarm: true, ageYears: 4 },
    { receivedAt, reference: 'b-2', professionalLevel: 1 },
  ]
    .map(c => `${JSON.stringify(c)}\n`)
    .join(''),
)
const few = ['--runs', '60']

describe('thresholds diff', () => {
  test('says that nothing changed', async () => {
    const { status, out, err } = await thresholds(['diff', old, old, ...few])
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain('Nothing: the two rulebooks are the same.')
    expect(out).toMatch(/None of \d+ contacts generated\./)
  })

  test('says what changed, and who is treated differently', async () => {
    const { status, out } = await thresholds(['diff', old, slow, '--contacts', past])
    expect(status).toBe(1)
    expect(out).toBe(`smallshire: 2026 → 2027
=======================

What changed
------------

The rulebook
- changed \`version\`: 2027
    now 2027; it was 2026

Timescales
- changed \`grave-clock\`: Level 4 is decided within 4 hours.
    now "First decision" within 6 hours from receipt; it was "First decision" within 4 hours from receipt

Children treated differently
----------------------------
Of 2 contacts given, 1 is treated differently. One contact can count under several headings.
           less protective   otherwise   more protective
deadline                 1           0                 0

Less protective
- deadline: "First decision" later: within 4 hours from receipt → within 6 hours from receipt (1 contact)
    references: a-1
    for instance: \`{ receivedAt: "2026-01-13T10:00:00+00:00", riskOfSignificantHarm: true }\`
    by: Level 4 is decided within 4 hours. (\`grave-clock\`)
`)
  })

  test('writes Markdown for a change request', async () => {
    const { out } = await thresholds(['diff', old, slow, '--contacts', past, '--format', 'markdown'])
    expect(out).toContain(
      '# smallshire: 2026 → 2027\n\n## What changed\n\n### The rulebook\n\n- changed `version`: 2027\n',
    )
    expect(out).toContain(
      '\n|  | less protective | otherwise | more protective |\n| --- | ---: | ---: | ---: |\n| deadline | 1 | 0 | 0 |\n',
    )
    expect(out).toContain(
      '  - for instance: `{ receivedAt: "2026-01-13T10:00:00+00:00", riskOfSignificantHarm: true }`\n',
    )
  })

  test('gives programs everything', async () => {
    const { out, status } = await thresholds(['diff', old, slow, '--format', 'json', ...few])
    expect(status).toBe(1)
    const { before, after, changes, children } = JSON.parse(out) as RulebookDiff
    expect([before.version, after.version]).toEqual(['2026', '2027'])
    expect(changes.map(c => c.part)).toEqual(['The rulebook', 'Timescales'])
    expect(children.kinds.map(k => k.direction)).toEqual(['down'])
    expect(children.counts.deadline.down).toBe(children.different)
  })

  test('takes past contacts from standard input', async () => {
    const { out, status } = await thresholds(
      ['diff', old, slow, '--contacts', '-'],
      JSON.stringify([{ receivedAt, riskOfSignificantHarm: true }]),
    )
    expect(status).toBe(1)
    expect(out).toContain('Of 1 contact given, 1 is treated differently.')
  })

  test('tells of contacts that cannot be decided, and decides the rest', async () => {
    const lines = `{"receivedAt":"${receivedAt}","riskOfSignificantHarm":true}\n{"receivedAt":\n{"receivedAt":"${receivedAt}","levle":3}\n`
    const { out, status } = await thresholds(['diff', old, old, '--contacts', file('broken.ndjson', lines)])
    expect(status).toBe(1)
    expect(out).toContain('None of 3 contacts given.')
    expect(out).toContain('- contact 2: line 2 is not JSON')
    expect(out).toMatch(/- contact \d: levle: `levle` is not known here/)
  })

  test('tells many changes that say the same together', async () => {
    const level3 = smallText.replace(
      'section: Table / Level 2\n    source: guide\n    level: 2',
      'section: Table / Level 2\n    source: guide\n    level: 3',
    )
    const { out } = await thresholds(['diff', old, file('level3.yaml', level3), ...few])
    expect(out).toMatch(
      /- changed 4 alike: `home-l2-cold`, `home-l2-damp`, `home-l2-crowded`, `home-l2-alone`\n {4}now of level 3; it was level 2/,
    )
  })

  test.each([
    ['one rulebook', [old], /name two rulebooks/],
    ['three rulebooks', [old, old, old], /name two rulebooks/],
    ['a rulebook that is not there', [old, 'none.yaml'], /there is no file `none.yaml`/],
    [
      'contacts that are not there',
      [old, old, '--contacts', 'none.json'],
      /cannot read `none.json`: there is no such file/,
    ],
    ['a number that is none', [old, old, '--runs', 'many'], /`--runs many` is not a number/],
    ['a format that is not there', [old, old, '--format', 'html'], /`--format html` is not known/],
    ['an option that is not there', [old, old, '--contact', past], /did you mean `--contacts`/],
  ])('a wrong use: %s', async (_, args, message) => {
    const { status, out, err } = await thresholds(['diff', ...args])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })

  test('says how it is used', async () => {
    expect((await thresholds(['diff', '--help'])).out).toMatch(/^thresholds diff OLD NEW/)
  })
})
