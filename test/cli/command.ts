import { run } from '../../src/cli/commands.js'
import type { Io } from '../../src/cli/io.js'

/** What a command left behind. */
export interface Outcome {
  readonly status: number
  readonly out: string
  readonly err: string
}

type Piece = string | Uint8Array

async function* chunks(pieces: readonly Piece[]): AsyncGenerator<Piece> {
  for (const piece of pieces) yield piece
}

/** Runs the command line without a process, with a text, or the pieces in which one comes, as standard input. */
export async function thresholds(
  args: readonly string[],
  stdin: string | readonly Piece[] = '',
  terminal: Partial<Io> = {},
): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  const status = await run(args, {
    stdin: chunks(typeof stdin === 'string' ? [stdin] : stdin),
    write: text => {
      out.push(text)
      return Promise.resolve()
    },
    warn: text => {
      err.push(text)
    },
    columns: null,
    colour: false,
    threads: false,
    ...terminal,
  })
  return { status, out: out.join(''), err: err.join('') }
}
