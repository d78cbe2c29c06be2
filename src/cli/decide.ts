import { contactError } from '../engine/decide/decide.js'
import type { Decision } from '../engine/decide/decision.js'
import type { RulebookSet } from '../engine/rulebook-set.js'
import { decideInForce, latestOf } from '../engine/rulebook-set.js'
import type { Rulebook } from '../rules/language/rulebook.js'
import { oneOf, readArguments } from './arguments.js'
import type { ReadContact } from './contacts.js'
import { checkInputs, readContacts } from './contacts.js'
import type { Answer } from './decision-formats.js'
import { decisionFormats, formats } from './decision-formats.js'
import { checkDistinct, isStream } from './files.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { chosenVersions, rulebookFiles } from './named-rulebook.js'
import type { RecordFile } from './record-file.js'
import { openRecordFile } from './record-file.js'
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
    record: { type: 'string' },
    mask: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.decide)
    return 0
  }
  const format = oneOf('format', formats, values.format)
  if (values.mask && values.record === undefined) throw new Misuse('`--mask` is for `--record FILE`')
  if (values.all && format !== 'text') throw new Misuse('`--all` is for text; json and ndjson hold everything')
  const input = values['input-format']
  const areLines = input !== undefined && oneOf('input-format', ['ndjson'], input) === 'ndjson'
  const versions = chosenVersions(values)
  if (positionals.length === 0) throw new Misuse('name a file of contacts, or `-` for standard input')

  checkInputs(positionals)
  const writer = decisionFormats[format](versions, io, values.all === true)
  const records = recordsOf(values, positionals)
  let failed = false
  try {
    // An answer without the number of its line is the same in every part that a file is split into.
    for await (const read of readContacts(positionals, io, { areLines, numbered: format !== 'ndjson' })) {
      const answer = kept(records, versions, read, answerTo(versions, read))
      failed ||= 'error' in answer
      await writer.one(answer)
    }
    await writer.end()
  } finally {
    records?.close()
  }
  return failed ? 1 : 0
}

/** Records an answer; nobody is shown a decision of which there is no record. */
function kept(records: RecordFile | null, versions: RulebookSet, read: ReadContact, answer: Answer): Answer {
  if (records === null || 'error' in answer || 'error' in read) return answer
  const faults = records.add(rulebookIn(versions, answer), answer.decision, read.contact)
  return faults.length === 0 ? answer : { error: contactError(faults) }
}

/** The file to which decisions are recorded; `null` where none is asked for. */
function recordsOf(
  { record, mask, rules = [], authority }: RecordValues,
  inputs: readonly string[],
): RecordFile | null {
  if (record === undefined) return null
  if (isStream(record)) throw new Misuse(`\`${record}\` is no file that can be added to; name a file to record into`)
  const rulebooks = [...rules, ...(authority === undefined ? [] : [authority])].flatMap(rulebookFiles)
  checkDistinct([...inputs.filter(f => f !== '-'), ...rulebooks], [record])
  return openRecordFile(record, { masked: mask === true })
}

interface RecordValues {
  readonly record?: string | undefined
  readonly mask?: boolean | undefined
  readonly rules?: readonly string[] | undefined
  readonly authority?: string | undefined
}

/** The version that decided. */
const rulebookIn = (versions: RulebookSet, { decision }: { readonly decision: Decision }): Rulebook =>
  versions.versions.find(v => v.digest === decision.rulebook.digest) ?? latestOf(versions)

const answerTo = (versions: RulebookSet, read: ReadContact): Answer =>
  'error' in read ? read : decided(versions, read.contact)
