import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { CaseReport } from '../../src/tools/cases/run-cases.js'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const root = fileURLToPath(new URL('../..', import.meta.url))
const small = join(root, 'test/good/small.yaml')

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const cases = (name: string, ...lines: readonly string[]): string => file(name, lines.join('\n'))

const harm = 'receivedAt: "2026-03-27T16:30:00+00:00", riskOfSignificantHarm: true'
const good = cases(
  'good.yaml',
  '- id: harm',
  '  title: Harm is suspected',
  `  contact: { ${harm} }`,
  '  expect: { level: 4, route: { destination: social-care }, clauses: [g-2.1, g-3.1] }',
  '  why: g-2.1',
  '- { id: refused, title: A contact that is refused, contact: { receivedAt: now }, expect: { error: receivedAt } }',
)
const bad = cases(
  'bad.yaml',
  '- id: harm-is-three',
  '  title: Harm taken for level 3',
  `  contact: { ${harm}, channel: telephone }`,
  '  expect: { level: 3, route: { team: front-door }, consent: { requirement: required }, deadlines: { first-decision: { duration: P3BD }, review: null }, actions: [tell-parents], noActions: [plan], clauses: [g-1.1, g-6.2, g-7.1], levle: 4 }',
  '- id: two-is-three',
  '  title: Two needs',
  '  contact: { receivedAt: "2026-03-27T16:30:00+00:00", functionalNeeds: { vision: 2 } }',
  '  expect: { level: 3, basis: null, consents: { referral: { requirement: seek, mayProceed: true } }, unknowns: [channel] }',
  '  why: the scores of the table',
)

describe('thresholds test', () => {
  test('says that all is as expected', async () => {
    const { status, out, err } = await thresholds(['test', small, '--cases', good])
    expect([status, err]).toEqual([0, ''])
    expect(out).toBe('smallshire 2026: 3 cases, all as expected.\n')
  })

  test('asked for rules, names those that no case exercises and those that no expectation would miss', async () => {
    const { out } = await thresholds(['test', small, '--cases', good, '--rules'])
    expect(out).toMatch(/smallshire 2026: 3 cases, all as expected; \d+ of \d+ rules exercised\.\n$/)
    expect(out).toContain('Rules that decide in no case:\n')
    expect(out).toContain('  calls: A caller is rung back.')
    expect(out).toMatch(
      /though no expectation would notice if they did not:\n(.*\n)* {2}grave-clock: Level 4 is decided/,
    )
    expect(out).not.toMatch(/ {2}harm-is-four:/)
  })

  test('a rule is exercised by a case that would fail without it, whether or not it names a clause', async () => {
    const bare = cases(
      'bare.yaml',
      '- id: clock',
      '  title: The clock of level 4',
      `  contact: { ${harm} }`,
      '  expect: { deadlines: { first-decision: { duration: PT4H } } }',
      '  why: 5.10',
    )
    const { out } = await thresholds(['test', small, '--cases', bare, '--rules'])
    expect(out).not.toMatch(/ {2}grave-clock:/)
    expect(out).toMatch(/ {2}grave: Level 4 goes/)
  })

  test('a number may stand as the reason of a case, as it is written', async () => {
    const wrong = cases(
      'number.yaml',
      '- id: clock',
      '  title: The clock of level 4',
      `  contact: { ${harm} }`,
      '  expect: { level: 2 }',
      '  why: 5.10',
    )
    const { out } = await thresholds(['test', small, '--cases', wrong])
    expect(out).toContain('expected because of 5.10\n')
  })

  test('shows each difference with the rules that led there', async () => {
    const { status, out, err } = await thresholds(['test', small, '--cases', good, bad])
    expect([status, err]).toEqual([1, ''])
    expect(out).toContain(`harm-is-three  Harm taken for level 3`)
    // A misspelt expectation is told first, and alone: nothing else of the case can be trusted.
    expect(out).toContain('levle')
    expect(out).toContain('did you mean `level`?')
    expect(out).toContain('two-is-three  Two needs')
    expect(out).toContain('  level: wanted 3, got null\n')
    expect(out).toMatch(/cannot be told without `functionalNeeds`: `needs`: Two moderate needs/)
    expect(out).toContain('  expected because of the scores of the table\n')
    expect(out).toMatch(/5 cases, 3 as expected, 2 not as expected/)
  })

  test('tells reasons for every part of a decision', async () => {
    const spelt = cases('spelt.yaml', ...readFileSync(bad, 'utf8').replace(', levle: 4', '').split('\n'))
    const { out, status } = await thresholds(['test', small, '--cases', spelt, '--format', 'json'])
    expect(status).toBe(1)
    const report = JSON.parse(out) as CaseReport
    const told = Object.fromEntries(
      report.failed.flatMap(c =>
        c.differences.map(d => [
          `${c.id} ${/^[^:]+(: \S+ must|.*cites \S+|: wanted \S+ among)?/.exec(d.says)?.[0] ?? ''}`,
          d.because.map(b => `${b.standing} ${b.rule}`),
        ]),
      ),
    )
    expect(told).toMatchObject({
      'harm-is-three level': ['decided harm-is-four', 'undecided needs'],
      'harm-is-three route.team': ['decided grave'],
      'harm-is-three consent.requirement': ['decided ask'],
      'harm-is-three deadlines.first-decision.duration': ['decided grave-clock'],
      'harm-is-three deadlines: wanted review among': ['does-not-apply review-window'],
      'harm-is-three actions: plan must': ['decided grave'],
      'harm-is-three clauses: nothing cites g-7.1': [],
      'two-is-three level': ['undecided needs'],
      'two-is-three consents.referral.requirement': ['decided needed', 'undecided ask'],
      'two-is-three consents.referral.mayProceed': ['decided needed'],
    })
    expect(report.failed[1]?.differences[0]?.because[0]).toEqual({
      rule: 'needs',
      says: 'Two moderate needs or a severe one make level 3.',
      sections: ['2.1'],
      standing: 'undecided',
      notGiven: ['functionalNeeds'],
    })
  })

  test('runs the examples of the rulebook itself', async () => {
    const { status, out } = await thresholds([
      'test',
      file('ex.yaml', smallText.replace('expect: { level: 4 }', 'expect: { level: 2 }')),
    ])
    expect(status).toBe(1)
    expect(out).toContain('ex-1  Harm')
    expect(out).toContain('level: wanted 2, got 4')
    expect(out).toContain('decided by `harm-is-four`: Suspected harm is level 4. [2.1]')
  })

  test('knows the authorities by name, and cases in several files', async () => {
    const files = ['test/cases/lancashire.yaml', 'test/cases/public/lancashire.yaml'].map(f => join(root, f))
    const { status, out } = await thresholds([
      'test',
      'lancashire',
      '--cases',
      files[0] ?? '',
      '--cases',
      files[1] ?? '',
    ])
    expect(out).toMatch(/cases, .* as expected\.\n$/)
    expect(status).toBe(out.includes('not as expected') ? 1 : 0)
  })

  test('keeps to the width of the terminal', async () => {
    const { out } = await thresholds(['test', small, '--cases', bad], '', { columns: 60 })
    // A path is one word and may be longer.
    expect(out.split('\n').filter(l => l.length > 60 && !l.includes(folder))).toEqual([])
  })

  test.each([
    ['no rulebook', [], /name a rulebook/],
    ['a rulebook that is not there', ['none.yaml'], /there is no file `none.yaml`/],
    ['an authority that is not there', ['camdn'], /did you mean `camden`/],
    ['a file of cases that is not there', [small, '--cases', 'none.yaml'], /there is no file `none.yaml`/],
    ['files without the option', [small, good], /are given with `--cases`/],
    ['a format that is not there', [small, '--format', 'xml'], /`--format xml` is not known; it can be `text`, `json`/],
    [
      'an option that is not there',
      [small, '--case', good],
      /`--case` is not an option of `thresholds test`; did you mean `--cases`/,
    ],
    ['an empty file', [small, '--cases', cases('empty.yaml', '[]')], /not a list of cases/],
    ['a file that is no YAML', [small, '--cases', cases('yaml.yaml', '- {')], /yaml.yaml:1/],
    [
      'a misspelt key of a case',
      [small, '--cases', cases('key.yaml', `- { id: a, titel: A, contact: { ${harm} }, expect: { level: 4 } }`)],
      /key.yaml:1:12.*\n.*\n.*\n.*did you mean `title`/,
    ],
    [
      'a case that expects nothing',
      [small, '--cases', cases('nil.yaml', `- { id: a, title: A, contact: { ${harm} }, expect: {} }`)],
      /expects nothing/,
    ],
    [
      'two cases of one id',
      [
        small,
        '--cases',
        cases(
          'two.yaml',
          ...['A', 'B'].map(t => `- { id: a, title: ${t}, contact: { ${harm} }, expect: { level: 4 } }`),
        ),
      ],
      /two.yaml:2:9 .*stands twice/,
    ],
    [
      'a rulebook with a mistake',
      [file('wrong.yaml', smallText.replace('level: 4 } }, level: 4', 'level: 4 } }, levle: 4'))],
      /wrong.yaml:\d+:\d+ {2}`levle` is not known here/,
    ],
  ] as const)('a wrong use: %s', async (_, args, message) => {
    const { status, out, err } = await thresholds(['test', ...args])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })

  test('says how it is used', async () => {
    const { status, out } = await thresholds(['test', '--help'])
    expect([status, out.split('\n')[0]]).toEqual([
      0,
      'thresholds test RULES --cases FILE… [--rules] [--format text|json]',
    ])
  })
})
