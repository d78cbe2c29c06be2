import { describe, expect, test } from 'vitest'
import { decided, small } from '../small.js'

const exceptions = (unless: string) => small(['unless: { socialCareStatus: open }, route', `unless: ${unless}, route`])

const unlessOf = (unless: string, contact: Readonly<Record<string, unknown>>) =>
  decided(exceptions(unless), { professionalLevel: 4, ...contact }).rationale?.find(r => r.rule === 'grave')?.unless

const two = `[{ says: the case is open, when: { socialCareStatus: open } }, { says: it would raise the risk, when: { seekingConsentWould: some } }]`

describe('exceptions that are not settled', () => {
  test('are said with the rule, each with its words and the facts that would settle it', () => {
    expect(unlessOf(two, {})).toEqual([
      { says: 'the case is open', facts: ['socialCareStatus'] },
      { says: 'it would raise the risk', facts: ['seekingConsentWould'] },
    ])
  })

  test('are gone once they are known not to apply', () => {
    expect(unlessOf(two, { socialCareStatus: 'not-known' })).toEqual([
      { says: 'it would raise the risk', facts: ['seekingConsentWould'] },
    ])
    expect(unlessOf(two, { socialCareStatus: 'not-known', seekingConsentWould: [] })).toEqual([])
  })

  test('hold the rule back where any of them is known to apply', () => {
    for (const contact of [{ socialCareStatus: 'open' }, { seekingConsentWould: ['increase-risk'] }])
      expect(unlessOf(two, contact)).toBeUndefined()
  })

  test('have the words of their condition where the file gives none', () => {
    expect(unlessOf('{ domesticAbuse: true }', {})?.[0]?.says).toMatch(/domestic abuse/)
  })

  test('of a fact that cannot be known yet are not spoken of', () => {
    const later = '[{ says: the final rating is green, when: { finalRag: green } }]'
    expect(unlessOf(later, {})).toEqual([])
    expect(unlessOf(later, { levelAfterEnquiries: 4 })).toEqual([
      { says: 'the final rating is green', facts: ['finalRag'] },
    ])
  })

  test('of several parts name the facts that are still open', () => {
    const both = '[{ says: both are so, when: { socialCareStatus: open, domesticAbuse: true } }]'
    expect(unlessOf(both, { domesticAbuse: true })).toEqual([{ says: 'both are so', facts: ['socialCareStatus'] }])
    expect(unlessOf(both, { domesticAbuse: false })).toEqual([])
  })

  test('of a count name the indicators', () => {
    const count = '[{ says: a grave sign is seen, when: { indicators: { level: 4 } } }]'
    expect(unlessOf(count, {})).toEqual([{ says: 'a grave sign is seen', facts: ['indicators'] }])
  })

  test('of an outcome that no rule could settle name it', () => {
    const d = decided(
      small(['when: { channel: telephone }, actions', 'when: always, unless: { level: 1 }, actions']),
      {},
    )
    expect(d.rationale?.find(r => r.rule === 'calls')?.unless[0]?.facts).toEqual(['level'])
  })

  test('come back from the compiled form as they were', async () => {
    const { readRulebook, serializeRulebook } = await import('../../src/rules/packed/packed.js')
    const rulebook = exceptions(two)
    const read = readRulebook(JSON.parse(serializeRulebook(rulebook)))
    expect(read.ok && read.value).toEqual(rulebook)
  })
})

describe('a notice of a rule', () => {
  const noticing = small(
    [
      '  actions:\n    - { id: calls',
      `  actions:\n    - { id: odd, says: It is odd., when: { domesticAbuse: true }, notice: { facts-at-odds: Two facts do not fit. }, clauses: [g-6.1] }\n    - { id: calls`,
    ],
    [
      'also: [police], clauses: [g-3.1]',
      'also: [police], notice: { facts-at-odds: Two facts do not fit. }, clauses: [g-3.1]',
    ],
  )
  test('is given where the rule decides, and once', () => {
    expect(decided(noticing).notices).toEqual([])
    const both = decided(noticing, { domesticAbuse: true, professionalLevel: 4 })
    expect(both.notices).toEqual([{ code: 'facts-at-odds', says: 'Two facts do not fit.' }])
  })
})
