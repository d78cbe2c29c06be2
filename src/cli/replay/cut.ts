const newline = 10
const carriageReturn = 13
const quote = 34

/** The end of the last whole line of some bytes, after its newline; 0 where there is none. */
export const endOfLines = (bytes: Uint8Array): number => bytes.lastIndexOf(newline) + 1

/**
 * How many lines end in some bytes, in a newline, a carriage return or both, as an editor counts them; a last one without its end
 * counts too.
 */
export function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++
  for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1))
    if (bytes[at + 1] !== newline) count++
  const last = bytes[bytes.length - 1]
  return last === undefined || last === newline || last === carriageReturn ? count : count + 1
}

/**
 * The ends of the whole records of CSV, each after its newline. A quote opens a field only where the field begins, and a newline
 * between quotes is text.
 * @param ends called with the end of each record
 * @returns whether the bytes end between quotes
 */
export function eachRecordEnd(bytes: Uint8Array, delimiter: number, ends: (end: number) => void): boolean {
  let quoted = false
  let fieldBegins = true
  let closedAt = -2
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (quoted) {
      if (byte === quote) {
        quoted = false
        closedAt = at
      }
    } else if (byte === quote) {
      // Two quotes within a quoted field are one that is text: the field goes on.
      quoted = fieldBegins || closedAt === at - 1
      fieldBegins = false
    } else if (byte === newline) {
      fieldBegins = true
      ends(at + 1)
    } else if (byte !== carriageReturn) fieldBegins = byte === delimiter
  }
  return quoted
}

/** The end of the last whole record of CSV; 0 where there is none. */
export function endOfRecords(bytes: Uint8Array, delimiter: number): number {
  let last = 0
  eachRecordEnd(bytes, delimiter, end => {
    last = end
  })
  return last
}

/** Where each record of CSV ends. A field that is never closed spoils its own line and no other. */
export function recordEnds(bytes: Uint8Array, delimiter: number): readonly number[] {
  const ends: number[] = []
  let from = 0
  while (from < bytes.length) {
    const start = from
    const open = eachRecordEnd(bytes.subarray(start), delimiter, end => {
      from = start + end
      ends.push(from)
    })
    if (from >= bytes.length) break
    const next = open ? bytes.indexOf(newline, from) : -1
    from = next < 0 ? bytes.length : next + 1
    ends.push(from)
  }
  return ends
}
