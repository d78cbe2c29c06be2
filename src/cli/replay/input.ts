import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Diagnostic, Result } from '../../diagnostic.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import type { Mapping } from '../../tools/replay/mapping.js'
import { mappingOfColumns, missingColumns } from '../../tools/replay/mapping.js'
import { checkInputs } from '../contacts.js'
import type { Io } from '../io.js'
import { Misuse } from '../io.js'
import { mappingFrom } from '../mapping-file.js'
import { mistakesOf } from '../mistakes.js'
import type { ChunkTask } from './chunk.js'
import type { RowCount } from './count.js'
import { countLinesOfJson, countRecords } from './count.js'
import { readHeader } from './csv.js'
import { countLines } from './cut.js'
import { fromWindows1252 } from './encoding.js'
import type { ReadInto } from './source.js'
import { cutInput, fileReader, firstRecord, newlineReader, resumed, streamReader, utf8Reader } from './source.js'

export const inputFormats = ['ndjson', 'csv', 'parquet'] as const
export type InputFormat = (typeof inputFormats)[number]

/** A part of the input to decide, and where the input goes on after it. */
export interface InputChunk {
  readonly task: ChunkTask
  /** Where it begins. */
  readonly from: number
  /** How many contacts it holds, counted without reading them. */
  readonly count: RowCount
  readonly place: number
  readonly line: number
}

/** An input that is ready to be read from any place that a run has been at. */
export interface Input {
  readonly format: InputFormat
  readonly mapping: Mapping | null
  readonly columns: readonly string[]
  /** Bytes, or rows; `null` where it is not known. */
  readonly length: number | null
  readonly start: { readonly place: number; readonly line: number }
  readonly chunks: (from: { readonly place: number; readonly line: number }) => AsyncIterable<InputChunk>
  readonly close: () => Promise<void>
}

// A chunk keeps a thread busy for some tenths of a second and holds some thousand contacts.
const chunkBytes = 1024 * 1024
const chunkRows = 8192

const endings: Readonly<Record<string, InputFormat>> = {
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
  '.parquet': 'parquet',
}

/** The format that the ending of a file tells, where none is given. */
export function formatOf(path: string, given: InputFormat | null): InputFormat {
  const format = given ?? endings[extname(path).toLowerCase()]
  if (format === undefined)
    throw new Misuse(`the ending of \`${path}\` does not tell what it holds; add --input-format ndjson, csv or parquet`)
  return format
}

/** Opens contacts: a file, or `-` for standard input. */
export async function openInput(
  path: string,
  format: InputFormat,
  mappingPath: string | undefined,
  vocabulary: Vocabulary,
  io: Io,
): Promise<Input> {
  const given = mappingPath === undefined ? null : mappingFrom(mappingPath, vocabulary)
  checkInputs([path])
  if (given !== null && given.encoding !== 'utf-8' && format !== 'csv')
    throw new Misuse(
      `the mapping says \`encoding: ${given.encoding}\`, which only CSV can have; ${format === 'parquet' ? 'Parquet is read without' : 'JSON is UTF-8'}: take it out`,
    )
  if (format === 'parquet') return openRows(path, given, vocabulary)
  const file = path === '-' ? null : await open(path)
  const length = file === null ? null : (await file.stat()).size
  const lines = { path, file, length, read: file ? null : streamReader(io.stdin), isTable: format === 'csv' }
  if (format !== 'csv') return openLines(lines, given)
  return openTable(lines, given, vocabulary).catch(async (error: unknown) => {
    await file?.close()
    throw error
  })
}

interface Lines {
  readonly path: string
  readonly file: FileHandle | null
  readonly length: number | null
  /** Of what can be read only once. */
  readonly read: ReadInto | null
  /** In a table a carriage return ends a line, whether a newline follows or not. */
  readonly isTable: boolean
}

const reader = (lines: Lines, place: number): ReadInto => {
  const { path, file, read, isTable } = lines
  const plain = file ? fileReader(file, place) : (read ?? (() => Promise.resolve(0)))
  const text = place === 0 ? utf8Reader(plain, path === '-' ? 'standard input' : path) : plain
  return isTable ? newlineReader(text) : text
}

async function* lineChunks(
  lines: Lines,
  delimiter: string | null,
  { place, line }: { place: number; line: number },
): AsyncGenerator<InputChunk> {
  for await (const chunk of cutInput(reader(lines, place), { start: place, line, delimiter, chunkBytes }))
    yield {
      task: { bytes: chunk.bytes, line: chunk.line },
      from: chunk.end - chunk.bytes.length,
      // Before the bytes are handed to another thread.
      count: delimiter === null ? countLinesOfJson(chunk.bytes) : countRecords(chunk.bytes, delimiter.charCodeAt(0)),
      place: chunk.end,
      line: chunk.line + chunk.lines,
    }
}

const closing = (file: FileHandle | null) => (): Promise<void> => file?.close() ?? Promise.resolve()

function openLines(lines: Lines, mapping: Mapping | null): Input {
  return {
    ...{ format: 'ndjson', mapping, columns: [], length: lines.length },
    start: { place: 0, line: 1 },
    chunks: from => lineChunks(lines, null, from),
    close: closing(lines.file),
  }
}

async function openTable(lines: Lines, given: Mapping | null, vocabulary: Vocabulary): Promise<Input> {
  const delimiter = given?.delimiter ?? ','
  const encoding = given?.encoding ?? 'utf-8'
  const head = reader(lines, 0)
  const { header, rest } = await firstRecord(head, delimiter)
  if (encoding !== 'utf-8' && header[0] === 0xef)
    throw new Misuse(
      `\`${lines.path}\` is written in UTF-8, which its first bytes tell; take \`encoding\` out of the mapping`,
    )
  const columns = readHeader(encoding === 'utf-8' ? header : fromWindows1252(header), delimiter)
  if (columns.length === 0) throw new Misuse(`\`${lines.path}\` is empty; its first line must name the columns`)
  // What comes only once has been made ready to read already.
  const later = lines.file ? lines : { ...lines, read: resumed(rest, head), isTable: false }
  return {
    ...{ format: 'csv', columns, length: lines.length },
    mapping: mappingFor(given, columns, vocabulary),
    start: { place: header.length, line: 1 + countLines(header) },
    chunks: from => lineChunks(later, delimiter, from),
    close: closing(lines.file),
  }
}

async function openRows(path: string, given: Mapping | null, vocabulary: Vocabulary): Promise<Input> {
  if (path === '-') throw new Misuse('Parquet is not read from standard input; name the file')
  const { openParquet, rowRanges } = await import('./parquet.js')
  const parquet = await openParquet(path)
  const { columns, rows } = parquet
  const twice = columns.find((column, i) => columns.indexOf(column) < i)
  if (twice !== undefined)
    throw new Misuse(
      `the column \`${twice}\` stands twice; keep the one that is right, or give one of them another name`,
    )
  async function* chunks({ place }: { place: number }): AsyncGenerator<InputChunk> {
    for (const range of rowRanges(parquet, place, chunkRows)) {
      const { from, to } = range
      yield { task: range, from, count: { least: to - from, most: to - from }, place: to, line: to + 1 }
    }
  }
  return {
    ...{ format: 'parquet', columns, length: rows },
    mapping: mappingFor(given, columns, vocabulary),
    start: { place: 0, line: 1 },
    chunks,
    close: () => Promise.resolve(),
  }
}

function mappingFor(given: Mapping | null, columns: readonly string[], vocabulary: Vocabulary): Mapping {
  const mapping: Result<Mapping> = given === null ? mappingOfColumns(columns, vocabulary) : { ok: true, value: given }
  const mistakes: readonly Diagnostic[] = mapping.ok ? missingColumns(mapping.value, columns) : mapping.diagnostics
  if (mapping.ok && mistakes.length === 0) return mapping.value
  throw mistakesOf(mistakes)
}
