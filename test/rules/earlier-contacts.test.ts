import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { evaluate } from '../../src/engine/decide/evaluate.js'
import { explain } from '../../src/engine/explain/explain.js'
import { renderExplanation } from '../../src/engine/render/explanation.js'
import { conditionWords } from '../../src/rules/language/condition-words.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { england } from '../../src/rules/vocabulary/vocabulary.js'
import { conditionSlips } from '../../src/tools/mutants/conditions.js'
import { numbersOf } from '../../src/tools/mutants/numbers.js'
import { decided, receivedAt, small, smallText } from '../small.js'
import { queryOf } from '../tools/sql/agreement.js'

type Facts = Readonly<Record<string, unknown>>
const condition = 'when: { channel: telephone }, actions'
const reading = (lines: string): Rulebook => small([condition, `when: { ${lines} }, actions`])
const wordsOf = (rulebook: Rulebook): string =>
  conditionWords(rulebook, rulebook.rules.find(r => r.id === 'calls')?.when ?? { all: [] })

function truthOf(rulebook: Rulebook, contact: Facts): boolean | null {
  const found = evaluate(rulebook, { receivedAt, ...contact })
  if (!found.ok) throw new Error(JSON.stringify(found.diagnostics))
  return found.value.fired.includes('calls') ? true : found.value.undecided.includes('calls') ? null : false
}

describe('a count of earlier contacts', () => {
  /** Every way in which what is left out of an earlier contact could be. The contact itself came on 27 March 2026. */
  const ways = (one: Facts): readonly Facts[] => {
    const days = String(one.at).length > 7 ? [one.at] : [`${String(one.at)}-01`, `${String(one.at)}-27`]
    return days.flatMap(at =>
      ('level' in one ? [one.level] : [1, 4]).flatMap(level =>
        ('concerns' in one ? [one.concerns] : [[], ['domestic-abuse']]).flatMap(concerns =>
          ('outcome' in one ? [one.outcome] : ['assessed', 'early-help']).map(outcome => ({
            at,
            level,
            concerns,
            outcome,
          })),
        ),
      ),
    )
  }
  const matches: readonly (readonly [string, (one: Facts) => boolean])[] = [
    ['within: 12 months', ({ at }) => String(at) >= '2025-03-27'],
    ['within: 2 weeks', ({ at }) => String(at) >= '2026-03-13'],
    ['level: at least 3', ({ level }) => Number(level) >= 3],
    ['concern: [domestic-abuse, trafficking]', ({ concerns }) => (concerns as string[]).includes('domestic-abuse')],
    ['outcome: assessed', ({ outcome }) => outcome === 'assessed'],
    ['within: 1 year, outcome: assessed', c => String(c.at) >= '2025-03-27' && c.outcome === 'assessed'],
  ]
  const whole = { level: 4, concerns: ['domestic-abuse'], outcome: 'assessed' }
  const lists: readonly (readonly Facts[])[] = [
    [],
    [{ at: '2025-03-27', ...whole }],
    [{ at: '2025-03-26', ...whole }],
    [{ at: '2026-03-27', level: 1, concerns: [], outcome: 'early-help' }],
    [{ at: '2025-03' }],
    [{ at: '2026-03', ...whole }],
    [{ at: '2026-01-05' }, { at: '2026-03-13', ...whole }],
    [
      { at: '2026-01-05', level: 4 },
      { at: '2026-02-01', outcome: 'assessed' },
    ],
    [
      { at: '2024-02-29', ...whole },
      { at: '2025-12-31', ...whole },
      { at: '2026-03-20', concerns: [] },
    ],
  ]
  const amounts: readonly (readonly [string, (n: number) => boolean])[] = [
    ['atLeast: 1', n => n >= 1],
    ['atLeast: 2', n => n >= 2],
    ['count: 0', n => n === 0],
    ['count: less than 2', n => n < 2],
  ]

  test.each(matches)(
    '%s: it is what every way of what is left out makes it, and the opposite is its opposite',
    (lines, holds) => {
      for (const [amount, enough] of amounts) {
        const rulebook = reading(`earlierContacts: { ${lines}, ${amount} }`)
        const opposite = reading(`not: { earlierContacts: { ${lines}, ${amount} } }`)
        for (const earlierContacts of lists) {
          const totals = earlierContacts
            .map(one => [...new Set(ways(one).map(way => Number(holds(way))))])
            .reduce<readonly number[]>((sums, each) => sums.flatMap(sum => each.map(n => sum + n)), [0])
          const truth = totals.every(enough) ? true : totals.some(enough) ? null : false
          const says = `${lines}, ${amount}: ${JSON.stringify(earlierContacts)}`
          expect(truthOf(rulebook, { earlierContacts }), says).toBe(truth)
          expect(truthOf(opposite, { earlierContacts }), says).toBe(truth === null ? null : !truth)
        }
        // Nobody looked it up: nothing is known.
        expect(truthOf(rulebook, {})).toBe(null)
        expect(truthOf(opposite, {})).toBe(null)
      }
    },
  )

  test('is asked for as long as it is not known, and as long as what was told is not whole', () => {
    const rulebook = reading('earlierContacts: { within: 12 months, outcome: assessed }')
    const asked = (contact: Facts): readonly string[] => (decided(rulebook, contact).unknowns ?? []).map(u => u.fact)
    expect(asked({})).toContain('earlierContacts')
    expect(asked({ earlierContacts: [{ at: '2026-01-05' }] })).toContain('earlierContacts')
    expect(asked({ earlierContacts: [] })).not.toContain('earlierContacts')
    expect(asked({ earlierContacts: [{ at: '2026-01-05', ...whole }] })).not.toContain('earlierContacts')
    expect(truthOf(reading('given: earlierContacts'), { earlierContacts: [] })).toBe(true)
    expect(truthOf(reading('given: earlierContacts'), {})).toBe(false)
  })

  test('is said in words: as a condition, as a reason, in an explanation, and at the head of a query', () => {
    const rulebook = reading('earlierContacts: { within: 12 months, concern: domestic-abuse, atLeast: 3 }')
    const words = 'at least 3 earlier contacts about domestic abuse within 12 months before this one'
    expect(wordsOf(rulebook)).toBe(words)
    expect(wordsOf(reading('earlierContacts: { outcome: [assessed, early-help], count: 0 }'))).toBe(
      'exactly 0 earlier contacts that led to an assessment or early help',
    )
    const one = { at: '2026-01-05', concerns: ['domestic-abuse'] }
    const contact = { receivedAt, earlierContacts: [one, one, one, { at: '2026-01-05', concerns: [] }] }
    const reason = decided(rulebook, contact).rationale?.find(r => r.rule === 'calls')
    expect(reason?.matched).toEqual([
      {
        fact: 'earlierContacts',
        operator: 'greaterThanInclusive',
        value: 3,
        of: { within: 'P12M', levels: [], concerns: ['domestic-abuse'], outcomes: [] },
        observed: { atLeast: 3, atMost: 3 },
      },
    ])
    const explained = explain(rulebook, contact)
    if (!explained.ok) throw new Error('refused')
    expect(renderExplanation(explained.value, rulebook)).toContain(
      '3 earlier contacts about domestic abuse within 12 months before this one',
    )
    expect(queryOf(rulebook, 'duckdb').split('WITH ')[0]).toContain('earlier contacts, which no column gives')
    expect(queryOf(small(), 'duckdb')).not.toContain('earlier contacts')
  })

  test('can be slipped in: the amount, the length, a line', () => {
    const slips = conditionSlips(
      { earlierContacts: { within: '12 months', level: 'at least 3', atLeast: 3 } },
      [],
      numbersOf(england),
    ).map(s => s.says)
    expect(slips).toEqual(
      expect.arrayContaining([
        'the count is 2 and not 3',
        '`12 months` has become `11 months`',
        '`within` was dropped from a count',
        '`level: at least 3` has become `level: at least 4`',
      ]),
    )
  })
})

describe('a count of domains', () => {
  const several = reading('indicators: { domains: at least 2 }')

  test('counts each domain once: known, unknown and denied', () => {
    expect(wordsOf(reading('indicators: { level: [2, 4], domains: at least 2 }'))).toBe(
      'at least 2 domains with an indicator of level 2 or 4',
    )
    expect(truthOf(several, { indicators: ['home-l2-cold', 'home-l2-crowded'] })).toBe(null)
    expect(truthOf(several, { indicators: ['home-l2-cold', 'health-l4-hurt'] })).toBe(true)
    expect(truthOf(several, { indicators: ['home-l2-cold'], indicatorsAbsent: ['health-l4-hurt'] })).toBe(false)
    // One sign of several of a domain that was not found leaves the domain open.
    expect(truthOf(several, { indicators: ['health-l4-hurt'], indicatorsAbsent: ['home-l2-cold'] })).toBe(null)
    expect(truthOf(several, {})).toBe(null)
  })

  test('beside `atLeast` both must be reached', () => {
    const both = reading('indicators: { atLeast: 3, domains: at least 2 }')
    expect(truthOf(both, { indicators: ['home-l2-crowded', 'health-l4-hurt'] })).toBe(null)
    expect(truthOf(both, { indicators: ['home-l2-crowded', 'home-l2-cold', 'health-l4-hurt'] })).toBe(true)
  })
})

describe('what cannot be', () => {
  test.each([
    ['earlierContacts: { within: 12 moons }', 'wrong-duration', '12 moons', /12 months/],
    ['earlierContacts: { within: 4 working days }', 'wrong-duration', '4 working days', /12 months/],
    ['earlierContacts: { within: 0 days }', 'wrong-duration', '0 days', /12 months/],
    ['earlierContacts: { within: 3 months before }', 'wrong-duration', '3 months before', /12 months/],
    ['earlierContacts: { outcome: assesed }', 'wrong-value', 'assesed', /did you mean `assessed`/],
    ['earlierContacts: { concern: domestic-abus }', 'wrong-value', 'domestic-abus', /did you mean `domestic-abuse`/],
    ['earlierContacts: { witin: 12 months }', 'unknown-operator', 'witin', /did you mean `within`/],
    ['earlierContacts: { level: at least 3, atLeast: none }', 'wrong-value', 'none', /whole number/],
    ['earlierContacts: many', 'wrong-value', 'many', /count: 0/],
    ['earlierContacts: { level: 9 }', 'wrong-value', '9', /./],
    [
      'indicators: { domain: home, domains: at least 2 }',
      'domain-beside-domains',
      'at least 2',
      /take one of them out/,
    ],
    ['indicators: { domains: some }', 'wrong-value', 'some', /./],
  ])('in a rulebook: %s', (lines, code, at, hint) => {
    const text = smallText.replace(condition, `when: { ${lines} }, actions`)
    const loaded = loadRulebook(text)
    expect(loaded.ok).toBe(false)
    if (loaded.ok) return
    const [first, ...others] = loaded.diagnostics
    expect(others).toEqual([])
    expect(first?.code).toBe(code)
    expect(first?.hint).toMatch(hint)
    const place = text.indexOf(lines) + lines.lastIndexOf(at)
    expect(first?.range?.start).toMatchObject({
      line: text.slice(0, place).split('\n').length,
      column: place - text.lastIndexOf('\n', place),
    })
  })

  test.each([
    [[{ at: '2026-03-28' }], '[0].at', 'after-receipt'],
    [[{ at: '2026-03-27' }, { at: '2026-04' }], '[1].at', 'after-receipt'],
    [[{ at: '2026-02-30' }], '[0].at', 'wrong-value'],
    [[{ at: '2026-13' }], '[0].at', 'wrong-value'],
    [[{ at: '2026' }], '[0].at', 'wrong-value'],
    [[{ level: 3 }], '[0].at', 'missing-key'],
    [[{ at: '2026-01', level: 9 }], '[0].level', 'wrong-value'],
    [[{ at: '2026-01', concerns: ['rain'] }], '[0].concerns[0]', 'wrong-value'],
    [[{ at: '2026-01', concerns: 'disability' }], '[0].concerns', 'wrong-value'],
    [[{ at: '2026-01', outcome: 'closed' }], '[0].outcome', 'wrong-value'],
    [[{ at: '2026-01', name: 'Ann' }], '[0].name', 'unknown-key'],
    [['2026-01'], '[0]', 'wrong-value'],
    ['none', '', 'wrong-value'],
    [Array.from({ length: 101 }, () => ({ at: '2026-01' })), '', 'wrong-value'],
  ])('in a contact: %j', (earlierContacts, place, code) => {
    const result = decide(small(), { receivedAt, earlierContacts })
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.diagnostics).toHaveLength(1)
    expect(result.diagnostics[0]?.code).toBe(code)
    expect(result.diagnostics[0]?.message).toMatch(new RegExp(`^earlierContacts${place.replace(/[[\].]/g, '\\$&')}: `))
  })

  test('a list that changes while it is read is decided as it was first read', () => {
    let asked = 0
    const one = {
      get at() {
        return asked++ === 0 ? '2026-01-05' : '2027-01-05'
      },
    }
    expect(decide(small(), { receivedAt, earlierContacts: [one] }).ok).toBe(true)
    expect(asked).toBe(1)
  })
})
