import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import { differences } from '../../src/tools/cases/expectations.js'
import { readCases } from '../../src/tools/cases/read-cases.js'
import { mutationTest } from '../../src/tools/mutants/mutation-test.js'
import { rankOf } from '../../src/tools/mutants/telling-contact.js'
import { uncaughtSlips } from '../../src/tools/mutants/uncaught.js'
import { thresholds } from '../cli/command.js'
import { small, smallText } from '../small.js'

const rulebook = small()
const parsed = parseYaml(smallText)
if (!parsed.ok) throw new Error('no YAML')
const { data } = parsed.value

/** So many slips tried, and `check` asked about so many of what is left. */
function broken(slips: number, checked = 0, cases: Parameters<typeof mutationTest>[2]['cases'] = []) {
  let [toTry, toCheck] = [slips, checked]
  const test = mutationTest(rulebook, data, { cases })
  const report = uncaughtSlips(rulebook, test, {
    seed: 1,
    drawn: 20,
    time: { toTry: () => --toTry > 0, toCheck: () => toCheck-- > 0 },
  })
  return { test, report }
}

const failsIn = (book: Rulebook, contact: unknown, expect: Readonly<Record<string, unknown>>): boolean => {
  const result = decide(book, contact)
  return !result.ok || differences(expect, result.value).length > 0
}

describe('slips that nothing catches', () => {
  const { test: mutants, report } = broken(50)

  test('every one tried is caught or told', () => {
    expect(report.tried).toBe(50)
    const caught = Object.values(report.caughtBy).reduce((a, b) => a + b, 0)
    expect(caught + report.uncaught.length).toBe(50)
    expect(report.caughtBy.case).toBeGreaterThan(0)
    expect(report.uncaught.every(u => !u.checked)).toBe(true)
  })

  test('each has a case to paste, which passes today and fails with the slip', () => {
    const shown = report.uncaught.filter(u => u.shown !== null)
    expect(shown.length).toBeGreaterThan(10)
    for (const { mutant, shown: found } of shown) {
      const cases = readCases(`${found?.case}\n`)
      if (!cases.ok) throw new Error(found?.case)
      const slipped = mutants.rulebookOf(mutant)
      if (!slipped) throw new Error('it does not load')
      for (const { contact, expect: wanted } of cases.value) {
        expect(failsIn(rulebook, contact, wanted), found?.case).toBe(false)
        expect(failsIn(slipped, contact, wanted), found?.case).toBe(true)
      }
    }
  })

  test('what protects less comes first, and what changes nothing last', () => {
    const directions = report.uncaught.map(u => u.shown?.direction ?? 'none')
    const order = ['down', 'sideways', 'up', 'none']
    expect([...directions].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(directions)
    expect(directions[0]).toBe('down')
    expect(rankOf({ direction: 'down', area: 'level' })).toBe(0)
    expect(rankOf({ direction: 'down', area: 'actions' })).toBeLessThan(
      rankOf({ direction: 'sideways', area: 'level' }),
    )
  })

  test('pasted, the cases catch them', () => {
    const cases = report.uncaught.flatMap(u => {
      const read = u.shown ? readCases(`${u.shown.case}\n`) : null
      return read?.ok ? read.value : []
    })
    const again = broken(50, 0, cases).report
    expect(again.uncaught.filter(u => u.shown !== null)).toEqual([])
    expect(cases.length).toBeGreaterThan(10)
  })

  test('the same seed tries the same', () => expect(broken(12).report).toEqual(broken(12).report))

  test('where there is time, `check` is asked, the most dangerous first', () => {
    const { report: looked } = broken(50, 6)
    const caught = looked.caughtBy.finding ?? 0
    expect(caught + looked.uncaught.filter(u => u.checked).length).toBe(6)
    expect(looked.uncaught).toHaveLength(report.uncaught.length - caught)
  })
})

describe('thresholds mutate', () => {
  const book = 'test/good/small.yaml'
  test('lists what is not caught, on a terminal of 80 columns', async () => {
    const { status, out, err } = await thresholds(['mutate', book, '--seconds', '1', '--list', '2'], '', {
      columns: 80,
    })
    expect(status).toBe(1)
    expect(out).toMatch(/^test\/good\/small\.yaml: \d+ of \d+ small slips tried, with 0 cases/)
    expect(out).toMatch(/nothing notices:\n\n {2}\S[\s\S]*\n {4}- id: smallshire-slip-\d+\n {6}title: "Notices that/)
    const told = out.split('\n').filter(line => !/^ {4}(- id:| {2}(title|contact|expect):)/.test(line))
    for (const line of told) expect(line.length).toBeLessThanOrEqual(80)
    expect(err).toContain('slips tried')
    for (const line of err.split('\r')) expect(line.length).toBeLessThan(80)
  })

  test('as JSON, and without a terminal, nothing else is written', async () => {
    const { out, err } = await thresholds(['mutate', book, '--seconds', '1', '--format', 'json'])
    expect(err).toBe('')
    expect(JSON.parse(out)).toMatchObject({ authority: 'smallshire', cases: 0, seed: 1, uncaught: expect.any(Array) })
  })

  test.each([
    [[], /name a rulebook/],
    [[book, 'more.yaml'], /given with `--cases`/],
    [[book, '--seconds', 'soon'], /whole number/],
    [[book, '--cases', 'nowhere.yaml'], /there is no file/],
    [['nowhere'], /there is no rulebook/],
  ])('%j is refused', async (args, told) => {
    const { status, err } = await thresholds(['mutate', ...args])
    expect([status, err]).toEqual([2, expect.stringMatching(told)])
  })
})
