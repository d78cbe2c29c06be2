import { describe, expect, test } from 'vitest'
import { england } from '../../src/rules/vocabulary/vocabulary.js'
import { readMapping } from '../../src/tools/replay-mapping.js'
import { readRow } from '../../src/tools/replay-rows.js'

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
