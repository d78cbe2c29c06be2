import { Tinypool } from 'tinypool'
import { readRulebook } from '../rules/compiled.js'
import type { Rulebook } from '../rules/rulebook.js'
import { readJsonLines, replayer } from '../tools/replay-contacts.js'
import type { Mapping } from '../tools/replay-mapping.js'
import type { ReadLine } from '../tools/replay-rows.js'
import { readRow } from '../tools/replay-rows.js'
import type { Tally } from '../tools/replay-tally.js'
import { readCsv } from './replay-csv.js'
import type { Parquet, RowRange } from './replay-parquet.js'
import { openParquet, readRows } from './replay-parquet.js'

/** What a thread needs to know before its first chunk. */
export interface WorkerSetup {
  /** Rulebooks in their compiled form. */
  readonly rulebook: string
  readonly against: string | null
  readonly decisions: boolean
  readonly mapping: Mapping | null
  /** The columns of CSV, in order. */
  readonly columns: readonly string[]
  readonly format: 'ndjson' | 'csv' | 'parquet'
  readonly path: string
}

/** A chunk of contacts: bytes with the number of their first line, or rows of the file. */
export type WorkerTask = { readonly bytes: Uint8Array; readonly line: number } | RowRange

/** What came of a chunk; texts as bytes, as they are written. */
export interface WorkerAnswer {
  readonly decisions: Uint8Array
  readonly rejects: Uint8Array
  readonly tally: Tally
}

const setup = Tinypool.workerData as WorkerSetup
const replay = replayer(rulebookOf(setup.rulebook), {
  decisions: setup.decisions,
  against: setup.against === null ? null : rulebookOf(setup.against),
})
let parquet: Promise<Parquet> | null = null

function rulebookOf(compiled: string): Rulebook {
  const read = readRulebook(JSON.parse(compiled) as unknown)
  if (!read.ok) throw new Error(read.diagnostics[0]?.message)
  return read.value
}

/** Decides one chunk. */
export async function replayChunk(task: WorkerTask): Promise<WorkerAnswer> {
  const lines = 'bytes' in task ? readBytes(task.bytes, task.line) : await readParquet(task)
  const { decisions, rejects, tally } = replay(lines)
  return { decisions: bytesOf(decisions), rejects: bytesOf(rejects), tally }
}

const encoder = new TextEncoder()
const bytesOf = (text: string): Uint8Array => encoder.encode(text)

function* readBytes(bytes: Uint8Array, line: number): Generator<ReadLine> {
  const { format, mapping, columns } = setup
  if (format === 'csv' && mapping) yield* readTable(bytes, line, mapping, columns)
  else
    for (const read of readJsonLines(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(), line))
      yield mapping === null || 'mistakes' in read || !isRow(read.contact)
        ? read
        : readRow(mapping, read.contact, read.line)
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function* readTable(
  bytes: Uint8Array,
  line: number,
  mapping: Mapping,
  columns: readonly string[],
): Generator<ReadLine> {
  for (const record of readCsv(bytes, mapping.delimiter, line, columns.length)) {
    if ('mistakes' in record) yield record
    else yield readRow(mapping, Object.fromEntries(columns.map((c, i) => [c, record.cells[i]])), record.line)
  }
}

/** A row's number, from 1, stands for its line. */
async function readParquet(range: RowRange): Promise<readonly ReadLine[]> {
  const { mapping, path } = setup
  parquet ??= openParquet(path)
  if (mapping === null) return []
  const columns = [...new Set(mapping.facts.flatMap(f => (f.column === null ? [] : [f.column])))]
  const rows = await readRows(await parquet, range, columns)
  return rows.map((row, i) => readRow(mapping, row, range.from + i + 1))
}
