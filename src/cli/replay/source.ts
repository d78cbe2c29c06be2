import type { FileHandle } from 'node:fs/promises'
import { Misuse } from '../io.js'
import { countLines, eachRecordEnd, endOfLines, endOfRecords } from './cut.js'
import { encodingRemedy, otherEncoding } from './encoding.js'

/** Fills bytes from somewhere; gives how many were read, 0 at the end. */
export type ReadInto = (bytes: Buffer, from: number) => Promise<number>

/** Reads a file from a place on. */
export function fileReader(file: FileHandle, start: number): ReadInto {
  let place = start
  return async (bytes, from) => {
    const { bytesRead } = await file.read(bytes, from, bytes.length - from, place)
    place += bytesRead
    return bytesRead
  }
}

/** Reads what comes in pieces, as from standard input. */
export function streamReader(stream: AsyncIterable<Uint8Array | string>): ReadInto {
  const pieces = stream[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  return async (bytes, from) => {
    while (held.length === 0) {
      const next = await pieces.next()
      if (next.done) return 0
      held = Buffer.from(next.value as Uint8Array)
    }
    const taken = held.copy(bytes, from)
    held = held.subarray(taken)
    return taken
  }
}

/** Reads text; one whose first bytes are of another encoding is refused by its name. */
export function utf8Reader(read: ReadInto, name: string): ReadInto {
  let isFirst = true
  return async (bytes, from) => {
    const count = await read(bytes, from)
    const other = isFirst ? otherEncoding(bytes.subarray(from, from + count)) : null
    isFirst = false
    if (other !== null) throw new Misuse(`\`${name}\` is written in ${other}; ${encodingRemedy}`)
    return count
  }
}

const newline = 10
const carriageReturn = 13
const pieceBytes = 262_144

/**
 * Makes a newline of every carriage return that stands without one, as some programs end their lines: byte for byte, so that places
 * stay what they are.
 */
export function newlineReader(read: ReadInto): ReadInto {
  const piece = Buffer.alloc(pieceBytes)
  let ready: Buffer = piece.subarray(0, 0)
  /** 1 where a carriage return waits for the byte after it. */
  let held = 0
  return async (bytes, from) => {
    while (ready.length === 0) {
      piece[0] = carriageReturn
      const count = await read(piece, held)
      const filled = piece.subarray(0, held + count)
      if (filled.length === 0) return 0
      for (let at = filled.indexOf(carriageReturn); at >= 0; at = filled.indexOf(carriageReturn, at + 1))
        if (at + 1 < filled.length ? filled[at + 1] !== newline : count === 0) filled[at] = newline
      held = filled[filled.length - 1] === carriageReturn ? 1 : 0
      ready = filled.subarray(0, filled.length - held)
    }
    const taken = ready.copy(bytes, from)
    ready = ready.subarray(taken)
    return taken
  }
}

/** Goes on with what has been read already, then with the rest. */
export function resumed(first: Uint8Array, rest: ReadInto): ReadInto {
  let held = first
  return async (bytes, from) => {
    if (held.length === 0) return rest(bytes, from)
    const taken = held.subarray(0, bytes.length - from)
    bytes.set(taken, from)
    held = held.subarray(taken.length)
    return taken.length
  }
}

/** The first record of CSV, which names the columns, and what was read beyond it. */
export async function firstRecord(
  read: ReadInto,
  delimiter: string,
): Promise<{ header: Uint8Array; rest: Uint8Array }> {
  let all: Buffer = Buffer.alloc(0)
  while (all.length < longestRecord) {
    const bytes = Buffer.alloc(65_536)
    const count = await read(bytes, 0)
    if (count === 0) return { header: all, rest: Buffer.alloc(0) }
    all = Buffer.concat([all, bytes.subarray(0, count)])
    let end = 0
    eachRecordEnd(all, delimiter.charCodeAt(0), at => {
      end ||= at
    })
    if (end > 0) return { header: all.subarray(0, end), rest: all.subarray(end) }
  }
  throw new Misuse('the first line goes on and on; in CSV it must name the columns')
}

/** Whole lines or records of an input. */
export interface LinesChunk {
  readonly bytes: Uint8Array
  /** The line of the input on which they begin, from 1. */
  readonly line: number
  readonly lines: number
  /** The place in the input after them. */
  readonly end: number
}

export interface CutOptions {
  /** The place and the line at which reading begins. */
  readonly start: number
  readonly line: number
  /** CSV's delimiter, or `null` where each line stands for itself. */
  readonly delimiter: string | null
  readonly chunkBytes: number
}

/** The most that one line may have: a longer one shows that the file holds something else. */
const longestLine = 32 * 1024 * 1024

/** Cuts an input into chunks of whole lines; each has a memory of its own, which can be handed to another thread. */
export async function* cutInput(read: ReadInto, options: CutOptions): AsyncGenerator<LinesChunk> {
  const { delimiter, chunkBytes } = options
  const code = delimiter?.charCodeAt(0) ?? null
  let { start: place, line } = options
  let carried: Uint8Array = new Uint8Array(0)
  for (let isEnd = false; !isEnd; ) {
    // A line that does not end is not copied again and again.
    const buffer = Buffer.allocUnsafeSlow(
      carried.length + Math.max(chunkBytes, Math.min(carried.length, longestLine - carried.length)),
    )
    buffer.set(carried)
    let filled = carried.length
    while (filled < buffer.length && !isEnd) {
      const count = await read(buffer, filled)
      isEnd = count === 0
      filled += count
    }
    const bytes = buffer.subarray(0, filled)
    const lastEnd = wholeEnd(bytes, code)
    const end = isEnd ? filled : lastEnd
    carried = Buffer.from(bytes.subarray(end))
    // The last line of all counts too, which need not end.
    if (filled - lastEnd > longestLine)
      throw new Misuse(
        `line ${line} goes on for more than ${longestLine / 1024 / 1024} MiB; write one contact a line (\`.json\` lists are for \`thresholds decide\`)`,
      )
    if (end === 0) continue
    const whole = buffer.subarray(0, end)
    const lines = countLines(whole)
    place += end
    yield { bytes: whole, line, lines, end: place }
    line += lines
  }
}

/** A field of CSV as long as this was never meant: its quote is not closed, and only its first line is spoilt. */
const longestRecord = 4 * 1024 * 1024

function wholeEnd(bytes: Uint8Array, delimiter: number | null): number {
  if (delimiter === null) return endOfLines(bytes)
  const end = endOfRecords(bytes, delimiter)
  return end === 0 && bytes.length > longestRecord ? bytes.indexOf(newline) + 1 : end
}
