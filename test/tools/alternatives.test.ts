import { describe, expect, test } from 'vitest'
import { alternativeCoverage } from '../../src/tools/cases/alternatives.js'
import { traceContact } from '../../src/tools/cases/trace.js'
import { receivedAt, small } from '../small.js'

const rulebook = small([
  'when: { level: 4 }, unless: { socialCareStatus: open }',
  'when: { level: [3, 4] }, unless: { socialCareStatus: open }',
])
const said = (list: readonly { readonly says: string }[]): readonly string[] => list.map(a => a.says)
const needs = (scores: Readonly<Record<string, number>>) => ({ receivedAt, functionalNeeds: scores })
const two = 'at least 2 functional needs scored 2'
const one = 'at least 1 functional need scored 3 or 4'

describe('alternatives and values', () => {
  test('each of an `any`, and each value of several, counts once', () => {
    const found = alternativeCoverage(rulebook, [], [])
    expect(found.total).toBe(4)
    expect(said(found.notNeeded)).toEqual(expect.arrayContaining([two, one]))
    expect(found.notExercised).toEqual(found.notNeeded)
  })

  test('one is needed where a contact makes the rule true by it alone', () => {
    const seen = [needs({ learning: 3 }), needs({ learning: 2, vision: 2, hearing: 4 })]
    const found = alternativeCoverage(
      rulebook,
      [],
      seen.map(c => traceContact(rulebook, c as never)),
    )
    expect(said(found.notNeeded)).toContain(two)
    expect(said(found.notNeeded)).not.toContain(one)
  })

  test('and exercised where a case would notice that the rule is gone', () => {
    const contact = needs({ learning: 3 })
    const noticed = alternativeCoverage(rulebook, [{ contact, expect: { level: 3 } }], [])
    expect(said(noticed.notExercised)).not.toContain(one)
    for (const expectation of [{ basis: null }, { level: 1 }, {}]) {
      const found = alternativeCoverage(rulebook, [{ contact, expect: expectation }], [])
      expect(said(found.notExercised)).toContain(one)
      expect(said(found.notNeeded)).not.toContain(one)
    }
  })

  test('a refused contact shows nothing', () =>
    expect(
      alternativeCoverage(rulebook, [{ contact: { nothing: true }, expect: { level: 3 } }], []).notNeeded,
    ).toHaveLength(4))
})
