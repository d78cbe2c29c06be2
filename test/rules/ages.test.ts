import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/decide/evaluate.js'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { rulebookFrom } from '../rulebooks.js'
import { decided, receivedAt, small, smallText } from '../small.js'

const clockshire = rulebookFrom(
  readFileSync(fileURLToPath(new URL('../good/time.yaml', import.meta.url)), 'utf8'),
  'time.yaml',
)
const condition = 'when: { channel: telephone }, actions'
const reading = (age: string): Rulebook => small([condition, `when: { ${age} }, actions`])

/** What the rule of a rulebook comes to. */
function truthOf(rulebook: Rulebook, contact: Readonly<Record<string, unknown>>): boolean | null {
  const found = evaluate(rulebook, { receivedAt, ...contact })
  if (!found.ok) throw new Error(JSON.stringify(found.diagnostics))
  return found.value.fired.includes('calls') ? true : found.value.undecided.includes('calls') ? null : false
}

describe('an age in months', () => {
  /** Whether a test holds of every age in months that a contact allows, of none, or of some. */
  const expected = (ages: readonly number[], holds: (months: number) => boolean): boolean | null => {
    const some = ages.some(holds)
    return ages.every(holds) ? true : some ? null : false
  }
  const all = Array.from({ length: 312 }, (_, m) => m)
  const told: readonly (readonly [contact: Readonly<Record<string, unknown>>, ages: readonly number[]])[] = [
    [{}, all],
    ...[0, 1, 2, 17, 25].map(y => [{ ageYears: y }, all.filter(m => Math.floor(m / 12) === y)] as const),
    ...[0, 5, 6, 11, 12, 13, 17, 18, 19, 23, 24, 311].map(m => [{ ageMonths: m }, [m]] as const),
    [{ ageYears: 1, ageMonths: 18 }, [18]],
    [{ unborn: true }, [0]],
    // What does not fit leaves the years.
    [{ ageYears: 1, ageMonths: 30 }, all.filter(m => Math.floor(m / 12) === 1)],
  ]

  test.each([
    ['less than 6', m => m < 6],
    ['less than 12', m => m < 12],
    ['less than 18', m => m < 18],
    ['at most 11', m => m <= 11],
    ['at most 18', m => m <= 18],
    ['at least 6', m => m >= 6],
    ['at least 12', m => m >= 12],
    ['more than 18', m => m > 18],
    ['12 to 18', m => m >= 12 && m <= 18],
    ['18', m => m === 18],
    ['[5, 18]', m => m === 5 || m === 18],
    ['not 18', m => m !== 18],
  ] as [string, (m: number) => boolean][])('%s is what every age that is possible makes it', (phrase, holds) => {
    const rulebook = reading(`ageMonths: ${phrase}`)
    const opposite = reading(`not: { ageMonths: ${phrase} }`)
    for (const [contact, ages] of told) {
      const truth = expected(ages, holds)
      expect(truthOf(rulebook, contact), JSON.stringify(contact)).toBe(truth)
      expect(truthOf(opposite, contact), JSON.stringify(contact)).toBe(truth === null ? null : !truth)
    }
  })

  test.each([
    ['age: under 6 months', 'ageMonths: less than 6'],
    ['age: over 18 months', 'ageMonths: more than 18'],
    ['age: 12 to 18 months', 'ageMonths: 12 to 18'],
    ['age: at least 16 years', 'ageYears: at least 16'],
    ['age: 1 year', 'ageYears: 1'],
  ])('`%s` is `%s`', (words, plain) => {
    expect(reading(words).rules).toEqual(reading(plain).rules)
  })

  test.each([
    ['age: under 6 weeks', /under 2 months/],
    ['age: 6', /`under 6 months`/],
    ['age: young', /`under 6 months`/],
    ['age: [6 months]', /`under 6 months`/],
    ['age: 18 to 12 months', /`12 to 18`/],
    ['age: about 6 months', /at least 6/],
  ])('`%s` is refused with its place and the remedy', (words, hint) => {
    const text = smallText.replace(condition, `when: { ${words} }, actions`)
    const loaded = loadRulebook(text)
    if (loaded.ok) throw new Error('it loads')
    const [fault] = loaded.diagnostics
    expect(fault).toMatchObject({ code: 'wrong-value', hint: expect.stringMatching(hint) as unknown })
    const line = text.split('\n')[(fault?.range?.start.line ?? 0) - 1] ?? ''
    expect(line.slice((fault?.range?.start.column ?? 0) - 1)).toMatch(
      new RegExp(`^${words.slice(5, 6)}`.replace('[', '\\[')),
    )
  })

  test('says the years to every rule, and that the child is born', () => {
    const rulebook = small(['when: { channel: telephone }, actions', 'when: { unborn: false, ageYears: 1 }, actions'])
    expect(truthOf(rulebook, { ageMonths: 23 })).toBe(true)
    expect(truthOf(rulebook, { ageMonths: 24 })).toBe(false)
    expect(decided(rulebook, { ageMonths: 23 }).unknowns?.map(u => u.fact)).not.toContain('ageYears')
  })

  test('at odds with the years is told; the years stand', () => {
    const says = (contact: Readonly<Record<string, unknown>>) => decided(clockshire, contact).notices
    expect(says({ ageYears: 1, ageMonths: 12 })).toEqual([])
    expect(says({ ageYears: 1, ageMonths: 24 })).toEqual([
      expect.objectContaining({ code: 'facts-at-odds', says: expect.stringContaining('the years stand') as unknown }),
    ])
  })

  test('is asked for where it matters, and where years alone would do nothing else is', () => {
    const asked = (contact: Readonly<Record<string, unknown>>) =>
      decided(clockshire, { safeguardingConcern: true, ...contact }).unknowns?.map(u => u.fact)
    expect(asked({})).toEqual(expect.arrayContaining(['ageYears', 'ageMonths']))
    expect(asked({ ageYears: 0 })).toContain('ageMonths')
    expect(asked({ ageYears: 1 })).not.toContain('ageMonths')
    expect(asked({ ageMonths: 7 })).not.toContain('ageYears')
    // A rulebook that reads years alone asks for no months.
    expect(decided(small(), {}).unknowns?.map(u => u.fact)).not.toContain('ageMonths')
  })

  test('tells a milestone that is missed from one that is not due', async () => {
    const seen = { indicators: ['development-l2-not-walking'] }
    expect(decided(clockshire, { ...seen, ageMonths: 18 }).level).toBe(2)
    expect(decided(clockshire, { ...seen, ageMonths: 17 }).level).toBeNull()
    expect(decided(clockshire, { ...seen, ageYears: 2 }).level).toBe(2)
    const open = decided(clockshire, { ...seen, ageYears: 1 })
    expect(open.level).toBeNull()
    expect(open.unknowns?.find(u => u.fact === 'ageMonths')).toMatchObject({ highestLevel: 2 })
    for (const more of [{ ageMonths: 17 }, { ageYears: 1 }, { ageYears: 0, ageMonths: 30 }]) {
      const contact = { receivedAt, ...seen, ...more }
      expect(await decideWithEngine(clockshire, contact)).toEqual({ ok: true, value: decided(clockshire, contact) })
    }
  })
})
