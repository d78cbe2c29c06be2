import { latestOf } from '../engine/rulebook-set.js'
import type { Rulebook } from '../rules/language/rulebook.js'
import { visibleJson } from '../rules/visible.js'
import type { AuthorityAnswer } from '../tools/authorities/compare-authorities.js'
import { compareInForce } from '../tools/authorities/compare-authorities.js'
import { comparisonTable } from '../tools/authorities/comparison-table.js'
import { widthFor } from '../tools/text/wrap.js'
import { oneOf, readArguments } from './arguments.js'
import { checkInputs, readContacts } from './contacts.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { chosenVersions } from './named-rulebook.js'
import { authorities } from './rulebooks.js'
import { usages } from './usages.js'

/** The command `thresholds compare`. */
export async function compareCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('compare', args, {
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.compare)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  if (positionals.length === 0) throw new Misuse('name a file of contacts, or `-` for standard input')
  checkInputs(positionals)
  const sets = authorities().map(authority => chosenVersions({ authority }))
  const rulebooks = sets.map(latestOf)
  const width = widthFor(io.columns)
  const results: unknown[] = []
  let failed = false
  let count = 0
  for await (const read of readContacts(positionals, io)) {
    count++
    if ('error' in read) {
      failed = true
      results.push(read)
      if (format === 'text') await say(io, `Contact ${count} could not be read: ${read.error.message}\n`)
      continue
    }
    const answers = compareInForce(sets, read.contact)
    failed ||= answers.some(a => a.error !== null)
    results.push({ reference: referenceOf(read.contact), answers })
    if (format === 'text')
      await say(io, `${count > 1 ? '\n\n' : ''}${asText(answers, rulebooks, read.contact, count, width)}`)
  }
  if (format === 'json') await io.write(`${visibleJson(results.length === 1 ? results[0] : results, 2)}\n`)
  else if (count === 0) await io.write('No contacts.\n')
  return failed ? 1 : 0
}

function referenceOf(contact: unknown): string | null {
  const { reference } = (contact ?? {}) as { reference?: unknown }
  return typeof reference === 'string' ? reference : null
}

function asText(
  answers: readonly AuthorityAnswer[],
  rulebooks: readonly Rulebook[],
  contact: unknown,
  count: number,
  width: number,
): string {
  const reference = referenceOf(contact)
  const title = reference === null ? `Contact ${count}` : `Contact ${count} · reference ${reference}`
  const errors = new Set(answers.map(a => a.error?.message ?? null))
  const [error] = errors
  // A mistake that all refuse alike is told once.
  if (errors.size === 1 && typeof error === 'string') return `${title}\nNobody could decide: ${error}\n`
  return `${title}\n\n${comparisonTable(answers, rulebooks, width)}`
}
