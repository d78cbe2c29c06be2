import type { AsyncBuffer, ColumnMetaData } from 'hyparquet'

/** A value of Thrift's compact form, as far as page headers need it: numbers, and sets of numbered fields. */
type Field = number | ReadonlyMap<number, Field> | null

/** Fields and bytes of one page at the most: a damaged header would have more, without an end. */
const mostFields = 200

/** Reads the header of a page; throws where the bytes hold none. */
class HeaderReader {
  readonly #bytes: Uint8Array
  #fields = 0
  at: number

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  fields(): ReadonlyMap<number, Field> {
    const found = new Map<number, Field>()
    let id = 0
    for (;;) {
      const byte = this.#byte()
      if (byte === 0) return found
      if (++this.#fields > mostFields) throw new Error('no header')
      id = byte >> 4 === 0 ? this.#number() : id + (byte >> 4)
      found.set(id, this.#value(byte & 15))
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.at++]
    if (byte === undefined) throw new Error('no header')
    return byte
  }

  #unsigned(): number {
    let value = 0
    for (let place = 1; place < 2 ** 42; place *= 128) {
      const byte = this.#byte()
      value += (byte & 127) * place
      if (byte < 128) return value
    }
    throw new Error('no header')
  }

  #number(): number {
    const value = this.#unsigned()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  #value(type: number): Field {
    if (type === 1 || type === 2) return type
    if (type === 3) return this.#byte()
    if (type === 4 || type === 5 || type === 6) return this.#number()
    if (type === 8) {
      const length = this.#unsigned()
      if (this.at + length > this.#bytes.length) throw new Error('no header')
      this.at += length
      return null
    }
    if (type === 12) return this.fields()
    throw new Error('no header')
  }
}

const numberAt = (fields: Field | undefined, id: number): number | null => {
  const found = fields instanceof Map ? (fields as ReadonlyMap<number, Field>).get(id) : undefined
  return typeof found === 'number' ? found : null
}

/**
 * Whether the pages of a column within a group are as its description says: as many values, each page within the column, and the
 * same checksum where there is one. Decoding what is damaged could go on without an end.
 */
export async function pagesAreSound(file: AsyncBuffer, column: ColumnMetaData): Promise<boolean> {
  const start = Number(column.dictionary_page_offset ?? column.data_page_offset)
  const bytes = new Uint8Array(await file.slice(start, start + Number(column.total_compressed_size)))
  let values = 0
  try {
    for (let at = 0; at < bytes.length; ) {
      const reader = new HeaderReader(bytes, at)
      const header = reader.fields()
      const [type, whole, packed, checksum] = [1, 2, 3, 4].map(id => numberAt(header, id))
      const end = reader.at + (packed ?? -1)
      if (typeof whole !== 'number' || whole < 0 || typeof packed !== 'number' || packed < 0 || end > bytes.length)
        return false
      const page = bytes.subarray(reader.at, end)
      if (column.codec === 'UNCOMPRESSED' && whole !== packed) return false
      if (typeof checksum === 'number' && (crc32(page) | 0) !== checksum) return false
      const count = numberAt(header.get(type === 2 ? 7 : type === 3 ? 8 : 5), 1)
      if (![0, 2, 3].includes(type ?? -1) || count === null || count < 0) return false
      // Of a dictionary every value takes at least one bit.
      if (type === 2 && count > whole * 8) return false
      if (type !== 2) values += count
      if (values > column.num_values) return false
      at = end
    }
  } catch {
    return false
  }
  return BigInt(values) === column.num_values
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (table[(value ^ byte) & 255] ?? 0) ^ (value >>> 8)
  return ~value
}
