import type { MessageCode } from '../codes.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Decision } from '../engine/decide/decision.js'
import { renderText } from '../engine/render/text.js'
import type { RulebookSet } from '../engine/rulebook-set.js'
import { visibleJson } from '../rules/visible.js'
import { decisionLine } from '../tools/text/decision-line.js'
import type { Io } from './io.js'
import { say } from './io.js'
import { codesLine } from './mistakes.js'
import { paint } from './paint.js'

/** The formats in which decisions are written; the first where none is asked for. */
export const formats = ['text', 'json', 'ndjson'] as const
type Format = (typeof formats)[number]

/** A contact that is not decided; all its mistakes where it could be read. */
interface Refused {
  readonly error: { readonly code: MessageCode; readonly message: string; readonly path: string }
  readonly diagnostics?: readonly Diagnostic[]
}

/** What is written of one contact. */
export type Answer = Refused | { readonly decision: Decision }

interface Writer {
  readonly one: (answer: Answer) => Promise<void>
  readonly end: () => Promise<void>
}

/** What is said of a contact that cannot be decided: each mistake with its code. The contact's number counts from 1. */
export const notDecided = (nth: number, { error, diagnostics }: Refused): string => {
  const told = diagnostics?.map(d => `${d.message}; ${d.hint}  [${d.code}]`) ?? [`${error.message}  [${error.code}]`]
  return `Contact ${nth} could not be decided: ${told.join('\n')}\n`
}

const plainJson = (answer: Answer): unknown => ('error' in answer ? { error: answer.error } : answer.decision)

/** How each format is written, contact by contact: `versions` to word a decision, `all` to show the whole of it. */
export const decisionFormats: Readonly<Record<Format, (versions: RulebookSet, io: Io, all: boolean) => Writer>> = {
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
    let refused = false
    const width = Math.min(Math.max(io.columns ?? 100, 60), 110)
    const mark = io.colour ? paint : undefined
    return {
      one: async answer => {
        if (count++ > 0) await io.write(`\n${'─'.repeat(width)}\n\n`)
        refused ||= 'error' in answer
        if ('error' in answer) await say(io, notDecided(count, answer))
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
      end: () =>
        count === 0 ? io.write('No contacts.\n') : refused ? io.write(`\n${codesLine}\n`) : Promise.resolve(),
    }
  },
}
