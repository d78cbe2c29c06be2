/** How many contacts some bytes hold: at the least and at the most. The two are one number, save where lines can be read in two ways. */
export interface RowCount {
  readonly least: number
  readonly most: number
}

const newline = 10
const carriageReturn = 13
const quote = 34
const backslash = 92
const openBrace = 123
const closeBrace = 125
const opening = [openBrace, 91]
const closing = [closeBrace, 93]

const isEndOfLine = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === newline || (bytes[at] === carriageReturn && bytes[at + 1] !== newline)

/**
 * Counts the records of CSV. It shares nothing with what reads them, so that a contact that is lost there is missed here. At the
 * least there is one for each record as the quotes have it; at the most one for each line, where a quote was left open.
 */
export function countRecords(bytes: Uint8Array, delimiter: number): RowCount {
  let least = 0
  let most = 0
  let isQuoted = false
  let fieldBegins = true
  let recordHolds = false
  let lineHolds = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (isEndOfLine(bytes, at)) {
      if (lineHolds) most++
      lineHolds = false
      if (isQuoted) continue
      if (recordHolds) least++
      recordHolds = false
      fieldBegins = true
    } else if (byte !== carriageReturn) {
      lineHolds = true
      recordHolds = true
      if (byte !== quote) fieldBegins = byte === delimiter && !isQuoted
      // A quote that follows the one that closed its field is text, and the field goes on.
      else if (isQuoted) isQuoted = bytes[at + 1] === quote && ++at > 0
      else {
        isQuoted = fieldBegins
        fieldBegins = false
      }
    }
  }
  return { least: least + Number(recordHolds), most: most + Number(lineHolds) }
}

/**
 * Counts the contacts of lines of JSON, without reading any. A carriage return alone may end a line or be white space within one
 * contact: then there are at the least those objects that begin and end on a line of their own, within no other.
 */
export function countLinesOfJson(bytes: Uint8Array): RowCount {
  let least = 0
  let most = 0
  for (let from = 0; from < bytes.length; ) {
    const next = bytes.indexOf(newline, from)
    const to = next < 0 ? bytes.length : next
    const inLine = countLine(bytes.subarray(from, to))
    least += inLine.least
    most += inLine.most
    from = to + 1
  }
  return { least, most }
}

/** Of one line, without its newline. */
function countLine(line: Uint8Array): RowCount {
  const first = line.indexOf(carriageReturn)
  if (first < 0 || first === line.length - 1) {
    const count = Number(holdsSomething(line))
    return { least: count, most: count }
  }
  let pieces = 0
  let objects = 0
  let depth = 0
  for (let from = 0; from <= line.length; ) {
    const next = line.indexOf(carriageReturn, from)
    const to = next < 0 ? line.length : next
    const piece = line.subarray(from, to)
    if (holdsSomething(piece)) {
      pieces++
      const isOutside = depth === 0
      depth = depthAfter(piece, depth)
      const signs = piece.filter(byte => !isBlankByte(byte))
      if (isOutside && depth === 0 && signs[0] === openBrace && signs.at(-1) === closeBrace) objects++
    }
    from = to + 1
  }
  return { least: Math.min(pieces, Math.max(1, objects)), most: pieces }
}

/** How many objects and lists are open after some bytes. */
function depthAfter(bytes: Uint8Array, before: number): number {
  let depth = before
  let isQuoted = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (isQuoted && byte === backslash) at++
    else if (byte === quote) isQuoted = !isQuoted
    else if (!isQuoted && opening.includes(byte)) depth++
    else if (!isQuoted && closing.includes(byte)) depth = Math.max(0, depth - 1)
  }
  return depth
}

const isBlankByte = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13)

/** Whether a line has more than blanks after marks of the byte order. */
function holdsSomething(line: Uint8Array): boolean {
  let start = 0
  while (line[start] === 0xef && line[start + 1] === 0xbb && line[start + 2] === 0xbf) start += 3
  for (let at = start; at < line.length; at++) if (!isBlankByte(line[at] ?? 0)) return true
  return false
}
