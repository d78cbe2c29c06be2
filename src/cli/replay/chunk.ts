import type { RulebookSet } from '../../engine/rulebook-set.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { readJsonLine, replayer } from '../../tools/replay/contacts.js'
import type { Mapping } from '../../tools/replay/mapping.js'
import type { Mistake, ReadLine } from '../../tools/replay/rows.js'
import { readRow } from '../../tools/replay/rows.js'
import type { Tally } from '../../tools/replay/tally.js'
import { cutReference } from '../../tools/text/cut-text.js'
import { contactsInBytes } from '../json-lines.js'
import { readCsv } from './csv.js'
import { countLines } from './cut.js'
import { encodingRemedy, fromWindows1252 } from './encoding.js'
import type { Parquet, RowRange } from './parquet.js'
import { openParquet, readRows } from './parquet.js'

/** What must be known before the first chunk. */
export interface ChunkSetup {
  readonly versions: RulebookSet
  readonly against: Rulebook | null
  readonly decisions: boolean
  readonly mapping: Mapping | null
  /** The columns of CSV, in order. */
  readonly columns: readonly string[]
  readonly format: 'ndjson' | 'csv' | 'parquet'
  readonly path: string
}

/** A chunk of contacts: bytes with the number of their first line, or rows of the file. */
export type ChunkTask = { readonly bytes: Uint8Array; readonly line: number } | RowRange

/** What came of a chunk; texts as bytes, as they are written. */
export interface ChunkAnswer {
  readonly decisions: Uint8Array
  readonly rejects: Uint8Array
  readonly tally: Tally
  /** How many contacts were found to decide, whatever came of them. */
  readonly rows: number
}

/** How chunks are decided, one after the other, on the thread that calls. */
export function chunkReplayer(setup: ChunkSetup): (task: ChunkTask) => Promise<ChunkAnswer> {
  const { versions, against, decisions, mapping, path } = setup
  const replay = replayer(versions, { decisions, against })
  let parquet: Promise<Parquet> | null = null
  const linesIn = async (task: ChunkTask): Promise<readonly ReadLine[]> => {
    if ('bytes' in task) return readBytes(setup, task.bytes, task.line)
    if (mapping === null) return []
    parquet ??= openParquet(path)
    return readParquet(await parquet, mapping, task)
  }
  return async task => {
    const lines = await linesIn(task)
    const { decisions: decided, rejects, tally } = replay(lines)
    return { decisions: bytesOf(decided), rejects: bytesOf(rejects), tally, rows: lines.length }
  }
}

const encoder = new TextEncoder()
const bytesOf = (text: string): Uint8Array => encoder.encode(text)

function readBytes(setup: ChunkSetup, bytes: Uint8Array, line: number): readonly ReadLine[] {
  const { format, mapping, columns } = setup
  if (format === 'csv' && mapping) return readTable(bytes, line, mapping, columns)
  return linesOf(mapping, bytes, line).map(read =>
    mapping === null || 'mistakes' in read || !isRow(read.contact) ? read : readRow(mapping, read.contact, read.line),
  )
}

/** Lines that are no text are refused; those beside them are read. */
function linesOf(mapping: Mapping | null, bytes: Uint8Array, firstLine: number): readonly ReadLine[] {
  const form = mapping === null ? { isRow: false, key: 'reference' } : { isRow: true, key: referenceColumn(mapping) }
  const found: ReadLine[] = []
  let line = firstLine
  for (let from = 0; from < bytes.length; ) {
    const next = bytes.indexOf(10, from)
    const piece = bytes.subarray(from, next < 0 ? bytes.length : next + 1)
    from += piece.length
    for (const contact of contactsInBytes(next < 0 ? piece : piece.subarray(0, -1), line))
      found.push(contact.foreign === null ? readJsonLine(contact, form) : foreignLine(contact.line, contact.foreign))
    line += countLines(piece)
  }
  return found
}

/** The column that holds the reference as it is; `null` where none does. */
const referenceColumn = (mapping: Mapping): string | null =>
  mapping.facts.find(({ fact, values }) => fact === 'reference' && values === null)?.column ?? null

const foreignLine = (line: number, foreign: string): ReadLine => {
  const mistake: Mistake = {
    code: 'wrong-encoding',
    path: '',
    reason: `the line is ${foreign}`,
    remedy: encodingRemedy,
  }
  return { line, reference: null, mistakes: [mistake] }
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readTable(
  bytes: Uint8Array,
  firstLine: number,
  mapping: Mapping,
  columns: readonly string[],
): readonly ReadLine[] {
  const { delimiter, encoding } = mapping
  const rowOf = (cells: readonly string[]) => Object.fromEntries(columns.map((c, i) => [c, cells[i]]))
  const placeOf = (column: string | null): number => (column === null ? -1 : columns.indexOf(column))
  const received = mapping.facts.find(({ fact }) => fact === 'receivedAt')?.column ?? null
  const form = {
    ...{ delimiter, columns: columns.length },
    ...{ reference: placeOf(referenceColumn(mapping)), received: placeOf(received) },
  }
  const text = encoding === 'utf-8' ? bytes : fromWindows1252(bytes)
  return readCsv(text, firstLine, form).map(record => {
    if ('cells' in record) return readRow(mapping, rowOf(record.cells), record.line)
    const { line, reference, mistakes } = record
    return { line, reference: reference === null ? null : cutReference(reference), mistakes }
  })
}

/** A row's number, from 1, stands for its line. Rows that cannot be decoded, as those of a damaged file, are refused. */
async function readParquet(parquet: Parquet, mapping: Mapping, { from, to }: RowRange): Promise<readonly ReadLine[]> {
  const columns = [...new Set(mapping.facts.flatMap(f => (f.column === null ? [] : [f.column])))]
  const rows = await readRows(parquet, { from, to }, columns)
  if (rows !== null) return rows.map((row, i) => readRow(mapping, row, from + i + 1))
  const reason = `rows ${from + 1} to ${to} cannot be decoded; the file is damaged`
  const mistake: Mistake = { code: 'not-parquet', path: '', reason, remedy: 'write the export anew' }
  return Array.from({ length: to - from }, (_, i) => ({ line: from + i + 1, reference: null, mistakes: [mistake] }))
}
