import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { shippedRulebooks } from './rulebooks.js'

// The ledger lists every statement and every indicator of the sources; it is what "complete" means.

interface ClauseRow {
  readonly id: string
  readonly source: string
  readonly section: string
  readonly decides: boolean
  readonly ambiguity?: string
}
interface IndicatorRow {
  readonly id: string
  readonly level: number
  readonly domain: string
  readonly ages?: readonly [number, number]
  readonly concerns?: readonly string[]
  readonly given?: string
}

const folder = fileURLToPath(new URL('../ledger/', import.meta.url))
const rows = <T>(authority: string, kind: string): readonly T[] =>
  readdirSync(folder)
    .filter(f => f.endsWith(`.${kind}.yaml`) && f.startsWith(authority))
    .flatMap(f => parse(readFileSync(`${folder}${f}`, 'utf8')) as T[])

describe.each(shippedRulebooks())('$name says what its ledger lists', ({ name, rulebook }) => {
  const clauses = rows<ClauseRow>(name, 'clauses')
  const indicators = rows<IndicatorRow>(name, 'indicators')
  const outside = new Set(rulebook.outOfScope.flatMap(x => x.clauses))

  test('every clause stands in it, with its source and section', () => {
    expect(clauses.length).toBeGreaterThan(0)
    const wanted = clauses.map(c => [c.id, c.source, String(c.section)])
    expect(wanted.map(([id = '']) => [id, rulebook.clauses[id]?.source, rulebook.clauses[id]?.section])).toEqual(wanted)
    // What it inherits has no place in the ledger of its own sources.
    const own = Object.keys(rulebook.clauses).filter(id => rulebook.layering?.inherited[`clauses.${id}`] === undefined)
    expect(own.sort()).toEqual(clauses.map(c => c.id).sort())
  })

  test('what decides nothing is out of scope, and nothing else is', () => {
    expect([...outside].sort()).toEqual(
      clauses
        .filter(c => !c.decides)
        .map(c => c.id)
        .sort(),
    )
  })

  test('every ambiguity is answered by an interpretation', () => {
    const passages = new Set(rulebook.interpretations.flatMap(i => i.passages))
    expect(clauses.filter(c => c.ambiguity !== undefined && !passages.has(c.id)).map(c => c.id)).toEqual([])
  })

  test('every interpretation is one that a rule, a definition, an indicator, or whom rules are for, rests on', () => {
    const used = new Set(
      [...rulebook.rules, ...rulebook.definitions, ...rulebook.indicators, ...rulebook.appliesTo].flatMap(
        x => x.interpretations,
      ),
    )
    // A reading of a clause that decides nothing has no rule to govern.
    const idle = rulebook.interpretations.filter(i => !used.has(i.id) && i.passages.some(p => !outside.has(p)))
    expect(idle.map(i => i.id)).toEqual([])
  })

  test('every indicator stands in it, at its level or a more protective one, with its domain and concerns', () => {
    const found = new Map(rulebook.indicators.map(i => [i.id, i]))
    expect([...found.keys()].sort()).toEqual(indicators.map(i => i.id).sort())
    for (const row of indicators) {
      const indicator = found.get(row.id)
      expect(indicator?.domain, row.id).toBe(row.domain)
      expect(indicator?.level, row.id).toBeGreaterThanOrEqual(row.level)
      expect(indicator?.concerns, row.id).toEqual(expect.arrayContaining([...(row.concerns ?? [])]))
      if (row.given !== undefined) expect(indicator?.note ?? '', `${row.id}: its condition is noted`).not.toBe('')
    }
  })

  test('ids in the same table agree with the level that they name', () => {
    const odd = rulebook.indicators.filter(i => !i.id.includes(`-l${i.level}-`) && i.interpretations.length === 0)
    expect(odd.map(i => i.id)).toEqual([])
  })
})
