import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import type { Case } from '../../src/rules/language/rulebook.js'
import { resolveText } from '../../src/rules/reading/load.js'
import type { RulebookFile } from '../../src/rules/reading/schema.js'
import { rulebookFile } from '../../src/rules/reading/schema.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import { vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import type { ClauseRow, IndicatorRow } from '../../src/tools/cases/source-list.js'
import { listDifferences } from '../../src/tools/cases/source-list.js'
import { chanceFrom } from '../../src/tools/contacts/chance.js'
import { edited } from '../../src/tools/mutants/edit.js'
import { mutantsOf } from '../../src/tools/mutants/mutants.js'
import { mutationTest } from '../../src/tools/mutants/mutation-test.js'
import { rulebookFrom, shippedRulebooks } from '../rulebooks.js'

const long = process.env.THRESHOLDS_LONG === '1'
vi.setConfig({ testTimeout: long ? 1_800_000 : 120_000 })

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const textOf = (name: string): string => readFileSync(path(name), 'utf8')
function dataOf(text: string): unknown {
  const parsed = parseYaml(text)
  if (!parsed.ok) throw new Error('no YAML')
  return parsed.value.data
}
/** Every row of the files of a folder that are about an authority. */
const rows = <T>(folder: string, name: string, ending: string): readonly T[] =>
  readdirSync(path(folder))
    .filter(f => f.startsWith(name) && f.endsWith(ending))
    .flatMap(f => dataOf(textOf(`${folder}/${f}`)) as T[])
const listOf = (name: string) => ({
  indicators: rows<IndicatorRow>('ledger', name, '.indicators.yaml'),
  clauses: rows<ClauseRow>('ledger', name, '.clauses.yaml'),
})
const casesOf = (name: string) =>
  ['test/cases', 'test/cases/public'].flatMap(folder => rows<Case>(folder, name, '.yaml'))

const small = dataOf(textOf('test/good/small.yaml')) as RulebookFile

describe('the mutants of a small rulebook', () => {
  const mutants = mutantsOf(small)
  const says = mutants.map(m => m.says)

  test('each differ from it in one place, and say where', () => {
    expect(mutants.length).toBeGreaterThan(150)
    for (const m of mutants) {
      const broken = edited(small, m.edit)
      expect(broken, m.says).not.toEqual(small)
      expect(m.says, m.says).toMatch(/^(rule|definition|indicator|deadline|the age band)/)
    }
    expect(new Set(mutants.map(m => JSON.stringify(m.edit))).size).toBe(mutants.length)
  })

  test('are of every kind that the rulebook has a place for', () => {
    const kinds = new Set(mutants.map(m => m.slip))
    for (const slip of ['level', 'operator', 'clause', 'exception', 'rule', 'priority', 'duration', 'unit', 'start'])
      expect(kinds).toContain(slip)
    for (const slip of ['consent', 'giver', 'team', 'destination', 'basis', 'strength', 'action', 'indicator-level'])
      expect(kinds).toContain(slip)
  })

  test('are of each entry of a list of exceptions, and of a notice', () => {
    const grave = small.rules.route[0]
    if (!grave) throw new Error('no route')
    const listed = {
      ...grave,
      unless: [
        { says: 'the case is open', when: { socialCareStatus: 'open' } },
        { says: 'nobody lives here', when: { residentInArea: false } },
      ],
      notice: { 'facts-at-odds': 'Both stand.' },
    }
    const book = { ...small, rules: { ...small.rules, route: [listed, ...small.rules.route.slice(1)] } }
    const own = mutantsOf(book as RulebookFile).filter(m => m.of === 'grave')
    const told = own.filter(m => m.slip === 'exception' || m.slip === 'notice').map(m => m.says)
    expect(told).toEqual([
      'rule `grave`: `unless` was dropped',
      'rule `grave`: "unless the case is open" was dropped',
      'rule `grave`: "unless nobody lives here" was dropped',
      'rule `grave`: the notice was dropped',
    ])
    expect(own.map(m => m.says)).toContain('rule `grave`: `residentInArea: false` has become `residentInArea: true`')
    for (const { edit } of own) expect(edited(book, edit)).not.toEqual(book)
  })

  test('leave the rulebook itself as it was', () => {
    const before = structuredClone(small)
    for (const { edit } of mutants) edited(small, edit)
    expect(small).toEqual(before)
  })

  test('say in words what was broken', () => {
    expect(says).toContainEqual(expect.stringMatching(/`level` has become `\d`; it was `\d`/))
    expect(says).toContainEqual(expect.stringMatching(/it was removed$/))
  })

  test('are not caught by what a decision says, only by what a case expects', () => {
    const rulebook = rulebookFrom(textOf('test/good/small.yaml'))
    const bare = mutationTest({ ...rulebook, examples: [] }, small, {
      cases: [],
      list: { indicators: [], clauses: [] },
    })
    const caught = new Set(bare.mutants.map(m => bare.judge(m).caughtBy))
    expect([...caught].filter(by => by !== null && by !== 'load')).toEqual([])
  })
})

describe.each(shippedRulebooks())('$name', ({ name, rulebook }) => {
  test('is what was listed from its source, but for readings that say more', () => {
    const read = new Set(
      [...rulebook.indicators, ...rulebook.rules].flatMap(x => (x.interpretations.length > 0 ? [x.id] : [])),
    )
    const odd = listDifferences(rulebook, listOf(name)).filter(d => !read.has(d.split(':')[0] ?? ''))
    expect(odd).toEqual([])
  })

  // A seeded sample of the mutants, or all of them in the long run.
  test('95 of 100 mutants are caught by expectations that were written from the source', () => {
    const read = resolveText(textOf(`rules/${name}.yaml`))
    if (!read.ok) throw new Error('not read')
    const { data, isOwn } = read.value.resolved
    expect(rulebookFile(vocabularyOf(rulebook)).safeParse(data).success).toBe(true)
    const { mutants, judge, rulebookOf } = mutationTest(rulebook, data, {
      cases: casesOf(name),
      list: listOf(name),
      isOwn,
    })
    // Most slips load: were the whole refused, every one would count as caught.
    expect(mutants.slice(0, 40).filter(m => rulebookOf(m) !== null).length).toBeGreaterThan(30)
    const chosen = long ? mutants : chanceFrom(20190301).shuffle(mutants).slice(0, 80)
    const survivors = chosen.map(judge).filter(v => v.caughtBy === null)
    const share = 1 - survivors.length / chosen.length
    // A sample can fall short by chance: two standard errors of it are allowed for, none where all are tried.
    const chance = long ? 0 : 2 * Math.sqrt((0.95 * 0.05) / chosen.length)
    expect(share, survivors.map(v => v.mutant.says).join('\n')).toBeGreaterThanOrEqual(0.95 - chance)
  })
})
