import { visibleText } from '../rules/visible.js'

/** What a command reads from and writes to, so that it can be run without a process. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>
  /** Resolves when more can be written; rejects with `Closed` when nobody reads any more. */
  readonly write: (text: string) => Promise<void>
  readonly warn: (text: string) => void
  /** Columns of the terminal that is written to; `null` where it is not one. */
  readonly columns: number | null
  readonly colour: boolean
  /** Whether a thread beside this one may be started for what can be done at the same time. */
  readonly threads: boolean
}

/** Writes a text for people, in which contacts and rulebooks are quoted: nothing of it reaches a terminal unseen. */
export const say = (io: Io, text: string): Promise<void> => io.write(visibleText(text))

/** The reader of the output has gone (as `head` does): stop quietly. */
export class Closed extends Error {}

/** What is said where a command cannot go on: why, and never where in this program. */
export const brokenOffWords = (error: unknown): string =>
  `broken off: ${visibleText((error instanceof Error ? error.message : String(error)).slice(0, 2000))}\n`

/** A wrong use of the command; its text says what to do. */
export class Misuse extends Error {}
