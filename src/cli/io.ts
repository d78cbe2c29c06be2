/** What a command reads from and writes to, so that it can be run without a process. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>
  /** Resolves when more can be written; rejects with `Closed` when nobody reads any more. */
  readonly write: (text: string) => Promise<void>
  readonly warn: (text: string) => void
  /** Columns of the terminal that is written to; `null` where it is not one. */
  readonly columns: number | null
  readonly colour: boolean
}

/** The reader of the output has gone (as `head` does): stop quietly. */
export class Closed extends Error {}

/** A wrong use of the command; its text says what to do. */
export class Misuse extends Error {}
