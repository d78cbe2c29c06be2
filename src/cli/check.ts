import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Diagnostic } from '../diagnostic.js'
import { serializeRulebook } from '../rules/packed/packed.js'
import { firstDifferentLine, formatText } from '../rules/reading/format-text.js'
import type { Resolved } from '../rules/reading/layers/resolve.js'
import { loadRulebook, resolveText } from '../rules/reading/load.js'
import { visibleJson } from '../rules/visible.js'
import { silentWords } from '../tools/authoring/silent-words.js'
import type { AlternativeCoverage } from '../tools/cases/alternatives.js'
import { alternativeCoverage } from '../tools/cases/alternatives.js'
import type { CaseReport } from '../tools/cases/run-cases.js'
import { runCases } from '../tools/cases/run-cases.js'
import type { CheckReport } from '../tools/findings/check.js'
import { checkRulebook } from '../tools/findings/check.js'
import type { Finding } from '../tools/findings/finding.js'
import { findFindings } from '../tools/findings/findings.js'
import { studyOf } from '../tools/findings/study.js'
import { widthFor } from '../tools/text/wrap.js'
import { oneOf, readArguments, wholeNumber } from './arguments.js'
import { casesIn, shippedCases } from './cases.js'
import type { FindingsTask } from './check-worker.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { layersBeside } from './layers-beside.js'
import { codesLine } from './mistakes.js'
import { rulebookFile, textOf } from './named-rulebook.js'
import { packageFolder } from './package-folder.js'
import { progressLine } from './progress-line.js'
import { renderCheck, renderFaults } from './render-check.js'
import type { CheckList } from './render-lists.js'
import { agesAsJson, renderList } from './render-lists.js'
import type { Since } from './since.js'
import { changesSince, earlierVersion } from './since.js'
import { usages } from './usages.js'

/** A rulebook's file as it was read: what it holds, or why it does not load. */
export interface CheckedFile {
  readonly file: string
  readonly text: string
  /** With all that it extends. */
  readonly resolved: Resolved | null
  readonly diagnostics: readonly Diagnostic[]
  readonly report: CheckReport | null
  /** The first line that `thresholds format` would write otherwise; `null` where there is none, or the file does not load. */
  readonly formLine: number | null
  /** What came of cases, and for which of the shipped rulebooks they were written; `null` where there are none. */
  readonly cases: (CaseReport & { readonly writtenFor: string | null }) | null
  /** What of the conditions a contact needs; `null` where the file does not load. */
  readonly alternatives: AlternativeCoverage | null
  /** What has changed since an earlier version; `null` where there is none, or nothing has. */
  readonly since: Since | null
}

const unread = { resolved: null, report: null, formLine: null, cases: null, alternatives: null, since: null } as const

/** The command `thresholds check`. */
export async function checkCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('check', args, {
    runs: { type: 'string', short: 'n' },
    seed: { type: 'string', short: 's' },
    cases: { type: 'string', multiple: true },
    since: { type: 'string' },
    ages: { type: 'boolean' },
    words: { type: 'boolean' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.check)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  const runs = wholeNumber('runs', values.runs, 10_000)
  const seed = wholeNumber('seed', values.seed, 1)
  if (positionals.length === 0) throw new Misuse('name a rulebook: `thresholds check my-rulebook.yaml`')
  const files = positionals.map(rulebookFile)
  if (values.ages || values.words) return listCommand(files, values.ages ? 'ages' : 'words', format, io)
  const checked: CheckedFile[] = []
  for (const file of files) {
    const one = await checkFile(file, { runs, seed, cases: values.cases, since: values.since }, io)
    checked.push(one)
    if (format === 'text') {
      const width = widthFor(io.columns)
      const between = checked.length > 1 ? `\n${'─'.repeat(width)}\n\n` : ''
      await say(io, `${between}${one.report ? renderCheck(one, one.report, seed, width) : renderFaults(one)}`)
    }
  }
  if (format === 'json') await io.write(`${visibleJson(checked.map(asJson), 2)}\n`)
  else if (checked.some(namesCodes)) await io.write(`\n${codesLine}\n`)
  return checked.some(c => c.report === null) ? 2 : checked.every(isClean) ? 0 : 1
}

const isClean = ({ report, cases }: CheckedFile): boolean => report?.clean === true && (cases?.failed.length ?? 0) === 0

/** Whether what is said of a rulebook names a code: of a mistake, a finding or a promise. */
const namesCodes = ({ report }: CheckedFile): boolean =>
  report === null || report.findings.length + report.acceptedPromises.length + report.promises.broken.length > 0

/** One of the lists that the findings do not show, of each rulebook. */
async function listCommand(files: readonly string[], list: CheckList, format: string, io: Io): Promise<number> {
  const lists: unknown[] = []
  for (const file of files) {
    const text = textOf(file)
    const loaded = loadRulebook(text, layersBeside(file))
    if (!loaded.ok) {
      await say(io, `${renderFaults({ file, text, ...unread, diagnostics: loaded.diagnostics })}${codesLine}\n`)
      return 2
    }
    const data = resolvedOf(text, file)?.data
    if (format === 'text') await say(io, renderList(list, loaded.value, data, file, widthFor(io.columns)))
    else
      lists.push(
        list === 'ages' ? { file, ages: agesAsJson(loaded.value) } : { file, words: silentWords(loaded.value, data) },
      )
  }
  if (format !== 'text') await io.write(`${visibleJson(lists, 2)}\n`)
  return 0
}

interface FileOptions {
  readonly runs: number
  readonly seed: number
  readonly cases: readonly string[] | undefined
  readonly since: string | undefined
}

function resolvedOf(text: string, file: string): Resolved | null {
  const read = resolveText(text, layersBeside(file))
  return read.ok ? read.value.resolved : null
}

async function checkFile(file: string, { runs, seed, cases, since }: FileOptions, io: Io): Promise<CheckedFile> {
  const text = textOf(file)
  const loaded = loadRulebook(text, layersBeside(file))
  if (!loaded.ok) return { file, text, ...unread, diagnostics: loaded.diagnostics }
  const resolved = resolvedOf(text, file)
  const { authority } = loaded.value
  const { show, clear } = progressLine(io)
  show(`${authority}: looking for findings, and trying the promises`)
  const data = resolved?.data
  const study = studyOf(loaded.value, seed)
  const finding = io.threads
    ? findOnThread({ rulebook: serializeRulebook(loaded.value), seed, file: data })
    : Promise.resolve(findFindings(study, data))
  const report = await checkRulebook(loaded.value, finding, {
    study,
    runs,
    seed,
    from: file,
    progress: done =>
      show(done < runs ? `${authority}: promises on ${done} of ${runs} contacts` : `${authority}: the last findings`),
  })
  show(`${authority}: the cases, and what has changed`)
  const rulebook = loaded.value
  const shipped = cases === undefined ? shippedCases(rulebook) : null
  const filed = shipped?.cases ?? (cases ?? []).flatMap(casesIn)
  const alternatives = alternativeCoverage(
    rulebook,
    [...rulebook.examples, ...filed],
    study.seen.map(s => s.trace),
  )
  const earlier = earlierVersion(file, text, since)
  const changed = earlier && changesSince(earlier, rulebook, alternatives, seed)
  clear()
  const formed = formatText(text)
  const formLine = formed.ok ? firstDifferentLine(text, formed.value) : null
  return {
    ...{ file, text, resolved, diagnostics: [], report, formLine, alternatives },
    cases: filed.length === 0 ? null : { ...runCases(rulebook, filed), writtenFor: shipped?.authority ?? null },
    since: changed,
  }
}

/** Looks for findings on a thread of its own, while this one tries the promises. */
function findOnThread(workerData: FindingsTask): Promise<readonly Finding[]> {
  const thread = new Worker(join(packageFolder(), 'dist', 'check-worker.js'), { workerData })
  const found = new Promise<readonly Finding[]>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
  })
  // This thread looks at what came only after the promises.
  found.catch(() => undefined)
  return found
}

const asJson = ({ file, diagnostics, report, formLine, cases, alternatives, since }: CheckedFile): unknown =>
  report === null
    ? { file, loads: false, diagnostics }
    : { file, loads: true, formLine, cases, alternatives, since, ...report }
