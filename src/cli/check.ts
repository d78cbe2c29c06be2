import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Diagnostic } from '../diagnostic.js'
import { serializeRulebook } from '../rules/packed/packed.js'
import { loadRulebook } from '../rules/reading/load.js'
import type { ParsedText } from '../rules/reading/yaml-text.js'
import { parseYaml } from '../rules/reading/yaml-text.js'
import { visibleJson } from '../rules/visible.js'
import { silentWords } from '../tools/authoring/silent-words.js'
import type { CheckReport } from '../tools/findings/check.js'
import { checkRulebook } from '../tools/findings/check.js'
import type { Finding } from '../tools/findings/finding.js'
import { findFindings } from '../tools/findings/findings.js'
import { studyOf } from '../tools/findings/study.js'
import { widthFor } from '../tools/text/wrap.js'
import { oneOf, readArguments } from './arguments.js'
import type { FindingsTask } from './check-worker.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { rulebookFile, textOf } from './named-rulebook.js'
import { renderCheck, renderFaults } from './render-check.js'
import type { CheckList } from './render-lists.js'
import { agesAsJson, renderList } from './render-lists.js'
import { packageFolder } from './rulebooks.js'
import { usages } from './usages.js'

/** A rulebook's file as it was read: what it holds, or why it does not load. */
export interface CheckedFile {
  readonly file: string
  readonly text: string
  readonly parsed: ParsedText | null
  readonly diagnostics: readonly Diagnostic[]
  readonly report: CheckReport | null
}

/** The command `thresholds check`. */
export async function checkCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('check', args, {
    runs: { type: 'string', short: 'n' },
    seed: { type: 'string', short: 's' },
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
    const one = await checkFile(file, { runs, seed }, io)
    checked.push(one)
    if (format === 'text') {
      const width = widthFor(io.columns)
      const between = checked.length > 1 ? `\n${'─'.repeat(width)}\n\n` : ''
      await say(io, `${between}${one.report ? renderCheck(one, one.report, seed, width) : renderFaults(one)}`)
    }
  }
  if (format === 'json') await io.write(`${visibleJson(checked.map(asJson), 2)}\n`)
  return checked.some(c => c.report === null) ? 2 : checked.every(c => c.report?.clean) ? 0 : 1
}

/** One of the lists that the findings do not show, of each rulebook. */
async function listCommand(files: readonly string[], list: CheckList, format: string, io: Io): Promise<number> {
  const lists: unknown[] = []
  for (const file of files) {
    const text = textOf(file)
    const loaded = loadRulebook(text)
    if (!loaded.ok) {
      await say(io, renderFaults({ file, text, parsed: null, diagnostics: loaded.diagnostics, report: null }))
      return 2
    }
    const parsed = parseYaml(text)
    const data = parsed.ok ? parsed.value.data : undefined
    if (format === 'text') await say(io, renderList(list, loaded.value, data, file, widthFor(io.columns)))
    else
      lists.push(
        list === 'ages' ? { file, ages: agesAsJson(loaded.value) } : { file, words: silentWords(loaded.value, data) },
      )
  }
  if (format !== 'text') await io.write(`${visibleJson(lists, 2)}\n`)
  return 0
}

function wholeNumber(option: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const number = Number(given)
  if (/^\d+$/.test(given) && number >= 1 && number <= 10_000_000) return number
  throw new Misuse(`\`--${option} ${given}\` is not a number that can stand here; write a whole number from 1 up`)
}

async function checkFile(file: string, { runs, seed }: { runs: number; seed: number }, io: Io): Promise<CheckedFile> {
  const text = textOf(file)
  const loaded = loadRulebook(text)
  if (!loaded.ok) return { file, text, parsed: null, diagnostics: loaded.diagnostics, report: null }
  const parsed = parseYaml(text)
  const { authority } = loaded.value
  // One line that is written over, and only where somebody watches.
  const show = (line: string): void => {
    if (io.columns !== null) io.warn(`\r${line.slice(0, io.columns - 1).padEnd(Math.min(60, io.columns - 1))}`)
  }
  show(`${authority}: looking for findings, and trying the promises`)
  const data = parsed.ok ? parsed.value.data : undefined
  const finding = io.threads
    ? findOnThread({ rulebook: serializeRulebook(loaded.value), seed, file: data })
    : Promise.resolve(findFindings(studyOf(loaded.value, seed), data))
  const report = await checkRulebook(loaded.value, finding, {
    runs,
    seed,
    from: file,
    progress: done =>
      show(done < runs ? `${authority}: promises on ${done} of ${runs} contacts` : `${authority}: the last findings`),
  })
  show('')
  if (io.columns !== null) io.warn('\r')
  return { file, text, parsed: parsed.ok ? parsed.value : null, diagnostics: [], report }
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

const asJson = ({ file, diagnostics, report }: CheckedFile): unknown =>
  report === null ? { file, loads: false, diagnostics } : { file, loads: true, ...report }
