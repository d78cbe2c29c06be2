import { describe, expect, test } from 'vitest'
import { isWellFormed } from '../../src/engine/contact/contact-faults.js'
import { england, factOf } from '../../src/rules/vocabulary/vocabulary.js'
import { mappingOfColumns, readMapping } from '../../src/tools/replay/mapping.js'
import { readRow } from '../../src/tools/replay/rows.js'

const { eventNames, areaNames, factNames, purposeNames } = england

function mappingOf(facts: string) {
  const read = readMapping(`facts:\n  receivedAt: at\n${facts}`, england)
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics))
  return read.value
}
const at = '2026-03-27T16:30:00Z'
const factsOf = (facts: string, row: Record<string, unknown>): unknown => {
  const read = readRow(mappingOf(facts), { at, ...row }, 1)
  if ('mistakes' in read) return read.mistakes.map(m => m.reason)
  const { receivedAt, ...rest } = read.contact as Record<string, unknown>
  expect(receivedAt).toBe(at)
  return rest
}

describe('a row of an export', () => {
  test.each([
    ['an empty cell is not known', '  ageYears: age', { age: ' ' }, {}],
    ['a cell that is not there is not known', '  ageYears: age', {}, {}],
    [
      'numbers, of 64 bits too',
      '  ageYears: age\n  professionalLevel: level',
      { age: ' 7 ', level: 3n },
      { ageYears: 7, professionalLevel: 3 },
    ],
    ['yes and no', '  unborn: u\n  inHospital: h', { u: 'No', h: true }, { unborn: false, inHospital: true }],
    ['lists', '  concerns: c', { c: 'disability; young-carer;' }, { concerns: ['disability', 'young-carer'] }],
    [
      'a list that is empty by its table',
      '  concerns: { column: c, values: { none: [] } }',
      { c: 'none' },
      { concerns: [] },
    ],
    [
      'lists of Parquet',
      '  concerns: c',
      { c: ['disability', 'young-carer'] },
      { concerns: ['disability', 'young-carer'] },
    ],
    [
      'lists of Parquet of which a part is not known',
      '  concerns: c',
      { c: ['disability', null] },
      ['column `c`: part of the list `disability;` is not known, and a list that is given is complete'],
    ],
    [
      'a meaning for the empty cell',
      '  consent: { column: c, values: { "": not-sought } }',
      { c: '' },
      { consent: 'not-sought' },
    ],
    ['a meaning that is not known', '  consent: { column: c, values: { "?": null } }', { c: '?' }, {}],
    [
      'entries of maps',
      '  consentFor.referral: c\n  consentFor.service: d\n  functionalNeeds.vision: { column: v, type: number }',
      { c: 'given', d: 'refused', v: '2' },
      { consentFor: { referral: 'given', service: 'refused' }, functionalNeeds: { vision: 2 } },
    ],
    [
      'London in summer',
      '  events.mashReceivedAt: { column: m, type: london }',
      { m: '2026-07-01 09:00' },
      { events: { mashReceivedAt: '2026-07-01T09:00:00+01:00' } },
    ],
    [
      'London of a Parquet time without an offset',
      '  events.mashReceivedAt: { column: m, type: london }',
      { m: new Date('2026-07-01T09:00:00Z') },
      { events: { mashReceivedAt: '2026-07-01T09:00:00+01:00' } },
    ],
    [
      'a Parquet time',
      '  events.mashReceivedAt: m',
      { m: new Date('2026-07-01T09:00:00Z') },
      { events: { mashReceivedAt: '2026-07-01T09:00:00.000Z' } },
    ],
    [
      'references as they stand, whole numbers of 64 bits too',
      '  reference: r\n  consent: c',
      { r: ' 12345678901234567891 ', c: ' given ' },
      { reference: ' 12345678901234567891 ', consent: 'given' },
    ],
    [
      'references that are numbers of 64 bits',
      '  reference: r',
      { r: 12345678901234567891n },
      { reference: '12345678901234567891' },
    ],
    [
      'no text from a number that may have lost digits',
      '  reference: r\n  consent: { column: c, values: { "12345678901234567000": given } }',
      { r: 12345678901234567000, c: 12345678901234567000 },
      [
        'column `r`: `12345678901234567000` is a number with more digits than are sure to be right',
        'column `c`: `12345678901234567000` is a number with more digits than are sure to be right',
      ],
    ],
    [
      'numbers of Parquet as short as they are',
      '  reference: r\n  weeklyLearningSupportHours: h',
      { r: 0.3, h: Math.fround(37.1) },
      { reference: '0.3', weeklyLearningSupportHours: Math.fround(37.1) },
    ],
    [
      'scores, and what stands for none',
      '  functionalNeeds.vision: v\n  functionalNeeds.hearing: h\n  functionalNeeds.communication: { column: m, type: number }',
      { v: '3', h: ' not-tested ', m: 'not-tested' },
      { functionalNeeds: { vision: 3, hearing: 'not-tested', communication: 'not-tested' } },
    ],
    [
      'London with the offset that its clocks had then',
      '  events.mashReceivedAt: { column: m, type: london }\n  events.caseClosedAt: { column: c, type: london }',
      { m: '2025-10-26T01:30:00+00:00', c: '2025-10-26T01:30:00+01:00' },
      { events: { mashReceivedAt: '2025-10-26T01:30:00+00:00', caseClosedAt: '2025-10-26T01:30:00+01:00' } },
    ],
    ['the same for all', '  referrer: { always: family }', {}, { referrer: 'family' }],
    [
      'all mistakes',
      '  ageYears: age\n  unborn: u',
      { age: 'x', u: '1' },
      ['column `age`: `x` is not a number', 'column `u`: `1` is neither yes nor no'],
    ],
  ])('%s', (_, facts, row, expected) => {
    expect(factsOf(facts, row)).toEqual(expected)
  })
})

describe('numbers in cells are decimal digits', () => {
  test.each(['0x10', '0b11', '1e1', '1E+01', '', 'Infinity', '7.', '.5', '1_0', '1,5', '\uFF17', '--7', '+7'])(
    '%j',
    age => {
      expect(factsOf('  ageYears: age', { age })).toEqual(
        age === '' ? {} : [`column \`age\`: \`${age}\` is not a number`],
      )
    },
  )
  test('that are no more than a number can hold', () => {
    for (const age of ['17.99999999999999999999', `1.${'0'.repeat(20)}1`, '9007199254740993'])
      expect(factsOf('  ageYears: age', { age })).toEqual([
        expect.stringContaining('has more digits than a number can hold'),
      ])
    for (const [age, ageYears] of [
      ['007', 7],
      ['7.000000000000000000', 7],
      ['0.50', 0.5],
      ['-0.10', -0.1],
    ] as const)
      expect(factsOf('  ageYears: age', { age })).toEqual({ ageYears })
  })
})

describe('a cell of nothing but what parts a list is not known', () => {
  const lists = factNames.filter(name => ['list', 'indicators'].includes(factOf(england, name).kind))
  test('of every list', () => expect(lists.length).toBeGreaterThanOrEqual(5))
  test.each(lists.flatMap(name => [';', '|', '; '].map(split => [name, split])))('%s, parted by %j', (name, split) => {
    for (const cell of [split, ` ${split} `, split + split, ` ${split}${split} ${split}`])
      for (const values of ['', ', values: { a: b }'])
        expect(factsOf(`  ${name}: { column: c, split: "${split}"${values} }`, { c: cell })).toEqual({})
    const said = `  ${name}: { column: c, split: "${split}", values: { "": [], "${split.trim()}": [x] } }`
    expect(factsOf(said, { c: `${split}${split}` })).toEqual({ [name]: [] })
    expect(factsOf(said, { c: ` ${split} ` })).toEqual({ [name]: ['x'] })
  })
})

describe('times by the clocks in London', () => {
  const read = (cell: unknown): unknown => factsOf('  events.mashReceivedAt: { column: m, type: london }', { m: cell })
  test.each(['2026-03-29 01:00', '29/03/2026 01:30', '29/03/2026 01:59:59', new Date('2026-03-29T01:30:00Z')])(
    'that never were are refused: %s',
    cell => expect(read(cell)).toEqual([expect.stringContaining('never was: the clocks in London went forward')]),
  )
  test.each(['2025-10-26 01:00', '26/10/2025 01:30', '26/10/2025, 1:59', new Date('2025-10-26T01:30:00Z')])(
    'that came twice are refused: %s',
    cell => expect(read(cell)).toEqual([expect.stringContaining('came twice: the clocks in London went back')]),
  )
  test.each([
    ['29/03/2026 00:59:59', '2026-03-29T00:59:59+00:00'],
    ['29/03/2026 02:00', '2026-03-29T02:00:00+01:00'],
    ['26/10/2025 00:59', '2025-10-26T00:59:00+01:00'],
    ['26/10/2025 02:00', '2025-10-26T02:00:00+00:00'],
  ])('beside these are read: %s', (cell, mashReceivedAt) => {
    expect(read(cell)).toEqual({ events: { mashReceivedAt } })
  })
  test.each(['2026-07-01T09:00:00Z', '2026-07-01T09:00:00+00:00', '2026-01-01T09:00:00+01:00'])(
    'with another offset than theirs are refused: %s',
    cell => expect(read(cell)).toEqual([expect.stringContaining('is not a date with a time')]),
  )
})

describe('every fact can be read from cells of text', () => {
  const entries = {
    events: eventNames,
    functionalNeeds: areaNames,
    consentFor: purposeNames,
  } as const
  const valuesOf = (name: string): readonly unknown[] => {
    if (name === 'reference') return ['r1', '007', '0.10']
    if (name === 'functionalNeeds') return [0, 1, 2, 3, 4, 'not-tested']
    if (name === 'consentFor') return factOf(england, 'consent').values
    const { kind, values } = factOf(england, name)
    if (kind === 'boolean') return [true, false]
    if (kind === 'number') return values.length > 0 ? values : [1, 20]
    if (kind === 'instant' || name === 'events') return ['2026-03-27T16:30:00+00:00']
    return kind === 'indicators' ? [['home-l2-damp']] : kind === 'list' ? [values.slice(0, 2)] : values
  }
  test.each(factNames.filter(name => name !== 'receivedAt'))('%s', name => {
    for (const value of valuesOf(name))
      for (const entry of name in entries ? entries[name as keyof typeof entries] : [null]) {
        const column = entry === null ? name : `${name}.${entry}`
        const mapping = mappingOfColumns(['receivedAt', column], england)
        if (!mapping.ok) throw new Error(column)
        const cell = Array.isArray(value) ? value.join(';') : String(value)
        const read = readRow(mapping.value, { receivedAt: at, [column]: cell }, 1)
        const contact = { receivedAt: at, [name]: entry === null ? value : { [entry]: value } }
        expect(read, column).toEqual({ line: 1, contact })
        expect(isWellFormed(england, contact), column).toBe(true)
      }
  })
})

describe('a mapping', () => {
  test.each([
    ['facts: { ageYears: x }', 'missing-key', 'name the column that says when the contact came'],
    ['facts: { receivedAt: x, agYears: y }', 'unknown-fact', 'did you mean `ageYears`?'],
    ['facts: { receivedAt: x, events: y }', 'unknown-fact', 'map its entries, for instance `events.'],
    ['facts: { receivedAt: { column: x, typ: london } }', 'unknown-key', 'did you mean `type`?'],
  ])('%s is a mistake', (text, code, hint) => {
    const read = readMapping(text, england)
    expect(read.ok).toBe(false)
    const first = read.ok ? undefined : read.diagnostics[0]
    expect(first?.code).toBe(code)
    expect(first?.hint).toContain(hint)
    expect(first?.range).not.toBeNull()
  })
})
