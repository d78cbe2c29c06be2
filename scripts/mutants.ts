// Breaks each rulebook in every place in which somebody could slip, and counts who notices: npm run mutants [-- NAME…] [--check]
// `--check` tries what the cases let pass on promises and findings as well, which takes minutes.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from '../src/rules/language/rulebook.js'
import { loadRulebook, resolveText } from '../src/rules/reading/load.js'
import { parseYaml } from '../src/rules/reading/yaml-text.js'
import type { ClauseRow, IndicatorRow } from '../src/tools/cases/source-list.js'
import { slips } from '../src/tools/mutants/mutant.js'
import type { Verdict } from '../src/tools/mutants/mutation-test.js'
import { catchers, mutationTest } from '../src/tools/mutants/mutation-test.js'

const read = (path: string): string => readFileSync(path, 'utf8')
function rowsOf<T>(path: string): readonly T[] {
  const parsed = parseYaml(read(path))
  if (!parsed.ok) throw new Error(`${path} cannot be read`)
  return parsed.value.data as readonly T[]
}

/** Every row of the files of a folder that are about an authority. */
const rowsAbout = <T>(folder: string, name: string, ending: string): readonly T[] =>
  readdirSync(folder)
    .filter(f => f.startsWith(name) && f.endsWith(ending))
    .flatMap(f => rowsOf<T>(join(folder, f)))

function verdictsOn(name: string, check: boolean): readonly Verdict[] {
  const text = read(`rules/${name}.yaml`)
  const inherited = resolveText(text)
  const loaded = loadRulebook(text)
  if (!inherited.ok || !loaded.ok) throw new Error(`rules/${name}.yaml does not load`)
  const { mutants, judge } = mutationTest(loaded.value, inherited.value.resolved.data, {
    isOwn: inherited.value.resolved.isOwn,
    cases: ['test/cases', 'test/cases/public'].flatMap(folder => rowsAbout<Case>(folder, name, '.yaml')),
    list: {
      indicators: rowsAbout<IndicatorRow>('ledger', name, '.indicators.yaml'),
      clauses: rowsAbout<ClauseRow>('ledger', name, '.clauses.yaml'),
    },
    contacts: check ? 100 : 0,
    findings: check,
  })
  return mutants.map(judge)
}

function report(name: string, verdicts: readonly Verdict[]): void {
  const percent = (caught: number, all: number): string => (all === 0 ? '' : ((100 * caught) / all).toFixed(1))
  const row = (what: string, of: readonly Verdict[]): void => {
    const by = Object.keys(catchers).map(c => of.filter(v => v.caughtBy === c).length)
    const caught = by.reduce((a, b) => a + b, 0)
    console.log(`| ${[what, of.length, caught, percent(caught, of.length), ...by].join(' | ')} |`)
  }
  console.log(`\n## ${name}\n\n| slip | mutants | caught | in 100 | ${Object.keys(catchers).join(' | ')} |`)
  console.log(`| --- |${' --: |'.repeat(3 + Object.keys(catchers).length)}`)
  for (const [slip, words] of Object.entries(slips)) {
    const of = verdicts.filter(v => v.mutant.slip === slip)
    if (of.length > 0) row(words, of)
  }
  row('**all**', verdicts)
  console.log('\nSurvivors:\n')
  for (const { mutant } of verdicts.filter(v => v.caughtBy === null)) console.log(`- ${mutant.says}`)
}

const names = process.argv.slice(2).filter(a => !a.startsWith('-'))
const all = readdirSync('rules')
  .filter(f => f.endsWith('.yaml') && f !== 'england.yaml')
  .map(f => f.slice(0, -5))
for (const name of names.length > 0 ? names : all) report(name, verdictsOn(name, process.argv.includes('--check')))
