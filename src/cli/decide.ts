import { styleText } from 'node:util'
import { contactError } from '../engine/decide/decide.js'
import type { Mark } from '../engine/render/text.js'
import { renderText } from '../engine/render/text.js'
import type { RulebookSet } from '../engine/rulebook-set.js'
import { decideInForce } from '../engine/rulebook-set.js'
import { visibleJson } from '../rules/visible.js'
import { decisionLine } from '../tools/text/decision-line.js'
import { oneOf, readArguments } from './arguments.js'
import type { ReadContact } from './contacts.js'
import { checkInputs, readContacts } from './contacts.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { chosenVersions } from './named-rulebook.js'
import { usages } from './usages.js'

type Format = 'text' | 'json' | 'ndjson'
type Answer =
  | { readonly error: { readonly code: string; readonly message: string; readonly path: string } }
  | ReturnType<typeof decided>

const decided = (versions: RulebookSet, contact: unknown) => {
  const result = decideInForce(versions, contact)
  return result.ok ? { decision: result.value } : { error: contactError(result.diagnostics) }
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
  const format = oneOf('format', ['text', 'json', 'ndjson'], values.format)
  if (values.all && format !== 'text') throw new Misuse('`--all` is for text; json and ndjson hold everything')
  const input = values['input-format']
  const areLines = input !== undefined && oneOf('input-format', ['ndjson'], input) === 'ndjson'
  const versions = chosenVersions(values)
  if (positionals.length === 0) throw new Misuse('name a file of contacts, or `-` for standard input')

  checkInputs(positionals)
  const writer = writers[format](versions, io, values.all === true)
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

interface Writer {
  readonly one: (answer: Answer) => Promise<void>
  readonly end: () => Promise<void>
}

const plainJson = (answer: Answer): unknown => ('error' in answer ? { error: answer.error } : answer.decision)

const writers: Readonly<Record<Format, (versions: RulebookSet, io: Io, all: boolean) => Writer>> = {
  ndjson: (_, io) => ({
    one: answer => io.write(`${'error' in answer ? visibleJson(plainJson(answer)) : decisionLine(answer.decision)}\n`),
    end: () => Promise.resolve(),
  }),
  json: (_, io) => {
    // One contact is one object, several are a list; the first is held back until it is known which.
    let held: string | null = null
    let several = false
    const indented = (text: string): string => text.replace(/^/gm, '  ')
    return {
      one: async answer => {
        if (held !== null) {
          await io.write(`${several ? ',\n' : '[\n'}${indented(held)}`)
          several = true
        }
        held = visibleJson(plainJson(answer), 2)
      },
      end: async () => {
        if (held === null) await io.write('[]\n')
        else await io.write(several ? `,\n${indented(held)}\n]\n` : `${held}\n`)
      },
    }
  },
  text: (versions, io, all) => {
    let count = 0
    const width = Math.min(Math.max(io.columns ?? 100, 60), 110)
    const mark = io.colour ? paint : undefined
    return {
      one: async answer => {
        if (count++ > 0) await io.write(`\n${'─'.repeat(width)}\n\n`)
        if ('error' in answer) await say(io, `Contact ${count} could not be decided: ${answer.error.message}\n`)
        else {
          const rulebook = versions.versions.find(v => v.digest === answer.decision.rulebook.digest)
          await io.write(
            renderText(answer.decision, {
              width,
              ...(rulebook && { rulebook }),
              show: all ? 'all' : 'screen',
              ...(mark && { mark }),
            }),
          )
        }
      },
      end: () => (count === 0 ? io.write('No contacts.\n') : Promise.resolve()),
    }
  },
}

const styles: Readonly<Record<Mark, Parameters<typeof styleText>[0]>> = {
  title: ['bold', 'underline'],
  label: 'cyan',
  strong: 'bold',
  quiet: 'dim',
  red: 'red',
  amber: 'yellow',
  green: 'green',
  warning: 'yellow',
}
/** Marks a piece of text for a terminal. */
export const paint = (mark: Mark, text: string): string => styleText(styles[mark], text)
