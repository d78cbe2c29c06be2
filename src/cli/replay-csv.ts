import { parse } from 'csv-parse/sync'
import type { Mistake } from '../tools/replay-rows.js'
import { countLines, recordEnds } from './replay-cut.js'

/** One record of CSV with the line on which it begins, or why it cannot be read. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly mistakes: readonly Mistake[] }

const options = (delimiter: string) => ({ delimiter, relax_column_count: true, bom: true }) as const

/** The cells of CSV's first record. */
export function readHeader(bytes: Uint8Array, delimiter: string): readonly string[] {
  const end = recordEnds(bytes, delimiter.charCodeAt(0))[0] ?? 0
  return (parse(Buffer.from(bytes.subarray(0, end)), options(delimiter))[0] ?? []).map(cell => cell.trim())
}

/** The records of CSV without its header; empty lines are passed over. */
export function readCsv(
  bytes: Uint8Array,
  delimiter: string,
  firstLine: number,
  columns: number,
): readonly CsvRecord[] {
  const records = recordPieces(bytes, delimiter, firstLine)
  return allAtOnce(bytes, delimiter, records, columns) ?? records.flatMap(piece => oneByOne(piece, delimiter, columns))
}

/** A quote that is not closed takes the lines after it along; where the record cannot be read, its lines are tried alone. */
function oneByOne(piece: Piece, delimiter: string, columns: number): readonly CsvRecord[] {
  const record = oneRecord(piece, delimiter, columns)
  if ('cells' in record || countLines(piece.bytes) === 1) return [record]
  return linesOf(piece).map(line => oneRecord(line, delimiter, columns))
}

interface Piece {
  readonly line: number
  readonly bytes: Uint8Array
}

const recordPieces = (bytes: Uint8Array, delimiter: string, firstLine: number): readonly Piece[] =>
  pieces(bytes, recordEnds(bytes, delimiter.charCodeAt(0)), firstLine)

const linesOf = ({ bytes, line }: Piece): readonly Piece[] => {
  const ends: number[] = []
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at + 1)
  return pieces(bytes, ends.at(-1) === bytes.length ? ends : [...ends, bytes.length], line)
}

/** The parts of some bytes up to each end, without those that are empty lines. */
function pieces(bytes: Uint8Array, ends: readonly number[], firstLine: number): readonly Piece[] {
  const found: Piece[] = []
  let from = 0
  let line = firstLine
  for (const end of ends) {
    const piece = bytes.subarray(from, end)
    if (piece.length > 2 || piece.some(byte => byte !== 10 && byte !== 13)) found.push({ line, bytes: piece })
    line += countLines(piece)
    from = end
  }
  return found
}

/** Parses all records in one go, the common case; `null` where one of them is at fault. */
function allAtOnce(
  bytes: Uint8Array,
  delimiter: string,
  records: readonly Piece[],
  columns: number,
): readonly CsvRecord[] | null {
  try {
    const rows = parse(asBuffer(bytes), { ...options(delimiter), skip_empty_lines: true })
    if (rows.length !== records.length || rows.some(cells => cells.length !== columns)) return null
    return rows.map((cells, i) => ({ line: records[i]?.line ?? 0, cells }))
  } catch {
    return null
  }
}

function oneRecord({ line, bytes }: Piece, delimiter: string, columns: number): CsvRecord {
  const faulty = (reason: string, remedy: string): CsvRecord => ({
    line,
    mistakes: [{ code: 'not-csv', path: '', reason, remedy }],
  })
  try {
    const [cells = []] = parse(asBuffer(bytes), options(delimiter))
    return cells.length === columns
      ? { line, cells }
      : faulty(
          `the line has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the first line of the file ${columns}`,
          `put a text that holds \`${delimiter}\` between quotes`,
        )
  } catch (error) {
    // The parser counts lines from the record's own beginning.
    const why = (error as Error).message.replace(/ (?:at|on) line \d+/, '')
    return faulty(`this is not CSV: ${why}`, 'put a text that holds a quote between quotes, and write its quotes twice')
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
