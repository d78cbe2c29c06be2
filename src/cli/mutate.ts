import type { Rulebook } from '../rules/language/rulebook.js'
import type { Resolved } from '../rules/reading/layers/resolve.js'
import { loadRulebook, resolveText } from '../rules/reading/load.js'
import { visibleJson } from '../rules/visible.js'
import { mutationTest } from '../tools/mutants/mutation-test.js'
import type { UncaughtReport } from '../tools/mutants/uncaught.js'
import { uncaughtSlips } from '../tools/mutants/uncaught.js'
import { widthFor } from '../tools/text/wrap.js'
import { oneOf, readArguments, wholeNumber } from './arguments.js'
import { casesIn, shippedCases } from './cases.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { layersBeside } from './layers-beside.js'
import { mistakesIn } from './mistakes.js'
import { rulebookFile, textOf } from './named-rulebook.js'
import { progressLine } from './progress-line.js'
import { renderUncaught } from './render-uncaught.js'
import { usages } from './usages.js'

/** With how many contacts each promise is tried on a slip, and how many are drawn to show one. */
const contacts = { promises: 60, drawn: 60 } as const
/** The share of the time in which slips are tried; in the rest `check` is asked about what was not caught. */
const trying = 0.75

/** The command `thresholds mutate`. */
export async function mutateCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('mutate', args, {
    cases: { type: 'string', multiple: true },
    seconds: { type: 'string' },
    seed: { type: 'string', short: 's' },
    list: { type: 'string' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.mutate)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  const seconds = wholeNumber('seconds', values.seconds, 60)
  const seed = wholeNumber('seed', values.seed, 1)
  const list = wholeNumber('list', values.list, 20)
  const [name, ...more] = positionals
  if (name === undefined) throw new Misuse('name a rulebook: `thresholds mutate my-rulebook.yaml`')
  // A shell expands `--cases *.yaml` into one value and further arguments.
  const files = [...(values.cases ?? []), ...more]
  if (more.length > 0 && values.cases === undefined)
    throw new Misuse(`\`${more.join(' ')}\`: files of cases are given with \`--cases\``)
  const { rulebook, resolved } = opened(rulebookFile(name))
  const shipped = files.length > 0 ? null : shippedCases(rulebook)
  const cases = shipped?.cases ?? files.flatMap(casesIn)

  const line = progressLine(io)
  line.show(`${rulebook.authority}: reading the cases`)
  const test = mutationTest(rulebook, resolved.data, { cases, contacts: contacts.promises, isOwn: resolved.isOwn })
  const started = Date.now() // allowed: how long to go on is for whoever waits, and decides nothing
  const passed = (): number => Date.now() - started // allowed: as above
  const within = (share: number): boolean => passed() < seconds * 1000 * share
  const report = uncaughtSlips(rulebook, test, {
    seed,
    drawn: contacts.drawn,
    time: { toTry: () => within(trying), toCheck: () => within(1) },
    progress: (tried, of, uncaught) =>
      line.show(`${rulebook.authority}: ${tried} of ${of} slips tried, ${uncaught} not caught so far`),
  })
  line.clear()
  if (format === 'json') await io.write(`${visibleJson(asJson(rulebook, report, cases.length, seed), 2)}\n`)
  else
    await say(
      io,
      renderUncaught(
        report,
        { name, authority: rulebook.authority, cases: cases.length, seed, seconds, list },
        widthFor(io.columns),
      ),
    )
  return report.uncaught.length > 0 ? 1 : 0
}

function opened(file: string): { readonly rulebook: Rulebook; readonly resolved: Resolved } {
  const text = textOf(file)
  const [loaded, read] = [loadRulebook(text, layersBeside(file)), resolveText(text, layersBeside(file))]
  if (loaded.ok && read.ok) return { rulebook: loaded.value, resolved: read.value.resolved }
  const diagnostics = loaded.ok ? [] : loaded.diagnostics
  throw mistakesIn(diagnostics, text, file, `${file}: the rulebook does not load.`)
}

const asJson = (
  { authority, version }: Rulebook,
  { uncaught, ...counts }: UncaughtReport,
  cases: number,
  seed: number,
) => ({
  authority,
  version,
  cases,
  seed,
  ...counts,
  uncaught: uncaught.map(({ mutant: { slip, of, path, says }, shown, checked }) => ({
    slip,
    of,
    path,
    says,
    shown,
    checked,
  })),
})
