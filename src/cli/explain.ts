import type { Diagnostic } from '../diagnostic.js'
import { contactError } from '../engine/decide/decide.js'
import { explain } from '../engine/explain/explain.js'
import { renderExplanation } from '../engine/render/explanation.js'
import type { RulebookSet } from '../engine/rulebook-set.js'
import { versionFor } from '../engine/rulebook-set.js'
import { visibleJson } from '../rules/visible.js'
import { widthFor } from '../tools/text/wrap.js'
import { oneOf, readArguments } from './arguments.js'
import { checkInputs, readContacts } from './contacts.js'
import { notDecided } from './decision-formats.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { codesLine } from './mistakes.js'
import { chosenVersions } from './named-rulebook.js'
import { paint } from './paint.js'
import { usages } from './usages.js'

/** The command `thresholds explain`. */
export async function explainCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('explain', args, {
    authority: { type: 'string', short: 'a' },
    rules: { type: 'string', short: 'r', multiple: true },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.explain)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  const versions = chosenVersions(values)
  if (positionals.length === 0) throw new Misuse('name a file of contacts, or `-` for standard input')
  checkInputs(positionals)
  const width = widthFor(io.columns)
  const options = { width, ...(io.colour && { mark: paint }) }
  const answers: unknown[] = []
  let failed = false
  let count = 0
  for await (const read of readContacts(positionals, io)) {
    count++
    const answer = 'error' in read ? read : explained(versions, read.contact)
    failed ||= 'error' in answer
    if (format === 'json') answers.push('error' in answer ? { error: answer.error } : answer.explanation)
    else {
      if (count > 1) await io.write(`\n${'─'.repeat(width)}\n\n`)
      // An explanation is safe as it is, and its colours are ours.
      if ('error' in answer) await say(io, notDecided(count, answer))
      else await io.write(renderExplanation(answer.explanation, answer.rulebook, options))
    }
  }
  if (format === 'json') await io.write(`${visibleJson(answers.length === 1 ? answers[0] : answers, 2)}\n`)
  else if (count === 0) await io.write('No contacts.\n')
  else if (failed) await io.write(`\n${codesLine}\n`)
  return failed ? 1 : 0
}

/** A contact explained by the version in force when it came in. */
function explained(versions: RulebookSet, contact: unknown) {
  const rulebook = versionFor(versions, contact)
  if (!rulebook.ok) return refusedBy(rulebook.diagnostics)
  const result = explain(rulebook.value, contact)
  return result.ok ? { rulebook: rulebook.value, explanation: result.value } : refusedBy(result.diagnostics)
}

const refusedBy = (diagnostics: readonly Diagnostic[]) => ({ error: contactError(diagnostics), diagnostics })
