import { contactError } from '../engine/decide/decide.js'
import type { RulebookSet } from '../engine/rulebook-set.js'
import { decideInForce } from '../engine/rulebook-set.js'
import { oneOf, readArguments } from './arguments.js'
import type { ReadContact } from './contacts.js'
import { checkInputs, readContacts } from './contacts.js'
import type { Answer } from './decision-formats.js'
import { decisionFormats, formats } from './decision-formats.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { chosenVersions } from './named-rulebook.js'
import { usages } from './usages.js'

const decided = (versions: RulebookSet, contact: unknown): Answer => {
  const result = decideInForce(versions, contact)
  return result.ok
    ? { decision: result.value }
    : { error: contactError(result.diagnostics), diagnostics: result.diagnostics }
}

/** The command `thresholds decide`. */
export async function decideCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('decide', args, {
    authority: { type: 'string', short: 'a' },
    rules: { type: 'string', short: 'r', multiple: true },
    format: { type: 'string', short: 'f' },
    all: { type: 'boolean' },
    'input-format': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.decide)
    return 0
  }
  const format = oneOf('format', formats, values.format)
  if (values.all && format !== 'text') throw new Misuse('`--all` is for text; json and ndjson hold everything')
  const input = values['input-format']
  const areLines = input !== undefined && oneOf('input-format', ['ndjson'], input) === 'ndjson'
  const versions = chosenVersions(values)
  if (positionals.length === 0) throw new Misuse('name a file of contacts, or `-` for standard input')

  checkInputs(positionals)
  const writer = decisionFormats[format](versions, io, values.all === true)
  let failed = false
  // An answer without the number of its line is the same in every part that a file is split into.
  for await (const read of readContacts(positionals, io, { areLines, numbered: format !== 'ndjson' })) {
    const answer = answerTo(versions, read)
    failed ||= 'error' in answer
    await writer.one(answer)
  }
  await writer.end()
  return failed ? 1 : 0
}

const answerTo = (versions: RulebookSet, read: ReadContact): Answer =>
  'error' in read ? read : decided(versions, read.contact)
