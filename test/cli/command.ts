import type { Io } from '../../src/cli/io.js'
import { run } from '../../src/cli/run.js'

/** What a command left behind. */
export interface Outcome {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function* chunks(text: string): AsyncGenerator<string> {
  yield text
}

/** Runs the command line without a process, with a text as standard input. */
export async function thresholds(args: readonly string[], stdin = '', terminal: Partial<Io> = {}): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  const status = await run(args, {
    stdin: chunks(stdin),
    write: text => {
      out.push(text)
      return Promise.resolve()
    },
    warn: text => {
      err.push(text)
    },
    columns: null,
    colour: false,
    ...terminal,
  })
  return { status, out: out.join(''), err: err.join('') }
}
