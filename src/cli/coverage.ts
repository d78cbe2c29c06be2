import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rulebook } from '../rules/language/rulebook.js'
import { parseYaml } from '../rules/reading/yaml-text.js'
import { visibleJson } from '../rules/visible.js'
import type { Alternative, AlternativeCoverage } from '../tools/cases/alternatives.js'
import { alternativeCoverage } from '../tools/cases/alternatives.js'
import type { Coverage, CoverageCase } from '../tools/cases/coverage.js'
import { coverage } from '../tools/cases/coverage.js'
import { studyOf } from '../tools/findings/study.js'
import { oneOf, readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { packageFolder } from './package-folder.js'
import { authorities, rulebookFrom, rulebookOf } from './rulebooks.js'
import { usages } from './usages.js'

/** The command `thresholds coverage`. */
export async function coverageCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('coverage', args, {
    cases: { type: 'string' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.coverage)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  const folder = values.cases ?? join(packageFolder(), 'test', 'cases')
  if (values.cases !== undefined && !existsSync(folder)) throw new Misuse(`there is no folder \`${folder}\``)
  const names = positionals.length > 0 ? positionals : authorities()
  const results = names.map(name => {
    const rulebook = /\.ya?ml$/.test(name) ? rulebookFrom(name) : rulebookOf(name)
    const study = studyOf(rulebook, 1)
    const drawn = study.seen.map(s => s.contact)
    const cases = casesOf(rulebook, folder)
    const alternatives = alternativeCoverage(
      rulebook,
      cases,
      study.seen.map(s => s.trace),
    )
    return { ...coverage(rulebook, cases, drawn, study), alternatives }
  })
  if (format === 'json') await io.write(`${visibleJson(results, 2)}\n`)
  else await say(io, results.map(render).join('\n'))
  return results.some(isMissingSomething) ? 1 : 0
}

/** The rulebook's own examples, and the cases of its authority under a folder. */
function casesOf(rulebook: Rulebook, folder: string): readonly CoverageCase[] {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        f => f.split(/[\\/]/).at(-1) === `${rulebook.authority}.yaml`,
      )
    : []
  const read = files.sort().flatMap(file => {
    const parsed = parseYaml(readFileSync(join(folder, file), 'utf8'))
    if (!parsed.ok || !Array.isArray(parsed.value.data))
      throw new Misuse(`\`${join(folder, file)}\` is not a list of cases`)
    return (parsed.value.data as Partial<CoverageCase>[]).flatMap(c =>
      c.contact && c.expect ? [{ contact: c.contact, expect: c.expect }] : [],
    )
  })
  return [...rulebook.examples, ...read]
}

type Covered = Coverage & { readonly alternatives: AlternativeCoverage }

const isMissingSomething = (c: Coverage): boolean =>
  c.clauses.missing.length + c.rules.withoutWitness.length + c.rules.notExercised.length > 0

function render(c: Covered): string {
  const { total, notNeeded, notExercised } = c.alternatives
  const told = (list: readonly Alternative[]): string[] => list.map(a => `${a.says} (${a.rules.join(', ')})`)
  const row = (label: string, text: string): string => `  ${label.padEnd(34)}${text}`
  const list = (label: string, ids: readonly string[]): string[] =>
    ids.length === 0 ? [] : [`  ${label}:`, ...ids.map(id => `    ${id}`)]
  return `${[
    c.authority,
    row('clauses that bear on a decision', String(c.clauses.deciding)),
    row('  encoded', String(c.clauses.encoded)),
    row('  left to judgement', String(c.clauses.leftToJudgement.length)),
    row('  missing', String(c.clauses.missing.length)),
    row('clauses out of scope', String(c.clauses.outOfScope)),
    row('indicators', String(c.indicators)),
    row('interpretations', String(c.interpretations)),
    row('rules with a witness', `${c.rules.witnessed} of ${c.rules.total}`),
    row('rules exercised by a case', `${c.rules.exercised} of ${c.rules.total}`),
    row('alternatives and values needed', `${total - notNeeded.length} of ${total}`),
    row('  by a case that would notice', `${total - notExercised.length} of ${total}`),
    ...list('left to judgement', c.clauses.leftToJudgement),
    ...list('missing', c.clauses.missing),
    ...list('without a witness', c.rules.withoutWitness),
    ...list('that decide, and without which nothing tried comes out otherwise', c.rules.sameWithout),
    ...list('not exercised by a case', c.rules.notExercised),
    ...list('alternatives and values that no contact tried needs', told(notNeeded)),
    ...list('alternatives and values that no case would miss', told(notExercised.filter(a => !notNeeded.includes(a)))),
  ].join('\n')}\n`
}
