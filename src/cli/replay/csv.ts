import { parse } from 'csv-parse/sync'
import type { MessageCode } from '../../codes.js'
import type { Mistake } from '../../tools/replay/rows.js'
import { quoteCell } from '../../tools/text/cut-text.js'
import { Misuse } from '../io.js'
import { countLines, recordEnds } from './cut.js'
import { encodingReason, encodingRemedyOf, isText } from './encoding.js'

/** One record of CSV with the line on which it begins, or why it cannot be read. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly reference: string | null; readonly mistakes: readonly Mistake[] }

/** How the records of a table are read. */
export interface TableForm {
  readonly delimiter: string
  readonly columns: number
  /** The place of the column that holds the reference as it is; -1 where none does. */
  readonly reference: number
  /** The place of the column by which the row of a contact is known: it begins with a date. -1 where there is none. */
  readonly received: number
}

const options = (delimiter: string) => ({
  ...{ delimiter, record_delimiter: ['\n', '\r\n'] },
  ...({ relax_column_count: true, bom: true } as const),
})

/** The cells of CSV's first record, which name the columns; none where it is not there. */
export function readHeader(bytes: Uint8Array, delimiter: string): readonly string[] {
  const end = recordEnds(bytes, delimiter.charCodeAt(0))[0] ?? 0
  const header = bytes.subarray(0, end)
  if (!isText(header)) throw new Misuse(`the first line is ${encodingReason(header)}; ${encodingRemedyOf(header)}`)
  const columns = headerCells(header, delimiter).map(cell => cell.trim())
  const broken = columns.find(column => /[\r\n]/.test(column))
  if (broken !== undefined)
    throw new Misuse(
      `the name of the column ${quoteCell(broken.split(/[\r\n]/)[0] ?? '')} goes on in the next line; close its quote, or write the name on one line`,
    )
  const twice = columns.find((column, i) => column !== '' && columns.indexOf(column) < i)
  if (twice !== undefined)
    throw new Misuse(
      `the column ${quoteCell(twice)} stands twice; keep the one that is right, or give one of them another name`,
    )
  return columns
}

function headerCells(header: Uint8Array, delimiter: string): readonly string[] {
  try {
    return parse(asBuffer(header), options(delimiter))[0] ?? []
  } catch (error) {
    throw new Misuse(`the first line, which names the columns, is not CSV: ${parserReason(error)}; mend its quotes`)
  }
}

/** The records of CSV without its header; empty lines are passed over. */
export function readCsv(bytes: Uint8Array, firstLine: number, form: TableForm): readonly CsvRecord[] {
  const records = pieces(bytes, recordEnds(bytes, form.delimiter.charCodeAt(0)), firstLine)
  return (isText(bytes) ? allAtOnce(bytes, records, form) : null) ?? records.flatMap(piece => oneByOne(piece, form))
}

/** A quote that is not closed takes the lines after it along; where the record cannot be read, its lines are tried alone. */
function oneByOne(piece: Piece, form: TableForm): readonly CsvRecord[] {
  const record = oneRecord(piece, form)
  if (piece.lines === 1) return [record]
  const cells = 'cells' in record ? record.cells : foreignCells(piece.bytes, form)
  return cells !== null && !holdsContact(cells, form) ? [record] : linesOf(piece).map(line => oneRecord(line, form))
}

/** The cells of a record in another encoding, with one letter for each byte; `null` where it is no record for another reason. */
function foreignCells(bytes: Uint8Array, { delimiter, columns }: TableForm): readonly string[] | null {
  if (isText(bytes)) return null
  try {
    const [cells = [], ...others] = parse(asBuffer(bytes).toString('latin1'), options(delimiter))
    return others.length === 0 && cells.length === columns ? cells : null
  } catch {
    return null
  }
}

/**
 * Whether a cell of several lines holds the row of another contact: then a quote was left open. A line within the cell is one where
 * it has as many cells as a row, and a date where the contact was received; the first goes on from the cells before, and the last
 * into those after. What tells must stand in the cell itself: the cells beside it are those of a sound row too.
 */
const holdsContact = (cells: readonly string[], { delimiter, columns, received }: TableForm): boolean =>
  cells.some((cell, i) => {
    if (!cell.includes('\n')) return false
    const lines = cell.split(/\r?\n/)
    return lines.some((line, n) => {
      const before = n === 0 ? i : 0
      const after = n === lines.length - 1 ? columns - 1 - i : 0
      const parts = line.split(delimiter)
      if (before + parts.length + after !== columns) return false
      return received < 0 ? parts.length > 1 : beginsWithDate.test(parts[received - before] ?? '')
    })
  })
const beginsWithDate = /^\s*"?\s*\d{1,4}[-/.]\d\d?[-/.]\d/

interface Piece {
  readonly line: number
  readonly lines: number
  readonly bytes: Uint8Array
}

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
    const lines = countLines(piece)
    if (piece.length > 2 || piece.some(byte => byte !== 10 && byte !== 13)) found.push({ line, lines, bytes: piece })
    line += lines
    from = end
  }
  return found
}

/** Parses all records in one go, the common case; `null` where one of them is at fault. */
function allAtOnce(bytes: Uint8Array, records: readonly Piece[], form: TableForm): readonly CsvRecord[] | null {
  const { delimiter, columns } = form
  try {
    const rows = parse(asBuffer(bytes), { ...options(delimiter), skip_empty_lines: true })
    if (rows.length !== records.length || rows.some(cells => cells.length !== columns)) return null
    if (rows.some((cells, i) => (records[i]?.lines ?? 1) > 1 && holdsContact(cells, form))) return null
    return rows.map((cells, i) => ({ line: records[i]?.line ?? 0, cells: withoutMark(cells) }))
  } catch {
    return null
  }
}

/** Files with a byte order mark that were put together hold one in their middle. */
const withoutMark = (cells: readonly string[]): readonly string[] =>
  cells[0]?.startsWith('\uFEFF') ? [cells[0].slice(1), ...cells.slice(1)] : cells

function oneRecord({ line, bytes }: Piece, form: TableForm): CsvRecord {
  const { delimiter, columns } = form
  const faulty = (code: MessageCode, reason: string, remedy: string): CsvRecord => ({
    line,
    reference: referenceIn(bytes, form),
    mistakes: [{ code, path: '', reason, remedy }],
  })
  if (!isText(bytes)) return faulty('wrong-encoding', `the line is ${encodingReason(bytes)}`, encodingRemedyOf(bytes))
  try {
    const [cells = [], ...others] = parse(asBuffer(bytes), options(delimiter))
    // Of one record nothing may be left over.
    if (others.length > 0) return faulty('not-csv', 'its quotes can be read in two ways', quoteRemedy)
    return cells.length === columns
      ? { line, cells: withoutMark(cells) }
      : faulty(
          'not-csv',
          `the line has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the first line of the file ${columns}`,
          `put a text that holds \`${delimiter}\` between quotes`,
        )
  } catch (error) {
    return faulty('not-csv', `this is not CSV: ${parserReason(error)}`, quoteRemedy)
  }
}

const quoteRemedy = 'put a text that holds a quote between quotes, and write its quotes twice'

/** The reference of a line that is at fault, where nothing can have shifted or spoilt it: it comes first, or no cell is missing. */
function referenceIn(bytes: Uint8Array, { delimiter, columns, reference }: TableForm): string | null {
  // One letter for each byte, so that other encodings do not matter.
  const cells = asBuffer(bytes)
    .toString('latin1')
    .replace(/\r?\n$/, '')
    .split(delimiter)
  const isWhole = cells.length === columns && cells.every(cell => !cell.includes('"'))
  const cell = reference === 0 || isWhole ? cells[reference] : undefined
  if (cell === undefined || cell.includes('"') || cells.length === 1) return null
  const own = Buffer.from(cell, 'latin1')
  const text = own.toString().replace(/^\uFEFF/, '')
  return isText(own) && text.trim() !== '' ? text : null
}

/** The parser's reason without its lines, which it counts from the record's own beginning, and without what stands there. */
const parserReason = (error: unknown): string => {
  const { message } = error as Error
  return (/^[A-Z][\w ]*(?=:)/.exec(message)?.[0] ?? 'a quote stands where none can').replace(/ (?:at|on) line \d+/, '')
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
