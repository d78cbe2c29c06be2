import { describe, expect, test } from 'vitest'
import { decideInForce, rulebookAt, rulebookSet } from '../../src/engine/rulebook-set.js'
import { dateWords, dayIn } from '../../src/rules/language/in-force.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { formatDay } from '../../src/rules/time/calendar.js'
import { rulebookChanges } from '../../src/tools/changes/rulebook-changes.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import { decided, small, smallText } from '../small.js'

const version = (name: string, more: string): Rulebook =>
  small(['  version: "2026"\n', `  version: "${name}"\n  ${more}\n`])

const at = (receivedAt: string) => ({ receivedAt })
const codes = (rulebook: Rulebook, receivedAt: string) => decided(rulebook, at(receivedAt)).notices.map(n => n.code)

describe('dates of force', () => {
  test('a day or a month is a date, and nothing else', () => {
    const days = (text: string) => (['first', 'last'] as const).map(end => dayIn(text, end)).map(d => d && formatDay(d))
    expect(days('2021-04')).toEqual(['2021-04-01', '2021-04-30'])
    expect(days('2024-02-29')).toEqual(['2024-02-29', '2024-02-29'])
    for (const text of ['2021', '2021-13', '2021-02-30', '1/4/2021', 'April 2021', ''])
      expect(days(text)).toEqual([null, null])
    expect([dateWords('2021-04'), dateWords('2021-04-01'), dateWords('2017')]).toEqual([
      'April 2021',
      '1 April 2021',
      '2017',
    ])
  })

  const book = version('1', 'inForce: { from: 2021-04-01, to: 2025-03, reviewBy: 2023-04 }\n  supersededBy: "2"')
  test.each([
    ['2021-03-31T23:59:00+01:00', ['not-in-force']],
    // Midnight in London, in summer time, is still the day before by UTC.
    ['2021-03-31T23:30:00Z', []],
    ['2023-04-30T12:00:00+01:00', []],
    ['2023-05-01T00:00:00+01:00', ['review-overdue']],
    ['2025-03-31T23:59:00+01:00', ['review-overdue']],
    ['2025-04-01T00:00:00+01:00', ['after-last-version']],
  ])('a contact of %s carries %j', (receivedAt, expected) => {
    expect(codes(book, receivedAt)).toEqual(expected)
  })

  test('the notice says what took its place', () => {
    const [notice] = decided(book, at('2026-01-05T09:00:00+00:00')).notices
    expect(notice?.says).toBe(
      "Smallshire's rules of version 1 held until March 2025; this contact came in after, on 5 January 2026. Version 2 took their place.",
    )
  })

  test('a draft says so with every decision, and one that was approved does not', () => {
    expect(codes(version('1', 'status: draft'), '2026-01-05T09:00:00+00:00')).toEqual(['draft-rulebook'])
    const approved = version('1', 'status: { approvedBy: Head of service, on: 2026-01-02 }')
    expect(codes(approved, '2026-01-05T09:00:00+00:00')).toEqual([])
    expect(decided(approved).rulebook.status).toEqual({ approvedBy: 'Head of service', on: '2026-01-02' })
  })

  test('every decision carries its documents, their dates and that they are to be checked', () => {
    const { rulebook } = decided(book)
    expect(rulebook.sources).toEqual([{ title: 'A guide of two pages', published: '2026' }])
    expect(rulebook.check).toBe('Check that it is in force.')
    expect(Object.isFrozen(rulebook.sources[0])).toBe(true)
  })

  test('every page carries them too', () => {
    for (const page of documentRulebook(book))
      expect(JSON.stringify(page.blocks), page.name).toContain('Check that it is in force.')
    expect(JSON.stringify(documentRulebook(book)[0])).toContain('in force from 1 April 2021, until March 2025')
    expect(JSON.stringify(documentRulebook(small())[0])).toContain('does not say from when it holds')
  })

  test('a difference says what changed of it, and the compiled form keeps it', () => {
    const [about] = rulebookChanges(small(), version('1', 'inForce: { from: 2021-04 }\n  status: draft'))
    expect(about?.changes.map(c => c.details[0])).toEqual([
      'now 1; it was 2026',
      'now from April 2021; it was without dates',
      'now a draft; it was not said to be approved',
    ])
    const read = readRulebook(JSON.parse(serializeRulebook(book)))
    expect(read.ok && read.value).toEqual(book)
  })

  test.each([
    ['inForce: { from: 1/4/2021 }', '7:20 wrong-date `1/4/2021` is not a date'],
    ['inForce: { from: 2021-04, to: 2021-03 }', '7:33 wrong-date `2021-03` lies before `2021-04`'],
    ['status: { approvedBy: Head of service, on: soon }', '7:46 wrong-date `soon` is not a date'],
  ])('%s is refused', (line, said) => {
    const loaded = loadRulebook(smallText.replace('  version: "2026"\n', `  version: "2026"\n  ${line}\n`))
    expect(
      loaded.ok
        ? []
        : loaded.diagnostics.map(d => `${d.range?.start.line}:${d.range?.start.column} ${d.code} ${d.message}`),
    ).toEqual([said])
  })
})

describe('several versions of one authority', () => {
  const first = version('first', 'inForce: { from: 2019-01-01, to: 2021-03 }')
  const second = small(
    ['  version: "2026"\n', '  version: second\n  inForce: { from: 2021-04-01 }\n'],
    ['{ to: social-care, team: duty-team }', '{ to: mash, team: duty-team }'],
  )
  const made = rulebookSet([second, first])
  if (!made.ok) throw new Error('no set')
  const set = made.value

  test('the one in force when the contact came in decides', () => {
    const decide = (receivedAt: string) => {
      const result = decideInForce(set, { receivedAt, riskOfSignificantHarm: true })
      return result.ok ? [result.value.rulebook.version, result.value.route.destination] : result.diagnostics[0]?.code
    }
    expect(decide('2021-03-31T23:59:00+01:00')).toEqual(['first', 'social-care'])
    expect(decide('2021-04-01T00:00:00+01:00')).toEqual(['second', 'mash'])
    expect(decide('2030-01-01T00:00:00Z')).toEqual(['second', 'mash'])
    expect(decide('2018-12-31T23:59:00Z')).toBe('not-in-force')
  })

  test('one before the first is refused by date', () => {
    const found = rulebookAt(set, '2018-12-31T12:00:00Z')
    expect(found.ok ? [] : found.diagnostics).toMatchObject([
      {
        code: 'not-in-force',
        path: ['receivedAt'],
        message:
          'the first rules of `smallshire` that are known hold from 1 January 2019; 31 December 2018 lies before',
      },
    ])
  })

  test.each([{}, { receivedAt: 5 }, { receivedAt: 'soon' }, null, 'text', []])(
    '%j is told what is wrong with it',
    contact => {
      const result = decideInForce(set, contact)
      expect(result.ok ? '' : result.diagnostics[0]?.code).toMatch(/missing|wrong|not/)
    },
  )

  test.each([
    [[], 'no-rulebook'],
    [[first, small(['authority: smallshire', 'authority: other'])], 'several-authorities'],
    [[small(), small(['  version: "2026"\n', '  version: "2"\n'])], 'versions-of-one-day'],
    [[first, version('again', 'inForce: { from: 2019-01 }')], 'versions-of-one-day'],
  ])('%# is no set: %s', (books, code) => {
    const result = rulebookSet(books)
    expect(result.ok ? '' : result.diagnostics[0]?.code).toBe(code)
  })
})
