import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { evaluate } from '../../src/engine/decide/evaluate.js'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import { conditionWords } from '../../src/rules/language/condition-words.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { england } from '../../src/rules/vocabulary/vocabulary.js'
import { knownTo } from '../../src/tools/authorities/known-words.js'
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

/** What is told of a sign: since when it is seen, that it is seen, that it is not there, or nothing. */
type Told = string | 'seen' | 'absent' | null

// The contact came on 27 March 2026; two signs share a bullet and one stands alone.
const bullets: readonly (readonly string[])[] = [['home-l2-cold', 'home-l2-damp'], ['home-l2-crowded']]
const tellings: readonly Told[] = [
  '2025-09-26',
  '2025-09-27',
  '2025-09-28',
  '2025-09',
  '2025-08',
  '2026-03',
  'seen',
  'absent',
  null,
]

/** Every way in which a sign could be: since which day it is seen, or `null` where it is not there. */
function ways(told: Told): readonly (string | null)[] {
  if (told === 'absent') return [null]
  if (told === null) return [null, '1999-01-01', '2026-03-27']
  if (told === 'seen') return ['1999-01-01', '2026-03-27']
  return told.length > 'YYYY-MM'.length ? [told] : [`${told}-01`, told === '2026-03' ? '2026-03-27' : `${told}-28`]
}

const lengths: readonly (readonly [string, (day: string) => boolean])[] = [
  ['at least 6 months', day => day <= '2025-09-27'],
  ['more than 6 months', day => day < '2025-09-27'],
  ['at least 1 day', day => day <= '2026-03-26'],
]
const amounts: readonly (readonly [string, (n: number) => boolean])[] = [
  ['atLeast: 1', n => n >= 1],
  ['atLeast: 2', n => n >= 2],
  ['count: 0', n => n === 0],
]

function contactOf(told: Readonly<Record<string, Told>>): Facts {
  const signs = Object.entries(told)
  const those = (which: Told): readonly string[] => signs.flatMap(([id, is]) => (is === which ? [id] : []))
  const dated = signs.filter(([, is]) => is !== null && /^\d/.test(is))
  return {
    ...(those('seen').length > 0 && { indicators: those('seen') }),
    ...(those('absent').length > 0 && { indicatorsAbsent: those('absent') }),
    ...(dated.length > 0 && { indicatorsSince: Object.fromEntries(dated) }),
  }
}

describe('how long signs have been seen', () => {
  test.each(lengths)('%s: it is what every way of what is not told makes it', (length, lasts) => {
    for (const [amount, enough] of amounts) {
      const lines = `indicators: { group: listed, level: 2, id: [${bullets.flat().join(', ')}], for: ${length}, ${amount} }`
      const rulebook = reading(lines)
      const opposite = reading(`not: { ${lines} }`)
      for (const cold of tellings)
        for (const damp of ['absent', null, '2025-01'] as const)
          for (const crowded of tellings) {
            const told = { 'home-l2-cold': cold, 'home-l2-damp': damp, 'home-l2-crowded': crowded }
            const counts = bullets.map(ids =>
              ids
                .map(id => ways(told[id as keyof typeof told]).map(day => day !== null && lasts(day)))
                .reduce((met, each) => met.flatMap(m => each.map(e => m || e)), [false]),
            )
            const totals = counts.reduce<readonly number[]>(
              (sums, each) => sums.flatMap(sum => each.map(met => sum + Number(met))),
              [0],
            )
            const truth = totals.every(enough) ? true : totals.some(enough) ? null : false
            const contact = contactOf(told)
            const says = `${length}, ${amount}: ${JSON.stringify(contact)}`
            expect(truthOf(rulebook, contact), says).toBe(truth)
            expect(truthOf(opposite, contact), says).toBe(truth === null ? null : !truth)
          }
    }
  })

  test('counts domains too, and one sign by its id', () => {
    const domains = reading('indicators: { domains: at least 2, for: at least 1 year }')
    expect(truthOf(domains, { indicatorsSince: { 'home-l2-cold': '2025-01', 'health-l4-hurt': '2025-01' } })).toBe(true)
    expect(truthOf(domains, { indicatorsSince: { 'home-l2-cold': '2025-01' }, indicators: ['health-l4-hurt'] })).toBe(
      null,
    )
    const one = reading('indicators: { id: home-l2-cold }')
    expect(truthOf(one, { indicators: ['home-l2-cold'] })).toBe(true)
    expect(truthOf(one, { indicators: ['home-l2-damp'], indicatorsAbsent: ['home-l2-cold'] })).toBe(false)
  })

  test('a sign with a date is seen, to every rule', () => {
    expect(decided(small(), { indicatorsSince: { 'health-l4-hurt': '2026-01' } }).level).toBe(4)
    expect(
      decided(small(), { indicators: ['home-l2-cold'], indicatorsSince: { 'home-l2-crowded': '2026-01' } }).level,
    ).toBe(2)
  })

  test('since when is asked for as long as it could turn the decision, and of signs that are seen alone', () => {
    const rulebook = reading('indicators: { id: home-l2-cold, for: at least 6 months }')
    const asked = (contact: Facts): readonly string[] => (decided(rulebook, contact).unknowns ?? []).map(u => u.fact)
    expect(asked({ indicators: ['home-l2-cold'] })).toContain('indicatorsSince')
    expect(asked({ indicatorsSince: { 'home-l2-cold': '2025-09' } })).toContain('indicatorsSince')
    expect(asked({ indicatorsSince: { 'home-l2-cold': '2025-08-01' } })).not.toContain('indicatorsSince')
    expect(asked({ indicators: [] })).not.toContain('indicatorsSince')
    expect(asked({})).not.toContain('indicatorsSince')
    expect(asked({})).toContain('indicators')
    // No rule of the plain rulebook asks how long.
    expect((decided(small(), { indicators: ['home-l2-cold'] }).unknowns ?? []).map(u => u.fact)).not.toContain(
      'indicatorsSince',
    )
  })

  test('what matched is told with the signs that have lasted, and both evaluators say the same', async () => {
    const rulebook = reading('indicators: { level: 2, for: more than 6 months }')
    const contact = {
      receivedAt,
      indicators: ['home-l2-crowded'],
      indicatorsSince: { 'home-l2-cold': '2025-01', 'home-l2-damp': '2026-03' },
    }
    const decision = decided(rulebook, contact)
    expect(decision.rationale?.find(r => r.rule === 'calls')?.matched).toEqual([
      {
        fact: 'indicators',
        operator: 'greaterThanInclusive',
        value: 1,
        of: {
          of: 'indicators',
          levels: [2],
          domain: null,
          groups: [],
          notGroups: [],
          lasting: { length: 'P6M', over: true },
        },
        observed: [{ id: 'home-l2-cold', label: 'The home is cold' }],
      },
    ])
    expect(await decideWithEngine(rulebook, contact)).toEqual({ ok: true, value: decision })
  })

  test('is said in words, at the head of a query, and to authorities that have no such sign', () => {
    const rulebook = reading('indicators: { level: 2, for: more than 6 months, atLeast: 2 }')
    expect(wordsOf(rulebook)).toBe('at least 2 indicators of level 2 seen for more than 6 months')
    expect(wordsOf(reading('indicators: { id: home-l2-cold, for: at least 1 year }'))).toBe(
      'at least 1 indicator (home l2 cold) seen for at least 1 year',
    )
    expect(queryOf(rulebook, 'duckdb').split('WITH ')[0]).toContain('since when signs are seen')
    expect(queryOf(small(), 'duckdb')).not.toContain('since when')
    const elsewhere = small(['      home-l2-damp: {', '      home-l2-wet: {'])
    expect(
      knownTo(elsewhere, [small()], {
        receivedAt,
        indicatorsSince: { 'home-l2-damp': '2026-01', 'home-l2-cold': '2026-02' },
      }),
    ).toEqual({
      contact: { receivedAt, indicatorsSince: { 'home-l2-cold': '2026-02' } },
      dropped: ['home-l2-damp'],
      droppedFacts: [],
    })
  })

  test('can be slipped in: the length, whether the length itself counts, the line', () => {
    const slips = conditionSlips({ indicators: { level: 2, for: 'more than 6 months' } }, [], numbersOf(england))
    expect(slips.map(s => s.says)).toEqual(
      expect.arrayContaining([
        '`for: more than 6 months` has become `for: at least 6 months`',
        '`6 months` has become `5 months`',
        '`for` was dropped from a count',
      ]),
    )
    expect(slips.find(s => s.says.includes('`7 months`'))?.edit).toEqual({
      path: ['indicators', 'for'],
      value: 'more than 7 months',
    })
  })
})

describe('other ways of writing', () => {
  test.each([
    ['6 months or more', 'at least 6 months'],
    ['6+ months', 'at least 6 months'],
    ['At least six months', 'at least 6 months'],
    ['longer than 1 year', 'more than 1 year'],
    ['"> 6 months"', 'more than 6 months'],
  ])('%s is %s', (written, meant) => {
    expect(wordsOf(reading(`indicators: { level: 2, for: ${written} }`))).toBe(
      wordsOf(reading(`indicators: { level: 2, for: ${meant} }`)),
    )
  })

  test.each([
    ['indicators: { for: 6 months }', 'wrong-duration', '6 months', /`at least 6 months` or `more than 6 months`/],
    ['indicators: { for: over 6 months }', 'wrong-duration', 'over', /`at least 6 months` or `more than 6 months`/],
    ['indicators: { for: under 6 months }', 'wrong-duration', 'under', /deny it/],
    ['indicators: { for: at least 6 moons }', 'wrong-duration', 'at least', /`at least 6 months`/],
    ['indicators: { for: at least 0 days }', 'wrong-duration', 'at least', /`at least/],
    ['indicators: { id: home-l2-cld }', 'wrong-value', 'home-l2-cld', /did you mean `home-l2-cold`/],
    ['for: more than 6 months', 'unknown-fact', 'for', /indicators: \{ id: SIGN, for: more than 6 months \}/],
    ['indicatorsSince: some', 'unknown-fact', 'indicatorsSince', /indicators: \{ id: SIGN/],
  ])('in a rulebook: %s', (lines, code, at, hint) => {
    const text = smallText.replace(condition, `when: { ${lines} }, actions`)
    const loaded = loadRulebook(text)
    expect(loaded.ok).toBe(false)
    if (loaded.ok) return
    const [first, ...others] = loaded.diagnostics
    expect(others).toEqual([])
    expect(first?.code).toBe(code)
    expect(first?.hint).toMatch(hint)
    const place = text.indexOf(lines) + (code === 'unknown-fact' ? 0 : lines.lastIndexOf(at))
    expect(first?.range?.start).toMatchObject({
      line: text.slice(0, place).split('\n').length,
      column: place - text.lastIndexOf('\n', place),
    })
  })

  test.each([
    [{ indicatorsSince: { 'home-l2-cold': '2026-03-28' } }, 'indicatorsSince.home-l2-cold', 'after-receipt'],
    [{ indicatorsSince: { 'home-l2-cold': '2026-02-30' } }, 'indicatorsSince.home-l2-cold', 'wrong-value'],
    [{ indicatorsSince: { 'home-l2-cold': '2026' } }, 'indicatorsSince.home-l2-cold', 'wrong-value'],
    [{ indicatorsSince: { 'home-l2-cold': 6 } }, 'indicatorsSince.home-l2-cold', 'wrong-value'],
    [{ indicatorsSince: { 'home-l2-cld': '2026-01' } }, 'indicatorsSince.home-l2-cld', 'unknown-indicator'],
    [{ indicatorsSince: ['home-l2-cold'] }, 'indicatorsSince', 'wrong-value'],
    [
      { indicatorsSince: { 'home-l2-cold': '2026-01' }, indicatorsAbsent: ['home-l2-cold'] },
      'indicatorsAbsent[0]',
      'indicator-both-ways',
    ],
  ])('in a contact: %j', (contact, place, code) => {
    const result = decide(small(), { receivedAt, ...contact })
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.diagnostics.map(d => [d.code, d.message.slice(0, place.length + 2)])).toEqual([[code, `${place}: `]])
  })
})
