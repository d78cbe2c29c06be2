import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { AsyncBuffer, ColumnMetaData, FileMetaData, SchemaTree } from 'hyparquet'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { Misuse } from '../io.js'
import { pagesAreSound } from './parquet-pages.js'

/** A Parquet file that is open for reading. */
export interface Parquet {
  readonly file: AsyncBuffer
  readonly metadata: FileMetaData
  readonly columns: readonly string[]
  readonly rows: number
  /** What has been found out about the groups so far. */
  readonly sound: Map<number, Promise<boolean>>
}

/** Rows of a Parquet file, within one of its groups. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** Opens a Parquet file; one that is not, is damaged, or is packed in a way that cannot be read, is a `Misuse`. */
export async function openParquet(path: string): Promise<Parquet> {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file).catch((error: Error) => {
    throw new Misuse(`\`${path}\` is not a Parquet file: ${error.message}`)
  })
  const damage = damageFound(metadata, file.byteLength)
  if (damage !== null) throw new Misuse(`\`${path}\` is damaged: ${damage}; write the export anew`)
  const codecs = metadata.row_groups.flatMap(g => g.columns.map(c => c.meta_data?.codec))
  const unread = codecs.find(codec => codec !== undefined && !['UNCOMPRESSED', 'SNAPPY', ...packed].includes(codec))
  if (unread !== undefined)
    throw new Misuse(`\`${path}\` is compressed with ${unread}, which is not read here; write it with SNAPPY or GZIP`)
  const columns = columnsOf(metadata)
  return { file, metadata, columns, rows: Number(metadata.num_rows), sound: new Map() }
}

const columnsOf = (metadata: FileMetaData): readonly string[] =>
  parquetSchema(metadata).children.map(child => child.element.name)

/** What is wrong with a file's description of itself; parts of it may be missing, or not be what they should. */
function damageFound(metadata: FileMetaData, bytes: number): string | null {
  try {
    return damageOf(metadata, bytes)
  } catch {
    return 'its description of itself cannot be read'
  }
}

/** What in a file's description of itself does not fit together. */
function damageOf(metadata: FileMetaData, bytes: number): string | null {
  const { num_rows: rows, row_groups: groups } = metadata
  if (groups.some(g => g.num_rows < 0) || groups.reduce((sum, g) => sum + g.num_rows, 0n) !== rows)
    return `its groups do not have the ${rows} rows that it says it has`
  let leaves: number
  try {
    leaves = leavesOf(parquetSchema(metadata))
  } catch {
    return 'its columns cannot be read'
  }
  for (const { columns, num_rows } of groups) {
    if (columns.length !== leaves) return 'a group does not have all of the columns'
    for (const { meta_data: column } of columns) {
      if (!column) return 'a column is not described'
      const start = column.dictionary_page_offset ?? column.data_page_offset
      const isInside =
        start >= 0n && column.total_compressed_size >= 0n && start + column.total_compressed_size <= BigInt(bytes)
      // A column within a column may have more values than there are rows, and never fewer.
      if (!isInside || column.num_values < num_rows || (isFlat(column) && column.num_values !== num_rows))
        return `the column \`${column.path_in_schema.join('.')}\` is not where or as long as the file says`
    }
  }
  return null

  function isFlat({ path_in_schema: path }: ColumnMetaData): boolean {
    return path.length === 1 && metadata.schema.find(e => e.name === path[0])?.repetition_type !== 'REPEATED'
  }
}

const leavesOf = ({ children }: SchemaTree): number =>
  children.length === 0 ? 1 : children.reduce((sum, child) => sum + leavesOf(child), 0)

const packed = ['GZIP', 'BROTLI']
const compressors = {
  GZIP: (input: Uint8Array): Uint8Array => gunzipSync(input),
  BROTLI: (input: Uint8Array): Uint8Array => brotliDecompressSync(input),
}

/** The rows from one on, in ranges that do not cross a group: a group is decoded only for its own rows. */
export function* rowRanges({ metadata }: Parquet, first: number, most: number): Generator<RowRange> {
  let from = 0
  for (const group of metadata.row_groups) {
    const end = from + Number(group.num_rows)
    for (let start = Math.max(from, first); start < end; start += most)
      yield { from: start, to: Math.min(start + most, end) }
    from = end
  }
}

/** Rows as objects by their columns; `null` where they cannot be decoded, or are not as many as the file says. */
export async function readRows(
  parquet: Parquet,
  { from, to }: RowRange,
  columns: readonly string[],
): Promise<readonly Record<string, unknown>[] | null> {
  const { file, metadata } = parquet
  try {
    if (!(await isSound(parquet, from, columns))) return null
    const rows = await parquetReadObjects({
      ...{ file, metadata, rowStart: from, rowEnd: to },
      ...{ columns: [...columns], compressors },
    })
    return rows.length === to - from && rows.every(row => typeof row === 'object' && row !== null) ? rows : null
  } catch {
    return null
  }
}

/** Whether a group's columns can be decoded, looked at once for each group. */
function isSound({ file, metadata, sound }: Parquet, row: number, columns: readonly string[]): Promise<boolean> {
  let index = 0
  for (let end = 0; index < metadata.row_groups.length; index++) {
    end += Number(metadata.row_groups[index]?.num_rows)
    if (row < end) break
  }
  const wanted = (metadata.row_groups[index]?.columns ?? []).flatMap(({ meta_data: column }) =>
    column && columns.includes(column.path_in_schema[0] ?? '') ? [column] : [],
  )
  const found =
    sound.get(index) ?? Promise.all(wanted.map(c => pagesAreSound(file, c))).then(answers => answers.every(Boolean))
  sound.set(index, found)
  return found
}
