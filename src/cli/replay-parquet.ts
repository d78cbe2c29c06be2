import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { Misuse } from './io.js'

/** A Parquet file that is open for reading. */
export interface Parquet {
  readonly file: AsyncBuffer
  readonly metadata: FileMetaData
  readonly columns: readonly string[]
  readonly rows: number
}

/** Rows of a Parquet file, within one of its groups. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** Opens a Parquet file; one that is not, or is packed in a way that cannot be read, is a `Misuse`. */
export async function openParquet(path: string): Promise<Parquet> {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file).catch((error: Error) => {
    throw new Misuse(`\`${path}\` is not a Parquet file: ${error.message}`)
  })
  const codecs = metadata.row_groups.flatMap(g => g.columns.map(c => c.meta_data?.codec))
  const unread = codecs.find(codec => codec !== undefined && !['UNCOMPRESSED', 'SNAPPY', ...packed].includes(codec))
  if (unread !== undefined)
    throw new Misuse(`\`${path}\` is compressed with ${unread}, which is not read here; write it with SNAPPY or GZIP`)
  const columns = parquetSchema(metadata).children.map(child => child.element.name)
  return { file, metadata, columns, rows: Number(metadata.num_rows) }
}

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

/** Rows as objects by their columns. */
export const readRows = (
  { file, metadata }: Parquet,
  { from, to }: RowRange,
  columns: readonly string[],
): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({ file, metadata, rowStart: from, rowEnd: to, columns: [...columns], compressors })
