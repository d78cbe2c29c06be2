import { visibleJson } from '../rules/visible.js'
import type { CaseReport, ExercisedRules, FailedCase, FiledCase } from '../tools/cases/run-cases.js'
import { runCases } from '../tools/cases/run-cases.js'
import type { Because } from '../tools/cases/why-different.js'
import { widthFor, wrap } from '../tools/text/wrap.js'
import { oneOf, readArguments } from './arguments.js'
import { casesIn } from './cases.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { namedRulebook } from './named-rulebook.js'
import { usages } from './usages.js'

/** The command `thresholds test`. */
export async function testCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('test', args, {
    cases: { type: 'string', short: 'c', multiple: true },
    rules: { type: 'boolean' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.test)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  const [rules, ...more] = positionals
  if (rules === undefined)
    throw new Misuse(
      'name a rulebook: `thresholds test my-rulebook.yaml --cases my-cases.yaml`; the rulebook comes first',
    )
  // A shell expands `--cases *.yaml` into one value and further arguments.
  const files = [...(values.cases ?? []), ...more]
  if (more.length > 0 && values.cases === undefined)
    throw new Misuse(`\`${more.join(' ')}\`: files of cases are given with \`--cases\``)
  const rulebook = namedRulebook(rules)
  const own = rulebook.examples.map((c): FiledCase => ({ ...c, from: `${rules}, examples` }))
  const cases = [...own, ...files.flatMap(casesIn)]
  if (cases.length === 0) throw new Misuse(`\`${rules}\` holds no examples; name a file of cases with \`--cases FILE\``)
  const report = runCases(rulebook, cases, values.rules)
  if (format === 'json') await io.write(`${visibleJson(report, 2)}\n`)
  else await say(io, render(report, widthFor(io.columns)))
  return report.failed.length > 0 ? 1 : 0
}

const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

function render({ authority, version, cases, failed, rules }: CaseReport, width: number): string {
  const list = (title: string, found: ExercisedRules['notExercised']): string[] =>
    found.length === 0
      ? []
      : ['', ...wrap(`${title}:`, width), ...found.flatMap(r => wrap(`  ${r.rule}: ${r.says}`, width, '    '))]
  const idle = rules?.notExercised ?? []
  const exercised = rules ? `; ${rules.exercised} of ${plural(rules.total, 'rule')} exercised` : ''
  const outcome =
    failed.length === 0 ? 'all as expected' : `${cases - failed.length} as expected, ${failed.length} not as expected`
  return `${[
    ...failed.flatMap(c => renderCase(c, width)),
    ...list(
      'Rules that decide in no case',
      idle.filter(r => !r.decides),
    ),
    ...list(
      'Rules that decide in a case, though no expectation would notice if they did not',
      idle.filter(r => r.decides),
    ),
    '',
    ...wrap(`${authority} ${version}: ${plural(cases, 'case')}, ${outcome}${exercised}.`, width),
  ]
    .join('\n')
    .trimStart()}\n`
}

const renderCase = (c: FailedCase, width: number): string[] => [
  '',
  ...wrap(`${c.id}  ${c.title}  (${c.from})`, width, '  '),
  ...c.differences.flatMap(d => [
    // A list of ids may break after its commas.
    ...wrap(`  ${d.says.replaceAll('","', '", "')}`, width, '    '),
    ...d.because.flatMap(b => wrap(`    ${renderBecause(b)}`, width, '      ')),
  ]),
  ...(c.why === null ? [] : wrap(`  expected because of ${c.why}`, width, '    ')),
]

const standingWords = {
  decided: () => 'decided by',
  'later-in-its-list': () => 'an earlier rule decides before',
  undecided: ({ notGiven }) =>
    notGiven.length > 0 ? `cannot be told without ${notGiven.map(f => `\`${f}\``).join(', ')}:` : 'cannot be told:',
  'does-not-apply': () => 'does not apply:',
} as const satisfies Record<Because['standing'], (b: Because) => string>

const sectionsAtMost = 4

function renderBecause(b: Because): string {
  const shown = b.sections.slice(0, sectionsAtMost).join('; ')
  const sections = b.sections.length > sectionsAtMost ? `${shown}; …` : shown
  return `${standingWords[b.standing](b)} \`${b.rule}\`: ${b.says} [${sections}]`
}
