import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Condition } from '../../src/rules/language/condition.js'
import { allOf, anyOf, sizeOf } from '../../src/rules/language/condition.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { joined } from '../../src/rules/reading/share-parts.js'
import { rulebookFrom } from '../rulebooks.js'
import { patience, runs } from '../runs.js'
import { receivedAt, smallText } from '../small.js'

/** The small rulebook with so many definitions, each of which uses the one before in two alternatives. */
function nested(levels: number, second = (n: number): string => `{ is: d${n}, residentInArea: true }`): string {
  const definitions = Array.from({ length: levels }, (_, i) =>
    [
      `  d${i}:`,
      `    says: D ${i}.`,
      i === 0
        ? '    when: { riskOfSignificantHarm: true }'
        : `    when: { any: [{ is: d${i - 1}, ageYears: at least ${i % 20} }, ${second(i - 1)}] }`,
      '    clauses: [g-2.1]',
    ].join('\n'),
  ).join('\n')
  return smallText
    .replace('definitions:\n', `definitions:\n${definitions}\n`)
    .replace('when: { is: harm }, level: 4', `when: { is: d${levels - 1} }, level: 4`)
}

/** Milliseconds of the processor: others who use it do not count. */
function cost(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

describe('definitions nested in definitions', () => {
  test('do not multiply', { timeout: 2 * patience }, () => {
    const sizes = [20, 40, 60].map(n => {
      const rulebook = rulebookFrom(nested(n), 'nested.yaml')
      return sizeOf(rulebook.rules.find(r => r.id === 'harm-is-four')?.when ?? { all: [] })
    })
    expect(sizes[2]).toBeLessThan(6000)
    expect((sizes[2] ?? 0) / (sizes[0] ?? 1)).toBeLessThan(8)
  })

  test('decide as they say', () => {
    const rulebook = rulebookFrom(nested(30), 'nested.yaml')
    const levelOf = (contact: Readonly<Record<string, unknown>>): number | null => {
      const result = decide(rulebook, { receivedAt, ...contact })
      if (!result.ok) throw new Error('it is refused')
      return result.value.level
    }
    expect(levelOf({ riskOfSignificantHarm: true, residentInArea: true })).toBe(4)
    expect(levelOf({ riskOfSignificantHarm: true, residentInArea: false, ageYears: 25 })).toBe(4)
    expect(levelOf({ riskOfSignificantHarm: true, residentInArea: false, ageYears: 18 })).not.toBe(4)
    expect(levelOf({ riskOfSignificantHarm: false, residentInArea: true })).not.toBe(4)
    expect(levelOf({ residentInArea: true })).not.toBe(4)
  })

  test('those that would, since one alternative denies what the other wants, are refused at once, by name', () => {
    const text = nested(30, n => `{ isNot: d${n}, residentInArea: true }`)
    let told: readonly string[] = []
    const spent = cost(() => {
      const loaded = loadRulebook(text)
      told = loaded.ok ? [] : loaded.diagnostics.map(d => `${d.code} ${d.path.join('.')}`)
    })
    expect(told[0]).toMatch(/^too-many-tests definitions\.d\d+$/)
    expect(told.length).toBeLessThan(4)
    expect(spent).toBeLessThan(5000)
  })
})

describe('what several alternatives share is written once', () => {
  const atoms = 'abcdefgh'.split('').map((fact): Condition => ({ fact, operator: 'equal', value: true }))
  const big = (of: number): Condition => ({
    any: Array.from({ length: 160 }, (_, i) => atoms[(i + of) % 5] as Condition),
  })
  const shared = [big(0), { all: [big(1), atoms[5] as Condition] }, big(2)]
  const part = fc
    .tuple(fc.subarray(shared), fc.subarray(atoms), fc.constantFrom('all' as const, 'any' as const))
    .filter(([large, small]) => large.length + small.length > 0)
    .map(([large, small, join]) => (join === 'all' ? allOf([...large, ...small]) : anyOf([...large, ...small])))

  /** True is 2, unknown 1, false 0. */
  const value = (c: Condition, of: Readonly<Record<string, number>>): number =>
    'all' in c
      ? Math.min(2, ...c.all.map(x => value(x, of)))
      : 'any' in c
        ? Math.max(0, ...c.any.map(x => value(x, of)))
        : (of[c.fact] ?? 1)

  test('and comes to the same, known or not', () => {
    const world = fc.record(Object.fromEntries([...'abcdefgh'].map(fact => [fact, fc.constantFrom(0, 1, 2)])))
    fc.assert(
      fc.property(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.array(world, { minLength: 8, maxLength: 8 }),
        (join, parts, worlds) => {
          const plain: Condition = join === 'all' ? { all: parts } : { any: parts }
          const found = joined(join, parts)
          for (const of of worlds) expect(value(found, of)).toBe(value(plain, of))
          expect(sizeOf(found)).toBeLessThanOrEqual(sizeOf(plain))
        },
      ),
      { numRuns: runs(150), seed: 4 },
    )
  })

  test('small parts stay as they are written', () => {
    const [a, b, c] = atoms as [Condition, Condition, Condition]
    const parts = [allOf([a, b]), allOf([a, c])]
    expect(joined('any', parts)).toEqual({ any: parts })
  })
})

describe('ten thousand mistakes', () => {
  const rows = (row: (i: number) => string): string => Array.from({ length: 10_000 }, (_, i) => row(i)).join('')
  test.each([
    [
      'unknown clauses',
      'outOfScope:\n',
      `outOfScope:\n  - { section: "8", reason: R., clauses: [${rows(i => `x-${i}, `)}y] }\n`,
    ],
    ['names twice', 'teams:\n', `teams:\n${rows(i => `  t-${i}: 7\n`)}`],
  ])('%s are told without looking at each beside each', { timeout: 3 * patience }, (_, from, to) => {
    let count = 0
    const spent = cost(() => {
      const loaded = loadRulebook(smallText.replace(from, to))
      count = loaded.ok ? 0 : loaded.diagnostics.length
    })
    expect(count).toBeGreaterThanOrEqual(10_000)
    expect(spent).toBeLessThan(8000)
  })
})
